"""What a run is asked for, and what it needs from the floors below."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from matcher.model.assessment import Assessment
from matcher.model.document import Document, Options
from matcher.model.rules import Pack
from matcher.read import TableOptions


class Classifier(Protocol):
    """Whatever answers documents in their order, with the pack it answers from."""

    @property
    def pack(self) -> Pack:
        """The taxonomy and the rules."""

    def classify_many(self, documents: Iterable[Document], options: Options = ...) -> Iterable[Assessment]:
        """One answer for each document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCells:
    """The columns that a run adds, and how an answer fills them."""

    columns: Sequence[str]
    of: Callable[[Assessment], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How a run reads and writes. `answers` bears on the answers themselves; `limit` counts rows and rejects."""

    table: TableOptions = field(default_factory=TableOptions)
    answers: Options = field(default_factory=Options)
    rejects: str | None = None
    limit: int | None = None
    raw_cells: bool = False
    excel_bom: bool = False
