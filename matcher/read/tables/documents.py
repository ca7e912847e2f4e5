"""Rows to documents: which cells make the title and the text, what the owner says beside them, what is no project."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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
        self.unread = Counter[str]()

    def documents(self, block: Block) -> list[Document]:
        """The documents of the rows of a block, in their order. Without a column of ids a document has its line."""
        rows = block.rows
        texts = _joined(rows, self._columns.text)
        ids = [row[self._single["id"]] for row in rows] if "id" in self._single else list(map(str, block.lines))
        if self._columns.title:
            fields = zip(ids, _joined(rows, self._columns.title), texts, strict=True)
            documents = [Document(id=id_, title=title, text=text) for id_, title, text in fields]
        else:
            documents = [Document(id=id_, text=text) for id_, text in zip(ids, texts, strict=True)]
        if not self._plain:
            documents = [self._with_details(document, row) for document, row in zip(documents, rows, strict=True)]
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

    def _with_details(self, document: Document, row: list[str]) -> Document:
        cells = {role: row[at].strip() for role, at in self._single.items() if row[at].strip()}
        kind = self._kinds.get(fold_name(cells.get("deal_kind", "")))
        state = self._states.get(fold_name(cells.get("deal_state", "")))
        edition = self._editions.get(fold_name(cells.get("edition", "")))
        deal = Deal(
            kind=DealKind(kind) if kind else None,
            state=DealState(state) if state else None,
            date=read_date(cells.get("date", "")),
            chosen_edition=edition,
        )
        understood = {"date": deal.date, "deal_kind": kind, "deal_state": state, "edition": edition}
        unread = [role for role, value in understood.items() if value is None and role in cells]
        self.unread.update(unread)
        amount = cells.get("amount")
        return replace(
            document,
            country=cells.get("country", ""),
            amount=Amount(value=amount, currency=cells.get("currency", "")) if amount else None,
            deal=deal,
            data={
                column.measure: f"{row[at].strip()} {column.unit}".rstrip()
                for at, column in self._columns.data
                if row[at].strip()
            },
            flags=tuple(UNREAD[role] for role in unread),
        )


def _joined(rows: list[list[str]], places: tuple[int, ...]) -> list[str]:
    """The cells at some places as one text for each row; several are joined by line ends."""
    if len(places) == 1:
        (at,) = places
        return [row[at] for row in rows]
    return ["\n".join([row[at] for at in places]) for row in rows]


def _spellings(words: Mapping[str, Sequence[str]], values: Iterable[str]) -> dict[str, str]:
    """What cells say, folded, with the value each stands for."""
    return {fold_name(said): str(value) for value in values for said in (value, *words.get(value, ()))}
