"""From what stands in a document to candidates, best first. Nothing vanishes: what came to nothing says why.

The points of `rules/method.yaml`: the best naming hit less its doubts, then what it is helped by; a candidate
without a name is carried by two different hints close to each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matcher.find.doubt import ClauseCues, Doubter
from matcher.find.phrases import Field, Stand, Standing
from matcher.find.speak import MOST, NAMING, Speaker, Spoken
from matcher.model.evidence import Candidate, Hit, Span
from matcher.model.rules import RuleBook
from matcher.model.states import DoubtKind, Drawer, How
from matcher.model.taxonomy import Words

TOO_FEW_POINTS = "too_few_points"
_NOWHERE = 1 << 40
_LONG_IDEOGRAPHS = 4
_PAIR = 2
_BESIDE = (0, 1)


@dataclass(slots=True)
class _Tally:
    """What one rule has in a document; `lost` are hints that a doubt takes away whole."""

    named: list[Spoken] = field(default_factory=list)
    hints: list[Spoken] = field(default_factory=list)
    lost: list[Spoken] = field(default_factory=list)
    others: list[Hit] = field(default_factory=list)

    @property
    def hits(self) -> list[Hit]:
        """All hits, doubted or not."""
        return [one.hit for group in (self.named, self.hints, self.lost) for one in group] + self.others

    @property
    def standing(self) -> list[Spoken]:
        """The naming hits that are not taken away whole."""
        return [one for one in self.named if one.cost < MOST]


class Weigher:
    """Weighs the candidates of documents by one rule book."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._points = book.method.points
        self._reach = book.method.reach["hints"]
        self._single_word_from = book.method.typos.single_word_from
        self._phrases = book.table.phrases
        self._terms = book.table.terms
        self._doubter = Doubter(book.languages, book.method)
        self._rule_of = {rule.finds: rule.index for rule in book.rules}
        self._name_of = {(one.rule, one.language): one.index for one in self._phrases if one.kind in NAMING}

    def cues_at_work(self, stand: Stand) -> dict[int, ClauseCues]:
        """By clause the cues that mean what they say."""
        return self._doubter.cues_at_work(stand)

    def weigh(
        self, stand: Stand, fields: Sequence[Field], cues: Mapping[int, ClauseCues]
    ) -> tuple[list[Candidate], list[Hit]]:
        """The candidates, best first, those set aside last; and the undoubted hits of barring features."""
        speaker = Speaker(self._book, self._doubter, stand, fields, cues)
        tallies = self._tallies(stand, speaker)
        at = self._places(tallies)
        first = min((at[one.standing] for tally in tallies.values() for one in tally.standing), default=_NOWHERE)
        candidates = [self._candidate(rule, tally, first, at, fields, speaker) for rule, tally in tallies.items()]
        rules = self._book.rules
        candidates.sort(key=lambda one: (bool(one.set_aside), -one.points, one.named_at, rules[one.rule].id))
        features = [speaker.spoken(standing) for standing in stand.phrases.get(Drawer.FEATURE, ())]
        return candidates, [feature.hit for feature in features if feature.cost == 0]

    def _tallies(self, stand: Stand, speaker: Speaker) -> dict[int, _Tally]:
        """What each rule has. Showing terms count only beside a name or a hint."""
        tallies: dict[int, _Tally] = {}
        for one in speaker.named(stand, self._rule_of, self._name_of):
            if not self._is_guess(one.standing, speaker):
                tallies.setdefault(one.hit.rule, _Tally()).named.append(one)
        for standing in stand.phrases.get(Drawer.HINTS_AT_IT, ()):
            one = speaker.spoken(standing)
            tally = tallies.setdefault(one.hit.rule, _Tally())
            (tally.hints if one.cost < MOST else tally.lost).append(one)
        for drawer in (Drawer.SHOWS, Drawer.GREEN_NAMED, Drawer.OBJECTIVE_NAMED):
            for standing in stand.phrases.get(drawer, ()):
                known = tallies.get(self._phrases[standing.phrase].rule)
                if known is not None:
                    known.others.append(speaker.spoken(standing).hit)
        return tallies

    def _places(self, tallies: Mapping[int, _Tally]) -> dict[Standing, int]:
        """Where each hit stands that may carry its rule, over all clauses of the document, the title's first.

        A phrase of several parts stands at its first part; but a part right before the name of another thing is that
        thing's own and counts for nothing: "600 kg of this with that" puts no kilograms to that.
        """
        carriers = [(rule, one.standing) for rule, tally in tallies.items() for one in tally.standing]
        names: dict[tuple[int, int], list[tuple[int, Standing]]] = {}
        for rule, one in carriers:
            if not one.parts:
                names.setdefault((one.clause, one.start), []).append((rule, one))
        hints = [one.standing for tally in tallies.values() for one in tally.hints]
        places = {one: _place(one.clause, one.start) for one in hints}
        for rule, one in carriers:
            own = [
                start
                for start, end in one.parts
                if not any(
                    other != rule and not _share(name, one)
                    for gap in _BESIDE
                    for other, name in names.get((one.clause, end + gap), ())
                )
            ]
            places[one] = _place(one.clause, min(own, default=one.start))
        return places

    def _candidate(
        self,
        rule: int,
        tally: _Tally,
        first: int,
        at: Mapping[Standing, int],
        fields: Sequence[Field],
        speaker: Speaker,
    ) -> Candidate:
        """The candidate of one rule."""
        standing = tally.standing
        pair = [] if standing else self._hint_pair(tally.hints)
        carriers = standing or pair
        because: Words | None = None
        steps: list[tuple[str, int]] = []
        if standing:
            steps = self._named_steps(tally, first, at, fields, speaker)
        elif pair:
            steps = self._hinted_steps(tally, pair, fields)
        total = sum(points for _, points in steps)
        set_aside = "" if total >= self._book.method.match_at else TOO_FEW_POINTS
        if not carriers and not tally.hints:
            set_aside, because = self._taken_away(tally, rule)
        hits = tally.hits
        return Candidate(
            rule=rule,
            points=max(0, min(MOST, total)),
            hits=tuple(sorted(hits, key=_place_of) if len(hits) > 1 else hits),
            named_at=min(at[one.standing] for one in carriers) if carriers else _NOWHERE,
            in_title=bool(carriers) and any(fields[one.standing.field].name == "title" for one in carriers),
            set_aside=set_aside,
            because=because,
            by_typo=bool(carriers) and all(one.hit.how is How.TYPO for one in carriers),
            steps=tuple(steps),
        )

    def _named_steps(
        self, tally: _Tally, first: int, at: Mapping[Standing, int], fields: Sequence[Field], speaker: Speaker
    ) -> list[tuple[str, int]]:
        """How the points of a candidate that is named come about."""
        points, standing = self._points, tally.standing
        steps = max(
            (self._worth(one, speaker) for one in standing), key=lambda worth: sum(points for _, points in worth)
        )
        if any(fields[one.standing.field].name == "title" for one in standing):
            steps.append(("in_title", points["in_title"]))
        if min(at[one.standing] for one in standing) == first:
            steps.append(("first_in_text", points["first_in_text"]))
        if all(one.standing.clause > fields[one.standing.field].first_clause for one in standing):
            steps.append(("late_in_text", points["late_in_text"]))
        again = len({(one.standing.field, one.standing.start) for one in standing}) - 1
        if again:
            steps.append(("repeated", min(points["repeated_at_most"], points["repeated"] * again)))
        if tally.hints:
            steps.append(("each_hint", min(points["hints_at_most"], points["each_hint"] * len(tally.hints))))
        if any(hit.how is How.SHOWN and not hit.doubts for hit in tally.others):
            steps.append(("shown", points["shown"]))
        return steps

    def _hinted_steps(self, tally: _Tally, pair: Sequence[Spoken], fields: Sequence[Field]) -> list[tuple[str, int]]:
        """How the points of a candidate that only hints carry come about."""
        points = self._points
        steps = [("hints_at_it", points["hints_at_it"])]
        steps += [("doubts", -max(one.cost for one in pair))] if any(one.cost for one in pair) else []
        more = min(points["hints_at_most"], points["each_hint"] * (len(tally.hints) - len(pair)))
        steps += [("each_hint", more)] if more else []
        if all(fields[one.standing.field].name == "title" for one in pair):
            steps.append(("in_title", points["in_title"]))
        return steps

    def _worth(self, one: Spoken, speaker: Speaker) -> list[tuple[str, int]]:
        """What a naming hit is worth by itself: its drawer, its length, its doubts."""
        drawer = self._phrases[one.standing.phrase].kind
        steps = [(drawer, self._points[drawer])]
        written = self._terms[one.standing.terms[0]].written
        if " " in written or "-" in written or (not written.isascii() and len(written) >= _LONG_IDEOGRAPHS):
            steps.append(("long_term", self._points["long_term"]))
        if speaker.is_repaired(one.standing):
            steps.append(("typo", self._points["typo"]))
        if one.cost:
            steps.append(("doubts", -one.cost))
        return steps

    def _is_guess(self, standing: Standing, speaker: Speaker) -> bool:
        """Whether the standing is one short word that was repaired, which completes nothing."""
        written = self._terms[standing.terms[0]].written
        alone = len(standing.terms) == 1 and " " not in written and "-" not in written
        return alone and len(written) < self._single_word_from and speaker.is_repaired(standing)

    def _taken_away(self, tally: _Tally, rule: int) -> tuple[str, Words | None]:
        """The kind of doubt that a candidate is set aside for, and the reason where the rule gives one."""
        doubts = [doubt for one in [*tally.named, *tally.lost] for doubt in one.hit.doubts]
        said = next((doubt for doubt in doubts if doubt.kind is DoubtKind.NOT_IT), None)
        if said is not None:
            return said.kind.value, self._book.rules[rule].not_it[int(said.key)].because
        return min((doubt.kind for doubt in doubts), key=list(DoubtKind).index).value, None

    def _hint_pair(self, hints: Sequence[Spoken]) -> list[Spoken]:
        """Two different hints close to each other in one field; empty if there are none."""
        if len(hints) < _PAIR:
            return []
        ordered = sorted(hints, key=lambda one: (one.standing.field, one.standing.start))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 :]:
                gap = other.standing.start - one.standing.end
                if other.standing.field != one.standing.field or gap > self._reach[one.hit.language]:
                    break
                if gap >= 0 and other.hit.term != one.hit.term:
                    return [one, other]
        return []


def _place_of(hit: Hit) -> tuple[int, Span, How, str]:
    """What orders the hits of one candidate."""
    return hit.clause, hit.span, hit.how, hit.term


def _share(name: Standing, phrase: Standing) -> bool:
    """Whether a name and a part of a phrase overlap."""
    return any(name.start < end and start < name.end for start, end in phrase.parts)


def _place(clause: int, start: int) -> int:
    """Where something stands, over all clauses of the document."""
    return (clause << 24) + start
