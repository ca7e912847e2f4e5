"""Who answers the pieces of a table: this process, or workers that get ready by a plan."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from matcher.batch.answering import Answered, Answering
from matcher.batch.cells import answer_cells
from matcher.batch.forms import Form, RowWriter
from matcher.batch.opening import Opened
from matcher.batch.options import BatchOptions, RecordPlan
from matcher.batch.workers import Workers
from matcher.model.document import Options
from matcher.read import Block, Columns
from matcher.river import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweringPlan:
    """How a worker gets ready to answer the rows of one table as this process would."""

    pack: Path | None
    fingerprint: str
    header: Sequence[str]
    columns: Columns
    form: Form
    options: Options
    record: RecordPlan | None = None

    def start(self) -> Callable[[Block], Answered]:
        """Load the pack; what answers a piece. Raises RuntimeError where the pack is no longer the same."""
        matcher = Matcher.load(self.pack)
        if matcher.pack.identity.fingerprint != self.fingerprint:
            raise RuntimeError("the pack was changed while the run went on")
        cells = answer_cells(
            matcher.pack,
            language=self.options.language,
            materiality=self.options.materiality is not None,
            lists_apart=self.form.lists_apart,
            long=self.form.long,
        )
        writer = RowWriter(self.form, self.header, cells)
        return Answering(matcher, self.header, self.columns, writer, self.options, self.record).answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What there is to do: a table, who answers it, and how the answers are written."""

    matcher: Matcher
    opened: Opened
    form: Form
    writer: RowWriter
    options: BatchOptions
    record: RecordPlan | None = None

    def here(self) -> Answering:
        """What answers in this process."""
        table, columns = self.opened.table, self.opened.columns
        return Answering(self.matcher, table.header, columns, self.writer, self.options.answers, self.record)

    def elsewhere(self) -> AnsweringPlan:
        """What answers in another process."""
        return AnsweringPlan(
            pack=self.options.pack,
            fingerprint=self.matcher.pack.identity.fingerprint,
            header=self.opened.table.header,
            columns=self.opened.columns,
            form=self.form,
            options=self.options.answers,
            record=self.record,
        )


def answers(stack: ExitStack, work: Work, pieces: Iterable[Block]) -> Iterator[tuple[Block, Answered]]:
    """Each piece with what it came to, in order: answered by this process and, beside it, by as many workers as there
    are further jobs, if there is more than one piece.
    """
    waiting = iter(pieces)
    first = list(islice(waiting, 2))
    workers = Workers[Block, Answered](work.options.jobs - 1 if len(first) > 1 else 0, work.elsewhere())
    stack.callback(workers.close)
    yield from workers.answers(chain(first, waiting), work.here().answer)
