"""Every figure of the EU acts that we hold, with values on both sides of it, run against the judge.

`tests/facts/eu_thresholds.csv` is copied from the tables the pack was written from: one row for each figure, with the
item, the id and measure of the criterion, the limit, the days between which it is law, and how far it was compared: where
only the condition was read it is second-hand. A figure that rises by the year stands there with its value of one year.
"""

import csv
import datetime
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest

from matcher import Document, Matcher
from matcher.find.measure import Measurer
from matcher.judge.criteria import Evidence, Setting, gather, judge_criteria
from matcher.judge.listings import Case, judge_listings
from matcher.model.evidence import Measurement
from matcher.model.problems import Refusal
from matcher.model.rules import Pack
from matcher.model.states import MeasureKind, Outcome
from matcher.model.taxonomy import Activity, CriteriaGroup, Criterion, Listing

FACTS = Path(__file__).parent.parent / "facts" / "eu_thresholds.csv"
ROWS = list(csv.DictReader(FACTS.read_text(encoding="utf-8").splitlines()))
FIGURES = [row for row in ROWS if row["role"] != "disqualifier"]
BARS = [row for row in ROWS if row["role"] == "disqualifier"]
ONE_DAY = datetime.timedelta(days=1)


def name_of(row):
    return f"{row['code']} {row['criterion']}"


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """A criterion of the pack with the days on which it is law, its groups counted in."""

    activity: Activity
    listing: Listing
    criterion: Criterion
    since: datetime.date
    until: datetime.date


def placed(group: CriteriaGroup, since: datetime.date, until: datetime.date):
    """Every criterion of a group with the days on which it and the groups around it are law."""
    since, until = max(since, group.since or since), min(until, group.until or until)
    for one in group.criteria:
        yield one, max(since, one.since or since), min(until, one.until or until)
    for inner in group.groups:
        yield from placed(inner, since, until)


def limit_value(pack: Pack, value: str, unit: str) -> tuple[Fraction, str]:
    known = pack.taxonomy.units.get(unit)
    return (Fraction(value) * known.exact_factor, known.dimension) if known else (Fraction(value), unit)


def says_the_same(pack: Pack, criterion: Criterion, row: dict[str, str]) -> bool:
    limit = criterion.must_be
    if limit.word != row["limit"] or len(limit.values) != bool(row["value"]):
        return False
    if not row["value"] or pack.taxonomy.measures[criterion.measure].kind is MeasureKind.WORD:
        return limit.values == ((row["value"],) if row["value"] else ())
    return limit_value(pack, limit.values[0], limit.unit) == limit_value(pack, row["value"], row["unit"])


def encoded(pack: Pack, row: dict[str, str]) -> list[Encoded]:
    """The criteria that hold the figure: under the item, of that measure, with that limit, and of that id in one place."""
    found = []
    for activity in pack.taxonomy.activities.values():
        for listing in activity.listings:
            if (listing.framework, listing.code) != ("eu", row["code"]) or listing.criteria is None:
                continue
            for criterion, since, until in placed(listing.criteria, datetime.date.min, datetime.date.max):
                if criterion.measure == row["measure"] and says_the_same(pack, criterion, row):
                    found.append(
                        Encoded(activity=activity, listing=listing, criterion=criterion, since=since, until=until)
                    )
    assert found, f"{name_of(row)} {row['limit']} {row['value']} {row['unit']} is not in the pack"
    assert row["criterion"] in {one.criterion.id for one in found}, "no criterion has the id of the table"
    return found


@pytest.fixture(scope="module")
def measurer(pack: Pack) -> Measurer:
    return Measurer(pack.book, pack.taxonomy)


@pytest.fixture(params=FIGURES, ids=name_of)
def row(request: pytest.FixtureRequest) -> dict[str, str]:
    return request.param


def a_day_of(one: Encoded) -> datetime.date:
    return min(max(datetime.date(2026, 1, 1), one.since), one.until)


def written(pack: Pack, measure: str, value: Fraction, unit: str = "") -> str:
    """A value as people write it, in the unit of the measure or in another one."""
    known = pack.taxonomy.units.get(unit or pack.taxonomy.measures[measure].unit)
    number = f"{float(value):.12f}".rstrip("0").rstrip(".")
    if known is None:
        return number
    spelling = next(iter(known.spellings), known.id)
    return f"{spelling} {number}" if known.before else f"{number} {spelling}"


