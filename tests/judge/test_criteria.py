"""Criteria one by one and together: conditions, exemptions, triggers, groups, dates, bases."""

import datetime

import pytest
from judging import (
    ADAPTED,
    BIO_CRITERIA,
    BUILDING_CRITERIA,
    DAY,
    HYDRO_CRITERIA,
    METAL_CRITERIA,
    TAXONOMY,
    WATER_CRITERIA,
    all_of,
    any_of,
    criterion,
    fact,
    figure,
)

from matcher.judge.criteria import May, Setting, gather, judge_criteria
from matcher.model.document import Attestation
from matcher.model.evidence import Measurement
from matcher.model.states import Basis

YES, NO = Attestation(met=True, by="A. Reader"), Attestation(met=False, by="A. Reader")


def judged(group, *stated, supplied=(), attested=None, day=DAY, attested_only=False):
    evidence = gather(stated, supplied, attested or {})
    setting = Setting(day=day, taxonomy=TAXONOMY, evidence=evidence, attested_only=attested_only)
    return judge_criteria(group, setting)


def told(judgement):
    return {ruling.criterion.id: ruling.outcome.value for ruling in judgement.rulings}


def asked(judgement):
    return [ruling.missing["en"] for ruling in judgement.open]


def test_one_of_several_is_enough_and_then_nothing_more_is_asked():
    judgement = judged(HYDRO_CRITERIA, figure("power_density", 6, unit="W/m2"))
    assert judgement.met
    assert told(judgement) == {"run-of-river": "unknown", "power-density": "met", "lifecycle-ghg": "unknown"}
    assert asked(judgement) == []


def test_a_failed_alternative_leaves_the_others_open():
    judgement = judged(HYDRO_CRITERIA, figure("lifecycle_ghg", 130))
    assert judgement.may == May.BE_MET | May.FAIL
    assert asked(judgement) == ["What is no_reservoir?", "What is power_density?"]


def test_alternatives_fail_only_when_all_do():
    everything = (
        fact("no_reservoir", present=False),
        figure("power_density", 5, unit="W/m2"),
        figure("lifecycle_ghg", 100),
    )
    assert judged(HYDRO_CRITERIA, *everything).failed


def test_a_criterion_is_valid_from_its_first_to_its_last_day():
    group = all_of(criterion("one", "below 100 g/kWh", "lifecycle_ghg", since=DAY, until=DAY))
    day = datetime.timedelta(days=1)
    assert told(judged(group, day=DAY)) == {"one": "unknown"}
    assert told(judged(group, day=DAY - day)) == {}
    assert told(judged(group, day=DAY + day)) == {}


def test_criteria_that_have_all_run_out_are_not_met():
    group = all_of(criterion("one", "below 100 g/kWh", "lifecycle_ghg", until=datetime.date(2024, 12, 31)))
    judgement = judged(group, figure("lifecycle_ghg", 5))
    assert not judgement.met
    assert not judgement.failed


@pytest.mark.parametrize(
    ("day", "last", "met", "failed"),
    [
        (datetime.date(2025, 12, 31), 150, True, False),
        (datetime.date(2026, 1, 1), 150, False, True),
        (datetime.date(2026, 1, 1), 50, True, False),
    ],
)
def test_groups_change_with_the_date(day, last, met, failed):
    figures = (figure("intensity_a", 50), figure("intensity_b", 50), figure("intensity_c", last))
    judgement = judged(METAL_CRITERIA, *figures, day=day)
    assert (judgement.met, judgement.failed) == (met, failed)


def test_two_of_three_stays_open_while_two_could_still_be_met():
    before = datetime.date(2025, 1, 1)
    assert judged(METAL_CRITERIA, figure("intensity_a", 150), day=before).may == May.BE_MET | May.FAIL
    assert judged(METAL_CRITERIA, figure("intensity_a", 150), figure("intensity_b", 150), day=before).failed


def test_an_exemption_waives_and_fails_nothing():
    small = judged(BIO_CRITERIA, figure("capacity", 1500, unit="kW"))
    assert told(small) == {"saving": "not_applicable", "small-plant": "met"}
    assert small.met
    large = judged(BIO_CRITERIA, figure("capacity", 5000, unit="kW"), figure("saving", "0.9", unit="%"))
    assert told(large) == {"saving": "met", "small-plant": "not_applicable"}
    assert large.met


def test_what_an_unknown_exemption_might_waive_is_not_failed():
    judgement = judged(BIO_CRITERIA, figure("saving", "0.5", unit="%"))
    assert told(judgement) == {"saving": "unknown", "small-plant": "unknown"}
    assert asked(judgement) == ["What is capacity?"]
    assert judged(BIO_CRITERIA, figure("saving", "0.9", unit="%")).met


def test_a_condition_that_does_not_hold_takes_the_criterion_out():
    judgement = judged(WATER_CRITERIA, figure("population", 8000, unit=""), figure("net_energy", 30, unit=""))
    assert told(judgement) == {"net-energy": "met", "net-energy-b": "not_applicable", "net-energy-c": "not_applicable"}
    assert judgement.met


def test_a_condition_that_is_unknown_fails_nothing_and_is_asked_for():
    judgement = judged(WATER_CRITERIA, figure("net_energy", 30, unit=""))
    assert told(judgement) == {"net-energy": "met", "net-energy-b": "unknown", "net-energy-c": "unknown"}
    assert set(asked(judgement)) == {"What is population?"}
    assert not judgement.met


def test_where_nothing_applies_nothing_is_met():
    group = all_of(criterion("net-energy", "at most 35", "net_energy", applies_when=("population", "below 10000")))
    judgement = judged(group, figure("population", 50000, unit=""), figure("net_energy", 5, unit=""))
    assert judgement.may == May.NOT_APPLY
    assert not judgement.met


