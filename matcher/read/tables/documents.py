"""Rows to documents: which cells make the title and the text, what the owner says beside them, what is no project."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from matcher.model.document import Amount, Deal, DealKind, DealState, Document
from matcher.read.dates import read_date
from matcher.read.tables.columns import Columns
from matcher.read.tables.names import fold_name
from matcher.read.tables.records import Block

SKIP_TOTALS, SKIP_HEADER, SKIP_TITLE = "totals", "repeated_header", "title_row"
FLAG_DATE, FLAG_KIND, FLAG_STATE = "date_unreadable", "deal_kind_unknown", "deal_state_unknown"
_WIDE_ENOUGH = 3

_Word = TypeVar("_Word", bound=StrEnum)


class DocumentMaker:
    """Makes one document of each row.

    `totals` are the words that open a row of sums. `words` maps the values of DealKind and DealState to the words
    that cells use for them; the values themselves are always understood.
    """

    def __init__(
        self, header: Sequence[str], columns: Columns, totals: Sequence[str], words: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._header = list(header)
        self._columns = columns
        self._totals = {fold_name(word) for word in totals}
        self._short = max((len(word) for word in totals), default=0) + 2
        self._kinds = _spellings(DealKind, words)
        self._states = _spellings(DealState, words)
        self._plain = not columns.data and not set(columns.single) - {"id", "title"}

    def documents(self, block: Block) -> list[Document]:
        """The documents of the rows of a block, in their order. Without a column of ids a document has its line."""
        rows, texts = block.rows, self._texts(block.rows)
        ids, titles = self._cells(rows, "id"), self._cells(rows, "title")
        if ids is None:
            ids = list(map(str, block.lines))
        if titles is None:
            documents = [Document(id=id_, text=text) for id_, text in zip(ids, texts, strict=True)]
        else:
            fields = zip(ids, titles, texts, strict=True)
            documents = [Document(id=id_, title=title, text=text) for id_, title, text in fields]
        if not self._plain:
            documents = [self._with_details(document, row) for document, row in zip(documents, rows, strict=True)]
        short, first = self._short, self._header[0]
        for index, text in enumerate(texts):
            if (len(text) <= short or rows[index][0] == first) and (skip := self._skip(rows[index], text)):
                documents[index] = replace(documents[index], skip=skip)
        return documents

    def _texts(self, rows: list[list[str]]) -> list[str]:
        if len(self._columns.text) == 1:
            (at,) = self._columns.text
            return [row[at] for row in rows]
        return ["\n".join([row[at] for at in self._columns.text]) for row in rows]

    def _cells(self, rows: list[list[str]], role: str) -> list[str] | None:
        at = self._columns.single.get(role)
        return None if at is None else [row[at] for row in rows]

    def _skip(self, row: list[str], text: str) -> str:
        """Why the row is no project, or nothing."""
        if row == self._header:
            return SKIP_HEADER
        folded = fold_name(text)
        if folded and folded not in self._totals:
            return ""
        filled = [at for at, cell in enumerate(row) if cell.strip()]
        if any(fold_name(row[at]) in self._totals for at in filled):
            return SKIP_TOTALS
        named = {*self._columns.text, self._columns.single.get("id"), self._columns.single.get("title")}
        if len(filled) == 1 and len(row) >= _WIDE_ENOUGH and filled[0] not in named:
            return SKIP_TITLE
        return ""

    def _with_details(self, document: Document, row: list[str]) -> Document:
        cells = {role: row[at].strip() for role, at in self._columns.single.items()}
        flags = list[str]()
        date = _read_day(cells.get("date", ""), flags)
        deal = Deal(
            kind=_read_word(cells.get("deal_kind", ""), self._kinds, FLAG_KIND, flags),
            state=_read_word(cells.get("deal_state", ""), self._states, FLAG_STATE, flags),
            date=date,
            chosen_edition=cells.get("edition") or None,
        )
        amount = cells.get("amount")
        return replace(
            document,
            country=cells.get("country", ""),
            amount=Amount(value=amount, currency=cells.get("currency", "")) if amount else None,
            deal=deal,
            data={
                column.measure: f"{row[at].strip()} {column.unit}".strip()
                for at, column in self._columns.data
                if row[at].strip()
            },
            flags=tuple(flags),
        )


def _spellings(words: type[_Word], more: Mapping[str, tuple[str, ...]]) -> dict[str, _Word]:
    return {fold_name(spelling): word for word in words for spelling in (word.value, *more.get(word.value, ()))}


def _read_word(cell: str, spellings: Mapping[str, _Word], flag: str, flags: list[str]) -> _Word | None:
    if not cell:
        return None
    word = spellings.get(fold_name(cell))
    if word is None:
        flags.append(flag)
    return word


def _read_day(cell: str, flags: list[str]) -> datetime.date | None:
    if not cell:
        return None
    date = read_date(cell)
    if date is None:
        flags.append(FLAG_DATE)
    return date
