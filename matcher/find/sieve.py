"""Which of the terms that stand in a batch can come to something, decided in columns.

Most terms of a text come to nothing: a word such as "build" is a part of hundreds of phrases and stands in every
second text. A phrase of several parts counts only where all its parts stand in the document; a hint where its rule is
named or has another hint, or where the word before it says no, which is worth telling; what merely serves a rule where
that rule has something to rest on; and a cue where something can be doubted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from matcher.find.lists import Lists, Marks, Numbers, any_of, every_of, run_on, starts_of
from matcher.find.spot import Spotted
from matcher.model.phrases import PatternTable, Phrase
from matcher.model.states import Drawer

RESTING = (Drawer.NAMES_IT, Drawer.TOGETHER, Drawer.HINTS_AT_IT, Drawer.FEATURE)
"""The drawers that a rule can rest on."""

_FOREIGN = "foreign"
_NEGATED = "negated"
_BEFORE = ("before", "just_before")


Piece = tuple[int, int, int, int, int, int]
"""A phrase, which of its parts, the term that fills it, the number of the field, start and end in the folded text."""


class Sifted(NamedTuple):
    """What is left of one document, in the order of ends; `cut` where it had too many hits to look at."""

    singles: list[Piece]
    several: list[Piece]
    cues: list[Piece]
    cut: bool


class _Whole(NamedTuple):
    """Phrases of several parts that stand whole in a document, once for each; and what fills their parts.

    `place` numbers documents and part terms together; `phrase_there`, `part_there` belong to the places.
    """

    phrase: Numbers
    document: Numbers
    place: Numbers
    phrase_there: Numbers
    part_there: Numbers


class Sieve:
    """Sifts what a spotter finds of one pattern table."""

    def __init__(self, table: PatternTable) -> None:
        terms, phrases = len(table.terms), table.phrases
        several = [phrase for phrase in phrases if phrase.rule >= 0 and len(phrase.parts) > 1]
        self._single = Lists.collected(_named(phrase for phrase in phrases if len(phrase.parts) == 1), terms)
        self._keyed = Lists.collected(_keyed(several), terms)
        parts = [part for phrase in several for part in phrase.parts]
        slots = {term: slot for slot, term in enumerate(dict.fromkeys(term for part in parts for term in part), 1)}
        self._slots = len(slots) + 1
        self._slot = np.zeros(terms, dtype=np.int64)
        self._slot[list(slots)] = list(slots.values())
        self._terms_of_part = Lists([[slots[term] for term in part] for part in parts])
        first = starts_of(np.array([len(phrase.parts) for phrase in several], dtype=np.int64)).tolist()
        numbered: list[Sequence[int]] = [()] * len(phrases)
        for phrase, start in zip(several, first, strict=True):
            numbered[phrase.index] = range(start, start + len(phrase.parts))
        self._parts = Lists(numbered)
        self._number_of_part = np.array([at for phrase in several for at in range(len(phrase.parts))], dtype=np.int64)
        self._rule = np.array([phrase.rule for phrase in phrases], dtype=np.int64)
        self._rules = max((phrase.rule for phrase in phrases), default=-1) + 1
        self._is_cue = np.array([phrase.rule < 0 for phrase in phrases], dtype=bool)
        self._rests = np.array([phrase.rule >= 0 and phrase.kind in RESTING for phrase in phrases], dtype=bool)
        self._hints = np.array([phrase.kind == Drawer.HINTS_AT_IT for phrase in phrases], dtype=bool)
        self._tells = np.array([phrase.rule < 0 and phrase.kind == _FOREIGN for phrase in phrases], dtype=bool)
        self._denies = np.array(
            [phrase.rule < 0 and phrase.kind == _NEGATED and phrase.key in _BEFORE for phrase in phrases], dtype=bool
        )

    def sift(self, spotted: Spotted, texts: int, per_document: int, *, lone_hints: bool = False) -> list[Sifted]:
        """For each document what can come to something; so many texts make a document.

        Of a document on which no rule can rest, only the cues that tell a language are left. With `lone_hints` a hint
        counts that stands alone for its rule, which matches nothing but may be worth telling.
        """
        documents = texts // per_document
        document = spotted.text // per_document
        which, phrase = self._single.of(spotted.term)
        whole = self._whole(spotted.term, document, documents)
        rests = self._rests[phrase]
        if not lone_hints:
            rests &= ~self._hints[phrase]
        allowed = np.zeros((documents, self._rules + 1), dtype=bool)  # the last column is nobody's
        allowed[document[which[rests]], self._rule[phrase[rests]]] = True
        rests = self._rests[whole.phrase]
        allowed[whole.document[rests], self._rule[whole.phrase[rests]]] = True
        if not lone_hints:
            hints = np.flatnonzero(self._hints[phrase])
            hints_at = which[hints]
            allowed |= self._hinted_twice(document[hints_at], phrase[hints], spotted.term[hints_at], documents)
            denied = self._denied(spotted, hints_at, which[self._denies[phrase]])
            allowed[document[hints_at[denied]], self._rule[phrase[hints[denied]]]] = True
        carried = np.logical_or.reduce(allowed, axis=1)
        kept = allowed[document[which], self._rule[phrase]]
        cues = self._is_cue[phrase] & (carried[document[which]] | self._tells[phrase])
        only = np.zeros_like(which)
        parting = _Parting(spotted, document, documents, per_document)
        singles = parting.part(which[kept], phrase[kept], only[kept])
        told = parting.part(which[cues], phrase[cues], only[cues])
        several = parting.part(*self._pieces(spotted.term, document, whole, allowed))
        cut = {text // per_document for text in spotted.cut}
        return [Sifted(*one, number in cut) for number, one in enumerate(zip(singles, several, told, strict=True))]

    def _hinted_twice(self, document: Numbers, phrase: Numbers, term: Numbers, documents: int) -> Marks:
        """For each document and rule whether two different hints at the rule stand in the document."""
        columns = self._rules + 1
        hints = np.unique((document * columns + self._rule[phrase]) * len(self._slot) + term)
        numbers = np.bincount(hints // len(self._slot), minlength=documents * columns)
        return np.reshape(numbers > 1, (documents, columns))

    def _denied(self, spotted: Spotted, hits: Numbers, cues: Numbers) -> Marks:
        """Which of the hits stand right behind a word that says no, with at most one character between."""
        wide = int(spotted.end.max(initial=0)) + 2
        ends = np.unique(spotted.text[cues] * wide + spotted.end[cues])
        starts = spotted.text[hits] * wide + spotted.start[hits]
        behind = np.searchsorted(ends, starts, side="right") - 1
        denied: Marks = (behind >= 0) & (starts - ends[behind] <= 1) if len(ends) else np.zeros(len(hits), dtype=bool)
        return denied

    def _whole(self, term: Numbers, document: Numbers, documents: int) -> _Whole:
        """The phrases of several parts that stand whole, document by document."""
        slot = self._slot[term]
        there = np.zeros(documents * self._slots, dtype=bool)
        there[document * self._slots + slot] = True
        which, phrase = self._keyed.of(term)
        looked_at = np.unique(document[which] * len(self._rule) + phrase)
        holder, phrase = np.divmod(looked_at, len(self._rule))
        of_phrase, part = self._parts.of(phrase)
        of_part, slot = self._terms_of_part.of(part)
        place = holder[of_phrase[of_part]] * self._slots + slot
        filled = any_of(there[place], self._terms_of_part.counts(part))
        whole = every_of(filled, self._parts.counts(phrase))
        kept = there[place] & whole[of_phrase[of_part]]
        return _Whole(phrase[whole], holder[whole], place[kept], phrase[of_phrase[of_part[kept]]], part[of_part[kept]])

    def _pieces(
        self, term: Numbers, document: Numbers, whole: _Whole, allowed: Marks
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Where the parts of whole phrases stand: the hit, the phrase, and which of its parts."""
        kept = allowed[whole.place // self._slots, self._rule[whole.phrase_there]]
        place, phrase, part = whole.place[kept], whole.phrase_there[kept], whole.part_there[kept]
        order = np.argsort(place, kind="stable")
        place, phrase, part = place[order], phrase[order], part[order]
        wanted = document * self._slots + self._slot[term]
        low, high = np.searchsorted(place, wanted, side="left"), np.searchsorted(place, wanted, side="right")
        counts = np.where(self._slot[term] > 0, high - low, 0)
        at = run_on(counts) + np.repeat(low, counts)
        return np.repeat(np.arange(len(term)), counts), phrase[at], self._number_of_part[part[at]]


class _Parting:
    """Parts hits by document."""

    def __init__(self, spotted: Spotted, document: Numbers, documents: int, per_document: int) -> None:
        self._spotted = spotted
        self._document = document
        self._edges = np.arange(documents + 1)
        self._per_document = per_document

    def part(self, which: Numbers, phrase: Numbers, part: Numbers) -> list[list[Piece]]:
        """The pieces of each document: the places of their hits, their phrases, which parts of them."""
        hits = self._spotted
        of_hit = (hits.term[which], hits.text[which] % self._per_document, hits.start[which], hits.end[which])
        phrases, parts, terms, fields, starts, ends = (column.tolist() for column in (phrase, part, *of_hit))
        pieces = list(zip(phrases, parts, terms, fields, starts, ends, strict=True))
        edges = np.searchsorted(self._document[which], self._edges).tolist()
        return [pieces[low:high] for low, high in pairwise(edges)]


def _named(phrases: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
    """Each term of phrases of one part, with its phrase."""
    for phrase in phrases:
        for term in phrase.parts[0]:
            yield term, phrase.index


def _keyed(several: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    """Each term of the rarest part of a phrase of several, with the phrase: looking from there is the shortest way."""
    shared = Counter(term for phrase in several for part in phrase.parts for term in part)
    for phrase in several:
        for term in min(phrase.parts, key=lambda part: max(map(shared.__getitem__, part))):
            yield term, phrase.index
