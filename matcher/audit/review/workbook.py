"""A review table as a workbook: what the program says, and cells with lists to choose from beside it."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matcher.audit.review.decisions import ANSWERED, ASKED, COLUMNS, NONE, Said
from matcher.model.taxonomy import Taxonomy

_MADE = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  (the same bytes on every day)
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MOST_ROWS, _MOST_CHARACTERS = 1_048_575, 32_767
_WIDTHS = {"title": 34, "text": 70, "tm_evidence": 40, "tm_missing": 40, "tm_activity_name": 30, "why": 40}
_WIDTH = 16
SHEET = "review"


def write_review(path: Path, rows: Sequence[Sequence[str]], taxonomy: Taxonomy) -> int:
    """Write the workbook and give back how many cells were cut to what a cell can hold. Every cell is text.

    Raises ValueError for more rows than a sheet can hold.
    """
    from xlsxwriter import Workbook

    if len(rows) > _MOST_ROWS:
        raise ValueError(f"a sheet holds {_MOST_ROWS} rows, and {len(rows)} are to be reviewed")
    book = Workbook(str(path), _OPTIONS)
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True, "bg_color": "#e8eef5", "text_wrap": True, "valign": "top"})
    asked = book.add_format({"bold": True, "bg_color": "#fdf0d5", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(SHEET)
    for at, name in enumerate(COLUMNS):
        sheet.write_string(0, at, name, asked if name in ASKED else head)
        sheet.set_column(at, at, _WIDTHS.get(name, _WIDTH), None, {"level": 1} if name in _FOLDED else {})
    cut = 0
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            cut += len(cell) > _MOST_CHARACTERS
            sheet.write_string(number, at, cell[:_MOST_CHARACTERS], plain)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    _add_choices(book, sheet, max(1, len(rows)), taxonomy)
    book.close()
    return cut


_FOLDED = ("tm_alternatives", "tm_doubts", "tm_decision_id")


def _add_choices(book: Any, sheet: Any, last: int, taxonomy: Taxonomy) -> None:  # noqa: ANN401, xlsxwriter is untyped
    """A sheet with all classes and activities, and the cells that choose from it."""
    choices = book.add_worksheet("choices")
    lists: dict[str, list[str]] = {
        "decision": [said.value for said in Said],
        "right_class": [NONE, *sorted(taxonomy.classes)],
        "right_activity": sorted(taxonomy.activities),
    }
    for at, (name, words) in enumerate(lists.items()):
        choices.write_string(0, at, name)
        choices.set_column(at, at, 36)
        for number, word in enumerate(words, start=1):
            choices.write_string(number, at, word)
        column, letter = COLUMNS.index(name), "ABC"[at]
        source = f"=choices!${letter}$2:${letter}${len(words) + 1}"
        told = {"validate": "list", "source": source, "error_message": f"Choose from the sheet choices, column {name}."}
        sheet.data_validation(1, column, last, column, told)
    on = COLUMNS.index("on")
    sheet.data_validation(
        1, on, last, on, {"validate": "any", "input_title": "on", "input_message": "The day, as 2026-01-31"}
    )


def answered_cells(cells: dict[str, str]) -> list[str]:
    """The cells of what the program says, in the order of the table."""
    return [cells.get(name, "") for name in ANSWERED]
