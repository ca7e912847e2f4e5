"""One round: `batch` in several ways, the bare scan, and other programs, one after the other over the same rows."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ahocorasick_rs

from benchmarks.clock import Run, command, own_time
from benchmarks.packs import without_repair
from benchmarks.report import Line, rate, ratio, seconds
from benchmarks.rivals import MISSING, RIVALS, seconds_a_row, there
from benchmarks.texts import Row
from matcher.find.fold import Folder
from matcher.model.rules import Pack

WITHIN, WITHIN_WITHOUT_REPAIR, TWO_JOBS = 6, 4, 1.6
ROWS_AT_ONCE = 512
FEW = 20
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round measured. `rivals` holds processor seconds a row."""

    batch: Run
    start: Run
    plain: Run
    plain_start: Run
    two_jobs: Run
    scan: float
    rivals: Mapping[str, float]


class Bench:
    """The rows on disk and in memory, and the things that are timed."""

    def __init__(self, pack: Pack, given: Sequence[Row], folder: Path) -> None:
        self._folder = folder
        write_rows(folder / "rows.csv", given)
        write_rows(folder / "few.csv", given[:FEW])
        without_repair(folder / "plain")
        self._rows = len(given)
        fold = Folder(pack.book.characters).fold
        self._texts = [fold(f"{title}\n{text}").text for _, title, text in given]
        self._blocks = [
            "\n".join(self._texts[at : at + ROWS_AT_ONCE]).encode() for at in range(0, self._rows, ROWS_AT_ONCE)
        ]
        self._patterns = [pattern.encode() for pattern in pack.book.table.patterns]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            self._patterns,
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )
        self._terms = sorted({fold(term.written.rstrip("*")).text for term in pack.book.table.terms})

    def warm(self) -> None:
        """Fill the caches of the packs and of Python."""
        self._batch("few.csv")
        self._batch("few.csv", "--pack", "plain")

    def round(self) -> Round:
        """Everything once."""
        return Round(
            batch=self._batch("rows.csv"),
            start=self._batch("few.csv"),
            scan=own_time(self._scan),
            plain=self._batch("rows.csv", "--pack", "plain"),
            plain_start=self._batch("few.csv", "--pack", "plain"),
            two_jobs=self._batch("rows.csv", "--jobs", "2"),
            rivals={
                one.name: seconds_a_row(one, self._terms, self._texts, self._folder) for one in RIVALS if there(one)
            },
        )

    def result(self, rounds: Sequence[Round]) -> list[Line]:
        """What the rounds come to."""
        bare = [one.scan for one in rounds]
        steady = [one.batch.processor - one.start.processor for one in rounds]
        plain = [one.plain.processor - one.plain_start.processor for one in rounds]
        size = sum(map(len, self._blocks))
        lines = [
            Line("batch, CSV to scored CSV", seconds([one.batch.processor for one in rounds])),
            Line("  of which start", seconds([one.start.processor for one in rounds])),
            Line("  start taken off", rate(self._rows, steady)),
            Line("  the same without repair of typing errors", rate(self._rows, plain)),
            Line(f"bare scan, {len(self._patterns):,} patterns, {size / _MEGABYTE:.1f} MB", rate(self._rows, bare)),
            Line(
                "batch / bare scan",
                ratio([one.batch.processor for one in rounds], bare),
                goal=f"at most {WITHIN}",
            ),
            Line("  start taken off", ratio(steady, bare)),
            Line(
                "batch without repair / bare scan",
                ratio([one.plain.processor for one in rounds], bare),
                goal=f"at most {WITHIN_WITHOUT_REPAIR}",
            ),
            Line("  start taken off", ratio(plain, bare)),
            Line(
                "one job / two jobs, by the clock",
                ratio([one.batch.clock for one in rounds], [one.two_jobs.clock for one in rounds]),
                goal=f"at least {TWO_JOBS}, on a machine that does nothing else",
            ),
            Line("peak memory, one job", f"{max(one.batch.peak for one in rounds) / _MEGABYTE:.0f} MB"),
            Line(
                "peak memory, two jobs together",
                f"{max(one.two_jobs.peak for one in rounds) / _MEGABYTE:.0f} MB",
            ),
        ]
        return [*lines, *self._rivals(rounds)]

    def _rivals(self, rounds: Sequence[Round]) -> list[Line]:
        lines = []
        for one in RIVALS:
            name = f"{one.shown}, {len(self._terms):,} terms"
            if not there(one):
                lines.append(Line(name, MISSING))
                continue
            a_row = [each.rivals[one.name] for each in rounds]
            ours = [each.batch.processor / self._rows for each in rounds]
            goal = f"at least {one.goal}" if one.goal else ""
            lines.append(Line(name, rate(1, a_row)))
            lines.append(Line(f"{one.shown} / batch, processor time a row", ratio(a_row, ours), goal=goal))
        return lines

    def _batch(self, name: str, *options: str) -> Run:
        return command(["batch", name, "-o", f"scored.{name}", *options], self._folder)

    def _scan(self) -> None:
        for block in self._blocks:
            self._automaton.find_matches_as_indexes(block, overlapping=True)


def write_rows(path: Path, given: Sequence[Row]) -> None:
    """Write rows as a ledger."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "project name", "description"])
        writer.writerows(given)
