"""Single records: faults by code, overrides, mitigation, horizons left out, confidence, and what a topic counts."""

import datetime
from dataclasses import replace

import pytest
from vectors import by_id, rounded

from matcher import Matcher
from matcher.model.materiality import (
    Axis,
    Confidence,
    Factor,
    Horizon,
    MaterialVerdict,
    MitigationState,
    NoneFound,
    Origin,
    OutOfScope,
    Override,
    Rating,
    Record,
    RecordKind,
    RecordState,
    Register,
)
from matcher.model.problems import Place
from matcher.model.ratings import RecordResult

DAY = datetime.date(2026, 3, 1)
V = by_id()
SAID = {"by": "A. Ito", "on": DAY, "because": "site visit", "document": "note 4"}


def judged(matcher: Matcher, record: Record, *others: Record, preset: str = "") -> RecordResult:
    from matcher.model.materiality import MaterialityOptions

    register = Register(records=(record, *others))
    return matcher.score(register, MaterialityOptions(preset=preset)).records[0]


def codes(matcher: Matcher, record: Record, *others: Record) -> set[str]:
    return {fault.code for fault in judged(matcher, record, *others).faults}


def override(what: str, value: str, **more: object) -> Override:
    return Override(**{"what": what, "value": value, **SAID, **more})  # type: ignore[arg-type]


def rated(**values: int) -> dict[Factor, Rating]:
    return {Factor(name): Rating(value=value, evidence="file") for name, value in values.items()}


WRONG = {
    "E_OUT_OF_RANGE": replace(V["V01"], ratings=rated(scale=6)),
    "E_IRREMEDIABILITY_ON_POSITIVE": V["V10"],
    "E_LIKELIHOOD_ON_ACTUAL": V["V11"],
    "E_LIKELIHOOD_ON_CURRENT": replace(V["V20"], horizons={Horizon.SHORT: rated(magnitude=4, likelihood=2)}),
    "E_MAGNITUDE_ON_IMPACT": replace(V["V01"], ratings=rated(magnitude=4)),
    "E_LEFT_OUT_ON_IMPACT": replace(V["V01"], left_out={Horizon.LONG: "why"}),
    "E_SEVERITY_ON_FINANCIAL": replace(V["V19"], ratings=rated(scale=4)),
    "E_MISSING_HORIZON": replace(V["V19"], ratings=rated(magnitude=4)),
    "E_HORIZON_LEFT_OUT": replace(V["V20"], standard_version="esrs_2023", left_out={Horizon.LONG: "why"}),
    "E_MISSING_REASON": replace(V["V20"], left_out={Horizon.LONG: " "}),
    "E_LEFT_OUT_AND_RATED": replace(V["V20"], left_out={Horizon.SHORT: "why"}),
    "E_STATE_OF_OTHER_AXIS": replace(V["V01"], state=RecordState.CURRENT),
    "E_UNKNOWN_TOPIC": replace(V["V01"], topic="E7"),
    "E_MISSING_TOPIC": replace(V["V01"], topic=""),
    "E_UNKNOWN_STANDARD": replace(V["V01"], standard_version="gri"),
    "E_MISSING_STANDARD_VERSION": replace(V["V01"], standard_version=""),
    "E_UNKNOWN_GROSS": replace(V["V26"], residual_of="nobody", mitigation=MitigationState.PLANNED),
    "E_MITIGATION_WITHOUT_GROSS": replace(V["V26"], mitigation=MitigationState.PLANNED),
    "E_UNKNOWN_VERDICT": replace(V["V01"], overrides=(override("verdict", "small"),)),
    "E_UNKNOWN_OVERRIDE": replace(V["V01"], overrides=(override("magnitude", "2"),)),
    "E_OVERRIDE_WITHOUT_BY": replace(V["V01"], overrides=(override("scale", "2", by=""),)),
    "E_OVERRIDE_WITHOUT_ON": replace(V["V01"], overrides=(override("scale", "2", on=None),)),
    "E_OVERRIDE_WITHOUT_BECAUSE": replace(V["V01"], overrides=(override("scale", "2", because=""),)),
    "E_OVERRIDE_WITHOUT_DOCUMENT": replace(V["V01"], overrides=(override("scale", "2", document=""),)),
    "E_OVERRIDE_NEEDS_SECOND_NAME": replace(V["V05"], overrides=(override("verdict", "not_material"),)),
}


