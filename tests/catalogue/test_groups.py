"""Every group, exemption, trigger and condition of the pack, once: how many are needed, and what waives or asks for what."""

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest

from matcher.judge.criteria import Evidence, Setting, judge_criteria
from matcher.model.document import Attestation
from matcher.model.evidence import Interval, Measurement
from matcher.model.rules import Pack
from matcher.model.states import Basis, Outcome
from matcher.model.taxonomy import Cited, Condition, CriteriaGroup, Criterion, Limit, Listing

YES = Attestation(met=True, by="somebody")
NO = Attestation(met=False, by="somebody")
DAY = datetime.date(2026, 1, 1)
STANDING_FOR_A_GROUP = Criterion(
    id="inner", must_be=Limit(word="judged", written="judged"), source=Cited(source="any"), asks={"en": "?", "zh": "？"}
)


def groups_of(group: CriteriaGroup):
    yield group
    for inner in group.groups:
        yield from groups_of(inner)


def listings(pack: Pack) -> list[Listing]:
    return [one for activity in pack.taxonomy.activities.values() for one in activity.listings if one.criteria]


def bare(criterion: Criterion) -> Criterion:
    """The criterion without its dates, its condition and its gates."""
    return replace(criterion, since=None, until=None, applies_when=None, waives=(), asks_for=())


def judged(pack: Pack, group: CriteriaGroup, attested: dict[str, Attestation], measured=()):
    evidence = Evidence(measurements={one.measure: (one,) for one in measured}, attested=attested)
    return judge_criteria(group, Setting(day=DAY, taxonomy=pack.taxonomy, evidence=evidence))


def test_a_group_needs_as_many_as_it_says(pack: Pack):
    tried = 0
    for listing in listings(pack):
        for group in groups_of(listing.criteria):
            members = [bare(one) for one in group.criteria if not (one.waives or one.asks_for)]
            members += [replace(STANDING_FOR_A_GROUP, id=f"inner-{number}") for number, _ in enumerate(group.groups)]
            alone = CriteriaGroup(needed=min(group.needed, len(members)), criteria=tuple(members))
            needed = alone.needed or len(members)
            enough = {one.id: YES if at < needed else NO for at, one in enumerate(members)}
            too_few = {one.id: YES if at < needed - 1 else NO for at, one in enumerate(members)}
            unsaid = {one.id: YES for at, one in enumerate(members) if at < needed - 1}
            assert judged(pack, alone, enough).met, listing.key
            assert judged(pack, alone, too_few).failed, listing.key
            nothing = judged(pack, alone, unsaid)
            assert not nothing.met
            assert not nothing.failed
            tried += 1
    assert tried > 100


def test_an_exemption_waives_what_it_names_and_fails_nothing(pack: Pack):
    tried = 0
    for listing in listings(pack):
        every = [one for group in groups_of(listing.criteria) for one in group.criteria]
        for gate in (one for one in every if one.waives):
            named = [bare(one) for one in every if one.id in gate.waives]
            group = CriteriaGroup(criteria=(replace(bare(gate), waives=gate.waives), *named))
            failing = {one.id: NO for one in named}
            assert judged(pack, group, {gate.id: YES, **failing}).met
            assert judged(pack, group, {gate.id: NO, **failing}).failed
            assert not judged(pack, group, failing).failed
            assert judged(pack, group, {gate.id: NO, **{one.id: YES for one in named}}).met
            outcomes = {one.criterion.id: one.outcome for one in judged(pack, group, {gate.id: YES, **failing}).rulings}
            assert all(outcomes[one.id] is Outcome.NOT_APPLICABLE for one in named)
            tried += 1
    assert tried


