"""Laws that no evidence may break: unknown is never not met, absence passes nothing, eligible is never aligned."""

import datetime
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from judging import ACTIVITIES, EXCLUSIONS, PACK, TAXONOMY, assess, criterion, hit, named

from matcher.judge.criteria import May, Setting, gather, judge_criteria
from matcher.judge.editions import LawDays
from matcher.model.document import Attestation, Attestations, Document
from matcher.model.evidence import Interval, Measurement
from matcher.model.states import Basis, How, Kind
from matcher.model.taxonomy import CriteriaGroup

QUANTITIES = ("intensity_a", "intensity_b", "intensity_c", "population")
DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2031, 1, 1))
LAW = settings(deadline=None)
NAMES = [one.id for one in ACTIVITIES]
EVERY_CRITERION = sorted(
    {
        found.id
        for one in ACTIVITIES
        for listing in one.listings
        if listing.criteria
        for found in [
            *listing.criteria.criteria,
            *(inner for group in listing.criteria.groups for inner in group.criteria),
        ]
    }
)
DEMANDS = st.builds(
    "{} {}".format, st.sampled_from(["above", "at least", "below", "at most", "exactly"]), st.integers(0, 9)
)


@st.composite
def groups(draw):
    """Criteria with alternatives, conditions, exemptions and triggers, by chance."""
    names = [f"c{number}" for number in range(draw(st.integers(1, 6)))]
    made = []
    for name in names:
        more = {}
        kind = draw(st.sampled_from(["plain", "plain", "plain", "when", "waives", "asks_for", "judged"]))
        if kind == "when":
            more["applies_when"] = (draw(st.sampled_from(QUANTITIES)), draw(DEMANDS))
        elif kind in ("waives", "asks_for"):
            others = [one for one in names if one != name]
            more[kind] = (
                tuple(draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True))) if others else ()
            )
        must_be = "judged" if kind == "judged" else draw(DEMANDS)
        made.append(criterion(name, must_be, draw(st.sampled_from(QUANTITIES)), **more))
    cut = draw(st.integers(0, len(made)))
    inner = CriteriaGroup(needed=draw(st.integers(0, 2)), criteria=tuple(made[cut:]))
    return CriteriaGroup(
        needed=draw(st.integers(0, 2)), criteria=tuple(made[:cut]), groups=(inner,) if made[cut:] else ()
    )


@st.composite
def worlds(draw):
    """A figure for each measure, and the same world as somebody knows it who knows less."""
    true, known = [], []
    for measure in QUANTITIES:
        value = Fraction(draw(st.integers(0, 9)))
        exact = Interval(low=value, high=value)
        true.append(measured(measure, exact))
        known_as = draw(st.sampled_from(["not at all", "exactly", "as a range", "up to"]))
        wide = Interval(
            low=None if known_as == "up to" else value - draw(st.integers(0, 4)), high=value + draw(st.integers(0, 4))
        )
        if known_as != "not at all":
            known.append(measured(measure, exact if known_as == "exactly" else wide))
    return true, known


def measured(measure, figure, basis=Basis.STATED):
    unit = "" if measure == "population" else "g/kWh"
    return Measurement(measure=measure, basis=basis, written="?", unit=unit, figure=figure)


def judged(group, measurements, attested=None):
    evidence = gather(measurements, (), attested or {})
    return judge_criteria(group, Setting(day=datetime.date(2026, 1, 1), taxonomy=TAXONOMY, evidence=evidence))


@LAW
@given(group=groups(), world=worlds())
def test_who_knows_more_never_contradicts_who_knows_less(group, world):
    true, known = world
    more, less = judged(group, true), judged(group, known)
    assert more.may & ~less.may == May(0) or not more.may
    settled = {one.criterion.id: one for one in more.rulings}
    for ruling in less.rulings:
        assert settled[ruling.criterion.id].may & ~ruling.may == May(0)


