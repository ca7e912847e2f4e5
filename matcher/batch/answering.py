"""The rows of a piece answered: each becomes a row of the output, or is refused where it cannot be one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from matcher.batch.forms import RowWriter
from matcher.batch.options import RecordPlan
from matcher.batch.summary import Summary
from matcher.model.document import Options
from matcher.model.problems import Refusal
from matcher.model.rules import Pack
from matcher.read import Block, Columns, DocumentMaker, RejectReason
from matcher.river import Matcher

_LOST = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row, by its place in the piece, that is no row of the output, and the column that is to blame, if one is."""

    index: int
    message: str
    column: str = ""
    reason: RejectReason = RejectReason.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came of a piece: a chunk for each stream, the rows that were refused, and the counts of the others.

    `recorded` are the lines of a record, one for each row that was written, where one is made.
    """

    chunks: tuple[bytes, ...]
    refused: list[Refused] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    recorded: list[bytes] = field(default_factory=list)


class Answering:
    """Answers pieces of one table. Two that are made of the same answer a piece alike, whatever came before."""

    def __init__(
        self,
        matcher: Matcher,
        header: Sequence[str],
        columns: Columns,
        writer: RowWriter,
        options: Options,
        record: RecordPlan | None = None,
    ) -> None:
        self._matcher = matcher
        self._header = header
        self._blamed = {f"data.{column.measure}": at for at, column in columns.data}
        self._maker = maker_of(matcher.pack, header, columns)
        self._writer = writer
        self._options = options
        self._line_of = record.lines(matcher.pack) if record else None

    def answer(self, piece: Block) -> Answered:
        """The rows of a piece as chunks of the output."""
        summary, page = Summary.empty_for(self._matcher.pack), self._writer.page()
        refused, recorded = list[Refused](), list[bytes]()
        self._maker.unread.clear()
        documents = self._maker.documents(piece)
        summary.unread.update(self._maker.unread)
        summary.garbled = sum(_LOST in document.text or _LOST in document.title for document in documents)
        for index, answer in enumerate(self._matcher.answer_each(documents, self._options)):
            if isinstance(answer, Refusal):
                refused.append(self._blame(index, answer))
            elif fault := page.add(piece.lines[index], piece.rows[index], answer):
                refused.append(self._too_long(index, *fault))
            else:
                summary.take(answer)
                if self._line_of:
                    recorded.append(self._line_of(answer, piece.lines[index], piece.starts[index], piece.stops[index]))
        return Answered(chunks=self._writer.encode(page), refused=refused, summary=summary, recorded=recorded)

    def _blame(self, index: int, refusal: Refusal) -> Refused:
        """A row whose figures cannot be read."""
        at = next((self._blamed[one.place.file] for one in refusal.problems if one.place.file in self._blamed), None)
        messages = [one.message for one in refusal.problems] or [str(refusal)]
        return Refused(index=index, message="; ".join(messages), column="" if at is None else self._header[at])

    def _too_long(self, index: int, column: str, length: int, longest: int) -> Refused:
        """A row that holds more than the form of the output can."""
        message = f"a cell of {length} characters, more than the {longest} that a workbook holds"
        return Refused(index=index, message=message, column=column, reason=RejectReason.FIELD_TOO_LONG)


def maker_of(pack: Pack, header: Sequence[str], columns: Columns) -> DocumentMaker:
    """What makes documents of the rows of a table, with the words of a pack."""
    book = pack.book
    editions = {one.id: () for one in pack.taxonomy.frameworks.values() if one.edition_of}
    words = {**book.column_values, "edition": editions | book.column_values.get("edition", {})}
    return DocumentMaker(header, columns, book.totals, words)
