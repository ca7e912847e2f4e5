"""Processor time of this process and of the ones it starts."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median


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


def own_time(work: Callable[[], object]) -> float:
    """The processor seconds that this process spends on some work."""
    before = time.process_time()
    work()
    return time.process_time() - before


def command_time(arguments: list[str], folder: Path) -> float:
    """The processor seconds of one run of the command, start and children included. A failed run ends the benchmark."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from matcher.cli.main import run; run()", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"taxomatch ended with {done.returncode}:\n{done.stderr.decode('utf-8', 'replace')}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
