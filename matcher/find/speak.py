"""Hits with everything that speaks against them, and what it costs in points."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from matcher.find.doubt import ClauseCues, Doubter
from matcher.find.phrases import Cue, Field, Stand, Standing
from matcher.model.evidence import Doubt, Hit, Span
from matcher.model.rules import RuleBook
from matcher.model.states import DoubtKind, Drawer, How

MOST = 100
"""Points run from 0 to this; a doubt that costs as much takes a hit away whole."""

NAMING = (Drawer.NAMES_IT, Drawer.TOGETHER)
_COVERED = (*NAMING, Drawer.HINTS_AT_IT)
_ANOTHER = (*_COVERED, Drawer.FEATURE)
_HOW: dict[str, How] = {
    Drawer.NAMES_IT: How.NAMED,
    Drawer.TOGETHER: How.TOGETHER,
    Drawer.HINTS_AT_IT: How.HINT,
    Drawer.SHOWS: How.SHOWN,
    Drawer.GREEN_NAMED: How.GREEN_NAMED,
    Drawer.OBJECTIVE_NAMED: How.OBJECTIVE,
    Drawer.FEATURE: How.NAMED,
}
_Place = tuple[int, int, int]


class Spoken(NamedTuple):
    """A standing as a hit, and what the doubts about it cost."""

    standing: Standing
    hit: Hit
    cost: int


class Speaker:
    """Turns the standings of one document into hits. Made for each document."""

    def __init__(
        self, book: RuleBook, doubter: Doubter, stand: Stand, fields: Sequence[Field], cues: Mapping[int, ClauseCues]
    ) -> None:
        self._book = book
        self._method = book.method
        self._phrases = book.table.phrases
        self._terms = book.table.terms
        self._doubter = doubter
        self._fields = fields
        self._cues = cues
        self._own: dict[tuple[int, int], list[Standing]] = {}
        for drawer, standings in stand.phrases.items():
            for standing in standings if drawer != Drawer.NOT_IT else ():
                self._own.setdefault((self._phrases[standing.phrase].rule, standing.field), []).append(standing)
        self._covers = self._covering(stand.phrases.get(Drawer.NAMES_IT, ()))
        self._not_it = self._said_not_it(stand)

    def named(self, stand: Stand, rule_of: dict[str, int], name_of: dict[tuple[int, str], int]) -> list[Spoken]:
        """Every naming hit: of the rules themselves, those a `then` turns to, those a guard word took apart."""
        naming = [standing for drawer in NAMING for standing in stand.phrases.get(drawer, ())]
        turned = self._turned(naming, rule_of, name_of)
        spoken = [self.spoken(standing) for standing in [*naming, *turned]]
        for standing, guard in stand.guarded:
            if self._phrases[standing.phrase].kind in NAMING:
                hit = self._hit(standing, (self._doubt(DoubtKind.GUARD, guard, standing),))
                spoken.append(Spoken(standing, hit, MOST))
        return spoken

    def spoken(self, standing: Standing) -> Spoken:
        """The standing as a hit with its doubts. Names and hints may be covered; they and features another thing."""
        phrase = self._phrases[standing.phrase]
        rule = self._book.rules[phrase.rule]
        doubts: list[Doubt] = []
        cost = 0
        here = self._cues.get(standing.clause)
        if here:
            original = self._fields[standing.field].original
            own = self._own.get((rule.index, standing.field), ())
            for kind, cue in self._doubter.doubts(standing, original, here, own):
                doubts.append(self._doubt(kind, cue, standing))
                cost += self._cost(kind, exclusion=rule.exclusion)
            other = None if rule.role is None else self._doubter.other_role(standing, here, rule.role)
            if other is not None:
                doubts.append(self._doubt(DoubtKind.ROLE, other, standing))
                cost += self._method.roles[other.key]
        if self._covers and phrase.kind in _COVERED:
            cover = self._covers.get((standing.field, standing.start, standing.end))
            if cover is not None and cover.phrase != standing.phrase:
                doubts.append(self._doubt(DoubtKind.COVERED, cover, standing))
                cost += self._cost(DoubtKind.COVERED, exclusion=rule.exclusion)
        if self._not_it and phrase.kind in _ANOTHER:
            said = self._not_it.get((rule.index, standing.clause)) or self._not_it.get((rule.index, -1))
            if said is not None:
                doubts.append(self._doubt(DoubtKind.NOT_IT, said[1], standing, field=said[0]))
                cost += self._cost(DoubtKind.NOT_IT, exclusion=rule.exclusion)
        return Spoken(standing, self._hit(standing, tuple(doubts)), min(MOST, cost))

    def is_repaired(self, standing: Standing) -> bool:
        """Whether the standing lies over a repaired typing error."""
        repaired = self._fields[standing.field].repaired
        return bool(repaired) and any(standing.start < end and start < standing.end for start, end in repaired)

    def _covering(self, named: Iterable[Standing]) -> dict[_Place, Cue]:
        """For each naming span that lies inside a longer one of another rule, the longer one."""
        covered: dict[_Place, Cue] = {}
        ordered = sorted(named, key=lambda one: (one.field, one.start, -one.end))
        for at, outer in enumerate(ordered):
            for inner in ordered[at + 1 :]:
                if inner.field != outer.field or inner.start >= outer.end:
                    break
                inside = inner.end <= outer.end and inner.end - inner.start < outer.end - outer.start
                rule, other = self._phrases[inner.phrase].rule, self._phrases[outer.phrase].rule
                if inside and rule != other:
                    cue = Cue(
                        outer.start, outer.end, outer.phrase, DoubtKind.COVERED, self._book.rules[other].finds, ""
                    )
                    covered.setdefault((inner.field, inner.start, inner.end), cue)
        return covered

    def _said_not_it(self, stand: Stand) -> dict[tuple[int, int], tuple[int, Cue]]:
        """By rule and clause (-1: the whole document) the field and words that say the thing is another."""
        said: dict[tuple[int, int], tuple[int, Cue]] = {}
        for standing in stand.phrases.get(Drawer.NOT_IT, ()):
            phrase = self._phrases[standing.phrase]
            original, here = self._fields[standing.field].original, self._cues.get(standing.clause, {})
            kinds = {kind for kind, _ in self._doubter.doubts(standing, original, here)}
            if DoubtKind.NEGATED not in kinds:
                clause = -1 if self._book.rules[phrase.rule].not_it[int(phrase.key)].whole_document else standing.clause
                cue = Cue(standing.start, standing.end, standing.phrase, DoubtKind.NOT_IT, phrase.key, phrase.language)
                said.setdefault((phrase.rule, clause), (standing.field, cue))
        return said

    def _turned(
        self, naming: Sequence[Standing], rule_of: dict[str, int], name_of: dict[tuple[int, str], int]
    ) -> list[Standing]:
        """Standings for the activities a `then` names, where a name was taken away and they do not stand themselves."""
        named = {(self._phrases[standing.phrase].rule, standing.clause) for standing in naming}
        turned = []
        for (rule, clause), (field, cue) in self._not_it.items():
            then = rule_of.get(self._book.rules[rule].not_it[int(cue.key)].then)
            if then is None:
                continue
            phrase = name_of.get((then, cue.language))
            at = min(
                (number for named_rule, number in named if named_rule == rule and clause in (-1, number)), default=None
            )
            if phrase is not None and at is not None and (then, at) not in named:
                terms = self._phrases[cue.phrase].parts[0][:1]
                turned.append(Standing(cue.start, cue.end, phrase, field, at, terms))
        return turned

    def _cost(self, kind: DoubtKind, *, exclusion: bool) -> int:
        """What a doubt of this kind costs."""
        cost = self._method.doubts[kind]
        return cost.exclusion if exclusion else cost.activity

    def _doubt(self, kind: DoubtKind, cue: Cue, standing: Standing, *, field: int | None = None) -> Doubt:
        """The doubt as readers see it."""
        place, here = self._fields[standing.field if field is None else field], self._fields[standing.field]
        return Doubt(
            kind,
            place.original[cue.start : cue.end],
            Span(place.name, cue.start, cue.end),
            Span(here.name, standing.start, standing.end),
            self._written(standing),
            cue.key,
        )

    def _hit(self, standing: Standing, doubts: tuple[Doubt, ...]) -> Hit:
        """The standing as readers see it."""
        phrase = self._phrases[standing.phrase]
        how = _HOW[phrase.kind]
        place = self._fields[standing.field]
        if place.repaired and phrase.kind in _COVERED and self.is_repaired(standing):
            how = How.TYPO
        return Hit(
            phrase.rule,
            standing.phrase,
            self._written(standing),
            Span(place.name, standing.start, standing.end),
            how,
            phrase.language,
            standing.clause,
            phrase.key,
            doubts,
        )

    def _written(self, standing: Standing) -> str:
        """The terms of a standing as the rule writes them."""
        terms = standing.terms
        if len(terms) == 1:
            return self._terms[terms[0]].written
        return " + ".join(self._terms[term].written for term in terms)
