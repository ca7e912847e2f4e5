import json
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.batch.report import as_json, every_project, lines
from matcher.batch.standing import NO, OPEN, YES, Standings, Step, steps_of
from matcher.batch.summary import Summary
from matcher.model.assessment import Assessment, Match, Review, Verdict
from matcher.model.document import Amount, Document
from matcher.model.states import Alignment, Band, Contribution, Status
from tests.batch.batching import answer_to

STEPS = (
    Step(framework="aa", step="listed", word="eligible"),
    Step(framework="aa", step="contribution", word="meets"),
    Step(framework="aa", step="safeguards", word="aligned"),
    Step(framework="gg", step="listed", word="listed_guess", label="guess"),
    Step(framework="gg", step="contribution", word="meets_guess", label="guess"),
)
ALIGNED = Verdict(framework="aa", status="eligible", contribution=Contribution.MEETS, alignment=Alignment.ALIGNED)
LISTED = Verdict(
    framework="aa", status="eligible", contribution=Contribution.UNDETERMINED, alignment=Alignment.UNDETERMINED
)
FAILED = Verdict(framework="aa", status="eligible", contribution=Contribution.FAILS, alignment=Alignment.NOT_ALIGNED)
UNLISTED = Verdict(framework="aa", status="not_listed")
MEETS, SAME_GROUND, NO_GROUND, UNCLEAR = (
    Verdict(framework="gg", status=status) for status in ("meets_guess", "listed_guess", "not_listed", "undetermined")
)


def said(name="1", amount="", currency="", verdicts=(), status=Status.MATCHED, band=Band.ACCEPT):
    """An answer with one match that these verdicts speak of."""
    document = Document(id=name, text="x", amount=Amount(value=amount, currency=currency) if amount else None)
    match = Match(
        activity="a", name={}, class_id="c", shows_class=True, points=9, confidence=9, part=False, rule="r", codes={},
        also_listed=(), verdicts=tuple(verdicts), hits=(), doubts=(), findings=(),
    )  # fmt: skip
    plain = answer_to(document)
    kept = {name: getattr(plain, name) for name in Assessment.__slots__}
    return Assessment(**kept | {"status": status, "review": Review(band=band), "matches": (match,) if verdicts else ()})


def letters(answer):
    standings = Standings(steps=STEPS)
    standings.take(answer)
    return next(iter(standings.outcomes))


def summed(*answers, rejects=0):
    summary = Summary(standings=Standings(steps=STEPS), rejects=rejects)
    for answer in answers:
        summary.take(answer)
    return summary


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (said(verdicts=[ALIGNED, MEETS]), "yyyyy"),
        (said(verdicts=[LISTED, SAME_GROUND]), "yooyo"),
        (said(verdicts=[FAILED, UNCLEAR]), "ynnoo"),
        (said(verdicts=[UNLISTED, NO_GROUND]), "nnnnn"),
        (said(verdicts=[ALIGNED, MEETS], band=Band.REVIEW), "ooooo"),
        (said(verdicts=[UNLISTED, NO_GROUND], band=Band.REVIEW), "ooooo"),
        (said(status=Status.UNMATCHED, band=Band.REJECT), "nnnnn"),
        (said(status=Status.UNMATCHED, band=Band.REVIEW), "ooooo"),
        (said(status=Status.EMPTY, band=Band.REJECT), "ooooo"),
        (said(status=Status.ERROR, band=Band.REJECT), "ooooo"),
        (said(status=Status.EXCLUDED), "nnnnn"),
    ],
)
def test_a_row_counts_as_yes_or_no_only_where_nothing_is_open(answer, expected):
    assert letters(answer) == expected


def test_the_share_lies_between_what_is_sure_and_what_may_be():
    summary = summed(
        said("1", "10", "EUR", [ALIGNED, MEETS]),
        said("2", "20", "EUR", [LISTED, SAME_GROUND]),
        said("3", "30.5", "EUR", [UNLISTED, NO_GROUND]),
        said("4", "1,000", "CNY", [ALIGNED, MEETS]),
        said("5", "ten", "EUR", [ALIGNED, MEETS]),
        said("6", "", "", [ALIGNED, MEETS]),
        said("total", "60.5", "EUR", status=Status.SKIPPED, band=Band.REJECT),
    )
    told = json.loads(as_json(summary))
    assert told["projects"] == 6
    assert told["amounts"] == {"read": {"EUR": 3, "CNY": 1}, "not_read": 1, "empty": 1}
    aligned = told["frameworks"]["aa"]["steps"]["aligned"]
    assert aligned["amount"]["EUR"] == {
        "total": "60.5",
        "minimum": "10",
        "maximum": "30",
        "minimum_share": "0.165289",
        "maximum_share": "0.495868",
    }
    assert aligned["amount"]["CNY"]["minimum_share"] == "1.000000"
    shown = list(lines(summary))
    assert "aa aligned, share of the amount: 16.5 to 49.6 % of 60.5 EUR, 100.0 to 100.0 % of 1,000 CNY" in shown
    assert "amounts that cannot be read, in no share: 1" in shown


