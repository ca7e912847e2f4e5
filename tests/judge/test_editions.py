"""The day whose law is applied, and the edition a deal keeps."""

import datetime
from dataclasses import replace

import pytest
from judging import BOOK, DAY, NEW_LIST, PACK, TAXONOMY, with_deal

from matcher.judge import as_of_date
from matcher.judge.editions import LawDays, choose_editions
from matcher.model.document import AsOf, Deal, DealKind, DealState, Document, Options
from matcher.model.states import AsOfFrom

BEFORE = datetime.date(2024, 5, 1)
AFTER = datetime.date(2026, 3, 1)


def chosen(day=DAY, **deal):
    (choice,) = choose_editions(Deal(**deal), day, TAXONOMY, BOOK.sentences)
    return choice


def test_the_day_is_asked_for_then_that_of_the_deal_then_that_of_the_pack():
    asked = Options(as_of=AsOf(date=AFTER, source=AsOfFrom.OPTION))
    dealt = with_deal(date=BEFORE)
    assert as_of_date(asked, dealt, PACK) == AsOf(date=AFTER, source=AsOfFrom.OPTION)
    assert as_of_date(Options(), dealt, PACK) == AsOf(date=BEFORE, source=AsOfFrom.DEAL)
    assert as_of_date(Options(), Document(id="1"), PACK) == AsOf(date=DAY, source=AsOfFrom.PACK)


def test_the_clock_decides_only_when_asked_for():
    clock = Options(as_of=AsOf(date=BEFORE, source=AsOfFrom.CLOCK))
    assert as_of_date(clock, Document(id="1"), PACK, AFTER) == AsOf(date=AFTER, source=AsOfFrom.CLOCK)
    assert as_of_date(clock, Document(id="1"), PACK) == AsOf(date=BEFORE, source=AsOfFrom.CLOCK)
    assert as_of_date(Options(), Document(id="1"), PACK, AFTER) == AsOf(date=DAY, source=AsOfFrom.PACK)


@pytest.mark.parametrize(
    ("deal", "day", "edition", "flags"),
    [
        ({}, DAY, "cn-2025", ()),
        ({}, datetime.date(2025, 9, 30), "cn-2021", ()),
        ({}, NEW_LIST, "cn-2025", ()),
        ({}, datetime.date(2020, 1, 1), "", ()),
        ({"kind": DealKind.LOAN, "state": DealState.APPROVED, "date": BEFORE}, DAY, "cn-2021", ()),
        ({"kind": DealKind.LOAN, "state": DealState.APPROVED, "date": AFTER}, DAY, "cn-2025", ()),
        ({"kind": DealKind.LOAN, "state": DealState.APPROVED}, DAY, "cn-2025", ("edition_by_date",)),
        ({"kind": DealKind.LOAN, "date": BEFORE}, BEFORE, "cn-2021", ("edition_by_date",)),
        ({"date": BEFORE}, DAY, "cn-2025", ("edition_by_date",)),
        ({"kind": DealKind.LOAN, "state": DealState.DRAWN, "date": AFTER}, DAY, "cn-2025", ()),
        ({"kind": DealKind.BOND, "state": DealState.FILED, "date": BEFORE}, DAY, "cn-2025", ("edition_by_date",)),
        (
            {"kind": DealKind.BOND, "state": DealState.FILED, "date": BEFORE, "chosen_edition": "cn-2021"},
            DAY,
            "cn-2021",
            (),
        ),
        (
            {"kind": DealKind.LOAN, "state": DealState.DRAWN, "date": AFTER, "chosen_edition": "cn-2021"},
            DAY,
            "cn-2025",
            ("choice_not_open",),
        ),
        (
            {"kind": DealKind.LOAN, "state": DealState.APPROVED, "date": BEFORE, "chosen_edition": "cn-2025"},
            DAY,
            "cn-2021",
            ("choice_not_open",),
        ),
    ],
)
def test_an_old_deal_keeps_its_edition_and_else_the_date_decides(deal, day, edition, flags):
    choice = chosen(day, **deal)
    assert (choice.edition, choice.flags) == (edition, flags)


def test_the_choice_says_why():
    kept = chosen(kind=DealKind.BOND, state=DealState.REGISTERED, date=BEFORE)
    assert dict(kept.because)["en"] == "bond registered"
    assert dict(chosen().because)["en"] == "in force"


def test_between_two_days_of_change_the_law_is_one():
    days = LawDays(TAXONOMY)
    assert days.before(datetime.date(2025, 10, 1)) == NEW_LIST
    assert days.before(datetime.date(2025, 12, 31)) == NEW_LIST
    assert days.before(datetime.date(2026, 1, 1)) == datetime.date(2026, 1, 1)
    assert days.before(datetime.date.max) == datetime.date(2026, 1, 1)
    assert days.before(datetime.date.min) == datetime.date.min


def test_a_rule_that_was_not_compared_says_so_in_the_reason():
    sentences = BOOK.sentences | {"old_deal_second_hand": {"en": "{because} (heard)", "zh": "{because}（转述）"}}
    deal = Deal(kind=DealKind.LOAN, state=DealState.APPROVED, date=BEFORE)
    newer = TAXONOMY.frameworks["cn-2025"]

    def reason(verified: str) -> str:
        lines = tuple(replace(line, verified=verified) for line in newer.old_deals)
        taxonomy = replace(TAXONOMY, frameworks=TAXONOMY.frameworks | {newer.id: replace(newer, old_deals=lines)})
        (choice,) = choose_editions(deal, DAY, taxonomy, sentences)
        return dict(choice.because)["en"]

    assert (reason("yes"), reason("second-hand")) == ("loan approved", "loan approved (heard)")