def outcome(pack: Pack, one: Encoded, measured: list[Measurement], day: datetime.date | None = None) -> Outcome:
    """What the judge says of the criterion by itself; its condition is given, and it opens no gates."""
    alone = replace(one.criterion, waives=(), asks_for=(), applies_when=None)
    evidence: Evidence = gather([], measured, {})
    setting = Setting(day=day or a_day_of(one), taxonomy=pack.taxonomy, evidence=evidence)
    (ruling,) = judge_criteria(CriteriaGroup(criteria=(alone,)), setting).rulings
    return ruling.outcome


def near(row: dict[str, str]) -> tuple[Fraction, Fraction, Fraction]:
    """A value just inside the limit, the limit itself, and a value just outside."""
    value = Fraction(row["value"])
    step = Fraction(1) if not row["unit"] else abs(value) / 1000 or Fraction(1, 1000)
    down = row["limit"] in ("below", "at most")
    return (value - step, value, value + step) if down else (value + step, value, value - step)


def is_figure(pack: Pack, row: dict[str, str]) -> bool:
    return pack.taxonomy.measures[row["measure"]].kind is MeasureKind.QUANTITY


def test_the_table_is_whole():
    assert len(ROWS) == 185
    assert {row["role"] for row in ROWS} == {"criterion", "disqualifier", "exemption", "trigger"}


def test_a_figure_is_as_sure_as_it_was_compared(pack: Pack, row: dict[str, str]):
    days = row["from"] or "0001-01-01", row["until"] or "9999-12-31"
    first, last = map(datetime.date.fromisoformat, days)
    found = [one for one in encoded(pack, row) if one.since <= last and first <= one.until]
    assert {one.criterion.verified for one in found} == {row["verified"]}


def test_a_value_inside_on_and_outside_the_limit(pack: Pack, measurer: Measurer, row: dict[str, str]):
    for one in encoded(pack, row):
        if not is_figure(pack, row):
            continue
        inside, on, outside = (
            outcome(pack, one, measurer.supplied({row["measure"]: written(pack, row["measure"], value)}))
            for value in near(row)
        )
        exact = row["limit"] == "exactly"
        assert inside is (Outcome.NOT_MET if exact else Outcome.MET)
        assert on is (Outcome.MET if exact or row["limit"] in ("at least", "at most") else Outcome.NOT_MET)
        assert outside is Outcome.NOT_MET


def test_a_fact_or_word_that_is_so_and_one_that_is_not(pack: Pack, measurer: Measurer, row: dict[str, str]):
    for one in encoded(pack, row):
        if is_figure(pack, row):
            continue
        right, wrong = ("yes", "no") if row["limit"] == "present" else ("no", "yes")
        if row["value"]:
            right, wrong = row["value"], "another"
        assert outcome(pack, one, measurer.supplied({row["measure"]: right})) is Outcome.MET
        assert outcome(pack, one, measurer.supplied({row["measure"]: wrong})) is Outcome.NOT_MET


def test_a_missing_value_leaves_it_unknown_and_asks_for_it(pack: Pack, row: dict[str, str]):
    for one in encoded(pack, row):
        assert outcome(pack, one, []) is Outcome.UNKNOWN
        asks = one.criterion.asks or pack.taxonomy.measures[row["measure"]].asks
        assert asks["en"]
        assert asks["zh"]


def test_a_range_over_the_limit_leaves_it_unknown(pack: Pack, measurer: Measurer, row: dict[str, str]):
    known = pack.taxonomy.units.get(row["unit"])
    if not is_figure(pack, row) or row["limit"] == "exactly" or known is None or known.before:
        return
    low, high = sorted((near(row)[0], near(row)[2]))
    spelled = written(pack, row["measure"], high)
    text = f"{float(low):.12f}".rstrip("0").rstrip(".") + f"-{spelled}"
    for one in encoded(pack, row):
        assert outcome(pack, one, measurer.supplied({row["measure"]: text})) is Outcome.UNKNOWN


