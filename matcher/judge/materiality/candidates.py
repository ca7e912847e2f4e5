"""Candidates: what the activity, its listings, the text and sector priors say might be material.

Section 2.9 of the method. A value that loses against a stronger or higher one is kept with the one that wins.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from matcher.judge.materiality.numbers import HIGHEST, LOWEST
from matcher.model.assessment import Assessment, Match
from matcher.model.document import Attestation, Attestations
from matcher.model.materiality import (
    Check,
    Confidence,
    Factor,
    Horizon,
    Origin,
    Rating,
    RecordKind,
    RecordState,
    SectorPrior,
    ValueChain,
)
from matcher.model.ratings import Noticed
from matcher.model.taxonomy import Activity, Taxonomy, Words
from matcher.model.topics import ActivityRule, Creates, Effect, MaterialityBook

_SURE = tuple(Confidence)
_STATE = {
    RecordKind.IMPACT_NEGATIVE: RecordState.POTENTIAL,
    RecordKind.IMPACT_POSITIVE: RecordState.POTENTIAL,
    RecordKind.RISK: RecordState.ANTICIPATED,
    RecordKind.OPPORTUNITY: RecordState.ANTICIPATED,
}
_FROM_ACTIVITY, _FROM_LISTING, _FROM_SAFEGUARDS, _FROM_PRIOR = "activity", "listing", "safeguards", "sector-prior"
_SIDES = {"positive": RecordKind.IMPACT_POSITIVE, "negative": RecordKind.IMPACT_NEGATIVE}
Key = tuple[str, RecordKind]


@dataclass(slots=True)
class Draft:
    """A candidate in the making, for one topic of ours and one kind."""

    topic: str
    kind: RecordKind
    state: RecordState
    because: Words
    value_chain: ValueChain | None = None
    human_rights: bool | None = None
    rules: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    ratings: dict[Factor, Rating] = field(default_factory=dict)
    horizons: dict[Horizon, dict[Factor, Rating]] = field(default_factory=dict)


class Drafts:
    """Collects the candidates of one project."""

    def __init__(self, book: MaterialityBook, taxonomy: Taxonomy) -> None:
        self._book = book
        self._taxonomy = taxonomy
        self.found: dict[Key, Draft] = {}

    def from_matches(self, assessment: Assessment) -> None:
        """Candidates of the activities found: by the rules for them, by their topics, by what their listings ask."""
        for match in assessment.matches:
            activity = self._taxonomy.activities[match.activity]
            for rule in self._book.activity_rules:
                if _speaks_of(rule, activity):
                    for creates in rule.creates:
                        self._create(creates, rule.id)
            self._from_topics(activity)
            self._from_listings(match, activity, assessment.document.attest)

    def from_text(self, noticed: Sequence[Noticed]) -> None:
        """What the words of the text set, then what they shift. Claims set nothing."""
        effects = {rule.id: rule.effects for rule in self._book.text_rules}
        said = [(one, effect) for one in noticed if not one.claim for effect in effects[one.rule]]
        for one, effect in said:
            draft = self._draft(effect.topic, effect.kind, one.because, effect.state)
            _note(draft, one.rule)
            if effect.set_to is not None:
                rating = _quoted(one, effect.set_to)
                for horizon, factor in _places(effect):
                    _put(draft, horizon, factor, rating)
        for one, effect in said:
            if effect.shift:
                _shift(self.found[effect.topic, effect.kind], effect, one)

    def from_priors(
        self, priors: Iterable[SectorPrior], assessment: Assessment, standard_of: Mapping[str, str]
    ) -> None:
        """What is usual in the industries of the activities found; `standard_of` maps a prior's code to our topic."""
        sectors = {code for match in assessment.matches for code in self._taxonomy.activities[match.activity].isic}
        nearest: dict[Key, SectorPrior] = {}
        for prior in priors:
            topic = standard_of.get(prior.topic, "")
            if not topic or not any(code.startswith(prior.sector) for code in sectors):
                continue
            known = nearest.get((topic, prior.kind))
            if known is None or (len(prior.sector), prior.value) > (len(known.sector), known.value):
                nearest[topic, prior.kind] = prior
        for (topic, kind), prior in nearest.items():
            because = self._book.objectives.because[_FROM_PRIOR]
            draft = self._draft(topic, kind, because, _STATE[kind])
            _note(draft, _FROM_PRIOR)
            rating = Rating(
                value=prior.value,
                origin=Origin.SECTOR_PRIOR,
                rule=f"{prior.place}",
                evidence=prior.source,
                because=because,
            )
            if kind is RecordKind.IMPACT_NEGATIVE:
                _put(draft, None, Factor.SCALE, rating)
            else:
                for horizon in Horizon:
                    _put(draft, horizon, Factor.MAGNITUDE, rating)

    def _create(self, creates: Creates, rule: str) -> None:
        draft = self._draft(creates.topic, creates.kind, creates.because, creates.state)
        draft.value_chain = draft.value_chain or creates.value_chain
        draft.human_rights = creates.human_rights if draft.human_rights is None else draft.human_rights
        _note(draft, rule)
        for factor, value in creates.factors.items():
            rating = Rating(value=value, origin=Origin.ACTIVITY_RULE, rule=rule, because=creates.because)
            for horizon in (None,) if creates.kind.value.startswith("impact") else Horizon:
                _put(draft, horizon, factor, rating)
        for horizon, value in creates.magnitude.items():
            rating = Rating(value=value, origin=Origin.ACTIVITY_RULE, rule=rule, because=creates.because)
            _put(draft, horizon, Factor.MAGNITUDE, rating)

    def _from_topics(self, activity: Activity) -> None:
        """The topics that the activity names itself."""
        because = self._book.objectives.because[_FROM_ACTIVITY]
        for side, topics in activity.topics.items():
            for topic in topics:
                draft = self._draft(topic, _SIDES[side], because, _STATE[_SIDES[side]])
                _note(draft, f"{_FROM_ACTIVITY} {activity.id}")

    def _from_listings(self, match: Match, activity: Activity, attest: Attestations) -> None:
        """A contribution suggests a positive impact, each objective not to be harmed a negative one.

        What is attested of an objective or of the safeguards stands beside the candidate as evidence.
        """
        ours = self._book.objectives
        claimed = {(framework, code) for framework, codes in match.codes.items() for code in codes}
        for listing in activity.listings:
            if (listing.framework, listing.code) not in claimed or not listing.dnsh:
                continue
            objective = self._objective_of(listing.code)
            if activity.id not in ours.own_harm_only:
                for topic in ours.contribution.get(objective, ()):
                    self._listed(topic, RecordKind.IMPACT_POSITIVE, "contribution", listing.key)
            for harmed in listing.dnsh:
                for topic in ours.harm.get(harmed, ()):
                    harm = self._listed(topic, RecordKind.IMPACT_NEGATIVE, "harm", listing.key)
                    _check(harm, harmed, attest.dnsh.get(harmed))
            for topic in ours.safeguards:
                harm = self._listed(topic, RecordKind.IMPACT_NEGATIVE, _FROM_SAFEGUARDS, listing.key)
                _check(harm, _FROM_SAFEGUARDS, attest.safeguards)

    def _listed(self, topic: str, kind: RecordKind, why: str, listing: str) -> Draft:
        draft = self._draft(topic, kind, self._book.objectives.because[why], _STATE[kind])
        if why == _FROM_SAFEGUARDS and self._book.topics[topic].human_rights:
            draft.human_rights = True
        _note(draft, f"{_FROM_LISTING} {listing}")
        return draft

    def _objective_of(self, code: str) -> str:
        prefix = code.partition(" ")[0]
        return next((one.id for one in self._taxonomy.objectives.values() if one.prefix == prefix), "")

    def _draft(self, topic: str, kind: RecordKind, because: Words, state: RecordState) -> Draft:
        draft = self.found.get((topic, kind))
        if draft is None:
            draft = self.found[topic, kind] = Draft(topic=topic, kind=kind, state=state, because=because)
        elif state in (RecordState.ACTUAL, RecordState.CURRENT):
            draft.state = state
        return draft


