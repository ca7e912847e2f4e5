"""Rows with words of documents: for a terminal, as JSON, CSV or Markdown, with nothing in them that could act."""

import csv
import io
import json
from collections.abc import Sequence

from matcher.tell.markdown import safe
from matcher.tell.neutral import neutral
from matcher.tell.voice import inert

_WIDEST = 60


def written(columns: Sequence[str], rows: Sequence[Sequence[str]], format_: str) -> str:
    """The rows in a format: table, json, csv or md."""
    if format_ == "json":
        told = [dict(zip(columns, row, strict=True)) for row in rows]
        return writable(json.dumps(told, ensure_ascii=False, indent=2)) + "\n"
    if format_ == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(map(neutral, row) for row in [columns, *rows])
        return writable(text.getvalue())
    if format_ == "md":
        lines = [columns, ["---"] * len(columns), *([safe(cell) for cell in row] for row in rows)]
        return writable("".join(f"| {' | '.join(line)} |\n" for line in lines))
    return writable(aligned([columns, *rows]))


def writable(text: str) -> str:
    """The text with half characters, which no file can hold, as escapes; JSON reads them back."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns of even width; long cells are cut."""
    from rich.cells import cell_len

    cells = [[short(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[at]) for row in cells) for at in range(len(cells[0]))]
    padded = [[cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)] for row in cells]
    return "".join(f"{'  '.join(row).rstrip()}\n" for row in padded)


def short(cell: str) -> str:
    """A cell on one line that cannot act on a terminal, cut where it is long."""
    told = inert(" ".join(cell.split()))
    return told if len(told) <= _WIDEST else f"{told[: _WIDEST - 1]}…"
