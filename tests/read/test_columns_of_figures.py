import pytest

from matcher.model.problems import Place
from matcher.read.tables import Choice, DataColumn, DocumentMaker, Figures, find_columns
from tests.read.reading import NAMES, TOTALS, WORDS, table

UNITS = {"power": ("MW", "万千瓦"), "ghg": ("gCO2e/kWh",)}
FIGURES = Figures(
    names={"ghg": ("life-cycle emissions", "全生命周期排放")}, fits=lambda measure, unit: unit in UNITS.get(measure, ())
)


def found(header, *data):
    columns, told = find_columns(header, NAMES, Choice(data=data), Place(file="x.csv"), FIGURES)
    return [(at, one.measure, one.unit, one.by_name) for at, one in columns.data], told


@pytest.mark.parametrize("name", ["Capacity (MW)", "装机容量（万千瓦）", "Capacity [MW] (2024)", "【万千瓦】装机"])
def test_the_unit_of_a_named_column_is_that_of_its_header_and_told(name):
    unit = "MW" if "MW" in name else "万千瓦"
    columns, told = found(["description", name], DataColumn(column=name, measure="power"))
    assert columns == [(1, "power", unit, False)]
    assert told[-1].endswith(f"power = {name!r} in {unit}")


def test_the_unit_that_the_user_names_goes_first():
    column = DataColumn(column="Capacity", measure="power", unit="万千瓦")
    assert found(["description", "Capacity (MW)"], column)[0] == [(1, "power", "万千瓦", False)]


def test_what_stands_in_brackets_and_is_no_unit_is_told_and_not_guessed():
    columns, told = found(["description", "Capacity (2024)"], DataColumn(column="Capacity (2024)", measure="power"))
    assert columns == [(1, "power", "", False)]
    assert told[0] == "'Capacity (2024)' names no unit of power: what its cells hold must say it"


def test_a_column_of_figures_is_found_by_its_name_only_with_its_unit():
    columns, told = found(["description", "Life-cycle emissions (gCO2e/kWh)", "全生命周期排放", "Capacity (MW)"])
    assert columns == [(1, "ghg", "gCO2e/kWh", True)]
    assert told[-1] == "columns: text = 'description', ghg = 'Life-cycle emissions (gCO2e/kWh)' in gCO2e/kWh"
    columns, told = found(["description", "全生命周期排放(t)"])
    assert columns == []
    assert told[0] == "'全生命周期排放(t)' is not read: it names no unit of ghg; if it is one, use --data-col"


def test_a_measure_that_the_user_names_is_not_found_again():
    header = ["description", "own", "Life-cycle emissions (gCO2e/kWh)"]
    assert found(header, DataColumn(column="own", measure="ghg"))[0] == [(1, "ghg", "", False)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("20", "20 MW"),
        ("1,200.5", "1,200.5 MW"),
        ("< 20", "< 20 MW"),
        ("10 - 20", "10 - 20 MW"),
        ("20 kW", "20 kW"),
        ("5%", "5%"),
        ("不超过100", "不超过100 MW"),
        ("unknown", "unknown"),
    ],
)
def test_a_cell_gets_the_unit_unless_it_says_its_own(cell, value):
    assert DataColumn(column="x", measure="power", unit="MW").value(cell) == value


def test_cells_of_a_column_found_by_name_that_are_no_figures_are_counted_and_passed_over():
    opened = table("description,Life-cycle emissions (gCO2e/kWh)\na,20\nb,n/a\nc,about 5\nd,\n")
    columns, _ = find_columns(opened.header, NAMES, Choice(), Place(file="x.csv"), FIGURES)
    maker = DocumentMaker(opened.header, columns, TOTALS, WORDS)
    (block,) = opened.blocks()
    assert [one.data for one in maker.documents(block)] == [{"ghg": "20 gCO2e/kWh"}, {}, {}, {}]
    assert maker.unread == {"ghg": 2}
