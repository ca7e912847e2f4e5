"""Demands, citations and counts as people write them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.know.build.notation import NotationError, cited, limit_of, needed_of, with_unit
from matcher.know.build.units import UnitTable
from matcher.model.states import MeasureKind
from matcher.model.taxonomy import Limit, Measure, Unit


def unit(name: str, pattern: str, **more: object) -> Unit:
    return Unit(id=name, dimension="d", factor="1", spellings=(name,), pattern=pattern, **more)


UNITS = UnitTable(
    {
        one.id: one
        for one in (
            unit("kW", "kw|千瓦"),
            unit("g/kWh", "g/kwh"),
            unit("p.e.", r"p\.e\."),
            unit("%", "%"),
            unit("GWP", "gwp", before=True),
        )
    }
)


@pytest.mark.parametrize(
    ("written", "word", "values", "unit_id"),
    [
        ("above 5 kW", "above", ("5",), "kW"),
        ("at least 0.70 %", "at least", ("0.70",), "%"),
        ("below 10000 p.e.", "below", ("10000",), "p.e."),
        ("at most -3 g/kWh", "at most", ("-3",), "g/kWh"),
        ("exactly 0", "exactly", ("0",), ""),
        ("exactly A", "exactly", ("A",), ""),
        ("between 1 and 2 kW", "between", ("1", "2"), "kW"),
        ("between 1 kW and 2 kW", "between", ("1", "2"), "kW"),
        ("one of [A, B plus]", "one of", ("A", "B plus"), ""),
        ("below 5 千瓦", "below", ("5",), "kW"),
        ("above GWP 10", "above", ("10",), "GWP"),
        ("present", "present", (), ""),
        ("absent", "absent", (), ""),
        ("judged", "judged", (), ""),
    ],
)
def test_a_demand_is_read_as_it_is_written(written: str, word: str, values: tuple[str, ...], unit_id: str):
    assert limit_of(written, UNITS) == Limit(word=word, written=written, values=values, unit=unit_id)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "5 kW",
        "under 5 kW",
        "above",
        "above kW",
        "between 1 kW",
        "between 1 and 2 and 3",
        "one of []",
        "one of [a,,b]",
        "above 5 kWW",
        "between 1 g/kWh and 2 kW",
        "above 1,000 kW",
        "above 1e3 kW",
    ],
)
def test_what_is_no_demand_says_what_one_is(written: str):
    with pytest.raises(NotationError) as caught:
        limit_of(written, UNITS)
    assert caught.value.hint


def test_a_demand_without_unit_takes_that_of_its_measure():
    measure = Measure(id="m", kind=MeasureKind.QUANTITY, name={}, asks={}, unit="GWP")
    assert with_unit(limit_of("above 10", UNITS), measure, UNITS).unit == "GWP"
    assert with_unit(limit_of("above 10 kW", UNITS), measure, UNITS).unit == "kW"
    assert not with_unit(limit_of("judged", UNITS), measure, UNITS).unit


def test_a_citation_is_a_source_and_the_place_in_it():
    assert (cited("act, Annex I, 4.5").source, cited("act, Annex I, 4.5").place) == ("act", "Annex I, 4.5")
    assert (cited("act").source, cited("act").place) == ("act", "")
    assert str(cited("act,  Annex I")) == "act, Annex I"


def test_how_many_must_be_met():
    assert [needed_of(meet, 3) for meet in ("all", "any", "2 of 3")] == [0, 1, 2]


@pytest.mark.parametrize("meet", ["2 of 4", "4 of 3"])
def test_a_count_fits_its_list(meet: str):
    with pytest.raises(NotationError):
        needed_of(meet, 3)


@given(st.text(max_size=40))
def test_any_text_is_a_demand_or_an_error(written: str):
    with suppress(NotationError):
        assert limit_of(written, UNITS).word