@LAW
@given(group=groups())
def test_without_evidence_nothing_is_met_and_nothing_fails(group):
    judgement = judged(group, [])
    assert not judgement.met
    assert not judgement.failed
    assert not judgement.shows_green
    assert {one.outcome.value for one in judgement.rulings} <= {"unknown", "qualitative"}


@LAW
@given(group=groups(), world=worlds(), met=st.booleans())
def test_a_criterion_fails_only_by_its_own_evidence(group, world, met):
    _, known = world
    attested = {"c0": Attestation(met=met, by="A. Reader")}
    there = {one.measure for one in known}
    for ruling in judged(group, known, attested).rulings:
        if ruling.outcome.value in ("met", "not_met"):
            assert ruling.criterion.measure in there or ruling.criterion.id in attested
        if ruling.criterion.must_be.word == "judged" and ruling.criterion.id not in attested:
            assert ruling.outcome.value in ("qualitative", "not_applicable")


@LAW
@given(group=groups(), world=worlds())
def test_an_open_question_is_one_whose_answer_is_not_known(group, world):
    _, known = world
    judgement = judged(group, known)
    if judgement.met or judgement.failed:
        assert judgement.open == ()
    assert all(one.missing and one.may not in (May.BE_MET, May.FAIL, May.NOT_APPLY) for one in judgement.open)


attestations = st.builds(
    Attestation, met=st.booleans(), by=st.just("A. Reader"), verified_by=st.sampled_from(["", "B. Reader"])
)
attested = st.builds(
    Attestations,
    criteria=st.dictionaries(st.sampled_from(EVERY_CRITERION), attestations, max_size=6),
    dnsh=st.dictionaries(st.sampled_from(sorted(TAXONOMY.objectives)), attestations, max_size=3),
    safeguards=st.none() | attestations,
)
measures = st.lists(
    st.builds(
        lambda measure, low, more, basis: Measurement(
            measure=measure,
            basis=basis,
            written="?",
            unit=TAXONOMY.measures[measure].unit,
            figure=Interval(low=Fraction(low), high=Fraction(low + more)),
        ),
        st.sampled_from(sorted(TAXONOMY.measures)),
        st.integers(0, 200),
        st.integers(0, 50),
        st.sampled_from([Basis.STATED, Basis.SUPPLIED]),
    ),
    max_size=5,
)


