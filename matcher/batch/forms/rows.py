"""Rows as bytes. Every table has an encoder: what it writes does not depend on how many rows it is given at once."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Protocol

from matcher.batch.forms.form import Form, Kind
from matcher.tell.columns import Column
from matcher.tell.columns import Kind as Holds
from matcher.tell.neutral import neutral

_MARK = "\ufeff"
_MAY_ACT = frozenset("=+-@\t\r")
_AS_THEY_STAND = frozenset({Holds.WHOLE, Holds.SHARE, Holds.YES_OR_NO})
_quoted = json.JSONEncoder(ensure_ascii=False).encode


class Encoder(Protocol):
    """Makes the stream of one table."""

    def opening(self) -> bytes:
        """What stands before the rows."""

    def encode(self, rows: Iterable[list[str]]) -> bytes:
        """Some rows."""


def encoder_of(form: Form, columns: Sequence[Column]) -> Encoder:
    """The encoder of a table with these columns."""
    if form.kind is Kind.CSV:
        return _Delimited(columns, ",", form)
    if form.kind is Kind.TSV:
        return _Delimited(columns, "\t", form)
    if form.kind is Kind.JSON_LINES:
        return _Objects(columns)
    return _Arrays(columns, typed=form.lists_apart)


class _Delimited:
    """CSV as RFC 4180 has it, with another delimiter if need be, and nothing in it that a spreadsheet would act on."""

    def __init__(self, columns: Sequence[Column], delimiter: str, form: Form) -> None:
        self._header = [one.name for one in columns]
        self._delimiter = delimiter
        self._neutral = form.neutral
        self._mark = _MARK if form.excel_bom else ""

    def opening(self) -> bytes:
        """The mark, if one is wanted, and the header."""
        return self._mark.encode() + self.encode([self._header])

    def encode(self, rows: Iterable[list[str]]) -> bytes:
        """Some rows."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self._delimiter)
        if self._neutral:
            writer.writerows([[neutral(cell) if cell[:1] in _MAY_ACT else cell for cell in row] for row in rows])
        else:
            writer.writerows(rows)
        return text.getvalue().encode("utf-8", "backslashreplace")


class _Objects:
    """JSON lines: an object for each row, with numbers and lists as such; what is no value of ours is null."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._holds = [one.kind for one in columns]
        heads = [f"{_quoted(one.name)}:" for one in columns]
        self._heads = ["{" + head if at == 0 else "," + head for at, head in enumerate(heads)]

    def opening(self) -> bytes:
        """Nothing: every line says what it holds."""
        return b""

    def encode(self, rows: Iterable[list[str]]) -> bytes:
        """Some rows."""
        lines = [
            "".join(
                [f"{head}{_value(cell, kind)}" for head, cell, kind in zip(self._heads, row, self._holds, strict=True)]
            )
            for row in rows
        ]
        return "".join(f"{line}}}\n" for line in lines).encode("utf-8", "backslashreplace")


class _Arrays:
    """JSON lines of arrays, from which a workbook or a Parquet file is made at the end."""

    def __init__(self, columns: Sequence[Column], *, typed: bool) -> None:
        self._holds = [one.kind if typed else Holds.TEXT for one in columns]

    def opening(self) -> bytes:
        """Nothing: the columns are known when the file is made."""
        return b""

    def encode(self, rows: Iterable[list[str]]) -> bytes:
        """Some rows."""
        lines = ["[" + ",".join(map(_value, row, self._holds)) + "]\n" for row in rows]
        return "".join(lines).encode("utf-8", "backslashreplace")


def _value(cell: str, kind: Holds) -> str:
    """A cell as JSON. Numbers and lists are JSON as they stand."""
    if kind is Holds.TEXT or (cell and kind is Holds.WORD):
        return _quoted(cell)
    if kind is Holds.LIST:
        return cell or "[]"
    return cell if cell and kind in _AS_THEY_STAND else "null"
