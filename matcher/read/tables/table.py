"""A table opened: its encoding, delimiter and header found and told, its rows ready to be read as a stream."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.encodings import Encoding, choose_encoding
from matcher.read.source import Source
from matcher.read.tables.columns import Choice
from matcher.read.tables.dialect import delimiter_name, header_index, named_delimiter, sniff_delimiter
from matcher.read.tables.feed import Feed
from matcher.read.tables.names import fold_name
from matcher.read.tables.records import Block, Bounds, Reject, Shape, raw_text
from matcher.read.tables.rows import Records

_SNIFFED = 1 << 16
_HEADS = 200
_SHOWN = 80
_SEPARATOR = re.compile(r"sep=([^\w\"'\r\n])[\r\n]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How a user says a table is to be read; what is left out is found. `header_row` is a line, from 1."""

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    choice: Choice = field(default_factory=Choice)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """One of the first records: its line, its first byte, the byte after it, and its cells."""

    line: int
    start: int
    stop: int
    cells: list[str]


class Table:
    """An open table. `told` is what a person should know about how it is read; `count` its records so far."""

    def __init__(self, source: Source, encoding: Encoding, shape: Shape, head: _Head, told: list[str]) -> None:
        self.source = source
        self.header = head.cells
        self.told = told
        self._encoding = encoding
        self._bounds = shape.bounds
        line = head.line + _line_ends(_raw(source, encoding, head.start, head.stop))
        feed = Feed(source.stream, encoding, head.stop, source.place)
        self._records = Records(feed, shape, mixed=encoding.mixed, line=line, offset=head.stop)

    @property
    def count(self) -> int:
        """How many records were met so far, rows and rejects."""
        return self._records.count

    def blocks(self) -> Iterator[Block]:
        """The records below the header, in blocks."""
        return iter(self._records)

    def raw(self, start: int, stop: int) -> str:
        """The text of a row, read once more from the file by its places."""
        return raw_text(_raw(self.source, self._encoding, start, stop), self._bounds)


def open_table(source: Source, options: TableOptions, known: Mapping[str, tuple[str, ...]], bounds: Bounds) -> Table:
    """The table of a source, ready to be read. `known` are the names of columns by role, for finding the header.

    Refuses what is empty, no text, of no sure encoding, or without a header that can be used.
    """
    encoding = choose_encoding(source.stream, source.place, options.encoding)
    names = {fold_name(name) for role in known.values() for name in role} | set(map(fold_name, options.choice.names()))
    told = [encoding.told] if encoding.told else []
    if options.delimiter is None:
        delimiter = _sniff(source, encoding, names)
        told.append(f"delimiter: {delimiter_name(delimiter)}")
    else:
        delimiter = named_delimiter(options.delimiter)
    heads, rejects = _heads(source, encoding, Shape(delimiter=delimiter, header=None, bounds=bounds))
    head = _header(source, heads, rejects, names, options.header_row)
    above = [other for other in heads if other.line < head.line]
    for other in above:
        words = " ".join(" ".join(other.cells).split())
        told.append(f"above the header, line {other.line}: {words[:_SHOWN]!r}")
    if above:
        told.append(f"header: line {head.line}")
    shape = Shape(delimiter=delimiter, header=head.cells, bounds=bounds)
    return Table(source, encoding, shape, head, told)


def _sniff(source: Source, encoding: Encoding, names: set[str]) -> str:
    feed = Feed(source.stream, encoding, encoding.mark, source.place)
    start = feed.read(_SNIFFED)
    lines = start.decode(feed.encoding, "replace").splitlines(keepends=True)
    if lines and (separator := _SEPARATOR.fullmatch(lines[0])):
        return separator[1]
    if not feed.ended and len(lines) > 1:
        lines.pop()
    preferred = "\t" if source.name.casefold().endswith((".tsv", ".tab")) else ","
    return sniff_delimiter(lines, names, preferred)


def _heads(source: Source, encoding: Encoding, shape: Shape) -> tuple[list[_Head], list[Reject]]:
    """The first records of the file, and those of the first lines that are none."""
    feed = Feed(source.stream, encoding, encoding.mark, source.place)
    block = next(iter(Records(feed, shape, mixed=encoding.mixed, line=1, offset=encoding.mark)), None)
    if block is None:
        message = "the file holds no table"
        raise Refusal([Problem(place=source.place, message=message, hint="It holds nothing but blank lines.")])
    first = zip(block.lines, block.starts, block.stops, block.rows, strict=True)
    heads = [
        _Head(line=line, start=start, stop=stop, cells=cells) for line, start, stop, cells in islice(first, _HEADS)
    ]
    return heads, block.rejects


def _header(source: Source, heads: list[_Head], rejects: list[Reject], names: set[str], wanted: int | None) -> _Head:
    """The record that is the header: the one in the line that the user says, or the one found."""
    if wanted is not None:
        for head in heads:
            if head.line == wanted:
                return head
        lines = f"from {heads[0].line} to {heads[-1].line}" if heads else "in none of the first lines"
        place = Place(file=source.name, line=wanted, column=1)
        raise Refusal([Problem(place=place, message="no header begins in this line", hint=f"Records stand {lines}.")])
    found = heads[header_index([head.cells for head in heads], names)] if heads else None
    for reject in rejects:
        if found is None or reject.line < found.line:
            place = Place(file=source.name, line=reject.line, column=1)
            hint = "Mend the line, or say with --header-row in which line the header stands."
            raise Refusal([Problem(place=place, message=f"the line cannot be read: {reject.message}", hint=hint)])
    if found is None:
        raise Refusal([Problem(place=source.place, message="the file holds no table")])
    return found


def _raw(source: Source, encoding: Encoding, start: int, stop: int) -> str:
    here = source.stream.tell()
    source.stream.seek(start)
    text = source.stream.read(stop - start).decode(encoding.name, "replace")
    source.stream.seek(here)
    return text


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
