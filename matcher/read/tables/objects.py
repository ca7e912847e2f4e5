"""JSON lines: each line an object, which is a row of the table of all their keys."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.growth import Growth
from matcher.read.tables.records import ODD, Block, Position, Reject, RejectReason, Shape, raw_text

MOST_COLUMNS = 16_384
CELLS_AT_ONCE = 1 << 21
_LIMIT_PASSED = 5
_BLANK = " \t\r\n\ufeff"


class Objects:
    """Lines of JSON with a block in the making. Without a header a row holds the keys of its line.

    Values come as they are written: text as text, figures digit by digit, lists and objects as JSON; `null` and a key
    that is not there are empty cells.
    """

    def __init__(self, texts: list[str], places: list[int], first_line: int, shape: Shape, *, careful: bool) -> None:
        self._texts = texts
        self._places = places
        self._first = first_line
        self._shape = shape
        self._careful = careful

    def read(self, *, quoted: bool, last: bool, give_up: bool) -> tuple[Block, int]:  # noqa: ARG002 - a line is a record
        """One record of each line that is not blank; as many lines as their cells leave room for."""
        count = min(len(self._texts), 1 + CELLS_AT_ONCE // len(self._shape.header or (1,)))
        lines, starts, stops, rows, rejects = list[int](), list[int](), list[int](), list[list[str]](), list[Reject]()
        for at, text in enumerate(self._texts[:count]):
            line = text.strip(_BLANK)
            if not line:
                continue
            try:
                cells = self._cells(line)
            except _NoRowError as fault:
                raw = raw_text(text, self._shape.bounds)
                where = self._first + at, self._places[at]
                rejects.append(Reject(*where, fault.column, fault.reason, fault.message, raw))
                continue
            lines.append(self._first + at)
            starts.append(self._places[at])
            stops.append(self._places[at + 1])
            rows.append(cells)
        after = Position(self._first + count, self._places[count])
        return Block(lines=lines, starts=starts, stops=stops, rows=rows, rejects=rejects, after=after), count

    def _cells(self, line: str) -> list[str]:
        """The cells of a line, or its keys where there is no header yet."""
        try:
            found = _DECODER.decode(line)
            if not isinstance(found, _Pairs):
                raise _NoRowError(RejectReason.NO_OBJECT, "a line should hold one object in {}")
            values = dict(found)
            if len(values) != len(found):
                again = Counter(key for key, _ in found).most_common(1)[0][0]
                raise _NoRowError(RejectReason.REPEATED_KEY, f"the key {again[:60]!r} stands here twice", again)
            if self._shape.header is None:
                return list(values)
            cells = [_text(values.get(key)) for key in self._shape.header]
        except json.JSONDecodeError as error:
            message = f"this is no JSON: {error.msg} at character {error.pos + 1}"
            raise _NoRowError(RejectReason.NO_OBJECT, message) from None
        except RecursionError:
            raise _NoRowError(RejectReason.NO_OBJECT, "nested too deep") from None
        self._check(line, cells)
        return cells

    def _check(self, line: str, cells: list[str]) -> None:
        """Raise where one of the cells may not stand in a table."""
        if (self._careful or "\\u" in line) and (odd := ODD.search("\n".join(cells))):
            reason = RejectReason.CONTROL_CHARACTER if odd[0] < "\x80" else RejectReason.UNDECODABLE
            raise _NoRowError(reason, f"a character that is no text: U+{ord(odd[0]):04X}")
        most = self._shape.bounds.field_characters
        if len(line) > most:
            for name, cell in zip(self._shape.header or (), cells, strict=True):
                if len(cell) > most:
                    message = f"a field of {len(cell)} characters, more than {most}"
                    raise _NoRowError(RejectReason.FIELD_TOO_LONG, message, name)


def columns_of(blocks: Iterable[Block], place: Place, size: int) -> list[str]:
    """All keys of all lines, in the order in which they first stand. Refuses a file without any, or with too many.

    `size` is that of the file in bytes.
    """
    keys = dict[str, None]()
    rows = 0
    for block in blocks:
        rows += len(block.rows) + len(block.rejects)
        for row in block.rows:
            keys |= dict.fromkeys(row)
        if len(keys) > MOST_COLUMNS:
            message = f"more than {MOST_COLUMNS} different keys"
            raise Refusal(
                [Problem(place=place, message=message, hint="A table may have so many columns.")],
                exit_code=_LIMIT_PASSED,
            )
    if not keys:
        message = "no line holds an object with keys" if rows else "the file holds no table"
        hint = 'Write one object a line, such as {"id": "1", "description": "..."}.'
        raise Refusal([Problem(place=place, message=message, hint=hint)])
    Growth(place, size).add(rows, len(keys))
    return list(keys)


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of an object as they follow each other."""


class _Figure(str):
    """A number as it is written."""

    __slots__ = ()


class _NoRowError(Exception):
    """Why a line is no row."""

    def __init__(self, reason: RejectReason, message: str, column: str = "") -> None:
        self.reason, self.message, self.column = reason, message, column


def _refuse(written: str) -> NoReturn:
    raise _NoRowError(RejectReason.NO_OBJECT, f"this is no JSON: {written} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_Pairs, parse_float=_Figure, parse_int=_Figure, parse_constant=_refuse)


def _text(value: object) -> str:
    """A value as the text of a cell."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    return _json(value)


def _json(value: object) -> str:
    """A value as JSON, its figures as they were written."""
    if isinstance(value, _Figure):
        return str(value)
    if isinstance(value, _Pairs):
        return "{" + ", ".join(f"{_json(key)}: {_json(one)}" for key, one in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
