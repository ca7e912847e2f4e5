"""Answered rows to the streams of an output, and the streams to its files."""

import gzip
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from matcher.batch.cells import AnswerCells
from matcher.batch.forms.columnar import write_parquet
from matcher.batch.forms.form import Form, Kind
from matcher.batch.forms.package import Resource, describe
from matcher.batch.forms.page import Page
from matcher.batch.forms.rows import encoder_of
from matcher.batch.forms.workbook import MAIN_SHEET, write_workbook
from matcher.model.problems import Place
from matcher.tell.columns import Column
from matcher.tell.neutral import neutral

_CHUNK = 1 << 20
_LEVEL = 6


class RowWriter:
    """Writes the rows of one table with their answers. Two that are made of the same write the same bytes.

    `told` is what a person should know of the names of columns.
    """

    def __init__(self, form: Form, header: Sequence[str], cells: AnswerCells) -> None:
        self._form = form
        self._cells = cells
        added = cells.all_columns
        names = list(header)
        if form.lists_apart or form.long:
            names = _different(header, [one.name for one in added])
        self.told = [
            f"a column named {old!r} is written as {new!r}"
            for old, new in zip(header, names, strict=True)
            if old != new
        ]
        self._tables = [[*(Column(name=name) for name in names), *added], *(one.columns for one in cells.beside)]
        self._names = [[one.name for one in columns] for columns in self._tables]
        self._encoders = [encoder_of(form, columns) for columns in self._tables]

    @property
    def width(self) -> int:
        """How many columns the main table has."""
        return len(self._tables[0])

    def opening(self) -> tuple[bytes, ...]:
        """What each stream begins with."""
        return tuple(encoder.opening() for encoder in self._encoders)

    def page(self) -> Page:
        """A page for some rows, to be filled and encoded."""
        return Page(self._cells, self._names, self._form.longest_cell)

    def encode(self, page: Page) -> tuple[bytes, ...]:
        """A page as a chunk of each stream."""
        return tuple(encoder.encode(rows) for encoder, rows in zip(self._encoders, page.tables, strict=True))

    def finish(self, spools: Sequence[Path], files: Sequence[BinaryIO], place: Place) -> None:
        """Make the files of the streams where these are none yet (`form.spooled`)."""
        if self._form.kind is Kind.WORKBOOK:
            names = [MAIN_SHEET, *(one.name for one in self._cells.beside)]
            sheets = zip(names, self._tables, map(_rows, spools), strict=True)
            write_workbook(files[0], list(sheets), place)
            return
        for spool, file, columns in zip(spools, files, self._tables, strict=True):
            if self._form.kind is Kind.PARQUET:
                with spool.open("rb") as lines:
                    write_parquet(file, columns, lines)
            else:
                _zip(spool, file)

    def describe(self, target: Path, parts: Sequence[Path]) -> bytes:
        """The descriptor of the tables; `parts` hold now what the files of the target will hold."""
        form = self._form
        files = form.files(target)
        names = [MAIN_SHEET, *(one.name for one in self._cells.beside)]
        keys = [(self._cells.all_columns[0].name,), *(one.key for one in self._cells.beside)]
        parents = ["", *(one.parent or MAIN_SHEET for one in self._cells.beside)]
        held = [0] * len(names) if form.kind is Kind.WORKBOOK else range(len(names))
        return describe(
            [
                Resource(
                    name=name,
                    columns=list(map(_as_written, columns)) if form.neutral else columns,
                    key=key,
                    parent=parent,
                    file=files[at],
                    part=parts[at],
                    more=_how_to_read(form, name),
                    list_type="array" if form.lists_apart else "string",
                )
                for name, columns, key, parent, at in zip(names, self._tables, keys, parents, held, strict=True)
            ]
        )


def _different(header: Sequence[str], own: Iterable[str]) -> list[str]:
    """The names of the columns of the input with none empty and none twice, and none that is one of our `own`."""
    taken, found = set(own), list[str]()
    for place, name in enumerate(header, 1):
        wanted = other = name if name.strip() else f"column {place}"
        number = 1
        while other in taken:
            number += 1
            other = f"{wanted} ({number})"
        taken.add(other)
        found.append(other)
    return found


def _as_written(column: Column) -> Column:
    """The column with its name as it stands in the file."""
    return replace(column, name=neutral(column.name))


def _how_to_read(form: Form, name: str) -> dict[str, Any]:
    """The properties of a resource that say how its file is read."""
    told: dict[str, Any] = {"profile": "tabular-data-resource", "format": form.kind.value}
    if form.kind in (Kind.CSV, Kind.TSV, Kind.JSON_LINES):
        told["encoding"] = "utf-8"
    if form.kind is Kind.TSV:
        told["dialect"] = {"delimiter": "\t"}
    if form.kind is Kind.WORKBOOK:
        told["dialect"] = {"excel": {"sheet": name}}
    if form.zipped:
        told["compression"] = "gz"
    return told


def _rows(spool: Path) -> Iterator[list[str]]:
    with spool.open("rb") as lines:
        for line in lines:
            yield json.loads(line)


def _zip(spool: Path, file: BinaryIO) -> None:
    """Pack a stream, with no name and no time in it, so that the same rows give the same bytes."""
    with (
        spool.open("rb") as stream,
        gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0) as packed,
    ):
        shutil.copyfileobj(stream, packed, _CHUNK)
