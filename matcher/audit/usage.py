"""Which rules fired on an input, how often, on which words; what was set aside and why; which never fired."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from matcher.model.document import Document
from matcher.model.evidence import Candidate, Reading
from matcher.river import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words that made a rule fire in a document."""

    document: str
    words: str


@dataclass(slots=True, kw_only=True)
class Use:
    """What one rule did: in how many documents it fired, was set aside, and was doubted, with the first quotes."""

    rule: str
    finds: str
    fired: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)
    quotes: list[Quote] = field(default_factory=list)
    aside_quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """The use of every rule over `documents` documents, of which `without` had no rule firing."""

    documents: int
    without: int
    uses: tuple[Use, ...]

    @property
    def fired(self) -> list[Use]:
        """The rules that fired, most often first."""
        return sorted((use for use in self.uses if use.fired), key=lambda use: (-use.fired, use.rule))

    @property
    def never(self) -> list[Use]:
        """The rules that never fired."""
        return [use for use in self.uses if not use.fired]

    def as_object(self) -> dict[str, Any]:
        """Everything as plain objects; shares are fractions of the documents."""
        return {
            "documents": self.documents,
            "documents_without_a_rule": self.without,
            "rules": [
                {
                    "rule": use.rule,
                    "finds": use.finds,
                    "fired": use.fired,
                    "share": round(use.fired / self.documents, 6) if self.documents else 0.0,
                    "set_aside": dict(sorted(use.set_aside.items())),
                    "doubts": dict(sorted(use.doubts.items())),
                    "terms": dict(sorted(use.terms.items(), key=lambda pair: (-pair[1], pair[0]))),
                    "quotes": [{"document": quote.document, "words": quote.words} for quote in use.quotes],
                    "aside_quotes": [{"document": quote.document, "words": quote.words} for quote in use.aside_quotes],
                }
                for use in [*self.fired, *self.never]
            ],
        }


def count_uses(matcher: Matcher, documents: Iterable[Document], quotes: int) -> RuleUse:
    """What each rule of the matcher's pack did to the documents, with up to so many quotes of each."""
    rules = matcher.pack.book.rules
    uses = {rule.index: Use(rule=rule.id, finds=rule.finds) for rule in rules}
    total = without = 0
    for document, reading in matcher.read_many(documents):
        total += 1
        without += not any(not candidate.set_aside for candidate in reading.candidates)
        _count(reading, document, uses, quotes)
    return RuleUse(documents=total, without=without, uses=tuple(uses.values()))


def _count(reading: Reading, document: Document, uses: dict[int, Use], quotes: int) -> None:
    """Count one reading."""
    for candidate in reading.candidates:
        use = uses[candidate.rule]
        quote = Quote(document=document.id, words=_words(candidate, document))
        use.doubts.update(doubt.kind.value for hit in candidate.hits for doubt in hit.doubts)
        if candidate.set_aside:
            use.set_aside[candidate.set_aside] += 1
            kept = use.aside_quotes
        else:
            use.fired += 1
            use.terms.update({hit.term for hit in candidate.hits if not hit.doubts})
            kept = use.quotes
        if len(kept) < quotes:
            kept.append(quote)


def _words(candidate: Candidate, document: Document) -> str:
    """The words of the candidate's first hit, an undoubted one where there is one."""
    hit = min(candidate.hits, key=lambda hit: (bool(hit.doubts), hit.clause, hit.span.start))
    text = document.title if hit.span.field == "title" else document.text
    return text[hit.span.start : hit.span.end]
