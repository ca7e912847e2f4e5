"""What was measured, as lines for a terminal and as a page."""

import datetime
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.clock import Seconds
from matcher import __version__

_WIDTH = 46
_PAGE = """\
# Benchmarks

What `make proof` measured last, written by `python -m benchmarks --page`. The generator is in the repository, so that
anybody can measure again: `make bench` takes some minutes.

- When: {day}, version {version}
- Where: {machine}; Python {python}. The load was {load:.1f} at the end: 1.0 is this benchmark alone.
- Over what: {rows:,} rows of 50 to 300 words, 30 % of them Chinese; the pack's own terms stand among ordinary words,
  and one of a thousand longer words has a typing error.
- How: {rounds} rounds, each of which measures everything once. A figure is the median of the rounds, with the least and
  the most in brackets: that is the noise. A ratio is made within each round, so that it suffers less from what else the
  machine does. Unless the clock is named, seconds are processor seconds of all processes together.

## Beside a bare scan and beside other programs

The bare scan is an Aho-Corasick automaton with the same patterns over the same folded bytes, and nothing else: no
reading, no borders of words, no doubts, no criteria, no writing. The other programs find the same terms, and no more
than that; they are measured on rows of the same file, without their start.

{result}

## How the cost grows

The start of the program is taken off.

{grown}
"""


class Line(NamedTuple):
    """One thing that was measured."""

    what: str
    figure: str
    goal: str = ""
    also: str = ""


def seconds(each: Sequence[float]) -> str:
    """The median of seconds, with the spread."""
    return str(Seconds(tuple(each)))


def rate(number: float, took: Sequence[float], unit: str = "rows/s") -> str:
    """So many things in the median of some seconds, with the spread."""
    each = [number / one for one in took]
    digits = 0 if median(each) >= 100 else 1
    return f"{median(each):,.{digits}f} {unit} ({min(each):,.{digits}f} to {max(each):,.{digits}f})"


def ratio(slow: Sequence[float], quick: Sequence[float]) -> str:
    """The median of the ratios of each round, with the spread."""
    each = [one / other for one, other in zip(slow, quick, strict=True)]
    return f"{median(each):,.2f}x ({min(each):,.2f} to {max(each):,.2f})"


def told(lines: Sequence[Line]) -> list[str]:
    """The lines for a terminal."""
    return [
        "  ".join(filter(None, (f"{one.what:{_WIDTH}}", one.figure, one.also, one.goal and f"goal: {one.goal}")))
        for one in lines
    ]


def page(result: Sequence[Line], grown: Sequence[Line], *, rows: int, rounds: int) -> str:
    """The page."""
    return _PAGE.format(
        day=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        version=__version__,
        machine=_machine(),
        python=platform.python_version(),
        load=os.getloadavg()[0],
        rows=rows,
        rounds=rounds,
        result=_table(("what", "measured", "goal"), [(one.what, one.figure, one.goal) for one in result]),
        grown=_table(("over", "speed", "memory"), [(one.what, one.figure, one.also) for one in grown]),
    )


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *((one[0].strip(), *one[1:]) for one in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _machine() -> str:
    """The processor and how many there are."""
    name = platform.processor() or platform.machine()
    for line in _lines(Path("/proc/cpuinfo")):
        if line.startswith("model name"):
            name = line.partition(":")[2].strip()
            break
    return f"{os.cpu_count()} x {name}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
