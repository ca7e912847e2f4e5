"""A workbook for people: every table a sheet with a frozen header, filters and widths, and cells that cannot act."""

import datetime
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO
from unicodedata import east_asian_width

from matcher.batch.forms.form import WORKBOOK_ROWS, too_many_rows
from matcher.model.problems import Place
from matcher.model.states import Band
from matcher.tell.columns import Column, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MAIN_SHEET = "decisions"
_MADE = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  (the same bytes on every day)
_NOTHING_ACTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NARROWEST, _WIDEST, _FILTER, _LOOKED_AT = 8, 48, 4, 200
_NUMBERS = {Kind.WHOLE: "0", Kind.SHARE: "0.00"}
_REVIEW, _TO_REVIEW = "tm_review", [band.value for band in Band]
_DIGITS = 15


def write_workbook(
    file: BinaryIO, sheets: Sequence[tuple[str, Sequence[Column], Iterable[list[str]]]], place: Place
) -> None:
    """Write the sheets, each with its name, columns and rows, to a file. Rows are held on the disk, not in memory.

    Numbers of ours are numbers; every other cell is text in a column of text, so that it stays text when it is
    edited. Refuses, with exit code 5, what a sheet cannot hold; raises OSError where the file cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="taxomatch-") as folder:
        workbook = Workbook(file, {"constant_memory": True, "tmpdir": folder, **_NOTHING_ACTS})
        workbook.use_zip64()
        workbook.set_properties({"created": _MADE})
        styles = _Styles(workbook)
        for name, columns, rows in sheets:
            _write_sheet(workbook.add_worksheet(name), columns, rows, styles, place)
        try:
            workbook.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from None


class _Styles:
    """The looks of cells."""

    def __init__(self, workbook: "Workbook") -> None:
        top = {"valign": "top"}
        self.head = workbook.add_format({"bold": True, "bg_color": "#e8eef5", "text_wrap": True, **top})
        text = workbook.add_format({"num_format": "@", **top})
        wrapped = workbook.add_format({"num_format": "@", "text_wrap": True, **top})
        self.of = {kind: wrapped if kind is Kind.LIST else text for kind in Kind}
        self.of |= {kind: workbook.add_format({"num_format": shown, **top}) for kind, shown in _NUMBERS.items()}


def _write_sheet(
    sheet: "Worksheet", columns: Sequence[Column], rows: Iterable[list[str]], styles: _Styles, place: Place
) -> None:
    """Write one table: widths by its first rows, the header, the rows, and what helps to read them."""
    waiting = iter(rows)
    first = list(islice(waiting, _LOOKED_AT))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _width(column, [row[at] for row in first]), styles.of[column.kind])
        sheet.write_string(0, at, column.name, styles.head)
    looks = [styles.of[column.kind] for column in columns]
    numbers = [column.kind in _NUMBERS for column in columns]
    number = 0
    for number, row in enumerate(chain(first, waiting), 1):
        if number >= WORKBOOK_ROWS:
            raise too_many_rows(place, sheet.get_name())
        for at, cell in enumerate(row):
            if not cell:
                continue
            if numbers[at] and len(cell) <= _DIGITS:
                sheet.write_number(number, at, float(cell), looks[at])
            else:
                sheet.write_string(number, at, cell, looks[at])
    last = max(number, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{last + 1}"})
    for at, column in enumerate(columns):
        if column.name == _REVIEW:
            sheet.data_validation(1, at, last, at, {"validate": "list", "source": _TO_REVIEW})


def _width(column: Column, cells: Iterable[str]) -> int:
    """As wide as the name and the cells looked at, within bounds."""
    named, filled = _letters(column.name) + _FILTER, max(map(_letters, cells), default=0) + 1
    return min(_WIDEST, max(_NARROWEST, named, filled))


def _letters(text: str) -> int:
    """How many letters wide a text is shown, as far as it matters; an ideograph is two."""
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text[:_WIDEST])