def test_a_trigger_asks_for_what_it_names_and_is_no_criterion_itself(pack: Pack):
    tried = 0
    for listing in listings(pack):
        every = [one for group in groups_of(listing.criteria) for one in group.criteria]
        for gate in (one for one in every if one.asks_for):
            named = [bare(one) for one in every if one.id in gate.asks_for]
            other = replace(named[0], id="beside")
            group = CriteriaGroup(criteria=(replace(bare(gate), asks_for=gate.asks_for), *named, other))
            failing = {one.id: NO for one in named}
            beside = {other.id: YES}
            assert judged(pack, group, {gate.id: YES, **failing, **beside}).failed
            assert judged(pack, group, {gate.id: NO, **failing, **beside}).met
            unsaid = judged(pack, group, {**failing, **beside})
            assert not unsaid.failed
            assert not unsaid.met
            tried += 1
    assert tried


def holding(pack: Pack, condition: Condition, *, so: bool) -> Measurement | None:
    """A measurement for which a condition holds, or does not; None where the condition has no such side."""
    limit, taxonomy = condition.must_be, pack.taxonomy
    if limit.word in ("present", "absent"):
        return Measurement(
            measure=condition.measure,
            basis=Basis.SUPPLIED,
            written="",
            present=(limit.word == "present") is so,
        )
    if not limit.values or not limit.values[0].replace(".", "").isdigit():
        word = limit.values[0] if so else "something else"
        return Measurement(measure=condition.measure, basis=Basis.SUPPLIED, written=word, word=word)
    measure = taxonomy.measures[condition.measure]
    unit = taxonomy.units.get(limit.unit or measure.unit)
    low, high = Fraction(limit.values[0]), Fraction(limit.values[-1])
    inside = {"above": high + 1, "at least": low, "below": low / 2, "at most": high, "between": (low + high) / 2}
    outside = {"above": high, "at least": low / 2, "below": high, "at most": high + 1, "between": high + 1}
    value = (inside if so else outside)[limit.word] if limit.word != "exactly" else low + (0 if so else 1)
    base = value * (unit.exact_factor if unit else 1)
    return Measurement(
        measure=condition.measure,
        basis=Basis.SUPPLIED,
        written=str(value),
        unit=unit.id if unit else "",
        figure=Interval(low=base, high=base),
    )


def test_a_criterion_with_a_condition_applies_in_its_case_only(pack: Pack):
    tried = 0
    for listing in listings(pack):
        for group in groups_of(listing.criteria):
            cased = [(one, one.applies_when) for one in group.criteria if one.applies_when]
            cased += [(group.criteria[0], group.applies_when)] if group.applies_when and group.criteria else []
            for criterion, condition in cased:
                alone = CriteriaGroup(criteria=(replace(bare(criterion), applies_when=condition),))
                for so, outcome in ((True, Outcome.MET), (False, Outcome.NOT_APPLICABLE)):
                    (ruling,) = judged(pack, alone, {criterion.id: YES}, [holding(pack, condition, so=so)]).rulings
                    assert ruling.outcome is outcome, (listing.key, criterion.id, so)
                (open_,) = judged(pack, alone, {criterion.id: NO}).rulings
                assert open_.outcome is not Outcome.NOT_MET
                tried += 1
    assert tried


@pytest.mark.parametrize(
    ("activity", "day", "attested", "met"),
    [
        ("aluminium", datetime.date(2025, 12, 31), 2, True),
        ("aluminium", datetime.date(2025, 12, 31), 1, False),
        ("aluminium", datetime.date(2026, 1, 1), 2, False),
        ("aluminium", datetime.date(2026, 1, 1), 3, True),
    ],
)
def test_two_of_three_became_all_of_three(pack: Pack, activity: str, day: datetime.date, attested: int, met: bool):
    listing = next(one for one in pack.taxonomy.activities[activity].listings if one.code == "CCM 3.8")
    ids = [
        [one.id for one in group.criteria]
        for group in groups_of(listing.criteria)
        if len(group.criteria) == 3 and (group.since or day) <= day <= (group.until or day)
    ]
    (three,) = ids
    said = {one: YES if at < attested else NO for at, one in enumerate(three)}
    said["secondary-aluminium"] = NO
    setting = Setting(day=day, taxonomy=pack.taxonomy, evidence=Evidence(attested=said))
    judgement = judge_criteria(listing.criteria, setting)
    assert judgement.met is met
    assert judgement.failed is not met