@pytest.mark.parametrize("code", WRONG)
def test_every_fault_has_a_code_and_no_number(matcher: Matcher, code: str):
    result = judged(matcher, WRONG[code])
    assert {fault.code for fault in result.faults} == {code}
    assert result.verdict is MaterialVerdict.ERROR
    assert result.score is None
    problems = matcher.faults(Register(records=(WRONG[code],)))
    assert any(code in problem.message for problem in problems)


def test_faults_between_records_are_told(matcher: Matcher):
    told = matcher.faults(Register(records=(V["V01"], V["V01"], replace(V["V02"], standard_version="esrs_2023"))))
    assert {code for problem in told for code in [problem.message.split()[0]]} == {
        "E_DUPLICATED_RECORD",
        "E_MIXED_STANDARDS",
    }


def test_rows_without_an_id_that_say_the_same_are_one_record_twice(matcher: Matcher):
    def row(line: int, **more: object) -> Record:
        place = Place(file="iro.csv", line=line, column=1)
        return replace(V["V01"], id=f"row-{line}", place=place, places={"topic": place}, **more)

    (problem,) = matcher.faults(Register(records=(row(2), row(3), row(4, title="Another weir"))))
    assert problem.message.startswith("E_DUPLICATED_RECORD")
    assert problem.place.line == 3
    assert not matcher.faults(Register(records=(row(2), replace(row(3), places={"id": row(3).place}))))


def test_a_residual_must_be_of_the_same_thing_and_say_how_far_it_is(matcher: Matcher):
    residual = replace(V["V26"], residual_of="V25", topic="E2.2")
    assert codes(matcher, residual, V["V25"]) == {"E_RESIDUAL_DIFFERS", "E_MISSING_MITIGATION"}


def test_statements_about_topics_need_names_days_and_reasons(matcher: Matcher):
    register = Register(
        none_found=(NoneFound(standard_version="esrs_2026", topic="E3.1", axis=Axis.FINANCIAL, by="", on=None),),
        out_of_scope=(OutOfScope(standard_version="esrs_2026", topic="E9", because=""),),
    )
    told = [problem.message.split()[0] for problem in matcher.faults(register)]
    assert sorted(told) == ["E_MISSING_BECAUSE", "E_MISSING_BY", "E_MISSING_ON", "E_UNKNOWN_TOPIC"]


def test_somebody_looked_and_found_none_clears_an_axis(matcher: Matcher):
    said = NoneFound(standard_version="esrs_2026", topic="E2.1", axis=Axis.FINANCIAL, by="A. Ito", on=DAY)
    told = matcher.score(Register(records=(V["V03"],), none_found=(said,)))
    assert told.topics[0].verdict is MaterialVerdict.NOT_MATERIAL
    assert (told.decided, told.in_scope) == (1, 1)


def test_a_topic_out_of_scope_stays_visible_and_counts_for_nothing(matcher: Matcher):
    aside = OutOfScope(standard_version="esrs_2026", topic="E2.1", because="no such thing here")
    told = matcher.score(Register(records=(V["V03"],), out_of_scope=(aside,)))
    assert (told.topics, told.out_of_scope, told.in_scope) == ((), (aside,), 0)
    assert len(told.records) == 1


GROSS = V["V25"]
RESIDUAL = replace(
    V["V26"],
    residual_of="V25",
    mitigation=MitigationState.IMPLEMENTED,
    mitigation_evidence="test report",
)


def topic_verdict(matcher: Matcher, *records: Record) -> str:
    return matcher.score(Register(records=records)).topics[0].axes[Axis.IMPACT]


