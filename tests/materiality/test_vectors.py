"""The exact test vectors of the method: 26 records and 6 topics."""

import pytest
from vectors import Vector, by_id, rounded, vectors

from matcher import Matcher
from matcher.model.materiality import Axis, Factor, Horizon, Rating, Record, RecordKind, RecordState, Register
from matcher.model.ratings import Materiality, TopicResult


@pytest.mark.parametrize("vector", vectors(), ids=lambda one: one.row["id"])
def test_a_record_of_the_vectors_comes_out_to_the_hundredth(matcher: Matcher, vector: Vector):
    row = vector.row
    result = matcher.score(Register(records=(vector.record,))).records[0]
    assert result.verdict == row["expected_verdict"]
    if row["expected_error"]:
        assert [fault.code for fault in result.faults] == [row["expected_error"]]
        assert (result.score, result.lower, result.upper, result.severity) == (None,) * 4
        return
    assert "+".join(result.rules) == row["expected_rules"]
    assert rounded(result.threshold) == "3.00"
    if row["kind"] == "impact":
        assert rounded(result.severity) == row["expected_severity"]
        assert rounded(result.lower) == row["expected_lower"]
        assert rounded(result.upper) == row["expected_upper"]
    for name, number in (("lower", result.lower), ("upper", result.upper)):
        if row[f"expected_{name}"]:
            assert rounded(number) == row[f"expected_{name}"]
    assert rounded(result.score) == row["expected_score"]


ON_ONE_TOPIC = {
    name: Record(**{field: getattr(record, field) for field in record.__slots__} | {"topic": "E3.1"})
    for name, record in by_id().items()
}
SMALL_RISK = Record(
    id="small-risk",
    standard_version="esrs_2026",
    topic="E3.1",
    kind=RecordKind.RISK,
    state=RecordState.ANTICIPATED,
    horizons={horizon: {Factor.MAGNITUDE: Rating(value=2), Factor.LIKELIHOOD: Rating(value=5)} for horizon in Horizon},
)


def topic_of(matcher: Matcher, *records: Record) -> TopicResult:
    screened: Materiality = matcher.score(Register(records=records))
    return screened.topics[0]


def axes(topic: TopicResult) -> tuple[str, str, str]:
    return topic.axes[Axis.IMPACT], topic.axes[Axis.FINANCIAL], topic.verdict


def test_t01_good_and_bad_stand_as_two_numbers_and_are_never_netted(matcher: Matcher):
    topic = topic_of(matcher, ON_ONE_TOPIC["V01"], ON_ONE_TOPIC["V08"])
    assert axes(topic) == ("material", "not_assessed", "material")
    assert rounded(topic.kinds[RecordKind.IMPACT_NEGATIVE].score) == "3.67"
    assert rounded(topic.kinds[RecordKind.IMPACT_POSITIVE].score) == "3.20"


def test_t02_a_topic_without_a_financial_record_is_incomplete(matcher: Matcher):
    assert axes(topic_of(matcher, ON_ONE_TOPIC["V03"])) == ("not_material", "not_assessed", "incomplete")


def test_t03_both_axes_cleared_clears_the_topic(matcher: Matcher):
    topic = topic_of(matcher, ON_ONE_TOPIC["V03"], SMALL_RISK)
    assert axes(topic) == ("not_material", "not_material", "not_material")
    assert rounded(topic.kinds[RecordKind.RISK].score) == "2.00"


def test_t04_one_axis_is_enough(matcher: Matcher):
    topic = topic_of(matcher, ON_ONE_TOPIC["V03"], ON_ONE_TOPIC["V19"])
    assert axes(topic) == ("not_material", "material", "material")
    assert rounded(topic.kinds[RecordKind.RISK].score) == "4.00"


def test_t05_nothing_registered_is_no_low_score(matcher: Matcher):
    screened = matcher.score(Register())
    assert (screened.topics, screened.in_scope, screened.decided) == ((), 0, 0)
    unrated = Record(
        id="x", standard_version="esrs_2026", topic="E3.1", kind=RecordKind.RISK, state=RecordState.ANTICIPATED
    )
    assert axes(topic_of(matcher, unrated)) == ("not_assessed", "not_assessed", "not_assessed")


def test_t06_a_review_outweighs_a_cleared_axis(matcher: Matcher):
    assert axes(topic_of(matcher, ON_ONE_TOPIC["V07"], SMALL_RISK)) == ("review", "not_material", "review")
