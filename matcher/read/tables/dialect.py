"""Which sign separates the fields of a table, and which line is its header. Both are told, and both can be named."""

import csv
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.tables.names import fold_name

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_SPELLED = {name: sign for sign, name in _DELIMITERS.items()} | {"\\t": "\t"}
_LOOKED_AT = 50
HEADER_WITHIN = 20


def delimiter_name(delimiter: str) -> str:
    """The delimiter in words."""
    return _DELIMITERS.get(delimiter, repr(delimiter))


def named_delimiter(written: str) -> str:
    """The delimiter that a user means: one character, or comma, semicolon, tab, pipe."""
    sign = _SPELLED.get(written, written)
    if len(sign) != 1 or sign.isalnum() or sign in "\"'\r\n \0":
        raise Refusal(
            [
                Problem(
                    place=Place(file="--delimiter"),
                    message=f"{written!r} is no delimiter",
                    hint=f"Write one character, or one of: {', '.join(_SPELLED)}.",
                )
            ]
        )
    return sign


def sniff_delimiter(lines: Sequence[str], known: Collection[str], preferred: str) -> str:
    """The delimiter that makes the most of the first lines of a table.

    That is the one under which most column names of the header are known, then the one that gives most lines the
    same number of fields, more than one; `preferred` if none does.
    """
    best, best_score = preferred, (0, 0.0, 0)
    for delimiter in (preferred, *(sign for sign in _DELIMITERS if sign != preferred)):
        rows = _split(lines[:_LOOKED_AT], delimiter)
        if not rows:
            continue
        header = rows[header_index(rows, known)]
        width = len(header)
        if width == 1:
            continue
        named = sum(fold_name(cell) in known for cell in header)
        alike = sum(len(row) == width for row in rows) / len(rows)
        if (named, alike, width) > best_score:
            best, best_score = delimiter, (named, alike, width)
    return best


def header_index(rows: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """Which of the first rows is the header.

    The first that holds a known name of a column and more filled cells than every row above it; else the first as
    wide as most rows and at least half filled; else the first.
    """
    usual = max(Counter(map(len, rows)).items(), key=lambda width: (width[1], width[0]))[0]
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:HEADER_WITHIN]]
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if filled[index] < min(2, usual) or max(filled[:index], default=0) >= filled[index]:
            continue
        if any(fold_name(cell) in known for cell in row):
            return index
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        if len(row) == usual and filled[index] * 2 >= usual:
            return index
    return 0


def _split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows = list[list[str]]()
    with suppress(csv.Error):
        rows.extend(row for row in csv.reader(lines, delimiter=delimiter) if any(row))
    return rows
