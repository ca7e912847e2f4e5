"""Bytes read as a table, in one call, for tests that look at rows."""

import io
from dataclasses import dataclass
from pathlib import PurePath

from matcher.model.problems import Place
from matcher.read.encodings import Encoding
from matcher.read.source import Source
from matcher.read.tables import Bounds, Choice, DocumentMaker, Table, TableOptions, find_columns, open_table
from matcher.read.tables.feed import Feed
from matcher.read.tables.fields import Fields
from matcher.read.tables.records import Block, Position, Reject, Shape
from matcher.read.tables.rows import Records

UTF_8 = Encoding(name="utf-8")
NAMES = {
    "id": ("id", "序号"),
    "title": ("project name", "项目名称"),
    "text": ("description", "purpose", "建设内容"),
    "amount": ("amount", "总投资"),
    "date": ("date", "日期"),
    "deal_state": ("status",),
    "edition": ("edition",),
}
TOTALS = ("total", "合计", "小计")
WORDS = {"deal_state": {"drawn": ("paid out", "已放款")}, "edition": {"list-2": ("new list",)}}
BOUNDS = Bounds(field_characters=1000)


@dataclass
class Read:
    """Everything a table gave: rows as (line, start, stop, cells), rejects, and how many records there were."""

    rows: list[tuple[int, int, int, list[str]]]
    rejects: list[Reject]
    count: int

    @property
    def cells(self):
        return [row[3] for row in self.rows]

    @property
    def reasons(self):
        return [(reject.line, str(reject.reason)) for reject in self.rejects]


def gathered(blocks: list[Block], count: int) -> Read:
    rows = [row for block in blocks for row in zip(block.lines, block.starts, block.stops, block.rows, strict=True)]
    return Read(rows, [reject for block in blocks for reject in block.rejects], count)


def records(data: bytes, header=("id", "text"), *, encoding=UTF_8, delimiter=",", bounds=BOUNDS) -> Read:
    """The records of bytes that have no header line of their own."""
    feed = Feed(io.BytesIO(data), encoding, encoding.mark, Place(file="x.csv"))
    shape = Shape(delimiter=delimiter, header=header, bounds=bounds)
    reader = Records(feed, shape, Fields, mixed=encoding.mixed, start=Position(1, encoding.mark))
    blocks = list(reader)
    return gathered(blocks, reader.count)


def source_of(data: bytes, name="x.csv") -> Source:
    ending = PurePath(name).suffix.casefold()
    return Source(name=name, stream=io.BytesIO(data), size=len(data), identity=None, ending=ending)


def table(data: bytes | str, *, name="x.csv", bounds=BOUNDS, choice=None, **options) -> Table:
    """A table opened with the names above."""
    raw = data.encode() if isinstance(data, str) else data
    return open_table(source_of(raw, name), TableOptions(choice=choice or Choice(), **options), NAMES, bounds)


def documents(data: bytes | str, *, choice=None, **options):
    """The documents of a table, what was told of its columns, and the maker with its counts."""
    opened = table(data, choice=choice, **options)
    columns, told = find_columns(opened.header, NAMES, choice or Choice(), Place(file="x.csv"))
    maker = DocumentMaker(opened.header, columns, TOTALS, WORDS)
    return [one for block in opened.blocks() for one in maker.documents(block)], told, maker
