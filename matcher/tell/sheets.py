"""Tables of figures, the same for a terminal, Markdown, CSV and a page. What comes from data cannot act in any."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.tell.markdown import safe as safe_markdown
from matcher.tell.neutral import neutral
from matcher.tell.page.markup import safe, table, tag
from matcher.tell.voice import inert

_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: its short name, its title, its heads, its rows; `note` stands below it."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def print_sheets(sheets: Sequence[Sheet], console: Console) -> None:
    """Print the tables that have rows, figures to the right; a table of one column as a list."""
    for number, sheet in enumerate(filter(lambda one: one.rows, sheets)):
        console.print(Text(("\n" if number else "") + inert(sheet.title), style="bold"))
        if len(sheet.heads) == 1:
            console.print(Text(inert(", ".join(row[0] for row in sheet.rows))))
        else:
            console.print(_grid(sheet))
        if sheet.note:
            console.print(Text(inert(sheet.note), style="dim"))


def _grid(sheet: Sheet) -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for at, head in enumerate(sheet.heads):
        figures = all(_is_figure(row[at]) for row in sheet.rows)
        widest = max(cell_len(inert(row[at])) for row in sheet.rows)
        whole = figures or (at == 0 and widest <= _NAME)
        least = max(widest, max(map(len, head.split()), default=0)) if whole else None
        grid.add_column(Text(inert(head)), justify="right" if figures else "left", min_width=least)
    for row in sheet.rows:
        grid.add_row(*(Text(inert(cell)) for cell in row))
    return grid


def sheets_markdown(sheets: Sequence[Sheet]) -> str:
    """The tables as Markdown, each under its title; ends in a line break."""
    lines: list[str] = []
    for sheet in filter(lambda one: one.rows, sheets):
        lines += [f"## {safe_markdown(sheet.title)}", "", f"| {' | '.join(map(safe_markdown, sheet.heads))} |"]
        lines.append("|" + " --- |" * len(sheet.heads))
        lines += [f"| {' | '.join(map(safe_markdown, row))} |" for row in sheet.rows]
        lines += ["", *([safe_markdown(sheet.note), ""] if sheet.note else [])]
    return "\n".join(lines) + "\n"


def sheet_csv(sheet: Sheet) -> str:
    """A single table as it is, its heads first."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(map(neutral, row) for row in (sheet.heads, *sheet.rows))
    return out.getvalue()


def sheets_csv(sheets: Sequence[Sheet]) -> str:
    """All cells in one table of its own: table, row (its number and its first cell), column, value."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["table", "number", "row", "column", "value"])
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=1):
            for head, cell in zip(sheet.heads[1:], row[1:], strict=True):
                writer.writerow([neutral(one) for one in (sheet.name, str(number), row[0], head, cell)])
    return out.getvalue()


def sheets_section(sheets: Sequence[Sheet]) -> str:
    """The tables as a part of a page."""
    parts = []
    for sheet in filter(lambda one: one.rows, sheets):
        parts.append(tag("h3", safe(sheet.title)))
        parts.append(table(sheet.heads, ([safe(cell) for cell in row] for row in sheet.rows)))
        parts.append(tag("p", safe(sheet.note), kind="soft") if sheet.note else "")
    return "\n".join(parts)


def _is_figure(cell: str) -> bool:
    return not cell.strip(" 0123456789.,%-+()") or cell == "–"
