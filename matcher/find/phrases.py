"""From raw hits to phrases that stand: terms checked, words of ordinary language guarded, parts brought together."""

from bisect import bisect_right
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


class _Meaning(NamedTuple):
    """What a pattern means by one term of a rule."""

    term: int
    phrase: int
    part: int
    exact: bool
    open_end: bool
    needs_end: bool


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
        self._names_of: dict[int, list[_Meaning]] = {}
        self._parts_of: dict[int, list[_Meaning]] = {}
        self._cues_of: dict[int, list[tuple[Phrase, bool]]] = {}
        self._patterns_of: dict[int, list[set[int]]] = {}
        self._foreign: set[int] = set()
        for pattern, numbers in enumerate(table.terms_of):
            for number in numbers:
                self._place(pattern, number, table.terms[number])
        self._keyed = self._by_rarest_part()
        self._of_rules = frozenset(self._names_of) | frozenset(self._keyed)

    def _place(self, pattern: int, number: int, term: Term) -> None:
        """Note what a pattern means by one of its terms."""
        phrase = self._phrases[term.phrase]
        needs_end = term.words and not term.open_end
        if phrase.rule < 0:
            self._cues_of.setdefault(pattern, []).append((phrase, needs_end))
            if phrase.kind == "foreign":
                self._foreign.add(pattern)
            return
        meaning = _Meaning(number, term.phrase, term.part, term.exact, term.open_end, needs_end)
        if phrase.parts == 1:
            self._names_of.setdefault(pattern, []).append(meaning)
        else:
            self._parts_of.setdefault(pattern, []).append(meaning)
            parts = self._patterns_of.setdefault(term.phrase, [set() for _ in range(phrase.parts)])
            parts[term.part].add(pattern)

    def _by_rarest_part(self) -> dict[int, list[int]]:
        """By pattern the phrases of several parts that are looked at when it stands: those whose rarest part it is.

        Words such as "build" are a part of hundreds of phrases; looking from the rarer side leaves them alone.
        """
        keyed: dict[int, list[int]] = {}
        for phrase, parts in self._patterns_of.items():
            rarest = min(parts, key=lambda patterns: max((len(self._parts_of[one]) for one in patterns), default=0))
            for pattern in rarest:
                keyed.setdefault(pattern, []).append(phrase)
        return keyed

    def assemble(self, fields: Sequence[Field], raw: Sequence[list[RawHit]]) -> Stand:
        """What stands in the fields. Where no term of any rule has a hit, only cues that tell a language are kept."""
        stand = Stand(cues=tuple([] for _ in fields))
        present = {hit[0] for hits in raw for hit in hits}
        if self._of_rules.isdisjoint(present):
            if not self._foreign.isdisjoint(present):
                for cues, hits, place in zip(stand.cues, raw, fields, strict=True):
                    self._take_cues(place, [hit for hit in hits if hit[0] in self._foreign], cues)
            return stand
        whole = self._whole(present)
        singles: list[Standing] = []
        parts: dict[int, list[_Part]] = {}
        clause = 0
        for number, place in enumerate(fields):
            place.first_clause = clause
            if raw[number]:
                place.ends = self._clauses.ends(place.original)
                self._take_cues(place, raw[number], stand.cues[number])
                self._take_names(place, number, raw[number], singles)
                if whole:
                    self._take_parts(place, number, raw[number], whole, parts)
            clause += len(place.ends) + bool(place.original)
        for standing in self._unguarded(singles, stand):
            stand.phrases.setdefault(self._phrases[standing.phrase].kind, []).append(standing)
        for phrase in sorted(parts):
            together = self._together(phrase, parts[phrase])
            if together:
                stand.phrases.setdefault(self._phrases[phrase].kind, []).extend(together)
        return stand

    def _whole(self, present: set[int]) -> set[int]:
        """The phrases of several parts of which every part has a pattern among those present."""
        keyed = {phrase for pattern in present for phrase in self._keyed.get(pattern, ())}
        return {phrase for phrase in keyed if not any(part.isdisjoint(present) for part in self._patterns_of[phrase])}

    def _take_cues(self, place: Field, raw: Sequence[RawHit], cues: list[Cue]) -> None:
        """Collect the cues of one field."""
        even = place.folded.origin is None
        for pattern, low, high, word_ends in raw:
            for info, needs_end in self._cues_of.get(pattern, ()):
                if word_ends or not needs_end:
                    start, end = (low, high) if even else place.folded.span(low, high)
                    cues.append(Cue(start, end, info.index, info.kind, info.key, info.language))

    def _take_names(self, place: Field, number: int, raw: Sequence[RawHit], singles: list[Standing]) -> None:
        """Collect the one-part phrases of one field."""
        for pattern, low, high, word_ends in raw:
            for meaning in self._names_of.get(pattern, ()):
                span = _span(place, low, high, word_ends, meaning)
                if span is not None:
                    clause = place.first_clause + bisect_right(place.ends, span[0])
                    singles.append(Standing(*span, meaning.phrase, number, clause, (meaning.term,)))

    def _take_parts(
        self, place: Field, number: int, raw: Sequence[RawHit], whole: set[int], parts: dict[int, list[_Part]]
    ) -> None:
        """Collect the parts of the phrases that may be whole in one field."""
        for pattern, low, high, word_ends in raw:
            for meaning in self._parts_of.get(pattern, ()):
                if meaning.phrase not in whole:
                    continue
                span = _span(place, low, high, word_ends, meaning)
                if span is not None:
                    clause = place.first_clause + bisect_right(place.ends, span[0])
                    part = _Part(clause, span[0], meaning.part, span[1], meaning.term, number)
                    parts.setdefault(meaning.phrase, []).append(part)

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
            if len(latest) < info.parts:
                continue
            low = min(other.start for other in latest.values())
            high = max(other.end for other in latest.values())
            known = best.get(clause)
            if high - low <= reach and (known is None or high - low < known.end - known.start):
                terms = tuple(latest[at].term for at in sorted(latest))
                best[clause] = Standing(low, high, phrase, one.field, clause, terms)
        return list(best.values())


def _span(place: Field, low: int, high: int, word_ends: bool, meaning: _Meaning) -> tuple[int, int] | None:
    """The span in the original that a raw hit stands for by one of its meanings; None where that does not hold."""
    if meaning.needs_end and not word_ends:
        return None
    last = _end_of_word(place.folded.text, high) if meaning.open_end else high
    span = (low, last) if place.folded.origin is None else place.folded.span(low, last)
    return None if meaning.exact and not _in_capitals(place.original[span[0] : span[1]]) else span


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