@st.composite
def findings(draw):
    """Candidates by chance, with hits of every kind."""
    made = []
    for finds in draw(st.lists(st.sampled_from(NAMES + [one.id for one in EXCLUSIONS]), unique=True, max_size=4)):
        keys = [one.key for one in TAXONOMY.activities[finds].listings] if finds in TAXONOMY.activities else []
        more = [hit(finds, How.SHOWN, key=key, clause=draw(st.integers(0, 1))) for key in keys if draw(st.booleans())]
        if draw(st.booleans()):
            more.append(hit(finds, How.OBJECTIVE, key=draw(st.sampled_from(sorted(TAXONOMY.objectives)))))
        at = draw(st.integers(0, 3)) * 20
        made.append(named(finds, draw(st.integers(0, 100)), *more, at=at, clause=at // 20, by_typo=draw(st.booleans())))
    return made


def judge_by(candidates, known, given_attestations, day):
    stated = {one: [m for m in known if m.basis is Basis.STATED] for one in NAMES}
    supplied = [one for one in known if one.basis is Basis.SUPPLIED]
    document = Document(id="1", text="Some text.", attest=given_attestations)
    return assess(*candidates, stated=stated, supplied=supplied, document=document, day=day)


def verdicts(answer):
    return [(match, verdict) for match in answer.matches for verdict in match.verdicts]


@LAW
@given(candidates=findings(), known=measures, day=DAYS)
def test_a_text_and_figures_alone_never_give_more_than_meets(candidates, known, day):
    answer = judge_by(candidates, known, Attestations(), day)
    for _, verdict in verdicts(answer):
        assert verdict.alignment != "aligned"
        assert verdict.safeguards in (None, "not_assessed")
        assert {one.value for one in verdict.dnsh.values()} <= {"unknown", "not_applicable"}
    assert {one.basis for match in answer.matches for one in match.findings} <= {None, Basis.STATED, Basis.SUPPLIED}


@LAW
@given(candidates=findings(), known=measures, attest=attested, day=DAYS)
def test_aligned_rests_on_attestations_and_on_nothing_else(candidates, known, attest, day):
    answer = judge_by(candidates, known, attest, day)
    silent = judge_by(candidates, [one for one in known if one.basis is Basis.SUPPLIED], attest, day)
    for (match, verdict), (_, without) in zip(verdicts(answer), verdicts(silent), strict=True):
        if verdict.alignment != "aligned":
            continue
        assert verdict.contribution == "meets"
        assert verdict.safeguards == "attested"
        assert {one.value for one in verdict.dnsh.values()} <= {"met", "not_applicable"}
        assert without.alignment == "aligned"
        met = [one for one in match.findings if one.framework == "eu" and one.outcome == "met"]
        qualifies = any(one.any_qualifies for one in TAXONOMY.activities[match.activity].listings)
        assert qualifies or any(one.basis in (Basis.ATTESTED, Basis.VERIFIED) for one in met)


@LAW
@given(candidates=findings(), known=measures, attest=attested, day=DAYS)
def test_the_class_is_shown_or_is_none(candidates, known, attest, day):
    answer = judge_by(candidates, known, attest, day)
    if answer.status == "excluded":
        assert answer.class_id == answer.exclusions[0].class_id
        assert answer.exclusions[0].subject
    elif answer.class_id != "none":
        assert any(one.shows_class and one.class_id == answer.class_id for one in answer.matches)
    if answer.status in ("unmatched", "broad"):
        assert not [one for one in answer.matches if TAXONOMY.activities[one.activity].kind is not Kind.BROAD]


@LAW
@given(candidates=findings(), day=DAYS, data=st.data())
def test_the_order_of_candidates_and_what_was_judged_before_change_nothing(candidates, day, data):
    shuffled = data.draw(st.permutations(candidates))
    assert judge_by(candidates, [], Attestations(), day) == judge_by(shuffled, [], Attestations(), day)


@LAW
@given(candidates=findings(), known=measures, day=DAYS)
def test_nothing_that_was_found_vanishes(candidates, known, day):
    answer = judge_by(candidates, known, Attestations(), day)
    told = {one.activity for one in answer.matches} | {one.finds for one in answer.set_aside}
    assert told | {one.id for one in answer.exclusions} >= {PACK.book.rules[one.rule].finds for one in candidates}


@LAW
@given(candidates=findings(), known=measures, attest=attested, day=DAYS)
def test_between_two_days_of_change_the_answer_is_the_same(candidates, known, attest, day):
    law_day = max(LawDays(TAXONOMY).before(day), datetime.date(1, 1, 1))
    now, then = judge_by(candidates, known, attest, day), judge_by(candidates, known, attest, law_day)
    same = replace(then, as_of=now.as_of, decision_id=now.decision_id)
    assert now == same


@LAW
@given(candidates=findings(), known=measures, day=DAYS)
def test_codes_are_claimed_only_where_a_framework_may_list_them(candidates, known, day):
    answer = judge_by(candidates, known, Attestations(), day)
    for match in answer.matches:
        also = {(one.framework, one.code) for one in match.also_listed}
        claimed = {(name, code) for name in ("eu", "cn-2021", "cn-2025") for code in match.codes[name]}
        assert not also & claimed
        status = {one.framework: one.status for one in match.verdicts}
        if status["eu"] in ("not_listed", "excluded", "undetermined"):
            assert match.codes["eu"] == ()
        if status["eu"] == "eligible":
            assert match.codes["eu"]
