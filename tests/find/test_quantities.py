"""Figures are read exactly, or not at all."""

from fractions import Fraction

import pytest

from matcher.find.quantities import Quantities


@pytest.fixture(scope="module")
def quantities(pack):
    return Quantities(pack.taxonomy.units.values(), pack.book.languages.values())


@pytest.mark.parametrize(
    ("text", "dimension", "low", "high"),
    [
        ("98 gCO2e/kWh", "ghg_per_energy", 98, 98),
        ("98 g CO\u2082e per kWh", "ghg_per_energy", 98, 98),
        ("0,101 kg CO2e per kWh over the life cycle", "ghg_per_energy", 101, 101),
        ("0.098 tCO2e/MWh", "ghg_per_energy", 98, 98),
        ("排放为35gCO2e/kWh。", "ghg_per_energy", 35, 35),
        ("165 gCO2e/kWh because of gas", "ghg_per_energy", 165, 165),
        ("below 100 gCO2e/kWh", "ghg_per_energy", None, 100),
        ("at least 90 g CO2/kWh", "ghg_per_energy", 90, None),
        ("between 80 and 120 gCO2e/kWh", "ghg_per_energy", 80, 120),
        ("80\u2013120 gCO2e/kWh", "ghg_per_energy", 80, 120),
        ("装机容量120万千瓦", "power", 1_200_000, 1_200_000),
        ("不低于30%", "share", 30, None),
        ("节能率达32%", "share", 32, 32),
        ("a GWP of 3", "gwp", 3, 3),
        ("1.234.567 kW", "power", 1234567, 1234567),
        ("1,234.5 kW", "power", Fraction(12345, 10), Fraction(12345, 10)),
        ("1.234,5 kW", "power", Fraction(12345, 10), Fraction(12345, 10)),
    ],
)
def test_a_figure_with_its_unit_is_read(quantities, text, dimension, low, high):
    (found,) = quantities.find(text, dimension)
    assert (found.value.low, found.value.high) == (low, high)
    assert text[found.start : found.end].strip()


def test_a_figure_that_can_mean_two_things_means_both(quantities):
    (found,) = quantities.find("1,500 kW", "power")
    assert (found.value.low, found.value.high) == (Fraction(3, 2), 1500)


@pytest.mark.parametrize(
    "text",
    [
        "98",
        "gCO2e/kWh",
        "98 gCO2e/kWhx",
        "about the 5G network",
        "12.3.4,5 kW",
        "ninety grams CO2e/kWh",
        "version 1.2.3",
        "kW 5",
    ],
)
def test_what_is_no_figure_of_the_dimension_is_not_read(quantities, text):
    assert not quantities.find(text, "ghg_per_energy")
    assert not quantities.find(text, "power")


def test_only_whole_answers_are_taken_from_an_owner(quantities):
    assert quantities.read("20 gCO2e/kWh", "ghg_per_energy").low == 20
    assert quantities.read("20 gCO2e/kWh or so", "ghg_per_energy") is None
    assert quantities.read("20 km", "ghg_per_energy") is None
    assert quantities.read_number("2045").low == 2045


def test_years_stand_by_themselves(quantities):
    assert [
        found.value.low for found in quantities.find_years("permit until 2045, plot 20456, 12.2030 and 1999/2000")
    ] == [2045]
