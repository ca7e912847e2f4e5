"""A value against a limit: three answers, and none of them guessed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import TAXONOMY, fact, figure, limit

from matcher.judge.limits import compare
from matcher.model.evidence import Interval, Measurement
from matcher.model.states import Basis, Outcome


def held(must_be, measurement):
    return compare(limit(must_be), measurement, TAXONOMY).value


@pytest.mark.parametrize(
    ("must_be", "low", "high", "expected"),
    [
        ("below 100 g/kWh", 99, 99, "met"),
        ("below 100 g/kWh", 100, 100, "not_met"),
        ("at most 100 g/kWh", 100, 100, "met"),
        ("above 100 g/kWh", 100, 100, "not_met"),
        ("at least 100 g/kWh", 100, 100, "met"),
        ("below 100 g/kWh", 90, 110, "unknown"),
        ("below 100 g/kWh", 90, 100, "unknown"),
        ("at most 100 g/kWh", 100, 110, "unknown"),
        ("below 100 g/kWh", 100, 110, "not_met"),
        ("between 10 and 20 g/kWh", 10, 20, "met"),
        ("between 10 and 20 g/kWh", 20, 21, "unknown"),
        ("between 10 and 20 g/kWh", 21, 22, "not_met"),
        ("exactly 0 g/kWh", 0, 0, "met"),
        ("exactly 0 g/kWh", 0, 1, "unknown"),
        ("one of [1, 2]", 1, 2, "unknown"),
        ("below 1 kg/kWh", 999, 999, "met"),
        ("below 1 kg/kWh", 1000, 1000, "not_met"),
    ],
)
def test_a_figure_meets_only_as_a_whole_and_fails_only_as_a_whole(must_be, low, high, expected):
    unit = "g/kWh" if "kWh" in must_be else ""
    measure = "lifecycle_ghg" if unit else "population"
    assert held(must_be, figure(measure, low, high, unit)) == expected


def test_open_ends_are_kept_apart_from_closed_ones():
    under = Measurement(
        measure="lifecycle_ghg",
        basis=Basis.STATED,
        written="under 100",
        unit="g/kWh",
        figure=Interval(high=Fraction(100), high_open=True),
    )
    assert held("below 100 g/kWh", under) == "met"
    assert held("at least 100 g/kWh", under) == "not_met"
    assert held("above 50 g/kWh", under) == "unknown"


def test_tenths_are_exact():
    assert held("at most 0.3", figure("population", "0.3", unit="")) == "met"


def test_a_figure_of_another_dimension_is_unknown():
    assert held("below 100 g/kWh", figure("lifecycle_ghg", 5, unit="MW")) == "unknown"
    assert held("below 100 g/kWh", figure("lifecycle_ghg", 5, unit="")) == "unknown"
    assert held("below 100 g/kWh", figure("lifecycle_ghg", 5, unit="furlong")) == "unknown"


def test_a_limit_without_a_unit_is_meant_in_the_unit_of_its_measure():
    assert held("above 10", figure("medium_gwp", 23500, unit="GWP")) == "met"


@pytest.mark.parametrize("must_be", ["present", "absent", "judged", "above 5", "exactly A"])
def test_what_does_not_speak_leaves_it_open(must_be):
    assert held(must_be, Measurement(measure="x", basis=Basis.STATED, written="?", unclear="two readings")) == "unknown"
    assert held(must_be, Measurement(measure="x", basis=Basis.STATED, written="?")) == "unknown"


def test_facts_and_words_answer_their_own_kind_only():
    assert held("present", fact("no_reservoir")) == "met"
    assert held("absent", fact("no_reservoir")) == "not_met"
    a_word = Measurement(measure="energy_class", basis=Basis.SUPPLIED, written="a", word="a")
    assert held("exactly A", a_word) == "met"
    assert held("one of [B, C]", a_word) == "not_met"
    assert held("at least 5", a_word) == "unknown"
    assert held("present", figure("capacity", 5, unit="kW")) == "unknown"
    assert held("exactly A", figure("energy_class", 5, unit="")) == "unknown"


def test_an_impossible_range_is_unknown():
    assert held("below 100 g/kWh", figure("lifecycle_ghg", 20, 10)) == "unknown"


numbers = st.fractions(min_value=-50, max_value=50, max_denominator=8)
ends = st.none() | numbers


@given(
    low=ends,
    high=ends,
    low_open=st.booleans(),
    high_open=st.booleans(),
    inside=numbers,
    value=numbers,
    word=st.sampled_from(["above", "at least", "below", "at most", "exactly"]),
)
def test_every_value_of_a_figure_agrees_with_what_is_said_of_the_figure(
    low, high, low_open, high_open, inside, value, word
):
    span = Interval(low=low, high=high, low_open=low_open, high_open=high_open)
    after = low is None or inside > low or (inside == low and not low_open)
    before = high is None or inside < high or (inside == high and not high_open)
    whole = Measurement(measure="population", basis=Basis.STATED, written="", figure=span)
    said = held(f"{word} {value}", whole)
    if after and before and said != Outcome.UNKNOWN:
        assert held(f"{word} {value}", figure("population", inside, unit="")) == said