def test_a_trigger_asks_for_more_only_when_it_holds():
    saving = figure("saving", "0.2", unit="%")
    small = judged(BUILDING_CRITERIA, saving, figure("area", 3000, unit="m2"))
    assert told(small) == {"saving": "met", "large": "not_applicable", "airtight": "not_applicable"}
    assert small.met
    large = judged(BUILDING_CRITERIA, saving, figure("area", 9000, unit="m2"))
    assert told(large) == {"saving": "met", "large": "met", "airtight": "unknown"}
    assert asked(large) == ["What is airtight?"]
    unknown = judged(BUILDING_CRITERIA, saving, fact("airtight", present=False))
    assert told(unknown) == {"saving": "met", "large": "unknown", "airtight": "unknown"}
    assert asked(unknown) == ["What is area?"]


def test_a_trigger_that_holds_is_nothing_green():
    assert not judged(BUILDING_CRITERIA, figure("area", 9000, unit="m2")).shows_green
    assert judged(BUILDING_CRITERIA, figure("saving", "0.2", unit="%")).shows_green
    both = judged(
        BUILDING_CRITERIA,
        figure("saving", "0.2", unit="%"),
        figure("area", 9000, unit="m2"),
        fact("airtight", present=False),
    )
    assert not both.shows_green


def test_a_judgement_is_qualitative_until_somebody_attests_it():
    assert told(judged(ADAPTED)) == {"climate-risk-assessment": "qualitative"}
    assert asked(judged(ADAPTED)) == ["climate-risk-assessment?"]
    assert not judged(ADAPTED).met
    assert judged(ADAPTED, attested={"climate-risk-assessment": YES}).met
    assert judged(ADAPTED, attested={"climate-risk-assessment": NO}).failed


def test_the_stronger_basis_wins():
    stated, supplied = figure("lifecycle_ghg", 130), figure("lifecycle_ghg", 20, basis=Basis.SUPPLIED)
    ruling = judged(HYDRO_CRITERIA, stated, supplied=[supplied]).rulings[2]
    assert (ruling.outcome.value, ruling.basis, ruling.measurement.written) == ("met", Basis.SUPPLIED, "20")
    verified = Attestation(met=False, by="A. Reader", verified_by="B. Reader")
    ruling = judged(HYDRO_CRITERIA, stated, supplied=[supplied], attested={"lifecycle-ghg": verified}).rulings[2]
    assert (ruling.outcome.value, ruling.basis, ruling.by) == ("not_met", Basis.VERIFIED, "B. Reader")
    assert ruling.against_figure


def test_figures_that_contradict_each_other_settle_nothing():
    ruling = judged(HYDRO_CRITERIA, figure("lifecycle_ghg", 130), figure("lifecycle_ghg", 30)).rulings[2]
    assert ruling.outcome.value == "unknown"
    assert ruling.conflicting


def test_an_unclear_value_settles_nothing_even_beside_a_clear_one():
    unclear = Measurement(measure="lifecycle_ghg", basis=Basis.STATED, written="30,5", unclear="two readings")
    assert told(judged(HYDRO_CRITERIA, figure("lifecycle_ghg", 30), unclear))["lifecycle-ghg"] == "unknown"


def test_attestations_alone_carry_only_what_they_name():
    figures = (figure("capacity", 1500, unit="kW"), figure("saving", "0.9", unit="%"))
    assert judged(BIO_CRITERIA, *figures).met
    assert not judged(BIO_CRITERIA, *figures, attested_only=True).met
    assert judged(BIO_CRITERIA, *figures, attested={"saving": YES}, attested_only=True).met
    assert judged(BIO_CRITERIA, *figures, attested={"small-plant": YES}, attested_only=True).met


def test_a_condition_that_only_the_text_states_carries_no_attestation():
    attested = {"net-energy": YES}
    stated, supplied = figure("population", 8000, unit=""), figure("population", 8000, unit="", basis=Basis.SUPPLIED)
    assert not judged(WATER_CRITERIA, stated, attested=attested, attested_only=True).met
    assert judged(WATER_CRITERIA, supplied=[supplied], attested=attested, attested_only=True).met


def test_groups_carry_conditions_and_dates_of_their_own():
    inner = any_of(
        criterion("a", "below 100 g/kWh", "intensity_a"),
        criterion("b", "below 100 g/kWh", "intensity_b"),
        applies_when=all_of(criterion("x", "above 5000 m2", "area")).criteria[0].applies_when,
    )
    group = all_of(criterion("own", "below 100 g/kWh", "lifecycle_ghg"), groups=(inner,))
    judgement = judged(group, figure("lifecycle_ghg", 5), figure("intensity_a", 500))
    assert asked(judgement) == ["What is intensity_b?"]
    assert judged(group, figure("lifecycle_ghg", 500)).failed


def test_criteria_met_by_one_alternative_show_the_green_though_another_fails():
    assert judged(HYDRO_CRITERIA, figure("lifecycle_ghg", 130), fact("no_reservoir")).shows_green
    assert not judged(HYDRO_CRITERIA, figure("lifecycle_ghg", 130)).shows_green


def test_an_exemption_does_not_make_apply_what_may_not_apply():
    group = all_of(
        criterion("saving", "at least 80 %", "saving"),
        criterion("small-plant", "below 2 MW", "capacity", waives=("saving",)),
        criterion("large", "above 5000 m2", "area", asks_for=("saving",)),
    )
    judgement = judged(group, figure("capacity", 1500, unit="kW"))
    assert told(judgement)["saving"] == "not_applicable"
    assert judgement.may == May.BE_MET | May.NOT_APPLY
