"""From raw hits to phrases that stand: terms checked, words of ordinary language guarded, parts brought together."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matcher.find.clauses import Clauses
from matcher.find.fold import Folded
from matcher.find.spot import RawHit
from matcher.model.rules import PatternTable, Phrase, Term


class Standing(NamedTuple):
    """A phrase that stands at a place: original code points of one field, a clause, and the terms that make it."""

    start: int
    end: int
    phrase: int
    field: int
    clause: int
    terms: tuple[int, ...]


class _Part(NamedTuple):
    """A part of a phrase of several, at a place; ordered by clause and start."""

    clause: int
    start: int
    part: int
    end: int
    term: int
    field: int


class Cue(NamedTuple):
    """A cue of a language file at a place of one field."""

    start: int
    end: int
    phrase: int
    kind: str
    key: str
    language: str


@dataclass(slots=True)
class Field:
    """One field of a document: its name, the original, the folded text, what was repaired, where its clauses end."""

    name: str
    original: str
    folded: Folded
    repaired: tuple[tuple[int, int], ...] = ()
    spaced: bool = False
    first_clause: int = 0
    ends: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Stand:
    """Everything that stands in one document: by drawer of the rules, and the cues by field."""

    phrases: dict[str, list[Standing]] = field(default_factory=dict)
    cues: tuple[list[Cue], ...] = ()
    guarded: list[tuple[Standing, Cue]] = field(default_factory=list)


class Assembler:
    """Assembles the phrases of one pattern table."""

    def __init__(self, table: PatternTable, clauses: Clauses, reach: dict[str, int]) -> None:
        self._clauses = clauses
        self._reach = reach
        self._phrases = table.phrases
        self._terms = table.terms
        self._terms_of = table.terms_of
        self._named_by: dict[int, list[int]] = {}
        self._cued_by: dict[int, list[Phrase]] = {}
        self._keyed_by: dict[int, list[int]] = {}
        self._parts: dict[int, list[frozenset[int]]] = {}
        shared = Counter(
            term for phrase in table.phrases if len(phrase.parts) > 1 for part in phrase.parts for term in part
        )
        for phrase in table.phrases:
            self._place(phrase, shared)
        self._foreign = {term for term, cues in self._cued_by.items() if any(cue.kind == "foreign" for cue in cues)}
        self._of_rules = self._named_by.keys() | self._keyed_by.keys()

    def _place(self, phrase: Phrase, shared: Counter[int]) -> None:
        """Note by which terms a phrase is found.

        A phrase of several parts is looked at when its rarest part stands: words such as "build" are a part of
        hundreds of phrases, and looking from the rarer side leaves them alone.
        """
        if phrase.rule < 0:
            for term in phrase.parts[0]:
                self._cued_by.setdefault(term, []).append(phrase)
        elif len(phrase.parts) == 1:
            for term in phrase.parts[0]:
                self._named_by.setdefault(term, []).append(phrase.index)
        else:
            self._parts[phrase.index] = [frozenset(part) for part in phrase.parts]
            rarest = min(phrase.parts, key=lambda part: max(shared[term] for term in part))
            for term in rarest:
                self._keyed_by.setdefault(term, []).append(phrase.index)

    def assemble(self, fields: Sequence[Field], raw: Sequence[list[RawHit]]) -> Stand:
        """What stands in the fields. Where no term of any rule has a hit, only cues that tell a language are kept."""
        stand = Stand(cues=tuple([] for _ in fields))
        present = {term for hits in raw for hit in hits for term in self._terms_of[hit[0]]}
        if self._of_rules.isdisjoint(present):
            if not self._foreign.isdisjoint(present):
                for cues, hits, place in zip(stand.cues, raw, fields, strict=True):
                    self._take_cues(place, hits, cues)
            return stand
        wanted = self._wanted(present)
        singles: list[Standing] = []
        parts: dict[int, list[_Part]] = {}
        clause = 0
        for number, place in enumerate(fields):
            place.first_clause = clause
            if raw[number]:
                place.ends = self._clauses.ends(place.original)
                self._take_cues(place, raw[number], stand.cues[number])
                self._take_terms(place, number, raw[number], wanted, singles, parts)
            clause += len(place.ends) + bool(place.original)
        for standing in self._unguarded(singles, stand):
            stand.phrases.setdefault(self._phrases[standing.phrase].kind, []).append(standing)
        for phrase in sorted(parts):
            together = self._together(phrase, parts[phrase])
            if together:
                stand.phrases.setdefault(self._phrases[phrase].kind, []).extend(together)
        return stand

    def _wanted(self, present: set[int]) -> dict[int, list[tuple[int, int]]]:
        """By term the parts (phrase, part) it may fill: of phrases that have a present term for every part."""
        keyed = {phrase for term in present for phrase in self._keyed_by.get(term, ())}
        wanted: dict[int, list[tuple[int, int]]] = {}
        for phrase in sorted(keyed):
            standing = [part & present for part in self._parts[phrase]]
            if all(standing):
                for number, terms in enumerate(standing):
                    for term in terms:
                        wanted.setdefault(term, []).append((phrase, number))
        return wanted

    def _take_cues(self, place: Field, raw: Sequence[RawHit], cues: list[Cue]) -> None:
        """Collect the cues of one field."""
        for hit in raw:
            for term in self._terms_of[hit[0]]:
                known = self._cued_by.get(term)
                span = self._span(place, hit, self._terms[term]) if known else None
                if known and span is not None:
                    cues.extend(Cue(*span, cue.index, cue.kind, cue.key, cue.language) for cue in known)

    def _take_terms(
        self,
        place: Field,
        number: int,
        raw: Sequence[RawHit],
        wanted: dict[int, list[tuple[int, int]]],
        singles: list[Standing],
        parts: dict[int, list[_Part]],
    ) -> None:
        """Collect the one-part phrases of one field, and the parts that are wanted of others."""
        for hit in raw:
            for term in self._terms_of[hit[0]]:
                named, filled = self._named_by.get(term), wanted.get(term)
                span = self._span(place, hit, self._terms[term]) if named or filled else None
                if span is None:
                    continue
                clause = place.first_clause + bisect_right(place.ends, span[0])
                singles.extend(Standing(*span, phrase, number, clause, (term,)) for phrase in named or ())
                for phrase, part in filled or ():
                    parts.setdefault(phrase, []).append(_Part(clause, span[0], part, span[1], term, number))

    def _span(self, place: Field, hit: RawHit, term: Term) -> tuple[int, int] | None:
        """The span in the original that a raw hit stands for as one of its terms; None where it is not that term."""
        _, low, high, word_ends = hit
        if term.open_end:
            high = _end_of_word(place.folded.text, high)
        elif term.words and not word_ends:
            return None
        span = (low, high) if place.folded.origin is None else place.folded.span(low, high)
        return None if term.exact and not _in_capitals(place.original[span[0] : span[1]]) else span

    def _unguarded(self, singles: list[Standing], stand: Stand) -> list[Standing]:
        """The standings that no word of ordinary language takes apart; the others are kept with their guard."""
        guards = [[cue for cue in cues if cue.kind == "guard"] for cues in stand.cues]
        if not any(guards):
            return singles
        kept = []
        for standing in singles:
            guard = next((cue for cue in guards[standing.field] if _takes_apart(cue, standing)), None)
            if guard is None:
                kept.append(standing)
            else:
                stand.guarded.append((standing, guard))
        return kept

    def _together(self, phrase: int, found: list[_Part]) -> list[Standing]:
        """The shortest stretch of each clause in which all parts of the phrase stand, if it is within reach."""
        info = self._phrases[phrase]
        reach = self._reach[info.language]
        best: dict[int, Standing] = {}
        latest: dict[int, _Part] = {}
        clause = -1
        for one in sorted(found):
            if one.clause != clause:
                clause = one.clause
                latest.clear()
            latest[one.part] = one
            if len(latest) < len(info.parts):
                continue
            low = min(other.start for other in latest.values())
            high = max(other.end for other in latest.values())
            known = best.get(clause)
            if high - low <= reach and (known is None or high - low < known.end - known.start):
                terms = tuple(latest[at].term for at in sorted(latest))
                best[clause] = Standing(low, high, phrase, one.field, clause, terms)
        return list(best.values())


def _end_of_word(text: str, at: int) -> int:
    """Where the word that runs on at a position ends."""
    while at < len(text) and text[at].isalnum() and text[at] < "\u3000":
        at += 1
    return at


def _in_capitals(piece: str) -> bool:
    """Whether a piece of text is written in capitals, but for a plural s."""
    return piece.removesuffix("s").upper() == piece.removesuffix("s")


def _takes_apart(cue: Cue, standing: Standing) -> bool:
    """Whether a guard word crosses or holds the standing, rather than lying inside it."""
    overlaps = cue.start < standing.end and standing.start < cue.end
    inside = standing.start <= cue.start and cue.end <= standing.end
    return overlaps and not inside
