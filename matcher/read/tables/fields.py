"""The records of some whole lines of CSV: the plain way where no quote stands, the careful way elsewhere."""

import csv
import re
from collections.abc import Sequence

from matcher.read.tables.records import ODD, Block, Position, Reject, RejectReason, Shape, raw_text

_BLANK = " \t\r\n\v\f\xa0\u3000"
_NUMBER, _WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_UNFINISHED = "unexpected end of data"
_SWALLOWING = "a record over lines that are records"
_SURE_WIDTH = 3


class Fields:
    """Lines whose fields are parted by a delimiter, with a block in the making: rows and rejects.

    `places` are the offsets of the lines and, last, of what follows them.
    """

    def __init__(self, texts: list[str], places: list[int], first_line: int, shape: Shape, *, careful: bool) -> None:
        self._texts = texts
        self._places = places
        self._first = first_line
        self._shape = shape
        self._width = None if shape.header is None else len(shape.header)
        self._careful = careful
        self._numbers: Sequence[int] = []
        self._starts: Sequence[int] = []
        self._stops: Sequence[int] = []
        self._rows: list[list[str]] = []
        self._rejects: list[Reject] = []

    def read(self, *, quoted: bool, last: bool, give_up: bool) -> tuple[Block, int]:
        """The records of the lines, and how many lines they take; `quoted` says that a quote stands somewhere.

        A record that the lines do not finish is left for later. If there is no later (`last`), or if it is the
        first one and `give_up` says that it is too long to be one, the line that opens it is a reject.
        """
        used = self._read_quoted(last=last, give_up=give_up) if self._careful or quoted else self._read_plain()
        block = Block(
            lines=self._numbers,
            starts=self._starts,
            stops=self._stops,
            rows=self._rows,
            rejects=self._rejects,
            after=Position(self._first + used, self._places[used]),
        )
        return block, used

    def _read_plain(self) -> int:
        """Read all lines, none of which holds a quote or anything odd; the number of lines read."""
        width, count = self._width, len(self._texts)
        rows = [text.rstrip("\r\n").split(self._shape.delimiter) for text in self._texts]
        if width != 1 and set(map(len, rows)) == {width}:
            self._numbers = range(self._first, self._first + count)
            self._starts, self._stops, self._rows = self._places[:-1], self._places[1:], rows
            return count
        quick = width if width != 1 else None
        kept = [
            index for index, cells in enumerate(rows) if len(cells) == quick or self._is_row(index, index + 1, cells)
        ]
        self._numbers = [self._first + index for index in kept]
        self._starts = [self._places[index] for index in kept]
        self._stops = [self._places[index + 1] for index in kept]
        self._rows = [rows[index] for index in kept]
        return count

    def _read_quoted(self, *, last: bool, give_up: bool) -> int:
        """Read the lines with a quoting reader; the number of lines read."""
        numbers, starts, stops = list[int](), list[int](), list[int]()
        self._numbers, self._starts, self._stops = numbers, starts, stops
        at, count, width = 0, len(self._texts), self._width
        quick = width if width != 1 and not self._careful else None
        while at < count:
            base = at
            reader = csv.reader(
                map(self._texts.__getitem__, range(base, count)), delimiter=self._shape.delimiter, strict=True
            )
            try:
                for cells in reader:
                    after = base + reader.line_num
                    if after > at + 1:
                        self._refuse_to_swallow(at, after)
                    if (len(cells) == quick and after == at + 1) or self._is_row(at, after, cells):
                        numbers.append(self._first + at)
                        starts.append(self._places[at])
                        stops.append(self._places[after])
                        self._rows.append(cells)
                    at = after
            except csv.Error as error:
                unfinished = str(error) == _UNFINISHED and not last
                if unfinished and (at or not give_up):
                    return at
                self._reject_quote(at, opened=str(error) == _UNFINISHED or base + reader.line_num > at + 1)
                at += 1
                if unfinished:
                    return at
        return count

    def _is_row(self, at: int, after: int, cells: list[str]) -> bool:
        """Whether the record of lines `at` to `after` is a row; if not, it is a reject or a blank line."""
        text = self._texts[at] if after == at + 1 else "".join(self._texts[at:after])
        if len(cells) <= 1 and not text.strip(_BLANK):
            return False
        width, bounds = self._width, self._shape.bounds
        if self._careful and (odd := ODD.search(text)):
            self._reject_odd(at, text, odd)
        elif width is not None and len(cells) != width:
            few = len(cells) < width
            reason = RejectReason.TOO_FEW_FIELDS if few else RejectReason.TOO_MANY_FIELDS
            self._reject(at, reason, f"{len(cells)} fields where the header has {width}", text)
        elif len(text) > bounds.field_characters and max(map(len, cells)) > bounds.field_characters:
            column = next(place for place, cell in enumerate(cells) if len(cell) > bounds.field_characters)
            message = f"a field of {len(cells[column])} characters, more than {bounds.field_characters}"
            name = self._shape.header[column] if self._shape.header else ""
            self._reject(at, RejectReason.FIELD_TOO_LONG, message, text, name)
        else:
            return True
        return False

    def _refuse_to_swallow(self, at: int, after: int) -> None:
        """Raise csv.Error where a quoted record over several lines is rather an open quote and the rows behind it.

        So it is where every line of it, taken alone, has the fields of a row, and begins with a cell of the same
        make as the first line, digits included, as ids are. Narrow tables are left alone: a comma proves nothing.
        """
        width, delimiter = self._width, self._shape.delimiter
        if width is None or width < _SURE_WIDTH:
            return
        make = _make(self._texts[at].split(delimiter, 1)[0])
        if "9" in make and all(
            text.count(delimiter) == width - 1 and _make(text.split(delimiter, 1)[0]) == make
            for text in self._texts[at:after]
        ):
            raise csv.Error(_SWALLOWING)

    def _reject_quote(self, at: int, *, opened: bool) -> None:
        text = self._texts[at]
        if self._careful and (odd := ODD.search(text)):
            self._reject_odd(at, text, odd)
        elif opened:
            self._reject(at, RejectReason.OPEN_QUOTE, "a quote opens here and does not close as a field must", text)
        else:
            self._reject(at, RejectReason.STRAY_QUOTE, "a quoted field goes on behind its closing quote", text)

    def _reject_odd(self, at: int, text: str, odd: re.Match[str]) -> None:
        if odd[0] < "\x80":
            message = f"control character U+{ord(odd[0]):04X} at character {odd.start() + 1}"
            self._reject(at, RejectReason.CONTROL_CHARACTER, message, text)
        else:
            message = f"bytes that the encoding of the file cannot read, from character {odd.start() + 1} on"
            self._reject(at, RejectReason.UNDECODABLE, message, text)

    def _reject(self, at: int, reason: RejectReason, message: str, text: str, column: str = "") -> None:
        self._rejects.append(
            Reject(self._first + at, self._places[at], column, reason, message, raw_text(text, self._shape.bounds))
        )


def _make(cell: str) -> str:
    """What a cell is made of: every number as 9, every word as a."""
    return _WORD.sub("a", _NUMBER.sub("9", cell.strip()))