def stronger(one: Rating, other: Rating) -> Rating:
    """Of two ratings of one factor the surer, and of two equally sure the higher; it keeps the other."""
    keys = [(_SURE.index(rating.confidence), -(rating.value or 0)) for rating in (one, other)]
    winner, loser = (one, other) if keys[0] <= keys[1] else (other, one)
    return replace(winner, superseded=(*winner.superseded, loser, *loser.superseded))


def _speaks_of(rule: ActivityRule, activity: Activity) -> bool:
    named = activity.id in rule.activities or activity.class_id in rule.classes or activity.sector in rule.sectors
    return named and activity.id not in rule.but_not


def _note(draft: Draft, rule: str) -> None:
    if rule not in draft.rules:
        draft.rules.append(rule)


def _check(draft: Draft, about: str, attested: Attestation | None) -> None:
    """Keep what was attested, once."""
    if attested is None:
        return
    check = Check(
        about=about,
        met=attested.met,
        by=attested.by,
        on=attested.on,
        document=attested.document,
        verified_by=attested.verified_by,
    )
    if check not in draft.checks:
        draft.checks.append(check)


def _places(effect: Effect) -> Iterator[tuple[Horizon | None, Factor]]:
    if effect.factor is not None:
        yield from ((horizon, effect.factor) for horizon in effect.horizons or (None,))


def _quoted(one: Noticed, value: int) -> Rating:
    return Rating(
        value=value,
        evidence=one.quote,
        origin=Origin.TEXT_RULE,
        rule=one.rule,
        span=one.hit.span,
        because=one.because,
    )


def _put(draft: Draft, horizon: Horizon | None, factor: Factor, rating: Rating) -> None:
    place = draft.ratings if horizon is None else draft.horizons.setdefault(horizon, {})
    known = place.get(factor)
    place[factor] = rating if known is None else stronger(known, rating)


def _shift(draft: Draft, effect: Effect, one: Noticed) -> None:
    """Move a value that is there by some steps, within the scale; it is no surer than it was."""
    for horizon, factor in _places(effect):
        place = draft.ratings if horizon is None else draft.horizons.get(horizon, {})
        known = place.get(factor)
        if known is None or known.value is None or known.rule == one.rule:
            continue
        value = min(HIGHEST, max(LOWEST, known.value + effect.shift))
        place[factor] = replace(
            known,
            value=value,
            shifted_from=known.value,
            evidence=one.quote,
            span=one.hit.span,
            rule=f"{known.rule}, {one.rule}",
            because=one.because,
            superseded=(*known.superseded, known),
        )