def test_the_residual_decides_where_the_standard_lets_it_and_both_are_shown(matcher: Matcher):
    told = matcher.score(Register(records=(GROSS, RESIDUAL)))
    gross, residual = told.records
    assert (gross.verdict, gross.decides, gross.managed) == ("material", False, True)
    assert (residual.verdict, residual.decides) == ("not_material", True)
    assert told.topics[0].axes[Axis.IMPACT] == "not_material"
    assert told.topics[0].managed


@pytest.mark.parametrize(
    "changed",
    [
        {"mitigation": MitigationState.PLANNED},
        {"mitigation_evidence": " "},
        {"standard_version": "esrs_2023"},
        {"standard_version": "cn-exchange", "topic": "Art. 30"},
    ],
)
def test_the_gross_record_decides_otherwise(matcher: Matcher, changed: dict[str, object]):
    both = ("standard_version", "topic")
    gross = replace(GROSS, **{name: value for name, value in changed.items() if name in both})  # type: ignore[arg-type]
    assert topic_verdict(matcher, gross, replace(RESIDUAL, **changed)) == "material"  # type: ignore[arg-type]


def test_a_residual_never_decides_for_what_has_happened(matcher: Matcher):
    gross = replace(V["V01"], id="g")
    after = replace(
        RESIDUAL, id="r", topic=gross.topic, state=RecordState.ACTUAL, residual_of="g", ratings=rated(scale=1)
    )
    assert topic_verdict(matcher, gross, after) == "material"


def test_a_horizon_left_out_with_a_reason_lets_the_others_clear_it(matcher: Matcher):
    record = replace(
        V["V22"],
        horizons={horizon: own for horizon, own in V["V22"].horizons.items() if horizon is not Horizon.LONG},
        left_out={Horizon.LONG: "the contract ends before"},
    )
    assert judged(matcher, record).verdict is MaterialVerdict.NOT_MATERIAL
    assert judged(matcher, replace(record, left_out={})).verdict is MaterialVerdict.INCOMPLETE


def test_a_refusal_to_judge_is_kept_apart_from_nothing_known(matcher: Matcher):
    refused = Rating(written="cannot_judge", declined=True)
    result = judged(matcher, replace(V["V15"], ratings={**V["V15"].ratings, Factor.LIKELIHOOD: refused}))
    assert (result.declined, result.missing, result.verdict) == (("likelihood",), (), "incomplete")
    every = dict.fromkeys((Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY), refused)
    result = judged(matcher, replace(V["V01"], ratings=every))
    assert (result.verdict, result.rules) == ("not_assessed", ("CANNOT_JUDGE",))


def test_an_unknown_magnitude_may_be_ruinous_and_is_never_cleared(matcher: Matcher):
    rare = {horizon: rated(likelihood=1) for horizon in Horizon}
    assert judged(matcher, replace(V["V21"], horizons=rare)).verdict is MaterialVerdict.INCOMPLETE
    small = {horizon: rated(magnitude=2) for horizon in Horizon}
    result = judged(matcher, replace(V["V21"], horizons=small))
    assert (result.verdict, result.rules) == ("not_material", ("DECIDED_BY_UPPER_BOUND",))


def test_known_ruin_in_one_horizon_is_reviewed_even_where_bounds_would_clear_it(matcher: Matcher):
    horizons = {
        Horizon.SHORT: rated(magnitude=5, likelihood=1),
        Horizon.MEDIUM: rated(magnitude=2),
        Horizon.LONG: rated(magnitude=2),
    }
    result = judged(matcher, replace(V["V21"], horizons=horizons))
    assert result.verdict is MaterialVerdict.REVIEW
    assert result.rules[-1] == "LOW_LIKELIHOOD_HIGH_MAGNITUDE"


def test_human_rights_are_those_of_the_topic_where_nobody_says(matcher: Matcher):
    unsaid = replace(V["V05"], human_rights=None)
    assert judged(matcher, unsaid).rules == ("HR_PRECEDENCE",)
    assert judged(matcher, replace(unsaid, topic="E2.1")).rules[0] == "LIKELIHOOD_WEIGHTED"


