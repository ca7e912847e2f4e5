"""The cells of a sheet as texts, row by row as they stream in."""

import re
from collections.abc import Sequence

from matcher.read.workbooks.formats import Format, number_text
from matcher.read.workbooks.marks import Attributes, Marks
from matcher.read.workbooks.rows import Row

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"
_TEXT, _INLINE, _SHARED, _TRUTH, _FAULT, _DAY = "str", "inlineStr", "s", "b", "e", "d"
LONGEST_TEXT = 1 << 22
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14


def unescaped(text: str) -> str:
    """The text with characters that XML cannot hold, written as `_x000D_`, put back."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class _Columns(dict[str, int]):
    """Places of columns, from 0, by their letters; worked out once."""

    def __missing__(self, letters: str) -> int:
        place = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z" or place > MOST_COLUMNS:
                raise ValueError(f"there is no column {letters[:20]!r}")
            place = place * 26 + ord(letter) - 64
        if not 0 < place <= MOST_COLUMNS:
            raise ValueError(f"there is no column {letters[:20]!r}")
        self[letters] = place - 1
        return place - 1


class SheetReader(Marks):
    """Gathers finished rows in `rows`, where whoever reads takes them away."""

    def __init__(self, strings: Sequence[str], formats: Sequence[Format], *, from_1904: bool) -> None:
        self.rows = list[Row]()
        self._strings = strings
        self._formats = formats
        self._from_1904 = from_1904
        self._columns = _Columns()
        self._number = 0
        self._cells = list[str]()
        self._unknown = -1
        self._column = -1
        self._type = ""
        self._style = ""
        self._value = ""
        self._keep = self._formula = False

    def open(self, name: str, attributes: Attributes) -> None:
        """A row, a cell, or a part of it."""
        if name == "c":
            place = attributes.get("r")
            column = self._column + 1 if place is None else self._columns[place.rstrip(_DIGITS)]
            if not self._column < column < MOST_COLUMNS:
                raise ValueError(f"cell {place or column + 1} of row {self._number} is out of order")
            self._column = column
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._value = ""
            self._formula = False
        elif name == "v" or (name == "t" and self._type == _INLINE):
            self._keep = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._type = ""
        elif name == "row":
            number = int(attributes.get("r", self._number + 1))
            if not self._number < number <= MOST_ROWS:
                raise ValueError(f"row {number} is out of order")
            self._number, self._column, self._cells, self._unknown = number, -1, [], -1

    def close(self, name: str) -> None:
        """The end of a value, a cell or a row."""
        if name in ("v", "t"):
            self._keep = False
        elif name == "c":
            if self._value:
                text = self._text()
                if text:
                    cells = self._cells
                    cells += [""] * (self._column - len(cells))
                    cells.append(text)
            elif self._formula and self._type != _TEXT and self._unknown < 0:
                self._unknown = self._column
        elif name == "rPh":
            self._type = _INLINE
        elif name == "row" and (self._cells or self._unknown >= 0):
            self.rows.append(Row(self._number, self._cells, self._unknown))

    def text(self, text: str) -> None:
        """The value of a cell, or a piece of it."""
        if self._keep:
            self._value += text
            if len(self._value) > LONGEST_TEXT:
                raise ValueError(f"a text of more than {LONGEST_TEXT} characters")

    def _text(self) -> str:
        """The value of the cell as people see it."""
        kind, value = self._type, self._value
        if kind == _SHARED:
            place = int(value)
            if not 0 <= place < len(self._strings):
                raise ValueError(f"there is no text {value}")
            return self._strings[place]
        if kind == "n":
            style = int(self._style)
            if not 0 <= style < len(self._formats):
                raise ValueError(f"there is no style {style}")
            return number_text(value.strip(), self._formats[style], from_1904=self._from_1904)
        if kind == _TRUTH:
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        if kind == _DAY:
            return value.strip().removesuffix("T00:00:00").replace("T", " ", 1)
        return value if kind == _FAULT else unescaped(value)
