"""What an answer adds to its row, and the tables that stand beside the rows in the long form."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from matcher.model.assessment import Assessment
from matcher.model.rules import Pack
from matcher.tell.cells import Cells, joined
from matcher.tell.columns import Column, added_column
from matcher.tell.long import ROW, SideTable, side_tables
from matcher.tell.materiality.cells import COLUMNS, cells_of
from matcher.tell.voice import Voice

_ARRAY = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCells:
    """The columns that a run adds, how an answer fills them, and the side tables it fills in the long form.

    With side tables the first of the columns is the number of the row, by which the tables are linked; `of` does not
    fill that one.
    """

    columns: Sequence[str]
    of: Callable[[Assessment], list[str]]
    beside: Sequence[SideTable] = field(default=())

    @property
    def all_columns(self) -> list[Column]:
        """The columns with what they hold, the row number first where there is one."""
        return [*([ROW] if self.beside else ()), *map(added_column, self.columns)]


def answer_cells(
    pack: Pack, *, language: str | None = None, materiality: bool = False, lists_apart: bool = False, long: bool = False
) -> AnswerCells:
    """The cells of a pack's answers. Sentences are in `language`, else in that of each document.

    `lists_apart`: a cell of several values is a JSON array, for formats that know lists; else they are joined by `; `.
    """
    lists = _array if lists_apart else joined
    cells = Cells(pack.book, pack.taxonomy, lists)
    voice = cache(partial(Voice, pack.book.sentences))

    def of(answer: Assessment) -> list[str]:
        own = cells.of(answer, voice(language or answer.language))
        return [*own, *cells_of(answer.materiality, lists)] if materiality else own

    def spoken(answer: Assessment) -> Voice:
        return voice(language or answer.language)

    return AnswerCells(
        columns=(*cells.columns, *COLUMNS) if materiality else cells.columns,
        of=of,
        beside=side_tables(pack, cells, spoken, lists) if long else (),
    )


def _array(values: Iterable[str]) -> str:
    return _ARRAY.encode(list(values))
