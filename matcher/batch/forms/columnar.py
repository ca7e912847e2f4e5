"""A Parquet file: text as strings, our numbers as numbers, several values as lists."""

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, BinaryIO

from matcher.tell.columns import Column, Kind

_GROUP_ROWS, _GROUP_BYTES = 20_000, 1 << 25


def write_parquet(file: BinaryIO, columns: Sequence[Column], lines: Iterable[bytes]) -> None:
    """Write rows, each a line with a JSON array, to a file. Where rows are grouped depends on the rows alone."""
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    types = {
        Kind.TEXT: pa.string(),
        Kind.WORD: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.SHARE: pa.float64(),
        Kind.YES_OR_NO: pa.bool_(),
        Kind.LIST: pa.list_(pa.string()),
    }
    schema = pa.schema([pa.field(column.name, types[column.kind]) for column in columns])
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(lines):
            values = zip(*group, strict=True)
            arrays = [pa.array(held, type=field.type) for held, field in zip(values, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _groups(lines: Iterable[bytes]) -> Iterator[list[list[Any]]]:
    """The rows, so many at once that they are neither too many nor too long for the memory."""
    group, size = list[list[Any]](), 0
    for line in lines:
        group.append(json.loads(line))
        size += len(line)
        if len(group) == _GROUP_ROWS or size >= _GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