def test_an_overridden_factor_keeps_what_was_there_and_both_verdicts(matcher: Matcher):
    record = replace(V["V04"], overrides=(override("likelihood", "5"),))
    result = judged(matcher, record)
    assert (result.computed, result.verdict, rounded(result.score)) == ("not_material", "material", "3.67")
    assert result.record.ratings[Factor.LIKELIHOOD].value == 4
    assert "OVERRIDDEN" in result.rules


def test_an_override_may_fill_a_horizon_that_nobody_rated(matcher: Matcher):
    record = replace(V["V23"], overrides=(override("long.magnitude", "5"), override("long.likelihood", "5")))
    assert judged(matcher, record).verdict is MaterialVerdict.MATERIAL


def test_an_overridden_verdict_stands_beside_the_computed_one(matcher: Matcher):
    result = judged(matcher, replace(V["V07"], overrides=(override("verdict", "not_material"),)))
    assert (result.computed, result.verdict) == ("review", "not_material")


@pytest.mark.parametrize(("second", "code"), [("B. Okafor", None), ("A. Ito", "E_OVERRIDE_NEEDS_SECOND_NAME")])
def test_clearing_a_harm_to_human_rights_needs_a_second_person(matcher: Matcher, second: str, code: str | None):
    result = judged(matcher, replace(V["V05"], overrides=(override("verdict", "not_material", second=second),)))
    assert [fault.code for fault in result.faults] == ([code] if code else [])
    lowered = replace(
        V["V05"],
        overrides=tuple(override(what, "1", second=second) for what in ("scale", "scope", "irremediability")),
    )
    assert (judged(matcher, lowered).verdict is MaterialVerdict.ERROR) == bool(code)


@pytest.mark.parametrize(
    ("origin", "evidence", "confidence", "verdict"),
    [
        (Origin.USER, "file", Confidence.A, "material"),
        (Origin.USER, "", Confidence.B, "material"),
        (Origin.TEXT_RULE, "words", Confidence.B, "material"),
        (Origin.ACTIVITY_RULE, "", Confidence.C, "indicative_material"),
        (Origin.SECTOR_PRIOR, "", Confidence.D, "indicative_material"),
    ],
)
def test_confidence_is_that_of_the_weakest_value_and_weak_values_only_indicate(
    matcher: Matcher, origin: Origin, evidence: str, confidence: Confidence, verdict: str
):
    weak = Rating(value=4, origin=origin, evidence=evidence)
    result = judged(matcher, replace(V["V01"], ratings={**V["V01"].ratings, Factor.SCALE: weak}))
    assert (result.confidence, result.verdict) == (confidence, verdict)
    assert result.on_evidence == "material"


def test_indications_stay_indications_in_topics(matcher: Matcher):
    weak = {factor: replace(one, origin=Origin.ACTIVITY_RULE) for factor, one in V["V03"].ratings.items()}
    cleared = replace(V["V03"], topic="E3.1", ratings=weak)
    assert judged(matcher, cleared).verdict is MaterialVerdict.INDICATIVE_NOT_MATERIAL
    grave = {factor: replace(one, origin=Origin.ACTIVITY_RULE) for factor, one in V["V07"].ratings.items()}
    assert judged(matcher, replace(V["V07"], ratings=grave)).verdict is MaterialVerdict.INDICATIVE_REVIEW
    said = NoneFound(standard_version="esrs_2026", topic="E3.1", axis=Axis.FINANCIAL, by="A", on=DAY)
    told = matcher.score(Register(records=(cleared,), none_found=(said,)))
    assert (told.topics[0].verdict, told.decided) == ("indicative_not_material", 0)


def test_an_error_counts_for_nothing_in_its_topic(matcher: Matcher):
    told = matcher.score(Register(records=(V["V10"],)))
    assert told.topics[0].verdict is MaterialVerdict.NOT_ASSESSED


def test_a_record_that_nobody_rated_keeps_its_axis_open(matcher: Matcher):
    unrated = Record(
        id="u",
        standard_version="esrs_2026",
        topic="E2.1",
        kind=RecordKind.IMPACT_POSITIVE,
        state=RecordState.POTENTIAL,
    )
    assert topic_verdict(matcher, V["V03"], unrated) == "incomplete"
