"""Rows to documents: which cells make the title and the text, what the owner says beside them, what is no project."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from typing import TypeVar

from matcher.model.document import Amount, Deal, DealKind, DealState, Document
from matcher.read.dates import read_date
from matcher.read.tables.columns import Columns
from matcher.read.tables.names import fold_name
from matcher.read.tables.records import Block

SKIP_TOTALS, SKIP_HEADER, SKIP_TITLE = "totals", "repeated_header", "title_row"
UNREAD = {
    "date": "date_unreadable",
    "deal_kind": "deal_kind_unknown",
    "deal_state": "deal_state_unknown",
    "edition": "edition_unknown",
}
"""By role, the flag of a document whose cell could not be understood."""

_WIDE_ENOUGH = 3
_DEALS_REMEMBERED = 10_000
_NO_DEAL: tuple[Deal, tuple[str, ...]] = (Deal(), ())
_Value = TypeVar("_Value", bound=str)

CellWords = Mapping[str, Mapping[str, Sequence[str]]]
"""By role and value, what cells say for it."""


class DocumentMaker:
    """Makes one document of each row.

    `totals` are the words that mark a row of sums. `words` tell what cells say for the kinds and states of deals and
    for editions; our own words are always understood. `unread` counts, by role, the cells that were not.
    """

    def __init__(self, header: Sequence[str], columns: Columns, totals: Sequence[str], words: CellWords) -> None:
        self._header = list(header)
        self._columns = columns
        self._single = columns.single
        self._totals = {fold_name(word) for word in totals}
        self._short = max((len(word) for word in totals), default=0) + 2
        self._kinds = _spellings(words.get("deal_kind", {}), DealKind)
        self._states = _spellings(words.get("deal_state", {}), DealState)
        self._editions = _spellings(words.get("edition", {}), words.get("edition", {}))
        self._plain = not columns.data and not columns.single.keys() - {"id"}
        self._remembered: dict[tuple[str, ...], tuple[Deal, tuple[str, ...]]] = {}
        self.unread = Counter[str]()

    def documents(self, block: Block) -> list[Document]:
        """The documents of the rows of a block, in their order. Without a column of ids a document has its line.

        A block of project files brings its own.
        """
        if block.documents:
            return list(block.documents)
        rows = block.rows
        ids = [row[self._single["id"]] for row in rows] if "id" in self._single else list(map(str, block.lines))
        titles, texts = _joined(rows, self._columns.title), _joined(rows, self._columns.text)
        if self._plain:
            fields = zip(ids, titles, texts, strict=True)
            documents = [Document(id=id_, title=title, text=text) for id_, title, text in fields]
        else:
            details = (self._countries(rows), self._amounts(rows), self._deals(rows), self._data(rows))
            whole = zip(ids, titles, texts, *details, strict=False)
            documents = [
                Document(
                    id=id_, title=title, text=text, country=country, amount=amount, deal=deal, data=data, flags=flags
                )
                for id_, title, text, country, amount, (deal, flags), data in whole
            ]
        short, first = self._short, self._header[0]
        for index, text in enumerate(texts):
            if (len(text) <= short or rows[index][0] == first) and (skip := self._skip(rows[index], text)):
                documents[index] = replace(documents[index], skip=skip)
        return documents

    def _skip(self, row: list[str], text: str) -> str:
        """Why the row is no project, or nothing.

        A row of sums has a totals word as its title, its id or its first filled cell, and no text but such a word.
        """
        if row == self._header:
            return SKIP_HEADER
        folded = fold_name(text)
        filled = [at for at, cell in enumerate(row) if cell.strip()]
        if not filled or (folded and folded not in self._totals):
            return ""
        own = {*self._columns.text, *self._columns.title, *([self._single["id"]] if "id" in self._single else ())}
        if any(fold_name(row[at]) in self._totals for at in {*own, filled[0]}):
            return SKIP_TOTALS
        if len(filled) == 1 and len(row) >= _WIDE_ENOUGH and filled[0] not in own:
            return SKIP_TITLE
        return ""

    def _countries(self, rows: list[list[str]]) -> Iterable[str]:
        return self._cells(rows, "country") if "country" in self._single else repeat("")

    def _amounts(self, rows: list[list[str]]) -> Iterable[Amount | None]:
        if "amount" not in self._single:
            return repeat(None)
        amounts, currencies = self._cells(rows, "amount"), self._cells(rows, "currency")
        return [
            Amount(value=value, currency=currency) if value else None
            for value, currency in zip(amounts, currencies, strict=True)
        ]

    def _deals(self, rows: list[list[str]]) -> Iterable[tuple[Deal, tuple[str, ...]]]:
        """The deals, each with the flags of what was not understood."""
        if not self._single.keys() & UNREAD.keys():
            return repeat(_NO_DEAL)
        said = zip(*(self._cells(rows, role) for role in UNREAD), strict=True)
        return [self._deal(cells) for cells in said]

    def _data(self, rows: list[list[str]]) -> Iterable[dict[str, str]]:
        columns = self._columns.data
        if not columns:
            return [{} for _ in rows]
        return [dict(self._figures(row)) for row in rows]

    def _figures(self, row: list[str]) -> Iterator[tuple[str, str]]:
        """What a row supplies: measures with their values. What is no figure in a column found by name is counted."""
        for at, column in self._columns.data:
            if cell := row[at].strip():
                if value := column.value(cell):
                    yield column.measure, value
                else:
                    self.unread[column.measure] += 1

    def _cells(self, rows: list[list[str]], role: str) -> Iterable[str]:
        at = self._single.get(role)
        return [""] * len(rows) if at is None else [row[at].strip() for row in rows]

    def _deal(self, said: tuple[str, ...]) -> tuple[Deal, tuple[str, ...]]:
        """The deal that the cells of a row describe, in the order of UNREAD, and flags; remembered by cells."""
        known = self._remembered.get(said)
        if known is None:
            date, kind, state, edition = said
            deal = Deal(
                date=read_date(date),
                kind=self._kinds.get(fold_name(kind)),
                state=self._states.get(fold_name(state)),
                chosen_edition=self._editions.get(fold_name(edition)),
            )
            values = (deal.date, deal.kind, deal.state, deal.chosen_edition)
            unread = [role for role, cell, value in zip(UNREAD, said, values, strict=True) if cell and value is None]
            if len(self._remembered) >= _DEALS_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[said] = deal, tuple(unread)
        deal, unread_roles = known
        self.unread.update(unread_roles)
        return deal, tuple(UNREAD[role] for role in unread_roles)


def _joined(rows: list[list[str]], places: tuple[int, ...]) -> list[str]:
    """The cells at some places as one text for each row; several are joined by line ends."""
    if not places:
        return [""] * len(rows)
    if len(places) == 1:
        (at,) = places
        return [row[at] for row in rows]
    return ["\n".join([row[at] for at in places]) for row in rows]


def _spellings(words: Mapping[str, Sequence[str]], values: Iterable[_Value]) -> dict[str, _Value]:
    """What cells say, folded, with the value each stands for."""
    return {fold_name(said): value for value in values for said in (str(value), *words.get(str(value), ()))}
