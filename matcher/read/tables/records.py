"""What reading a table gives: rows with their exact places, and the ones that are no rows, with the reason."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from matcher.model.document import Document

CONTROL_BYTES = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D})
ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters, and the half surrogates that stand for bytes which could not be read."""


class RejectReason(StrEnum):
    """Why a row of the input is no row of the output."""

    TOO_FEW_FIELDS = "too_few_fields"
    TOO_MANY_FIELDS = "too_many_fields"
    OPEN_QUOTE = "open_quote"
    STRAY_QUOTE = "stray_quote"
    CONTROL_CHARACTER = "control_character"
    UNDECODABLE = "undecodable"
    FIELD_TOO_LONG = "field_too_long"
    LINE_TOO_LONG = "line_too_long"
    NO_OBJECT = "no_object"
    REPEATED_KEY = "repeated_key"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    REFUSED = "refused"


class Reject(NamedTuple):
    """A row that is handed back, as the row of the table of rejects that it becomes; light, for files full of them.

    `line` and `byte_offset` say where it begins; a row of a workbook, of Parquet or of a folder has its number as
    `line` and no offset. `raw` is its text, made printable.
    """

    line: int
    byte_offset: int | None
    column: str
    reason: RejectReason
    message: str
    raw: str


class Position(NamedTuple):
    """Where a record begins: its line, and its place, which is a byte of a text or the number of rows before it."""

    line: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that follow each other, as columns: the line of each row, the place it begins at and the place behind it.

    `after` is where the next record may begin. `documents` are those of a folder of project files, which are read
    with their rows.
    """

    lines: Sequence[int]
    starts: Sequence[int]
    stops: Sequence[int]
    rows: list[list[str]]
    rejects: list[Reject]
    after: Position
    documents: Sequence[Document] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a table may hold: characters of a field, bytes of a record, characters of it in a reject."""

    field_characters: int
    record_bytes: int = 1 << 22
    raw_characters: int = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a record must look like; without a `header` it may have any number of fields."""

    delimiter: str
    header: Sequence[str] | None
    bounds: Bounds


def raw_cells(cells: Sequence[str], bounds: Bounds) -> str:
    """The cells of a row that has no text of its own, as a reject shows them: a JSON list."""
    return raw_text(json.dumps(cells, ensure_ascii=False), bounds)


def raw_text(text: str, bounds: Bounds) -> str:
    """The text of a record as a reject shows it: without its line end, odd characters escaped, cut where it is long."""
    raw = text.removesuffix("\n").removesuffix("\r")
    if len(raw) > bounds.raw_characters:
        raw = f"{raw[: bounds.raw_characters]}... ({len(raw) - bounds.raw_characters} more characters)"
    return escaped(raw)


def escaped(text: str) -> str:
    """The text with its control characters, and bytes that could not be read, written as escapes."""
    return text if text.isprintable() else ODD.sub(lambda odd: f"\\x{ord(odd[0]) & 0xFF:02x}", text)