@pytest.mark.parametrize(
    ("answers", "rejects", "expected", "ids"),
    [
        ([], 0, "undetermined", []),
        ([said("1", verdicts=[MEETS])], 0, "yes", []),
        ([said("1", verdicts=[MEETS])], 1, "undetermined", []),
        ([said("1", verdicts=[MEETS]), said("2", verdicts=[SAME_GROUND])], 0, "undetermined", ["2"]),
        ([said("1", verdicts=[SAME_GROUND]), said("2", verdicts=[NO_GROUND])], 0, "no", ["2"]),
    ],
)
def test_all_projects_take_a_step_or_one_says_why_not(answers, rejects, expected, ids):
    summary = summed(*answers, rejects=rejects)
    assert every_project(summary, 4) == expected
    told = json.loads(as_json(summary))["frameworks"]["gg"]["steps"]["meets_guess"]
    assert told["every_project"] == expected
    assert told["decided_by"]["first_ids"] == ids
    line = next((one for one in lines(summary) if one.startswith("gg meets_guess for every project")), "")
    assert all(name in line for name in ids)


def test_what_the_input_says_cannot_act_on_a_terminal():
    told = "\n".join(lines(summed(said("\x1b[31mred\u202e", "5", "\x1b]0;", [UNLISTED, NO_GROUND]))))
    assert "\x1b" not in told
    assert "\u202e" not in told


VERDICTS = st.sampled_from([(ALIGNED, MEETS), (LISTED, SAME_GROUND), (FAILED, UNCLEAR), (UNLISTED, NO_GROUND), ()])
ANSWERS = st.lists(
    st.builds(
        said,
        name=st.text(max_size=3),
        amount=st.sampled_from(["", "1", "0.1", "2,5", "ten", "99999999999999999999.99"]),
        currency=st.sampled_from(["", "EUR", "CNY"]) | st.integers(0, 99).map(str).map("U".__add__),
        verdicts=VERDICTS,
        status=st.sampled_from([Status.MATCHED, Status.SKIPPED, Status.UNMATCHED, Status.EMPTY]),
        band=st.sampled_from(Band),
    ),
    max_size=80,
)


@given(answers=ANSWERS, cuts=st.sets(st.integers(0, 80)))
@settings(max_examples=40)
def test_counts_do_not_depend_on_how_rows_are_cut_into_pieces(answers, cuts):
    whole, pieced = Summary(standings=Standings(steps=STEPS)), Summary(standings=Standings(steps=STEPS))
    whole.add(summed(*answers))
    places = [0, *sorted(cuts), len(answers)]
    for start, stop in pairwise(places):
        pieced.add(summed(*answers[start:stop]))
        pieced = Summary.from_state(json.loads(json.dumps(pieced.state())))
    assert as_json(pieced) == as_json(whole)
    assert len(whole.standings.units) <= 50


@given(answers=ANSWERS)
@settings(max_examples=40)
def test_every_amount_is_in_one_place(answers):
    standings = summed(*answers).standings
    for unit in standings.units:
        for at in range(len(STEPS)):
            total = sum((standings.amount(at, letter, unit) for letter in (YES, NO, OPEN)), Decimal(0))
            assert total == sum((amount for (_, one), amount in standings.sums.items() if one == unit), Decimal(0))
    assert sum(standings.units.values()) + standings.unread + standings.missing == standings.rows


def test_the_steps_are_those_of_the_pack(pack):
    told = [(step.framework, step.word) for step in steps_of(pack)]
    assert told == [
        ("eu", "eligible"),
        ("eu", "meets"),
        ("eu", "aligned"),
        ("cn", "eligible"),
        ("cgt", "listed_reconstruction"),
        ("cgt", "meets_contribution_reconstruction"),
    ]
