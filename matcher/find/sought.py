"""How far a text comes to the groups of terms of a rule: which of their parts stand in it, and which are missing."""

from collections.abc import Iterator

from matcher.find.fold import Folded, Folder
from matcher.model.document import Document
from matcher.model.evidence import GroupSought, PartSought, Span
from matcher.model.rules import RuleBook
from matcher.model.states import Drawer

_ALPHABETIC_BELOW = "\u3000"


def groups_sought(document: Document, finds: str, book: RuleBook) -> list[GroupSought]:
    """The groups of the rule for `finds`, those of which most stands in the document first. A help, never evidence."""
    rule = next((rule.index for rule in book.rules if rule.finds == finds), -1)
    phrases = [one for one in book.table.phrases if one.rule == rule and one.kind == Drawer.TOGETHER]
    wanted = {term for phrase in phrases for part in phrase.parts for term in part}
    patterns: dict[int, list[str]] = {term: [] for term in wanted}
    for pattern, terms in zip(book.table.patterns, book.table.terms_of, strict=True):
        for term in wanted.intersection(terms):
            patterns[term].append(pattern)
    folder = Folder(book.characters)
    fields = [(name, folder.fold(text)) for name, text in (("title", document.title), ("text", document.text))]
    places = {
        term: place
        for term, spellings in patterns.items()
        if (place := _place(spellings, fields, book, term)) is not None
    }
    groups = [
        GroupSought(
            language=phrase.language,
            parts=tuple(
                PartSought(
                    terms=tuple(book.table.terms[term].written for term in part),
                    span=min((places[term] for term in part if term in places), default=None),
                )
                for part in phrase.parts
            ),
        )
        for phrase in phrases
    ]
    return sorted(groups, key=lambda group: -group.standing / len(group.parts))


def _place(spellings: list[str], fields: list[tuple[str, Folded]], book: RuleBook, term: int) -> Span | None:
    """The first place where a term stands, the title before the text."""
    told = book.table.terms[term]
    for name, folded in fields:
        starts = (
            (start, start + len(spelling))
            for spelling in spellings
            for start in _starts(spelling, folded.text)
            if not told.words or _is_whole(folded.text, start, start + len(spelling), open_end=told.open_end)
        )
        first = min(starts, default=None)
        if first is not None:
            return Span(name, *folded.span(*first))
    return None


def _starts(spelling: str, text: str) -> Iterator[int]:
    at = text.find(spelling)
    while at >= 0:
        yield at
        at = text.find(spelling, at + 1)


def _is_whole(text: str, start: int, end: int, *, open_end: bool) -> bool:
    """Whether no letter or digit of an alphabetic script goes on beside the words."""
    figure = start > 0 and text[start - 1].isdigit() and not text[start].isdigit()
    before = start > 0 and _goes_on(text[start - 1]) and _goes_on(text[start]) and not figure
    after = not open_end and end < len(text) and _goes_on(text[end]) and _goes_on(text[end - 1])
    return not before and not after


def _goes_on(letter: str) -> bool:
    return letter < _ALPHABETIC_BELOW and letter.isalnum()
