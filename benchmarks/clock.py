"""Time and memory of this process and of the ones it starts."""

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_BETWEEN_LOOKS = 0.05
_PAGE = resource.getpagesize()


@dataclass(frozen=True, slots=True)
class Seconds:
    """Measurements of one thing, one for each round."""

    rounds: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.rounds)

    def __str__(self) -> str:
        return f"{self.middle:.3f} s ({min(self.rounds):.3f} to {max(self.rounds):.3f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the command took: processor seconds and seconds by the clock, and the most memory at once.

    `peak` is in bytes: the resident memory of the run and of all its workers, shared pages counted for each of them.
    """

    processor: float
    clock: float
    peak: int


def own_time(work: Callable[[], object]) -> float:
    """The processor seconds that this process spends on some work."""
    before = time.process_time()
    work()
    return time.process_time() - before


def command(arguments: list[str], folder: Path) -> Run:
    """One run of the command, start and workers included. A failed run ends the benchmark."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    words = [sys.executable, "-c", "from matcher.cli.main import run; run()", *arguments]
    running = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watch = _Watch(running.pid)
    errors = running.communicate()[1]
    peak = watch.end()
    if running.returncode:
        raise SystemExit(f"taxomatch ended with {running.returncode}:\n{errors.decode('utf-8', 'replace')}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(processor=spent, clock=time.perf_counter() - started, peak=peak)


class _Watch:
    """Looks at the memory of a process and its children, twenty times a second."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """The most that was seen, in bytes; 0 where the system does not tell."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        while not self._over.wait(_BETWEEN_LOOKS):
            self._peak = max(self._peak, sum(_resident(one) for one in _family(self._process)))


def _family(process: int) -> list[int]:
    """A process and its children, where the system has /proc."""
    found = [process]
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            found += map(int, (thread / "children").read_text(encoding="ascii").split())
    return found


def _resident(process: int) -> int:
    """The resident memory of a process in bytes."""
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return 0
