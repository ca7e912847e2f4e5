"""Before the first row: the table opened, its columns found, the places of the output checked."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from matcher.batch.answering import maker_of
from matcher.batch.forms import STANDARD_OUTPUT
from matcher.batch.options import BatchOptions
from matcher.find.quantities import Quantities
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.rules import Pack
from matcher.read import (
    Bounds,
    Choice,
    Columns,
    Figures,
    FolderTable,
    Source,
    Table,
    find_columns,
    nearest,
    open_source,
    open_table,
)

_ROWS_SHOWN = 3
_WIDTH_SHOWN = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A table with its columns found; `told` is what a person should know about how it is read."""

    table: Table
    columns: Columns
    told: list[str]


def open_rows(source: Source, pack: Pack, options: BatchOptions) -> Opened:
    """The table of a source with its columns found. Refuses what cannot be read, and measures the pack lacks."""
    book, choice = pack.book, options.table.choice
    _refuse_unknown_measures(pack, choice)
    bounds = bounds_of(pack)
    if source.files:
        folder = FolderTable(source, bounds, options.table)
        return Opened(table=folder, columns=folder.columns, told=folder.told)
    table = open_table(source, options.table, book.columns, bounds, [term.written for term in book.table.terms])
    columns, told = columns_of(table.header, pack, choice, source.place)
    return Opened(table=table, columns=columns, told=[*table.told, *told])


def columns_of(header: Sequence[str], pack: Pack, choice: Choice, place: Place) -> tuple[Columns, list[str]]:
    """Which column holds what, and what to tell about it. Refuses columns that are not there, and unknown measures."""
    _refuse_unknown_measures(pack, choice)
    figures = Figures(names=pack.book.column_measures, fits=partial(_fits, pack))
    return find_columns(header, pack.book.columns, choice, place, figures)


def bounds_of(pack: Pack) -> Bounds:
    """How much a table may hold."""
    return Bounds(field_characters=pack.book.method.limits.field_characters)


def _refuse_unknown_measures(pack: Pack, choice: Choice) -> None:
    known = sorted(pack.taxonomy.measures)
    unknown = [column.measure for column in choice.data if column.measure not in pack.taxonomy.measures]
    if unknown:
        raise Refusal(
            Problem(place=Place(file="--data-col"), message=f"unknown measure {one!r}", hint=nearest(one, known))
            for one in unknown
        )


def _fits(pack: Pack, measure: str, unit: str) -> bool:
    """Whether figures of a measure may be in a unit."""
    units, asked = pack.taxonomy.units, pack.taxonomy.measures[measure]
    if asked.unit not in units:
        return False
    quantities = Quantities(units.values(), pack.book.languages.values())
    return quantities.read(f"1 {unit}", units[asked.unit].dimension) is not None


def look(source_name: str, pack: Pack, options: BatchOptions) -> Iterator[str]:
    """What a run would make of a table, for a person: how it is read, and its first documents. Nothing is written."""
    with open_source(source_name) as source:
        opened = open_rows(source, pack, options)
        yield from opened.told
        block = next(opened.table.blocks(), None)
        if block is None:
            yield "no rows below the header"
            return
        documents = maker_of(pack, opened.table.header, opened.columns).documents(block)
        for line, document in islice(zip(block.lines, documents, strict=True), _ROWS_SHOWN):
            words = " | ".join(part for part in (document.title, document.text) if part)
            skipped = f", skipped: {document.skip}" if document.skip else ""
            yield f"line {line}, id {document.id!r}{skipped}: {' '.join(words.split())[:_WIDTH_SHOWN]!r}"
        for reject in block.rejects[:_ROWS_SHOWN]:
            yield f"line {reject.line} is a reject: {reject.message}"


def rejects_place(target: str, options: BatchOptions) -> str:
    """The name of the file of rejects, or nothing where they go to stderr."""
    if options.rejects:
        return "" if options.rejects == STANDARD_OUTPUT else options.rejects
    return "" if target == STANDARD_OUTPUT else f"{target}.rejects.csv"


def refuse_overwriting(source: Source, outputs: Sequence[Path]) -> None:
    """Refuse outputs that are the input, or a file of it, by name or by link, and outputs that are one another."""
    inputs = {source.identity, *map(_identity, source.files)} - {None}
    problems, taken = list[Problem](), dict[str, Path]()
    for path in outputs:
        real = os.path.realpath(path)
        if _identity(path) in inputs:
            message, hint = "this is the input itself", "Name another file; the input is never changed."
            problems.append(Problem(place=Place(file=str(path)), message=message, hint=hint))
        elif real in taken:
            message = f"two outputs cannot go to one file, and {str(taken[real])!r} is the same"
            problems.append(Problem(place=Place(file=str(path)), message=message, hint="Name another file."))
        taken[real] = path
    if problems:
        raise Refusal(problems)


def _identity(name: str | Path) -> tuple[int, int] | None:
    with suppress(OSError, ValueError):
        about = Path(name).stat()
        return about.st_dev, about.st_ino
    return None
