"""Registers as tables: CSV in any encoding, or the first sheet of a workbook, to rows of named cells."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from matcher.model.materiality import Register
from matcher.model.problems import Place, Problem, Refusal
from matcher.read.encodings import decode
from matcher.read.nearest import nearest
from matcher.read.registers.records import Cell, Row, Wording, read_rows
from matcher.read.source import open_source

FILE_BYTES = 20_000_000
MOST_ROWS = 20_000
_DELIMITERS = (",", ";", "\t")
_OWN = re.compile(r"tm_|note|\Z")
_NEUTRAL = re.compile(r"'[=+\-@\t\r]")
_NEEDED = ("standard_version", "topic", "kind", "state")
_LIMIT_PASSED = 5

_Line = tuple[int, Sequence[str]]


def read_register(name: str, wording: Wording, *, encoding: str | None = None) -> tuple[Register, list[Problem], str]:
    """The register in a file, everything in it that cannot be read, and what to tell about its encoding.

    Columns are found by their names in `wording`; those that begin with `tm_` or `note` are passed over. Raises Refusal
    where the file as a whole is no register.
    """
    problems: list[Problem] = []
    with open_source(name) as source:
        data = source.stream.read(FILE_BYTES + 1)
        place = source.place
    if len(data) > FILE_BYTES:
        raise Refusal([Problem(place=place, message=f"more than {FILE_BYTES} bytes")], exit_code=_LIMIT_PASSED)
    if PurePath(name).suffix.casefold() == ".xlsx":
        lines, told = list(_workbook(data, place)), ""
    else:
        text, told = decode(data, place, encoding)
        lines = list(_table(text, place))
    if len(lines) > MOST_ROWS:
        raise Refusal([Problem(place=place, message=f"more than {MOST_ROWS} rows")], exit_code=_LIMIT_PASSED)
    if not lines:
        raise Refusal([Problem(place=place, message="the file is empty", hint="A register begins with its header.")])
    columns = _columns(lines[0], place, wording, problems)
    rows = [_row(line, columns, place) for line in lines[1:] if any(cell.strip() for cell in line[1])]
    return read_rows(rows, wording, problems), problems, told


def _table(text: str, place: Place) -> Iterator[_Line]:
    """The rows of a CSV text with the line each begins in."""
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        where = Place(file=place.file, line=begins, column=1)
        raise Refusal(
            [Problem(place=where, message=f"this row cannot be read: {error}", hint="Mend its quotes.")]
        ) from None


def _workbook(data: bytes, place: Place) -> Iterator[_Line]:
    """The rows of the first sheet; whole numbers come without a fraction, days as 2026-01-31."""
    from python_calamine import CalamineError, load_workbook

    try:
        rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError, OSError) as error:
        message = f"this workbook cannot be read: {error}"
        raise Refusal([Problem(place=place, message=message, hint="Save it anew as .xlsx, or as CSV.")]) from None
    for number, row in enumerate(rows, start=1):
        yield number, [_written(value) for value in row]


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _columns(header: _Line, place: Place, wording: Wording, problems: list[Problem]) -> dict[int, str]:
    """The column names by position; what is unknown, given twice or missing is told."""
    line, cells = header
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        asked = cell.strip().casefold()
        name = next((one for one, words in wording.columns.items() if asked in (word.casefold() for word in words)), "")
        where = Place(file=place.file, line=line, column=at + 1)
        if name in found.values():
            problems.append(Problem(place=where, message=f"E_DUPLICATED_COLUMN {name!r}", hint="Keep one of the two."))
        elif name:
            found[at] = name
        elif not _OWN.match(asked):
            hint = (
                nearest(asked, wording.columns)
                + "\nA column of your own is passed over if its name begins with `note`."
            )
            problems.append(Problem(place=where, message=f"E_UNKNOWN_COLUMN {cell.strip()!r}", hint=hint))
    missing = [name for name in _NEEDED if name not in found.values()]
    if missing:
        where = Place(file=place.file, line=line, column=1)
        hint = "The first row holds the names of the columns; `taxomatch materiality template` writes them."
        problems.append(Problem(place=where, message=f"E_MISSING_COLUMN {', '.join(missing)}", hint=hint))
    return found


def _row(line: _Line, columns: dict[int, str], place: Place) -> tuple[Row, Place]:
    number, cells = line
    filled = {
        columns[at]: Cell(text=text, place=Place(file=place.file, line=number, column=at + 1))
        for at, cell in enumerate(cells)
        if at in columns and (text := _plain(cell))
    }
    return filled, Place(file=place.file, line=number, column=1)


def _plain(cell: str) -> str:
    """The cell without blanks around it, and without the apostrophe that keeps a spreadsheet from running it."""
    text = cell.strip()
    return text[1:] if _NEUTRAL.match(text) else text
