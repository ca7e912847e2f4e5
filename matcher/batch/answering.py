"""The rows of a block answered: each becomes a row of the output, or a reject where what it supplies is no figure."""

from collections.abc import Iterator, Sequence

from matcher.batch.opening import Opened
from matcher.batch.options import AnswerCells, Classifier
from matcher.batch.summary import Summary
from matcher.model.assessment import Assessment
from matcher.model.document import Document, Options
from matcher.model.problems import Refusal
from matcher.read import Block, Reject, RejectReason

_AT_ONCE = 2000
_IDS_COMPARED = 1_000_000
_LOST = "\ufffd"


class Answering:
    """Answers blocks of one table and counts what comes of them in `summary`."""

    def __init__(
        self, classifier: Classifier, opened: Opened, cells: AnswerCells, options: Options, summary: Summary
    ) -> None:
        self._classifier = classifier
        self._opened = opened
        self._cells = cells
        self._options = options
        self._summary = summary
        self._has_ids = "id" in opened.columns.single
        self._ids = set[int]()

    def rows(self, block: Block, rejects: list[Reject]) -> Iterator[list[list[str]]]:
        """The rows of the output, some thousands at once; `rejects` takes those that could not be answered."""
        documents = self._opened.maker.documents(block)
        self._summary.rows_in += len(block.rows) + len(block.rejects)
        self._notice(documents)
        for start in range(0, len(documents), _AT_ONCE):
            out = list[list[str]]()
            for index, answer in enumerate(self._answers(documents[start : start + _AT_ONCE]), start):
                if isinstance(answer, Refusal):
                    rejects.append(self._reject(block, index, answer))
                else:
                    self._summary.take(answer)
                    out.append(block.rows[index] + self._cells.of(answer))
            yield out

    def _answers(self, documents: Sequence[Document]) -> Iterator[Assessment | Refusal]:
        """One answer for each document; after the first refusal one by one, so that it stays with its row."""
        done = 0
        try:
            for answer in self._classifier.classify_many(documents, self._options):
                done += 1
                yield answer
        except Refusal as refusal:
            if len(documents) == 1:
                yield refusal
                return
            for document in documents[done:]:
                yield from self._answers([document])

    def _reject(self, block: Block, index: int, refusal: Refusal) -> Reject:
        named = {f"data.{column.measure}": at for at, column in self._opened.columns.data}
        at = next((named[one.place.file] for one in refusal.problems if one.place.file in named), None)
        messages = [one.message for one in refusal.problems] or [str(refusal)]
        return Reject(
            line=block.lines[index],
            byte_offset=block.starts[index],
            reason=RejectReason.REFUSED,
            message="; ".join(messages),
            raw=self._opened.table.raw(block.starts[index], block.stops[index]),
            column="" if at is None else self._opened.table.header[at],
        )

    def _notice(self, documents: Sequence[Document]) -> None:
        """Count repeated ids, among the first million of them, and texts that lost characters before they came."""
        self._summary.garbled += sum(_LOST in document.text or _LOST in document.title for document in documents)
        if not self._has_ids or len(self._ids) > _IDS_COMPARED:
            return
        before = len(self._ids)
        self._ids.update(hash(document.id) for document in documents)
        self._summary.repeated_ids += len(documents) - (len(self._ids) - before)