def test_another_unit_gives_the_same_answer(pack: Pack, measurer: Measurer, row: dict[str, str]):
    own = pack.taxonomy.units.get(row["unit"])
    if not is_figure(pack, row) or row["limit"] == "exactly" or own is None:
        return
    others = [
        unit
        for unit in pack.taxonomy.units.values()
        if unit.dimension == own.dimension and unit.exact_factor != own.exact_factor and unit.spellings
    ]
    for other in others:
        inside, _, outside = (value * own.exact_factor / other.exact_factor for value in near(row))
        answers = {}
        for value in (inside, outside):
            text = written(pack, row["measure"], value, other.id)
            answers[value] = measurer.supplied({row["measure"]: text})
        for one in encoded(pack, row):
            assert outcome(pack, one, answers[inside]) is Outcome.MET, other.id
            assert outcome(pack, one, answers[outside]) is Outcome.NOT_MET, other.id


def test_a_unit_that_measures_something_else_is_refused(pack: Pack, measurer: Measurer, row: dict[str, str]):
    own = pack.taxonomy.units.get(pack.taxonomy.measures[row["measure"]].unit)
    if own is None:
        return
    strange = next(
        unit for unit in pack.taxonomy.units.values() if unit.dimension != own.dimension and unit.id in ("km", "MW")
    )
    with pytest.raises(Refusal):
        measurer.supplied({row["measure"]: f"5 {strange.id}"})


def test_it_is_law_on_its_days_and_not_before_or_after(pack: Pack, row: dict[str, str]):
    found = encoded(pack, row)
    day = datetime.date(2026, 1, 1)
    first = datetime.date.fromisoformat(row["from"]) if row["from"] else None
    last = datetime.date.fromisoformat(row["until"]) if row["until"] else None

    def is_law(on: datetime.date) -> bool:
        return any(one.since <= on <= one.until for one in found)

    within = max(day, first or day)
    assert is_law(min(within, last) if last else within)
    if first:
        assert is_law(first)
        assert not is_law(first - ONE_DAY)
    if last:
        assert is_law(last)
        assert not is_law(last + ONE_DAY)


def test_it_names_the_act_and_the_point(pack: Pack, row: dict[str, str]):
    for one in encoded(pack, row):
        source = one.criterion.source
        assert source.source in pack.taxonomy.sources
        assert row["code"].split(" ")[1] in source.place.replace(",", " ").split()


@pytest.mark.parametrize("row", BARS, ids=name_of)
def test_a_bar_ends_the_listing_when_it_is_met_and_only_then(pack: Pack, measurer: Measurer, row: dict[str, str]):
    exclusion = pack.book.exclusions[row["exclusion"]]
    under = [
        (activity, listing)
        for activity in pack.taxonomy.activities.values()
        for listing in activity.listings
        if (listing.framework, listing.code) == ("eu", row["code"]) and exclusion.id in listing.disqualifiers
    ]
    assert under, f"{name_of(row)} is not in the pack"
    for activity, listing in under:

        def ends(barred: frozenset[str], data: dict[str, str], own=activity, item=listing.key) -> bool:
            case = Case(activity=own.id, day=datetime.date(2026, 1, 1), barred=barred)
            judged = judge_listings(own, case, gather([], measurer.supplied(data), {}), pack)
            return any(one.listing.key == item and exclusion.id in one.disqualified for one in judged)

        assert ends(frozenset({exclusion.id}), {})
        assert not ends(frozenset(), {})
        if row["value"]:
            assert exclusion.measure == row["measure"]
            assert exclusion.must_be is not None
            assert limit_value(pack, exclusion.must_be.values[0], exclusion.must_be.unit) == limit_value(
                pack, row["value"], row["unit"]
            )
            above, on, below = (
                ends(frozenset(), {row["measure"]: written(pack, row["measure"], value)}) for value in near(row)
            )
            assert (above, on, below) == (True, False, False)


@pytest.mark.parametrize(
    ("mass", "met"),
    [("5.7 t", None), ("6 t", False), ("60 t", False), ("61 t", True), ("150 t", True), ("151 t", True)],
)
def test_one_margin_answers_for_an_aircraft_at_the_edge_of_two_classes(mass: str, met: bool | None):
    data = {"aircraft_mass": mass, "co2_margin_below_icao_new_type": "5 %"}
    answer = Matcher.load().classify(Document(id="one", text="Manufacture of aircraft.", data=data))
    found = [one.outcome for one in answer.matches[0].findings if one.id.startswith("co2-margin-below-icao")]
    decided = [outcome for outcome in found if outcome != Outcome.NOT_APPLICABLE]
    assert found
    assert decided == ([] if met is None else [Outcome.MET if met else Outcome.NOT_MET])
