"""Laws that hold for any record and any register."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from matcher import Matcher
from matcher.judge.materiality.numbers import severity_of
from matcher.model.materiality import (
    IMPACTS,
    Axis,
    Factor,
    Horizon,
    MaterialVerdict,
    Rating,
    Record,
    RecordKind,
    RecordState,
    Register,
)

SEVERITY = (Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY)
STEPS = st.integers(1, 5)
TOPICS = ("E1.1", "E3.1", "S3.1")


def rating(draw: st.DrawFn, *, unknown: bool) -> Rating:
    choice = draw(st.integers(1, 7 if unknown else 5))
    return Rating(value=choice) if choice <= 5 else Rating(declined=choice == 7, written="cannot_judge" * (choice == 7))


@st.composite
def records(draw: st.DrawFn, *, unknown: bool = True) -> Record:
    kind = draw(st.sampled_from(list(RecordKind)))
    number = draw(st.integers(0, 10**9))
    happened = draw(st.booleans())
    about = {"id": str(number), "standard_version": "esrs_2026", "topic": draw(st.sampled_from(TOPICS)), "kind": kind}
    if kind in IMPACTS:
        factors = SEVERITY if kind is RecordKind.IMPACT_NEGATIVE else SEVERITY[:2]
        state = RecordState.ACTUAL if happened else RecordState.POTENTIAL
        needed = factors if happened else (*factors, Factor.LIKELIHOOD)
        ratings = {factor: rating(draw, unknown=unknown) for factor in needed}
        return Record(**about, state=state, human_rights=draw(st.booleans()), ratings=ratings)
    state = RecordState.CURRENT if happened else RecordState.ANTICIPATED
    needed = (Factor.MAGNITUDE,) if happened else (Factor.MAGNITUDE, Factor.LIKELIHOOD)
    horizons = {horizon: {factor: rating(draw, unknown=unknown) for factor in needed} for horizon in Horizon}
    return Record(**about, state=state, horizons=horizons)


def with_value(record: Record, column: str, value: int) -> Record:
    horizon, _, factor = column.rpartition(".")
    if not horizon:
        return replace(record, ratings={**record.ratings, Factor(factor): Rating(value=value)})
    own = {**record.horizons[Horizon(horizon)], Factor(factor): Rating(value=value)}
    return replace(record, horizons={**record.horizons, Horizon(horizon): own})


def columns(record: Record) -> list[str]:
    return [
        *(factor.value for factor in record.ratings),
        *(f"{horizon}.{factor}" for horizon, own in record.horizons.items() for factor in own),
    ]


def value_at(record: Record, column: str) -> int | None:
    horizon, _, factor = column.rpartition(".")
    own = record.horizons[Horizon(horizon)] if horizon else record.ratings
    return own[Factor(factor)].value


@given(st.lists(STEPS, min_size=2, max_size=3), st.integers(0, 2), STEPS)
def test_a_graver_factor_never_lowers_severity(values: list[int], at: int, value: int):
    graver = list(values)
    graver[at % len(values)] = max(value, graver[at % len(values)])
    assert severity_of(graver) >= severity_of(values)
    assert Fraction(1) <= severity_of(values) <= 5


@given(records(unknown=False), st.data())
def test_more_severe_never_lowers_a_score(matcher: Matcher, record: Record, data: st.DataObject):
    column = data.draw(st.sampled_from(columns(record)))
    higher = with_value(record, column, data.draw(st.integers(value_at(record, column) or 1, 5)))
    before, after = (matcher.score(Register(records=(one,))).records[0] for one in (record, higher))
    assert before.score is not None
    assert after.score is not None
    assert after.score >= before.score


@given(records(), st.data())
def test_bounds_hold_the_score_whatever_the_unknown_factors_are(matcher: Matcher, record: Record, data: st.DataObject):
    open_result = matcher.score(Register(records=(record,))).records[0]
    known = record
    for column in columns(record):
        if value_at(record, column) is None:
            known = with_value(known, column, data.draw(STEPS))
    result = matcher.score(Register(records=(known,))).records[0]
    if open_result.lower is None or open_result.upper is None:
        assert open_result.verdict is MaterialVerdict.NOT_ASSESSED
        return
    assert result.score is not None
    assert open_result.lower <= result.score <= open_result.upper
    assert (open_result.score is None) or open_result.score <= result.score
    if open_result.verdict is MaterialVerdict.MATERIAL:
        assert result.verdict is MaterialVerdict.MATERIAL
    if open_result.verdict is MaterialVerdict.NOT_MATERIAL:
        assert result.verdict is MaterialVerdict.NOT_MATERIAL


@given(records())
def test_nothing_unknown_becomes_not_material_unless_the_bounds_decide(matcher: Matcher, record: Record):
    result = matcher.score(Register(records=(record,))).records[0]
    if result.verdict is MaterialVerdict.NOT_MATERIAL and (result.missing or result.declined):
        assert "DECIDED_BY_UPPER_BOUND" in result.rules
        assert result.upper is not None
        assert result.upper < result.threshold


@given(st.lists(records(), max_size=6, unique_by=lambda one: one.id), st.randoms())
def test_the_order_of_records_never_matters(matcher: Matcher, some: list[Record], chance: object):
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (matcher.score(Register(records=tuple(each))) for each in (some, shuffled))
    assert first.topics == second.topics
    assert {one.record.id: one for one in first.records} == {one.record.id: one for one in second.records}


@given(st.lists(records(), min_size=1, max_size=6, unique_by=lambda one: one.id), records())
def test_one_more_record_never_lowers_a_number_and_nothing_is_netted(
    matcher: Matcher, some: list[Record], another: Record
):
    another = replace(another, id="another")
    before = matcher.score(Register(records=tuple(some)))
    after = {one.code: one for one in matcher.score(Register(records=(*some, another))).topics}
    for topic in before.topics:
        for kind, found in topic.kinds.items():
            later = after[topic.code].kinds[kind]
            if found.upper is not None:
                assert later.upper is not None
                assert later.upper >= found.upper
            if another.kind is not kind:
                assert later == found
        for axis in Axis:
            if topic.axes[axis] is MaterialVerdict.MATERIAL:
                assert after[topic.code].axes[axis] is MaterialVerdict.MATERIAL
