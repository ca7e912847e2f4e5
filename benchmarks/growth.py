"""How the cost of a row, or of a byte, changes with more rows, longer texts and more rules."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.bench import FEW, write_rows
from benchmarks.clock import command
from benchmarks.packs import enlarged
from benchmarks.report import Line, rate
from benchmarks.texts import Row
from matcher.model.rules import Pack

_PARTS = (4, 2, 1)
_JOINED = (1, 4, 16)
_RULES = (0, 400, 800)
_MEGABYTE = 1e6


def growth(pack: Pack, given: Sequence[Row], folder: Path, rounds: int) -> list[Line]:
    """Rates and peak memory, start taken off, each the median of some rounds."""
    lines = []
    for part in _PARTS:
        rows = given[: len(given) // part]
        took, peak, _ = _measured(rows, folder, rounds)
        lines.append(Line(f"{len(rows):,} rows", rate(len(rows), took), also=f"{peak / _MEGABYTE:.0f} MB at most"))
    for joined in _JOINED:
        rows = [_joined(given[at : at + joined]) for at in range(0, len(given), joined)]
        took, peak, size = _measured(rows, folder, rounds)
        name = f"texts of {sum(len(text) for _, _, text in rows) // len(rows):,} characters"
        speed = rate(size / _MEGABYTE, took, "MB/s")
        lines.append(Line(name, speed, also=f"{peak / _MEGABYTE:.0f} MB at most"))
    for number in _RULES:
        options = ["--pack", str(enlarged(folder / f"rules{number}", number, pack.taxonomy))] if number else []
        took, _, _ = _measured(given, folder, rounds, *options)
        lines.append(Line(f"{len(pack.book.rules) + number:,} rules", rate(len(given), took)))
    return lines


def _measured(rows: Sequence[Row], folder: Path, rounds: int, *options: str) -> tuple[list[float], int, int]:
    """Processor seconds of each round with the start taken off, peak memory, and the bytes of the input."""
    write_rows(folder / "grown.csv", rows)
    write_rows(folder / "few.csv", rows[:FEW])
    command(["batch", "few.csv", "-o", "few.scored.csv", *options], folder)
    took, peak = [], 0
    for _ in range(rounds):
        whole = command(["batch", "grown.csv", "-o", "grown.scored.csv", *options], folder)
        start = command(["batch", "few.csv", "-o", "few.scored.csv", *options], folder)
        took.append(whole.processor - start.processor)
        peak = max(peak, whole.peak)
    return took, peak, (folder / "grown.csv").stat().st_size


def _joined(rows: Sequence[Row]) -> Row:
    """Some rows as one."""
    name, title, _ = rows[0]
    return name, title, " ".join(text for _, _, text in rows)
