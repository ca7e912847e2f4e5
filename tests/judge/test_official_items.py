"""What the official lists bear on: the days an item stands on its list, and its own title where several compete."""

import datetime
from dataclasses import replace

import pytest
from judging import PACK, TAXONOMY, assess, figure, named, verdict

from matcher.judge.editions import LawDays
from matcher.model.document import Document
from matcher.model.taxonomy import Item, OfficialList

NEW_ACT = datetime.date(2023, 1, 1)
REPEALED = datetime.date(2024, 12, 31)
BEFORE, AFTER = NEW_ACT - datetime.timedelta(days=1), REPEALED + datetime.timedelta(days=1)


def item(code, title="", **more):
    return Item(code=code, name={"en": title} if title else {}, **more)


def with_items(framework, *items):
    listed = OfficialList(framework=framework, source="act", named_in="en", items={one.code: one for one in items})
    return replace(PACK, taxonomy=replace(TAXONOMY, official={framework: listed}))


DATED = with_items("eu", item("CCM 4.5", since=NEW_ACT, until=REPEALED), item("CCA 4.5", since=NEW_ACT))


@pytest.mark.parametrize(
    ("day", "status", "codes"),
    [
        (BEFORE, "not_listed", ()),
        (NEW_ACT, "eligible", ("CCM 4.5",)),
        (REPEALED, "eligible", ("CCM 4.5",)),
        (AFTER, "eligible", ("CCA 4.5",)),
    ],
)
def test_an_item_is_listed_while_its_act_is_in_force(day, status, codes):
    answer = assess(named("hydropower"), pack=DATED, day=day)
    assert verdict(answer, "eu").status == status
    assert answer.matches[0].codes["eu"] == codes
    assert {one.framework for one in answer.matches[0].also_listed} >= {"cn-2021", "cn-2025"}


def test_what_a_reconstruction_borrows_has_the_same_days():
    pack = with_items("eu", item("CCM 5.3", since=NEW_ACT))
    supplied = (figure("population", 20000, unit=""), figure("net_energy", 10, unit=""))
    told = {
        day: verdict(assess(named("wastewater"), pack=pack, supplied=supplied, day=day), "cgt").status
        for day in (BEFORE, NEW_ACT)
    }
    assert told == {BEFORE: "listed_reconstruction", NEW_ACT: "meets_contribution_reconstruction"}


def test_the_days_of_items_are_days_on_which_the_law_changes():
    days = LawDays(DATED.taxonomy)
    assert days.before(BEFORE) < NEW_ACT <= days.before(NEW_ACT) <= days.before(REPEALED) < days.before(AFTER)


TITLED = with_items(
    "cn-2025", item("4.2.2", "Building solar parks"), item("4.2.10", "Solar heat (without the boiler) at home")
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Some panels.", ("4.2.2", "4.2.10")),
        ("Solar heat at home", ("4.2.10", "4.2.2")),
        ("SOLAR-HEAT (without the boiler), at home.", ("4.2.10", "4.2.2")),
        ("Solar heat at home, and building solar parks", ("4.2.2", "4.2.10")),
        ("Solar heat elsewhere", ("4.2.2", "4.2.10")),
    ],
)
def test_among_items_alike_the_one_whose_title_the_text_holds_comes_first(text, codes):
    in_text = assess(named("solar"), pack=TITLED, document=Document(id="1", text=text))
    in_title = assess(named("solar"), pack=TITLED, document=Document(id="1", title=text, text="Some text."))
    assert in_text.matches[0].codes["cn-2025"] == in_title.matches[0].codes["cn-2025"] == codes


def test_a_title_comes_after_the_relation():
    pack = with_items("eu", item("CCM 4.1", "One"), item("CCA 4.1", "Two"))
    assert assess(named("solar"), pack=pack, document=Document(id="1", text="Two")).matches[0].codes["eu"] == (
        "CCM 4.1",
    )


def test_what_reading_noticed_reaches_the_answer_and_its_review():
    plain, flagged = (assess(named("solar"), document=Document(id="1", text="x", flags=one)) for one in ((), ("odd",)))
    assert (plain.flags, flagged.flags) == ((), ("odd",))
    assert plain.review.band == "accept"
    assert (flagged.review.band, flagged.review.reasons) == ("review", ("odd",))
    assert plain.decision_id != flagged.decision_id
    assert assess(document=Document(id="1", flags=("odd",))).flags == ("odd",)
