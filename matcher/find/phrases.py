"""From raw hits to phrases that stand: terms checked, words of ordinary language guarded, parts brought together."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matcher.find.clauses import Clauses
from matcher.find.fold import Folded
from matcher.find.spot import RawHit
from matcher.model.rules import PatternTable


class Standing(NamedTuple):
    """A phrase that stands at a place: original code points of one field, a clause, and the terms that make it."""

    start: int
    end: int
    phrase: int
    field: int
    clause: int
    terms: tuple[int, ...]


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
        self._open_end = [term.open_end for term in table.terms]
        self._of_pattern = [
            [
                (
                    number,
                    term.phrase,
                    term.part,
                    table.phrases[term.phrase],
                    term.exact,
                    term.words and not term.open_end,
                )
                for number, term in ((number, table.terms[number]) for number in numbers)
            ]
            for numbers in table.terms_of
        ]

    def assemble(self, fields: Sequence[Field], raw: Sequence[list[RawHit]]) -> Stand:
        """What stands in the fields."""
        stand = Stand(cues=tuple([] for _ in fields))
        parts: dict[int, list[tuple[int, int, int, int, int, int]]] = {}
        singles: list[Standing] = []
        clause = 0
        for number, place in enumerate(fields):
            if raw[number]:
                place.first_clause = clause
                place.ends = self._clauses.ends(place.original)
                self._sort_in(place, number, raw[number], singles, parts, stand.cues[number])
                clause = place.first_clause + len(place.ends) + 1
            elif place.original:
                clause += 1
        for standing in self._unguarded(singles, stand):
            stand.phrases.setdefault(self._phrases[standing.phrase].kind, []).append(standing)
        for phrase, found in parts.items():
            if len({part for _, _, part, *_ in found}) == self._phrases[phrase].parts:
                stand.phrases.setdefault(self._phrases[phrase].kind, []).extend(self._together(phrase, found))
        return stand

    def _sort_in(
        self,
        place: Field,
        number: int,
        raw: list[RawHit],
        singles: list[Standing],
        parts: dict[int, list[tuple[int, int, int, int, int, int]]],
        cues: list[Cue],
    ) -> None:
        """Turn the raw hits of one field into one-part phrases, parts of phrases, and cues."""
        folded, original, ends, first = place.folded, place.original, place.ends, place.first_clause
        text, even = folded.text, folded.origin is None
        for pattern, low, high, word_ends in raw:
            for term, phrase, part, info, exact, needs_end in self._of_pattern[pattern]:
                if needs_end and not word_ends:
                    continue
                last = _end_of_word(text, high) if self._open_end[term] else high
                start, end = (low, last) if even else folded.span(low, last)
                if exact and not _in_capitals(original[start:end]):
                    continue
                if info.rule < 0:
                    cues.append(Cue(start, end, phrase, info.kind, info.key, info.language))
                    continue
                clause = first + bisect_right(ends, start)
                if info.parts == 1:
                    singles.append(Standing(start, end, phrase, number, clause, (term,)))
                else:
                    parts.setdefault(phrase, []).append((clause, start, part, end, term, number))

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

    def _together(self, phrase: int, found: list[tuple[int, int, int, int, int, int]]) -> list[Standing]:
        """The shortest stretch of each clause in which all parts of the phrase stand, if it is within reach."""
        info = self._phrases[phrase]
        reach = self._reach[info.language]
        best: dict[int, Standing] = {}
        latest: dict[int, tuple[int, int, int, int, int, int]] = {}
        for hit in sorted(found):
            clause, start, part, end, _, number = hit
            if latest and next(iter(latest.values()))[0] != clause:
                latest.clear()
            latest[part] = hit
            if len(latest) < info.parts:
                continue
            low = min(other[1] for other in latest.values())
            high = max(other[3] for other in latest.values())
            known = best.get(clause)
            if high - low <= reach and (known is None or high - low < known.end - known.start):
                terms = tuple(latest[at][4] for at in sorted(latest))
                best[clause] = Standing(low, max(high, end, start), phrase, number, clause, terms)
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
