"""Before the first row: the table opened, its columns found, the places of the output checked."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from matcher.batch.options import BatchOptions
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.rules import Pack
from matcher.read import Bounds, Columns, DocumentMaker, Source, Table, find_columns, nearest, open_source, open_table

STANDARD_OUTPUT = "-"
_DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_ROWS_SHOWN = 3
_WIDTH_SHOWN = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A table whose rows can be made documents; `told` is what a person should know about how it is read."""

    table: Table
    columns: Columns
    maker: DocumentMaker
    told: list[str]


def open_rows(source: Source, pack: Pack, options: BatchOptions) -> Opened:
    """The table of a source with its columns found. Refuses what cannot be read, and measures the pack lacks."""
    book, choice = pack.book, options.table.choice
    unknown = [column for column in choice.data if column.measure not in pack.taxonomy.measures]
    if unknown:
        place, known = Place(file="--data-col"), sorted(pack.taxonomy.measures)
        raise Refusal(
            Problem(place=place, message=f"unknown measure {one.measure!r}", hint=nearest(one.measure, known))
            for one in unknown
        )
    bounds = Bounds(field_characters=book.method.limits.field_characters)
    table = open_table(source, options.table, book.columns, bounds)
    columns, told = find_columns(table.header, book.columns, choice, source.place)
    editions = {one.id: () for one in pack.taxonomy.frameworks.values() if one.edition_of}
    words = {**book.column_values, "edition": editions | book.column_values.get("edition", {})}
    maker = DocumentMaker(table.header, columns, book.totals, words)
    return Opened(table=table, columns=columns, maker=maker, told=[*table.told, *told])


def look(source_name: str, pack: Pack, options: BatchOptions) -> Iterator[str]:
    """What a run would make of a table, for a person: how it is read, and its first documents. Nothing is written."""
    with open_source(source_name) as source:
        opened = open_rows(source, pack, options)
        yield from opened.told
        block = next(opened.table.blocks(), None)
        if block is None:
            yield "no rows below the header"
            return
        for line, document in islice(zip(block.lines, opened.maker.documents(block), strict=True), _ROWS_SHOWN):
            words = " | ".join(part for part in (document.title, document.text) if part)
            skipped = f", skipped: {document.skip}" if document.skip else ""
            yield f"line {line}, id {document.id!r}{skipped}: {' '.join(words.split())[:_WIDTH_SHOWN]!r}"
        for reject in block.rejects[:_ROWS_SHOWN]:
            yield f"line {reject.line} is a reject: {reject.message}"


def delimiter_of(target: str) -> str:
    """The delimiter of the output, by the ending of its name."""
    if target == STANDARD_OUTPUT:
        return ","
    ending = PurePath(target).suffix.casefold()
    if ending not in _DELIMITERS:
        hint = f"The format follows the ending. Written are: {', '.join(_DELIMITERS)}; and CSV to stdout with -o -"
        raise Refusal(
            [Problem(place=Place(file=target), message=f"tables ending in {ending!r} are not written", hint=hint)]
        )
    return _DELIMITERS[ending]


def rejects_place(target: str, options: BatchOptions) -> str:
    """The name of the file of rejects, or nothing where they go to stderr."""
    if options.rejects:
        return "" if options.rejects == STANDARD_OUTPUT else options.rejects
    return "" if target == STANDARD_OUTPUT else f"{target}.rejects.csv"


def refuse_overwriting(source: Source, target: str, rejects: str) -> None:
    """Refuse an output that is the input, by name or by link, and rejects that are either of them."""
    problems = []
    for name in (target, rejects):
        if name not in ("", STANDARD_OUTPUT) and source.identity is not None and _identity(name) == source.identity:
            message, hint = "this is the input itself", "Name another file; the input is never changed."
            problems.append(Problem(place=Place(file=name), message=message, hint=hint))
    if rejects and target != STANDARD_OUTPUT and os.path.realpath(rejects) == os.path.realpath(target):
        message, hint = "rejects cannot go to the output itself", "Name another file."
        problems.append(Problem(place=Place(file=rejects), message=message, hint=hint))
    if problems:
        raise Refusal(problems)


def _identity(name: str) -> tuple[int, int] | None:
    with suppress(OSError, ValueError):
        about = Path(name).stat()
        return about.st_dev, about.st_ino
    return None
