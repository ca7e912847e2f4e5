"""The examples of a pack, compared with answers that are made up for the purpose."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from tiny_pack import write_pack

from matcher.know import load_pack
from matcher.model.assessment import AlsoListed, Assessment, Excluded, Finding, Match, Review, SetAside, Verdict
from matcher.model.document import AsOf, Document
from matcher.model.evidence import Doubt, Hit, Span
from matcher.model.phrases import Example
from matcher.model.problems import Place
from matcher.model.rules import Pack
from matcher.model.states import AsOfFrom, Band, DoubtKind, How, Maturity, Outcome, Status
from matcher.trial import run_examples

ACTIVITY, OTHER = "mill", "craft-unnamed"
TEXT = "An old mill by the river."
PLACE = Place(file="rules/x.yaml", line=7, column=5)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAXOMATCH_CACHE", str(tmp_path_factory.mktemp("cache")))
        return load_pack(write_pack(tmp_path_factory.mktemp("pack")))


def pack_with(tiny: Pack, expects: dict[str, str], *, maturity: Maturity = Maturity.STABLE) -> Pack:
    """The tiny pack with one rule that carries one example."""
    rule = next(rule for rule in tiny.book.rules if rule.finds == ACTIVITY)
    example = Example(document=Document(id="x-1", text=TEXT), expects=expects, place=PLACE)
    rule = replace(rule, maturity=maturity, examples=(example,))
    return replace(tiny, book=replace(tiny.book, rules=(rule,), counterexamples=()))


HIT = Hit(
    rule=0, phrase=0, term="mill", span=Span(field="text", start=7, end=11), how=How.NAMED, language="en", clause=0
)
DOUBTED = HIT._replace(
    doubts=(Doubt(kind=DoubtKind.NEGATED, cue="old", cue_span=HIT.span, hit_span=HIT.span, hit_term="mill"),)
)


def match(activity: str, **more: object) -> Match:
    values: dict[str, object] = {
        "activity": activity, "name": {}, "class_id": "mills", "shows_class": True, "points": 66, "confidence": 90,
        "part": False, "rule": activity, "codes": {"aa": ("CC 4.10",), "bb-1": ("1.2.3",), "bb-2": ()},
        "also_listed": (AlsoListed(framework="bb-2", code="1.3", because="undetermined"),),
        "verdicts": (Verdict(framework="aa", status="eligible"), Verdict(framework="both", status="listed_guess"),
                     Verdict(framework="bb", status="undetermined", edition="bb-2")),
        "hits": (HIT,), "doubts": (),
        "findings": (Finding(id="low", framework="aa", code="CC 4.10", outcome=Outcome.MET, limit="", source=""),),
    }  # fmt: skip
    return Match(**{**values, **more})  # type: ignore[arg-type]


def answer(document: Document, tiny: Pack, **more: object) -> Assessment:
    values: dict[str, object] = {
        "document": document, "status": Status.MATCHED, "class_id": "mills", "activity": ACTIVITY,
        "matches": (match(ACTIVITY),), "set_aside": (), "exclusions": (), "questions": (), "language": "en",
        "review": Review(band=Band.ACCEPT), "flags": (), "as_of": AsOf(date=datetime.date(2026, 1, 1),
                                                                     source=AsOfFrom.PACK),
        "pack": tiny.identity, "decision_id": "0",
    }  # fmt: skip
    return Assessment(**{**values, **more})  # type: ignore[arg-type]


def came(tiny: Pack, expects: dict[str, str], **more: object) -> list[str]:
    """What fails of the expectations, each as `key: came`."""

    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return (answer(document, tiny, **more) for document in documents)

    return [f"{one.key}: {one.came}" for one in run_examples(classify, pack_with(tiny, expects)).failures]


BARRED = Excluded(
    id="oven",
    name={},
    class_id="ovens",
    subject=True,
    bars=("aa", "bb"),
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
        ("class", "mills", "none", "mills"),
        ("exclusion", "none", "oven", "none"),
        ("also", ACTIVITY, OTHER, ACTIVITY),
        ("never", OTHER, ACTIVITY, f"a match of {ACTIVITY}"),
        ("code", "CC 4.10", "WW 4.10", "CC 4.10, 1.2.3"),
        ("aa", "eligible", "excluded", "eligible"),
        ("both", "listed_guess", "not_listed", "listed_guess"),
        ("bb", "undetermined", "eligible", "undetermined"),
        ("bb-1", "eligible", "not_listed", "eligible"),
        ("bb-2", "undetermined", "eligible", "undetermined"),
        ("low", "met", "unknown", "met"),
        ("roof", "none", "met", "none"),
    ],
)
def test_each_key_is_looked_up_in_the_answer(tiny: Pack, key: str, right: str, wrong: str, instead: str):
    assert came(tiny, {"activity": ACTIVITY, key: right}) == []
    assert f"{key}: {instead}" in came(tiny, {"activity": ACTIVITY, key: wrong})


def test_lists_and_criteria_are_those_of_the_activity_that_is_expected(tiny: Pack):
    both = (match(OTHER, verdicts=(), findings=()), match(ACTIVITY))
    assert came(tiny, {"activity": OTHER, "also": f"{ACTIVITY};{OTHER}"}, activity=OTHER, matches=both) == []
    assert came(tiny, {"activity": ACTIVITY, "aa": "eligible"}, activity=OTHER, matches=both) == [f"activity: {OTHER}"]


def test_an_edition_that_does_not_rule_the_deal_is_told_by_its_codes(tiny: Pack):
    assert (
        came(
            tiny,
            {"bb-1": "undetermined"},
            matches=(
                match(
                    ACTIVITY, codes={}, also_listed=(AlsoListed(framework="bb-1", code="1", because="undetermined"),)
                ),
            ),
        )
        == []
    )
    assert came(tiny, {"bb-1": "not_listed"}, matches=(match(ACTIVITY, codes={}, also_listed=()),)) == []


def test_where_nothing_matches_lists_say_so_or_bar_it(tiny: Pack):
    nothing = {"activity": "", "matches": (), "status": Status.UNMATCHED}
    assert came(tiny, {"activity": "none", "aa": "not_listed", "code": "none"}, **nothing) == []
    barred = {**nothing, "status": Status.EXCLUDED, "exclusions": (BARRED,)}
    assert came(tiny, {"exclusion": "oven", "aa": "excluded", "bb-1": "excluded", "both": "not_listed"}, **barred) == []


def test_a_failure_shows_place_text_what_came_and_why(tiny: Pack):
    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        aside = SetAside(
            finds=ACTIVITY, rule=ACTIVITY, name={}, points=0, reason="not_it", because={}, hits=(DOUBTED,), doubts=()
        )
        return [answer(one, tiny, activity=OTHER, matches=(match(OTHER),), set_aside=(aside,)) for one in documents]

    report = run_examples(classify, pack_with(tiny, {"activity": ACTIVITY, "never": OTHER}))
    assert not report.passed
    assert str(report).splitlines() == [
        "rules/x.yaml:7:5: activity: expected mill, came craft-unnamed",
        f'    "{TEXT}"',
        "    status matched, class mills",
        '    craft-unnamed: 66 points, text:7-11 "mill" (named)',
        "    mill set aside (not_it): 0 points, text:7-11 \"mill\" (named, negated by 'old')",
        "rules/x.yaml:7:5: never: expected none of craft-unnamed, came a match of craft-unnamed",
        f'    "{TEXT}"',
        "    status matched, class mills",
        '    craft-unnamed: 66 points, text:7-11 "mill" (named)',
        "    mill set aside (not_it): 0 points, text:7-11 \"mill\" (named, negated by 'old')",
        "1 examples, 2 expectations, 1 examples failed",
    ]


def test_an_activity_of_which_nothing_stands_in_the_text_is_told_so(tiny: Pack):
    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return [answer(one, tiny, activity="", matches=(), exclusions=(BARRED,)) for one in documents]

    (failure,) = run_examples(classify, pack_with(tiny, {"activity": ACTIVITY})).failures
    assert failure.why[1:] == (
        "oven bars: 60 points, no evidence",
        "mill: no word of its rule stands in the text",
    )


def test_retired_rules_are_not_tried_unless_they_are_named(tiny: Pack):
    pack = pack_with(tiny, {"activity": ACTIVITY}, maturity=Maturity.RETIRED)

    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return [answer(one, tiny) for one in documents]

    assert run_examples(classify, pack).examples == 0
    assert run_examples(classify, pack, only=[pack.book.rules[0].id]).examples == 1
    assert run_examples(classify, pack, only=["another"]).examples == 0


def test_counterexamples_are_tried_with_all_rules(tiny: Pack):
    pack = pack_with(tiny, {"activity": ACTIVITY})
    counter = Example(document=Document(id="c-1", text=TEXT), expects={"activity": "none"}, place=PLACE)
    pack = replace(pack, book=replace(pack.book, counterexamples=(counter,)))

    def classify(documents: Sequence[Document]) -> Iterable[Assessment]:
        return [answer(one, tiny) for one in documents]

    report = run_examples(classify, pack)
    assert (report.examples, report.expectations, [one.rule for one in report.failures]) == (2, 2, ["counterexample"])
