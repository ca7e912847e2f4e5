"""Rows that are Arrow record batches: for Spark, and for whoever holds pyarrow, Polars or DuckDB."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from matcher.batch import AnswerCells, answer_cells
from matcher.batch.answering import maker_of
from matcher.batch.opening import bounds_of, columns_of
from matcher.model.document import AsOf, Document, Options
from matcher.model.materiality import MaterialityOptions
from matcher.model.problems import Place, Refusal
from matcher.model.rules import Pack
from matcher.model.states import AsOfFrom
from matcher.read import Choice, RejectReason, read_data_column
from matcher.read.tables.parquet import batch_block
from matcher.river import Matcher

if TYPE_CHECKING:  # the first has no types, the second is no library of the development environment
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyspark.sql import DataFrame  # type: ignore[import-not-found]

_PLACE = Place(file="record batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A function from a record batch to the same batch with the columns that `taxomatch batch` adds.

    Rows and their order stay, the added columns are strings, and their values are those of the CSV, cell by cell. A
    row that `batch` would reject stays too: its `tm_status` is `error`, its `tm_flags` say why.

    The fields are the options of `taxomatch batch`: the names of columns (those that are known by their names need
    not be given), `data` as `COLUMN=measure` or `COLUMN=measure:unit`, the pack, the day, the language. The whole can
    be pickled; each process loads the pack once. Raises Refusal for columns that are not there.
    """

    text: Sequence[str] = ()
    title: str | None = None
    id: str | None = None
    date: str | None = None
    deal_kind: str | None = None
    deal_state: str | None = None
    edition: str | None = None
    data: Sequence[str] = ()
    pack: str | None = None
    as_of: datetime.date | None = None
    language: str | None = None
    materiality: bool = False

    def __call__(self, batch: "pa.RecordBatch") -> "pa.RecordBatch":
        """The batch with its answers."""
        import pyarrow as pa

        schema = self.schema(batch.schema)
        told = self._told(batch)
        added = [pa.array([cells[at] for cells in told], pa.string()) for at in range(len(self.columns))]
        return pa.record_batch([*batch.columns, *added], schema=schema)

    def each(self, batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        """Each of some batches with its answers, as `DataFrame.mapInArrow` asks for it."""
        return map(self, batches)

    def schema(self, given: "pa.Schema") -> "pa.Schema":
        """The schema of a batch with its answers. Refuses a schema that has one of their columns already."""
        import pyarrow as pa

        for name in self.columns:
            if name in given.names:
                raise Refusal(f"there is a column {name!r} already; rename it, or leave it out")
            given = given.append(pa.field(name, pa.string()))
        return given

    def frame(self, frame: "DataFrame") -> "DataFrame":
        """The rows of a Spark data frame with their answers."""
        from pyspark.sql.types import StringType, StructField, StructType  # type: ignore[import-not-found]

        added = [StructField(name, StringType()) for name in self.columns]
        return frame.mapInArrow(self.each, StructType([*frame.schema.fields, *added]))

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns that are added."""
        return _cells_of(self.pack, self.language, materiality=self.materiality).columns

    def _told(self, batch: "pa.RecordBatch") -> list[list[str]]:
        """The cells that are added to each row."""
        matcher = _matcher(self.pack)
        cells = _cells_of(self.pack, self.language, materiality=self.materiality)
        documents = self._documents(matcher.pack, batch)
        options = self._options()
        told = list[list[str]]()
        for document, answer in zip(documents, matcher.answer_each(documents, options), strict=True):
            if isinstance(answer, Refusal):
                messages = [one.message for one in answer.problems] or [str(answer)]
                spoiled = _spoiled(document, RejectReason.REFUSED, "; ".join(messages))
                told.append(cells.of(matcher.classify(spoiled, options)))
            else:
                told.append(cells.of(answer))
        return told

    def _documents(self, pack: Pack, batch: "pa.RecordBatch") -> list[Document]:
        """One document for each row, in order; a row that cannot be one has its problem."""
        header = list(map(str, batch.schema.names))
        columns, _ = columns_of(header, pack, self._choice(), _PLACE)
        block = batch_block(batch, bounds_of(pack))
        rows = zip(block.lines, maker_of(pack, header, columns).documents(block), strict=True)
        spoiled = ((one.line, _spoiled(Document(id=""), one.reason, one.message)) for one in block.rejects)
        return [document for _, document in sorted([*rows, *spoiled], key=itemgetter(0))]

    def _choice(self) -> Choice:
        """The columns that are named."""
        roles = ("title", "id", "date", "deal_kind", "deal_state", "edition")
        named = {role: name for role in roles if (name := getattr(self, role)) is not None}
        return Choice(text=tuple(self.text), single=named, data=tuple(map(read_data_column, self.data)))

    def _options(self) -> Options:
        """What is asked of every answer."""
        return Options(
            as_of=AsOf(date=self.as_of, source=AsOfFrom.OPTION) if self.as_of else None,
            language=self.language,
            materiality=MaterialityOptions() if self.materiality else None,
        )


def _spoiled(document: Document, reason: RejectReason, message: str) -> Document:
    """A row that `taxomatch batch` would reject, as a document that cannot be read."""
    return replace(document, problem=message, data={}, flags=(*document.flags, f"{reason.value}: {message}"))


@cache
def _matcher(pack: str | None) -> Matcher:
    """The matcher of a pack, loaded once in each process."""
    return Matcher.load(pack)


@cache
def _cells_of(pack: str | None, language: str | None, *, materiality: bool) -> AnswerCells:
    """The columns of a pack's answers, and what fills them."""
    return answer_cells(_matcher(pack).pack, language=language, materiality=materiality)
