"""From raw hits to phrases that stand: terms checked, words of ordinary language guarded, parts brought together."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matcher.find.clauses import Clauses
from matcher.find.fold import Folded
from matcher.find.spot import RawHit, Spotted, Use
from matcher.model.phrases import PatternTable, Phrase, Term
from matcher.model.states import Drawer

_GUARD = "guard"
_FOREIGN = "foreign"
_CARRYING = (Drawer.NAMES_IT, Drawer.TOGETHER, Drawer.HINTS_AT_IT, Drawer.FEATURE)


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


@dataclass(slots=True)
class _Index:
    """By term the phrases of one part it names, and those of several that are looked at when it stands."""

    named_by: dict[int, list[int]] = field(default_factory=dict)
    keyed_by: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Found:
    """What is collected in one document, for `rules` only where told; `wanted`: parts (phrase, part) by term."""

    rules: set[int] | None = None
    wanted: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    singles: list[Standing] = field(default_factory=list)
    parts: dict[int, list[_Part]] = field(default_factory=dict)


class Assembler:
    """Assembles the phrases of one pattern table."""

    def __init__(self, table: PatternTable, clauses: Clauses, reach: dict[str, int]) -> None:
        self._clauses = clauses
        self._reach = reach
        self._phrases = table.phrases
        self._terms = table.terms
        self._terms_of = table.terms_of
        self._cued_by: dict[int, list[Phrase]] = {}
        self._carriers, self._others = _Index(), _Index()
        self._parts: dict[int, list[frozenset[int]]] = {}
        shared = Counter(
            term for phrase in table.phrases if len(phrase.parts) > 1 for part in phrase.parts for term in part
        )
        for phrase in table.phrases:
            self._place(phrase, shared)

    def uses(self) -> list[int]:
        """What each term of the table is good for, as the number of a `Use`."""
        cue, tells, carries = int(Use.CUE), int(Use.CUE | Use.TELLS), int(Use.CARRIES)
        serves, rests = int(Use.SERVES), int(Use.RESTS)
        uses = [0] * len(self._terms)
        for phrase in self._phrases:
            use = carries if phrase.kind in _CARRYING else serves
            if phrase.rule < 0:
                use = tells if phrase.kind == _FOREIGN else cue
            for part in phrase.parts:
                for term in part:
                    uses[term] |= use
        for term in self._carriers.named_by.keys() | self._carriers.keyed_by.keys():
            uses[term] |= rests
        return uses

    def _place(self, phrase: Phrase, shared: Counter[int]) -> None:
        """Note by which terms a phrase is found.

        A phrase of several parts is looked at when its rarest part stands: words such as "build" are a part of
        hundreds of phrases, and looking from the rarer side leaves them alone.
        """
        index = self._carriers if phrase.kind in _CARRYING else self._others
        if phrase.rule < 0:
            for term in phrase.parts[0]:
                self._cued_by.setdefault(term, []).append(phrase)
        elif len(phrase.parts) == 1:
            for term in phrase.parts[0]:
                index.named_by.setdefault(term, []).append(phrase.index)
        else:
            self._parts[phrase.index] = [frozenset(part) for part in phrase.parts]
            rarest = min(phrase.parts, key=lambda part: max(map(shared.__getitem__, part)))
            for term in rarest:
                index.keyed_by.setdefault(term, []).append(phrase.index)

    def assemble(self, fields: Sequence[Field], spotted: Sequence[Spotted]) -> Stand:
        """What stands in the fields: first what a rule can rest on, then what else those rules have, and the cues."""
        stand = Stand(cues=tuple([] for _ in fields))
        self._count_clauses(fields, spotted)
        carrying = [one.carrying for one in spotted]
        standings = self._standings(fields, carrying, self._carriers, None) if any(carrying) else []
        for cues, place, one in zip(stand.cues, fields, spotted, strict=True):
            self._take_cues(place, one.cues, cues)
        serving = [one.serving for one in spotted]
        if standings and any(serving):
            rules = {self._phrases[one.phrase].rule for one in standings}
            standings += self._standings(fields, serving, self._others, rules)
        for standing in self._unguarded(standings, stand):
            stand.phrases.setdefault(self._phrases[standing.phrase].kind, []).append(standing)
        return stand

    def _standings(
        self, fields: Sequence[Field], raw: Sequence[list[RawHit]], index: _Index, rules: set[int] | None
    ) -> list[Standing]:
        """The phrases of an index that stand, for some rules only where they are told."""
        terms_of = self._terms_of
        present = {term for hits in raw for hit in hits for term in terms_of[hit[0]]}
        found = _Found(rules=rules, wanted=self._wanted(present, index, rules))
        for number, place in enumerate(fields):
            self._take(place, number, raw[number], index, found)
        together = (one for phrase in sorted(found.parts) for one in self._together(phrase, found.parts[phrase]))
        return found.singles + list(together)

    def _count_clauses(self, fields: Sequence[Field], spotted: Sequence[Spotted]) -> None:
        """Find the clauses of the fields that have something to rest on, and number them through the document."""
        clause = 0
        for place, one in zip(fields, spotted, strict=True):
            place.first_clause = clause
            place.ends = self._clauses.ends(place.original) if one.carrying else []
            clause += len(place.ends) + bool(place.original)

    def _wanted(self, present: set[int], index: _Index, rules: set[int] | None) -> dict[int, list[tuple[int, int]]]:
        """By term the parts (phrase, part) it may fill: of phrases of the rules that have a term for every part."""
        keyed_by = index.keyed_by
        keyed = {phrase for term in present if term in keyed_by for phrase in keyed_by[term]}
        wanted: dict[int, list[tuple[int, int]]] = {}
        for phrase in sorted(keyed):
            if rules is not None and self._phrases[phrase].rule not in rules:
                continue
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
                cued = self._cued_by.get(term)
                span = self._span(place, hit, self._terms[term]) if cued else None
                if cued and span is not None:
                    clause = place.first_clause + bisect_right(place.ends, span[0])
                    cues.extend([Cue(*span, one.index, one.kind, one.key, one.language, clause) for one in cued])

    def _take(self, place: Field, number: int, raw: Sequence[RawHit], index: _Index, found: _Found) -> None:
        """Collect the one-part phrases and the wanted parts of one field."""
        singles, parts, wanted, rules = found.singles, found.parts, found.wanted, found.rules
        for hit in raw:
            for term in self._terms_of[hit[0]]:
                named, filled = index.named_by.get(term), wanted.get(term)
                if named and rules is not None:
                    named = [phrase for phrase in named if self._phrases[phrase].rule in rules]
                span = self._span(place, hit, self._terms[term]) if named or filled else None
                if span is None:
                    continue
                clause = place.first_clause + bisect_right(place.ends, span[0])
                singles.extend([Standing(*span, phrase, number, clause, (term,)) for phrase in named or ()])
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
        guards = [[cue for cue in cues if cue.kind == _GUARD] for cues in stand.cues]
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
