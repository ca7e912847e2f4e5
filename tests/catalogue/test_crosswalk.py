"""From any code to the others of its activities: related how, asking what differently, and what came before and after."""

import datetime
import json

import pytest

from matcher.catalogue.codes import Codes
from matcher.catalogue.crosswalk import Crosswalk, Link, crosswalk, link_of
from matcher.model.rules import Pack
from matcher.model.states import Relation

DAY = datetime.date(2026, 1, 1)


def walk(pack: Pack, written: str, day: datetime.date = DAY) -> Crosswalk:
    return crosswalk(Codes(pack.taxonomy).read(written), pack.taxonomy, day)


def other(pack: Pack, written: str, activity: str, key: str, day: datetime.date = DAY):
    way = next(one for one in walk(pack, written, day).ways if one.activity.id == activity)
    return next(one for one in way.others if one.listing.key == key)


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        (Relation.EXACT, Relation.EXACT, Link.EXACT),
        (Relation.EXACT, Relation.CLOSE, Link.CLOSE),
        (Relation.CLOSE, Relation.CLOSE, Link.CLOSE),
        (Relation.EXACT, Relation.BROADER, Link.BROADER),
        (Relation.BROADER, Relation.EXACT, Link.NARROWER),
        (Relation.BROADER, Relation.NARROWER, Link.NARROWER),
        (Relation.NARROWER, Relation.CLOSE, Link.BROADER),
        (Relation.BROADER, Relation.BROADER, Link.RELATED),
        (Relation.NARROWER, Relation.NARROWER, Link.RELATED),
    ],
)
def test_how_two_items_are_related_follows_from_the_activity_between_them(here, there, link):
    assert link_of(here, there) is link


def test_every_item_is_reached_from_every_other_one_and_back(pack: Pack):
    opposite = {
        Link.BROADER: Link.NARROWER,
        Link.NARROWER: Link.BROADER,
        Link.SUCCESSOR: Link.PREDECESSOR,
        Link.PREDECESSOR: Link.SUCCESSOR,
    }
    codes = Codes(pack.taxonomy)
    for activity in list(pack.taxonomy.activities.values())[::12]:
        for listing in activity.listings:
            found = crosswalk(codes.read(listing.key), pack.taxonomy, DAY)
            way = next(one for one in found.ways if one.activity.id == activity.id)
            for one in way.others:
                back = other(pack, one.listing.key, activity.id, listing.key)
                assert back.link is opposite.get(one.link, one.link)


def test_hydropower_is_walked_in_every_direction(pack: Pack):
    assert other(pack, "CCM 4.5", "hydropower", "cn-2025 4.2.4").link is Link.NARROWER
    assert other(pack, "cn-2025 4.2.4", "hydropower", "eu CCM 4.5").link is Link.BROADER
    assert other(pack, "cn-2021 3.2.2.4", "hydropower", "cn-2025 4.2.4").link is Link.SUCCESSOR
    assert other(pack, "cn-2025 4.2.4", "hydropower", "cn-2021 3.2.2.4").link is Link.PREDECESSOR


def test_what_differs_is_told_criterion_by_criterion(pack: Pack):
    differs = other(pack, "cn-2025 4.2.4", "hydropower", "eu CCM 4.5").differences
    assert [one.id for one in differs.criteria_there] == [
        "run-of-river-no-reservoir",
        "power-density",
        "lifecycle-ghg",
    ]
    assert differs.objective_there == "climate-mitigation"
    assert differs.harm_there == ("climate-adaptation", "water", "biodiversity")
    back = other(pack, "CCM 4.5", "hydropower", "cn-2025 4.2.4").differences
    assert [one.id for one in back.criteria_here] == [one.id for one in differs.criteria_there]


def test_criteria_are_those_of_the_day(pack: Pack):
    def only_there(day: datetime.date) -> set[str]:
        differs = other(pack, "CCA 6.5", "passenger-cars", "eu CCM 6.5", day).differences
        return {one.id for one in differs.criteria_there}

    assert "car-van-co2" in only_there(datetime.date(2025, 12, 31))
    assert "car-van-co2-b" not in only_there(datetime.date(2025, 12, 31))
    assert "car-van-co2-b" in only_there(DAY)
    assert "car-van-co2" not in only_there(DAY)


def test_editions_are_linked_with_how_we_know(pack: Pack):
    (later,) = walk(pack, "cn-2021 1.1.1.1").editions
    assert (later.link, later.code.key, later.basis, later.verified) == (
        Link.SUCCESSOR,
        "cn-2025 1.1.1",
        "same name",
        True,
    )
    (judged,) = walk(pack, "cn-2021 1.1.1.8").editions
    assert (judged.basis, judged.verified) == ("own judgement", False)
    assert walk(pack, "cn-2021 1.1.1.5").editions == ()


def test_the_code_of_an_industry_leads_to_the_activities_that_carry_it(pack: Pack):
    found = walk(pack, "NACE Rev. 2 35.11")
    assert "wind-power" in {way.activity.id for way in found.ways}
    assert all(one.link is Link.RELATED for way in found.ways for one in way.others)


def test_a_heading_leads_to_its_items(pack: Pack):
    found = walk(pack, "cn-2025 8.2")
    assert found.under
    assert all(code.code.startswith("8.2.") for code in found.under)


def test_the_command_refuses_a_bare_number_and_asks_for_the_revision(run):
    bare = run("taxonomy", "crosswalk", "8.2")
    assert (bare.code, bare.out) == (2, "")
    assert {"eu CCM 8.2", "eu CCA 8.2", "cn-2025 8.2"} <= {
        line.strip().split("  ")[0] for line in bare.said.splitlines()
    }
    nace = run("taxonomy", "crosswalk", "NACE", "35.11")
    assert (nace.code, nace.out) == (2, "")
    assert "which revision" in nace.said


def test_the_command_tells_both_sides_with_the_day(run):
    told = run("taxonomy", "crosswalk", "cn2025", "4.2.4", "--as-of", "2026-06-30", "--lang", "zh")
    assert told.code == 0
    assert "2026-06-30 (option)" in told.out
    assert "eu CCM 4.5  broader" in told.out
    assert "大型水力发电设施建设和运营" in told.out
    object_ = json.loads(run("taxonomy", "crosswalk", "CCM", "4.5", "--json").out)
    items = {
        f"{item['list']} {item['code']}": item
        for way in object_["activities"]
        if way["activity"] == "hydropower"
        for item in way["items"]
    }
    assert items["cn-2025 4.2.4"]["link"] == "narrower"
    assert object_["as_of"] == "2026-01-01"


def test_an_activity_is_shown_by_a_code_of_it_too(run):
    assert "hydropower" in run("taxonomy", "show", "CCM", "4.5").out
    before = run("taxonomy", "show", "passenger-cars", "--as-of", "2025-12-31").out
    assert "car-van-co2:" in before
    assert "car-van-co2-b:" not in before
    wrong = run("taxonomy", "show", "hydropwer")
    assert wrong.code == 2
    assert "did you mean hydropower" in wrong.said
