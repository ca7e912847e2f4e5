"""From raw hits to phrases that stand: terms checked, words of ordinary language guarded, parts brought together."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matcher.find.clauses import Clauses
from matcher.find.fold import Folded
from matcher.find.sieve import RESTING, Piece, Sifted
from matcher.model.phrases import PatternTable

_GUARD = "guard"


class Standing(NamedTuple):
    """A phrase that stands at a place: original code points of one field, a clause, and the terms that make it.

    A phrase of several parts has the span of each in `parts`.
    """

    start: int
    end: int
    phrase: int
    field: int
    clause: int
    terms: tuple[int, ...]
    parts: tuple[tuple[int, int], ...] = ()


class _Part(NamedTuple):
    """A part of a phrase of several, at a place; ordered by clause and start."""

    clause: int
    start: int
    part: int
    end: int
    term: int
    field: int


class Cue(NamedTuple):
    """A cue of a language file at a place of one field; `clause` as in a Standing, -1 where nobody asks."""

    start: int
    end: int
    phrase: int
    kind: str
    key: str
    language: str
    clause: int = -1


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
        self._strict = [term.exact or term.open_end for term in table.terms]
        self._rests = [phrase.kind in RESTING for phrase in table.phrases]
        self._rule = [phrase.rule for phrase in table.phrases]
        self._kind = [phrase.kind for phrase in table.phrases]
        self._said = [(phrase.kind, phrase.key, phrase.language) for phrase in table.phrases]

    def assemble(self, fields: Sequence[Field], sifted: Sifted) -> Stand:
        """What stands in the fields: what a rule can rest on, what else those rules have, and the cues."""
        self._count_clauses(fields, sifted)
        stand = Stand(cues=self._cues(fields, sifted.cues))
        if not (sifted.singles or sifted.several):
            return stand
        standings = self._singles(fields, sifted.singles)
        if sifted.several:
            standings += self._several(fields, sifted.several)
        rules = {self._rule[one.phrase] for one in standings if self._rests[one.phrase]}
        for standing in self._unguarded(standings, stand, rules):
            stand.phrases.setdefault(self._kind[standing.phrase], []).append(standing)
        return stand

    def _count_clauses(self, fields: Sequence[Field], sifted: Sifted) -> None:
        """Find the clauses of the fields in which something stands, and number them through the document."""
        held = {piece[3] for pieces in (sifted.singles, sifted.several) for piece in pieces}
        clause = 0
        for number, place in enumerate(fields):
            place.first_clause = clause
            place.ends = self._clauses.ends(place.original) if number in held else []
            clause += len(place.ends) + bool(place.original)

    def _cues(self, fields: Sequence[Field], pieces: Sequence[Piece]) -> tuple[list[Cue], ...]:
        """The cues of each field."""
        cues: tuple[list[Cue], ...] = tuple([] for _ in fields)
        for number, _, term, own, low, high in pieces:
            place = fields[own]
            span = self._span(place, term, low, high)
            if span is not None:
                clause = place.first_clause + bisect_right(place.ends, span[0])
                cues[own].append(Cue(span[0], span[1], number, *self._said[number], clause))
        return cues

    def _singles(self, fields: Sequence[Field], pieces: Sequence[Piece]) -> list[Standing]:
        """The phrases of one part that stand."""
        standings = []
        for phrase, _, term, own, low, high in pieces:
            place = fields[own]
            span = self._span(place, term, low, high)
            if span is not None:
                clause = place.first_clause + bisect_right(place.ends, span[0])
                standings.append(Standing(span[0], span[1], phrase, own, clause, (term,)))
        return standings

    def _several(self, fields: Sequence[Field], pieces: Sequence[Piece]) -> Iterator[Standing]:
        """The phrases of several parts that stand, phrase by phrase."""
        parts: dict[int, list[_Part]] = {}
        for phrase, part, term, own, low, high in pieces:
            place = fields[own]
            span = self._span(place, term, low, high)
            if span is not None:
                clause = place.first_clause + bisect_right(place.ends, span[0])
                parts.setdefault(phrase, []).append(_Part(clause, span[0], part, span[1], term, own))
        for phrase in sorted(parts):
            yield from self._together(phrase, parts[phrase])

    def _span(self, place: Field, term: int, low: int, high: int) -> tuple[int, int] | None:
        """The span in the original that a piece stands for; None where it is not written as its term asks."""
        if not self._strict[term]:
            return (low, high) if place.folded.origin is None else place.folded.span(low, high)
        if self._terms[term].open_end:
            high = _end_of_word(place.folded.text, high)
        start, end = place.folded.span(low, high)
        if self._terms[term].exact and not _in_capitals(place.original[start:end]):
            return None
        return start, end

    def _unguarded(self, standings: Sequence[Standing], stand: Stand, rules: set[int]) -> list[Standing]:
        """The standings of some rules that no word of ordinary language takes apart; the rest with their guards."""
        own = [one for one in standings if self._rule[one.phrase] in rules]
        guards = [[cue for cue in cues if cue.kind == _GUARD] for cues in stand.cues]
        if not any(guards):
            return own
        kept = []
        for standing in own:
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
                ordered = [latest[at] for at in sorted(latest)]
                terms, parts = tuple(part.term for part in ordered), tuple((part.start, part.end) for part in ordered)
                best[clause] = Standing(low, high, phrase, one.field, clause, terms, parts)
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
