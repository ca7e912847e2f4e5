"""The examples of a pack, compared with answers that are made up for the purpose."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from matcher.know import load_pack
from matcher.model.assessment import AlsoListed, Assessment, Excluded, Finding, Match, Review, SetAside, Verdict
from matcher.model.document import AsOf, Document
from matcher.model.evidence import Doubt, Hit, Span
from matcher.model.problems import Place
from matcher.model.rules import Example, Pack
from matcher.model.states import AsOfFrom, Band, DoubtKind, How, Maturity, Outcome, Status
from matcher.trial import run_examples

ACTIVITY, OTHER = "hydropower", "wind-power"
TEXT = "An old mill by the river."
PLACE = Place(file="rules/x.yaml", line=7, column=5)


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return load_pack()


def pack_with(shipped: Pack, expects: dict[str, str], *, maturity: Maturity = Maturity.STABLE) -> Pack:
    """The shipped pack with one rule that carries one example."""
    rule = next(rule for rule in shipped.book.rules if rule.finds == ACTIVITY)
    example = Example(document=Document(id="x-1", text=TEXT), expects=expects, place=PLACE)
    rule = replace(rule, maturity=maturity, examples=(example,))
    return replace(shipped, book=replace(shipped.book, rules=(rule,), counterexamples=()))


HIT = Hit(
    rule=0, phrase=0, term="mill", span=Span(field="text", start=7, end=11), how=How.NAMED, language="en", clause=0
)
DOUBTED = replace(
    HIT, doubts=(Doubt(kind=DoubtKind.NEGATED, cue="old", cue_span=HIT.span, hit_span=HIT.span, hit_term="mill"),)
)


def match(activity: str, **more: object) -> Match:
    values: dict[str, object] = {
        "activity": activity, "name": {}, "class_id": "hydro", "shows_class": True, "points": 66, "confidence": 90,
        "part": False, "rule": activity, "codes": {"eu": ("CCM 4.5",), "cn-2021": ("3.2.2.4",), "cn-2025": ()},
        "also_listed": (AlsoListed(framework="cn-2025", code="4.2.4", because="undetermined"),),
        "verdicts": (Verdict(framework="eu", status="eligible"), Verdict(framework="cgt", status="listed_reconstruction"),
                     Verdict(framework="cn", status="undetermined", edition="cn-2025")),
        "hits": (HIT,), "doubts": (),
        "findings": (Finding(id="power-density", framework="eu", code="CCM 4.5", outcome=Outcome.MET, limit="", source=""),),
    }  # fmt: skip
    return Match(**{**values, **more})  # type: ignore[arg-type]


def answer(document: Document, shipped: Pack, **more: object) -> Assessment:
    values: dict[str, object] = {
        "document": document, "status": Status.MATCHED, "class_id": "hydro", "activity": ACTIVITY,
        "matches": (match(ACTIVITY),), "set_aside": (), "exclusions": (), "questions": (), "language": "en",
        "review": Review(band=Band.ACCEPT), "flags": (), "as_of": AsOf(date=datetime.date(2026, 1, 1),
                                                                     source=AsOfFrom.PACK),
        "pack": shipped.identity, "decision_id": "0",
    }  # fmt: skip
    return Assessment(**{**values, **more})  # type: ignore[arg-type]


def came(shipped: Pack, expects: dict[str, str], **more: object) -> list[str]:
    """What fails of the expectations, each as `key: came`."""

    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return (answer(document, shipped, **more) for document in documents)

    return [f"{one.key}: {one.came}" for one in run_examples(classify, pack_with(shipped, expects)).failures]


BARRED = Excluded(
    id="coal-power",
    name={},
    class_id="fossil",
    subject=True,
    bars=("eu", "cn"),
    because={},
    source="",
    hits=(),
    points=60,
)


@pytest.mark.parametrize(
    ("key", "right", "wrong", "instead"),
    [
        ("activity", ACTIVITY, OTHER, ACTIVITY),
        ("status", "matched", "broad", "matched"),
        ("class", "hydro", "none", "hydro"),
        ("exclusion", "none", "coal-power", "none"),
        ("also", ACTIVITY, OTHER, ACTIVITY),
        ("never", OTHER, ACTIVITY, f"a match of {ACTIVITY}"),
        ("code", "CCM 4.5", "CCA 4.5", "CCM 4.5"),
        ("eu", "eligible", "excluded", "eligible"),
        ("cgt", "listed_reconstruction", "not_listed", "listed_reconstruction"),
        ("cn", "undetermined", "eligible", "undetermined"),
        ("cn-2021", "eligible", "not_listed", "eligible"),
        ("cn-2025", "undetermined", "eligible", "undetermined"),
        ("power-density", "met", "unknown", "met"),
        ("lifecycle-ghg", "none", "met", "none"),
    ],
)
def test_each_key_is_looked_up_in_the_answer(shipped: Pack, key: str, right: str, wrong: str, instead: str):
    assert came(shipped, {"activity": ACTIVITY, key: right}) == []
    assert f"{key}: {instead}" in came(shipped, {"activity": ACTIVITY, key: wrong})


def test_lists_and_criteria_are_those_of_the_activity_that_is_expected(shipped: Pack):
    both = (match(OTHER, verdicts=(), findings=()), match(ACTIVITY))
    assert came(shipped, {"activity": OTHER, "also": f"{ACTIVITY};{OTHER}"}, activity=OTHER, matches=both) == []
    assert came(shipped, {"activity": ACTIVITY, "eu": "eligible"}, activity=OTHER, matches=both) == [
        f"activity: {OTHER}"
    ]


def test_an_edition_that_does_not_rule_the_deal_is_told_by_its_codes(shipped: Pack):
    assert (
        came(
            shipped,
            {"cn-2021": "undetermined"},
            matches=(
                match(
                    ACTIVITY, codes={}, also_listed=(AlsoListed(framework="cn-2021", code="1", because="undetermined"),)
                ),
            ),
        )
        == []
    )
    assert came(shipped, {"cn-2021": "not_listed"}, matches=(match(ACTIVITY, codes={}, also_listed=()),)) == []


def test_where_nothing_matches_lists_say_so_or_bar_it(shipped: Pack):
    nothing = {"activity": "", "matches": (), "status": Status.UNMATCHED}
    assert came(shipped, {"activity": "none", "eu": "not_listed", "code": "none"}, **nothing) == []
    barred = {**nothing, "status": Status.EXCLUDED, "exclusions": (BARRED,)}
    assert (
        came(
            shipped, {"exclusion": "coal-power", "eu": "excluded", "cn-2021": "excluded", "cgt": "not_listed"}, **barred
        )
        == []
    )


def test_a_failure_shows_place_text_what_came_and_why(shipped: Pack):
    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        aside = SetAside(
            finds=ACTIVITY, rule=ACTIVITY, name={}, points=0, reason="not_it", because={}, hits=(DOUBTED,), doubts=()
        )
        return [answer(one, shipped, activity=OTHER, matches=(match(OTHER),), set_aside=(aside,)) for one in documents]

    report = run_examples(classify, pack_with(shipped, {"activity": ACTIVITY, "never": OTHER}))
    assert not report.passed
    assert str(report).splitlines() == [
        "rules/x.yaml:7:5: activity: expected hydropower, came wind-power",
        f'    "{TEXT}"',
        "    status matched, class hydro",
        '    wind-power: 66 points, text:7-11 "mill" (named)',
        "    hydropower set aside (not_it): 0 points, text:7-11 \"mill\" (named, negated by 'old')",
        "rules/x.yaml:7:5: never: expected none of wind-power, came a match of wind-power",
        f'    "{TEXT}"',
        "    status matched, class hydro",
        '    wind-power: 66 points, text:7-11 "mill" (named)',
        "    hydropower set aside (not_it): 0 points, text:7-11 \"mill\" (named, negated by 'old')",
        "1 examples, 2 expectations, 1 examples failed",
    ]


def test_an_activity_of_which_nothing_stands_in_the_text_is_told_so(shipped: Pack):
    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return [answer(one, shipped, activity="", matches=(), exclusions=(BARRED,)) for one in documents]

    (failure,) = run_examples(classify, pack_with(shipped, {"activity": ACTIVITY})).failures
    assert failure.why[1:] == (
        "coal-power bars: 60 points, no evidence",
        "hydropower: no word of its rule stands in the text",
    )


def test_retired_rules_are_not_tried_unless_they_are_named(shipped: Pack):
    pack = pack_with(shipped, {"activity": ACTIVITY}, maturity=Maturity.RETIRED)

    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return [answer(one, shipped) for one in documents]

    assert run_examples(classify, pack).examples == 0
    assert run_examples(classify, pack, only=[pack.book.rules[0].id]).examples == 1
    assert run_examples(classify, pack, only=["another"]).examples == 0


def test_counterexamples_are_tried_with_all_rules(shipped: Pack):
    pack = pack_with(shipped, {"activity": ACTIVITY})
    counter = Example(document=Document(id="c-1", text=TEXT), expects={"activity": "none"}, place=PLACE)
    pack = replace(pack, book=replace(pack.book, counterexamples=(counter,)))

    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return [answer(one, shipped) for one in documents]

    report = run_examples(classify, pack)
    assert (report.examples, report.expectations, [one.rule for one in report.failures]) == (2, 2, ["counterexample"])
