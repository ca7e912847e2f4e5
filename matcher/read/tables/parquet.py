"""Tables in Parquet files, by the library pyarrow of the extra `parquet`."""

import datetime
import decimal
import json
from collections.abc import Iterator, Sequence
from typing import Any

from matcher.model.problems import Problem, Refusal
from matcher.read.extras import extra
from matcher.read.growth import Growth
from matcher.read.source import Source
from matcher.read.tables.records import ODD, Block, Bounds, Position, Reject, RejectReason, raw_cells
from matcher.read.tables.table import Table
from matcher.read.workbooks.formats import PLAIN, number_text

_CELLS_AT_ONCE = 1 << 16
_SHORT_DIGITS = 7
_TEXTS = ("string", "large_string", "binary", "large_binary")
_DAY = len("2025-03-31")


class ParquetTable:
    """The rows of a Parquet file. The line of a row is its number from 1, its place the number of rows before it."""

    def __init__(self, source: Source, file: Any, bounds: Bounds) -> None:  # noqa: ANN401 - the library has no types
        self.header: list[str] = list(map(str, file.schema_arrow.names))
        self.told = [f"Parquet with {file.metadata.num_rows} rows and {len(self.header)} columns"]
        self.source = source
        self._file = file
        self._bounds = bounds

    def blocks(self) -> Iterator[Block]:
        """The rows, in blocks."""
        number, growth = 0, Growth(self.source.place, self.source.size)
        at_once = 1 + _CELLS_AT_ONCE // len(self.header)
        try:
            for batch in self._file.iter_batches(batch_size=at_once, use_threads=False):
                yield batch_block(batch, self._bounds, number, growth)
                number += batch.num_rows
        except (OSError, ValueError) as error:
            message = f"row {number + 1} or one behind it cannot be read: {_first_line(error)}"
            raise Refusal([Problem(place=self.source.place, message=message, hint="Write the file anew.")]) from None

    def refused(self, block: Block, index: int, message: str, column: str) -> Reject:
        """A row as a reject."""
        raw = raw_cells(block.rows[index], self._bounds)
        return Reject(block.lines[index], None, column, RejectReason.REFUSED, message, raw)


def batch_block(
    batch: Any,  # noqa: ANN401 - the library has no types
    bounds: Bounds,
    before: int = 0,
    growth: Growth | None = None,
) -> Block:
    """The rows of an Arrow record batch, behind so many others, with their cells as people write them.

    They are counted in `growth`, if they come from a file.
    """
    header = list(map(str, batch.schema.names))
    columns = [_texts(column) for column in batch.columns]
    if growth:
        growth.add(batch.num_rows, len(columns), sum(sum(map(len, texts)) for texts in columns))
    lines, rows, rejects = list[int](), list[list[str]](), list[Reject]()
    for line, cells in enumerate(map(list, zip(*columns, strict=True)), start=before + 1):
        reject = _odd(line, header, cells, bounds)
        if reject is None:
            lines.append(line)
            rows.append(cells)
        else:
            rejects.append(reject)
    after = before + batch.num_rows
    return Block(
        lines=lines,
        starts=[line - 1 for line in lines],
        stops=lines,
        rows=rows,
        rejects=rejects,
        after=Position(after + 1, after),
    )


def _odd(line: int, header: Sequence[str], cells: Sequence[str], bounds: Bounds) -> Reject | None:
    """The reject that a row becomes where a cell may not stand in a table."""
    most = bounds.field_characters
    for name, cell in zip(header, cells, strict=True):
        if len(cell) > most:
            message = f"a field of {len(cell)} characters, more than {most}"
            reason = RejectReason.FIELD_TOO_LONG
        elif not cell.isprintable() and (odd := ODD.search(cell)):
            message = f"control character U+{ord(odd[0]):04X} at character {odd.start() + 1}"
            reason = RejectReason.CONTROL_CHARACTER
        else:
            continue
        return Reject(line, None, name, reason, message, raw_cells(cells, bounds))
    return None


def open_parquet(source: Source, bounds: Bounds) -> Table:
    """The table of a Parquet file. Refuses what is none, and says what to install where the library is missing."""
    parquet = extra("pyarrow.parquet", "parquet", source.place, "Parquet")
    try:
        schema = parquet.read_schema(source.stream)
        if not schema.names:
            raise _refused(source, "the file holds no columns")
        source.stream.seek(0)
        texts = [field.name for field in schema if str(field.type) in _TEXTS]
        return ParquetTable(source, parquet.ParquetFile(source.stream, read_dictionary=texts), bounds)
    except (OSError, ValueError) as error:
        raise _refused(source, f"this is no Parquet file, or a damaged one: {_first_line(error)}") from None


def _texts(column: Any) -> list[str]:  # noqa: ANN401 - the library has no types
    """The cells of a column; a text that stands in many of them is made once."""
    if hasattr(column, "dictionary"):
        words = _texts(column.dictionary)
        return ["" if at is None else words[at] for at in column.indices.to_pylist()]
    short = str(column.type) in ("float", "halffloat")
    return [_text(value, short=short) for value in column.to_pylist()]


def _refused(source: Source, message: str) -> Refusal:
    return Refusal([Problem(place=source.place, message=message, hint="Write the file anew, or give CSV.")])


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


def _text(value: object, *, short: bool) -> str:
    """A value as people write it; lists and records as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(f"{value:.{_SHORT_DIGITS}g}" if short else repr(value), PLAIN, from_1904=False)
    if isinstance(value, decimal.Decimal):
        return f"{value:f}"
    if isinstance(value, datetime.datetime) and (value.tzinfo or value.time() != datetime.time()):
        return value.isoformat(sep=" ")
    if isinstance(value, datetime.date):
        return value.isoformat()[:_DAY]
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
