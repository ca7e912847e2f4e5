"""Tables that are texts: CSV and its kin, and JSON lines. Every record has its line and its byte."""

import re
from collections.abc import Collection, Iterator, Mapping

from matcher.model.problems import Problem, Refusal
from matcher.read.encodings import Encoding, choose_encoding
from matcher.read.source import Source
from matcher.read.tables.dialect import delimiter_name, named_delimiter, sniff_delimiter
from matcher.read.tables.feed import Feed
from matcher.read.tables.fields import Fields
from matcher.read.tables.heads import HEADS, Head, column_names, find_header, told_of_header
from matcher.read.tables.objects import Objects, columns_of
from matcher.read.tables.records import Block, Bounds, Position, Reject, RejectReason, Shape, raw_text
from matcher.read.tables.rows import Piece, Records
from matcher.read.tables.table import Table, TableOptions

_SNIFFED = 1 << 16
_SEPARATOR = re.compile(r"sep=([^\w\"'\r\n])[\r\n]*", re.IGNORECASE)


class TextTable:
    """A table in a text file, read anew from any of its records."""

    def __init__(
        self, source: Source, encoding: Encoding, shape: Shape, kind: type[Piece], first: Position, told: list[str]
    ) -> None:
        self.header = list(shape.header or ())
        self.told = told
        self.source = source
        self._encoding = encoding
        self._shape = shape
        self._kind = kind
        self._first = first

    def blocks(self) -> Iterator[Block]:
        """The records below the header, in blocks."""
        return iter(_records(self.source, self._encoding, self._shape, self._kind, self._first))

    def refused(self, block: Block, index: int, message: str, column: str) -> Reject:
        """A row as a reject, with its text read once more from the file."""
        start = block.starts[index]
        text = _text(self.source, self._encoding, start, block.stops[index])
        return Reject(
            line=block.lines[index],
            byte_offset=start,
            column=column,
            reason=RejectReason.REFUSED,
            message=message,
            raw=raw_text(text, self._shape.bounds),
        )


def open_fields(
    source: Source,
    options: TableOptions,
    known: Mapping[str, tuple[str, ...]],
    bounds: Bounds,
    words: Collection[str],
) -> Table:
    """The table of CSV and its kin: encoding, delimiter and header found and told, or as the user says."""
    names = column_names(known, options.choice)
    encoding = choose_encoding(source.stream, source.place, options.encoding, words)
    told = [encoding.told] if encoding.told else []
    if options.delimiter is None:
        delimiter = _sniff(source, encoding, names)
        told.append(f"delimiter: {delimiter_name(delimiter)}")
    else:
        delimiter = named_delimiter(options.delimiter)
    heads, rejects = _heads(source, encoding, Shape(delimiter=delimiter, header=None, bounds=bounds))
    head = find_header(source.name, heads, rejects, names, options.header_row)
    told += told_of_header(heads, head)
    line = head.line + _line_ends(_text(source, encoding, head.start, head.stop))
    shape = Shape(delimiter=delimiter, header=head.cells, bounds=bounds)
    return TextTable(source, encoding, shape, Fields, Position(line, head.stop), told)


def open_objects(source: Source, options: TableOptions, bounds: Bounds, words: Collection[str]) -> Table:
    """The table of JSON lines: each line an object, each key that stands anywhere a column, in order of appearance."""
    encoding = choose_encoding(source.stream, source.place, options.encoding, words)
    first = Position(1, encoding.mark)
    lines = _records(source, encoding, Shape(delimiter="", header=None, bounds=bounds), Objects, first)
    header = columns_of(lines, source.place, source.size)
    told = [encoding.told] if encoding.told else []
    shape = Shape(delimiter="", header=header, bounds=bounds)
    return TextTable(source, encoding, shape, Objects, first, [*told, f"JSON lines with {len(header)} keys"])


def _records(source: Source, encoding: Encoding, shape: Shape, kind: type[Piece], start: Position) -> Records:
    feed = Feed(source.stream, encoding, start.place, source.place)
    return Records(feed, shape, kind, mixed=encoding.mixed, start=start)


def _sniff(source: Source, encoding: Encoding, names: Collection[str]) -> str:
    feed = Feed(source.stream, encoding, encoding.mark, source.place)
    start = feed.read(_SNIFFED)
    lines = start.decode(feed.encoding, "replace").splitlines(keepends=True)
    if lines and (separator := _SEPARATOR.fullmatch(lines[0])):
        return separator[1]
    if not feed.ended and len(lines) > 1:
        lines.pop()
    preferred = "\t" if source.ending in (".tsv", ".tab") else ","
    return sniff_delimiter(lines, names, preferred)


def _heads(source: Source, encoding: Encoding, shape: Shape) -> tuple[list[Head], list[Reject]]:
    """The first records of the file, and those of the first lines that are none."""
    heads, rejects = list[Head](), list[Reject]()
    for block in _records(source, encoding, shape, Fields, Position(1, encoding.mark)):
        first = zip(block.lines, block.starts, block.stops, block.rows, strict=True)
        heads += [Head(line=line, start=start, stop=stop, cells=cells) for line, start, stop, cells in first]
        rejects += block.rejects
        if len(heads) + len(rejects) >= HEADS:
            break
    if not heads and not rejects:
        message = "the file holds no table"
        raise Refusal([Problem(place=source.place, message=message, hint="It holds nothing but blank lines.")])
    return heads[:HEADS], rejects


def _text(source: Source, encoding: Encoding, start: int, stop: int) -> str:
    """A piece of the file as text; reading goes on where it was."""
    here = source.stream.tell()
    source.stream.seek(start)
    text = source.stream.read(stop - start).decode(encoding.name, "replace")
    source.stream.seek(here)
    return text


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
