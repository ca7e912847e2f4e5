"""Every format tells the same facts, in the shape that is promised, and nothing in the data can act."""

import csv
import io
import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from rich.console import Console

from matcher import Document
from matcher.cli.formats import written
from matcher.model.states import Band, DoubtKind, Outcome, Status
from matcher.tell.neutral import neutral
from matcher.tell.quoted import quotes_of
from matcher.tell.terminal import print_assessment
from matcher.tell.voice import Voice, inert

TEXTS = [
    "新建200MW集中式光伏电站项目，配套建设20%/2h电化学储能",
    "A geothermal plant with life-cycle emissions of 130 gCO2e/kWh.",
    "A 660 MW coal unit flexibility retrofit with carbon capture",
    "项目不涉及光伏",
    "Construction of a new primary school with twelve classrooms.",
    "",
    "Ein Windpark mit zwölf Anlagen wird von der Stadt und dem Land gebaut.",
]
HOSTILE = (
    "=cmd|' /C calc'!A0 wind farm [red]x[/red] \x1b[31mred\x1b[0m \u202etxt <script>alert(1)</script> | `x` {status} %s"
)


@pytest.fixture(scope="module")
def answers(matcher):
    return [matcher.classify(Document(id=f"d{at}", text=text)) for at, text in enumerate([*TEXTS, HOSTILE])]


def test_json_keeps_its_schema(answers, matcher):
    schema = json.loads(files("matcher.tell").joinpath("assessment.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    told = json.loads(written(answers, matcher, "json", None))
    jsonschema.validate(told, schema)
    assert [one["status"] for one in told] == [answer.status for answer in answers]


def test_json_lines_hold_what_json_holds(answers, matcher):
    lines = written(answers, matcher, "jsonl", None).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(written(answers, matcher, "json", None))


def test_spans_cut_the_original(answers, matcher):
    for answer, one in zip(answers, json.loads(written(answers, matcher, "json", None)), strict=True):
        found = [item for match in one["matches"] + one["set_aside"] + one["exclusions"] for item in match["evidence"]]
        for item in found:
            text = answer.document.title if item["field"] == "title" else answer.document.text
            assert text[item["start"] : item["end"]] == item["quote"]


def test_csv_has_a_row_a_document_and_neutral_cells(answers, matcher):
    rows = list(csv.reader(io.StringIO(written(answers, matcher, "csv", "en"))))
    assert len(rows) == len(answers) + 1
    assert len({len(row) for row in rows}) == 1
    assert rows[-1][2].startswith("'=")


def test_markdown_and_terminal_cannot_be_made_to_act(answers, matcher):
    page = written(answers[-1:], matcher, "md", None)
    assert "<script>" not in page
    assert "\x1b" not in page
    shown = io.StringIO()
    console = Console(file=shown, width=100, force_terminal=False, highlight=False)
    for answer in answers:
        print_assessment(answer, Voice(matcher.pack.book.sentences, answer.language), console)
    assert "\x1b" not in shown.getvalue()
    assert "\u202e" not in shown.getvalue()
    assert "[red]x[/red]" in shown.getvalue()


def shown_of(answer, matcher, language, width=80):
    shown = io.StringIO()
    console = Console(file=shown, width=width, force_terminal=False, highlight=False)
    print_assessment(answer, Voice(matcher.pack.book.sentences, language), console)
    return shown.getvalue()


def test_a_negated_word_is_shown_with_its_cue_even_where_it_stands_alone(answers, matcher):
    denied = answers[TEXTS.index("项目不涉及光伏")]
    assert not denied.matches
    assert "“不涉及” → “光伏”" in shown_of(denied, matcher, "zh")


def test_the_terminal_says_what_speaks_against_a_match_and_cuts_no_id(answers, matcher):
    part = shown_of(answers[2], matcher, "en")
    match = answers[2].matches[0]
    assert ("Evidence" in part) is any(not hit.doubts for hit in match.hits)
    assert all(f"“{doubt.cue}”" in part for doubt in match.doubts)
    school = answers[4]
    assert all(one.id in shown_of(school, matcher, "en") for match in school.matches for one in match.findings)


def test_quotes_are_whole_and_none_lies_within_another(answers):
    for answer in answers:
        for match in answer.matches:
            quotes = quotes_of(match, answer.document)
            text = f"{answer.document.title}\n{answer.document.text}"
            assert len(set(quotes)) == len(quotes)
            assert all(quote in text for quote in quotes)
            assert not any(one in other for one in quotes for other in quotes if one != other and text.count(one) == 1)


@pytest.mark.parametrize(("verified", "word"), [("yes", ""), ("second-hand", "second-hand"), ("no", "not verified")])
def test_how_sure_a_criterion_is_stands_beside_its_source(answers, matcher, verified, word):
    school = answers[4]
    findings = tuple(replace(one, verified=verified) for one in school.matches[0].findings)
    answer = replace(school, matches=(replace(school.matches[0], findings=findings),))
    told = json.loads(written([answer], matcher, "json", None))[0]["matches"][0]["criteria"]
    assert {one["verified"] for one in told} == {verified}
    for text in (shown_of(answer, matcher, "en", width=200), written([answer], matcher, "md", "en")):
        assert {one for one in ("second-hand", "not verified") if f"({one})" in text} == ({word} if word else set())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_state_and_reason_has_a_sentence(matcher, answers, language):
    voice = Voice(matcher.pack.book.sentences, language)
    keys = [f"status_{one}" for one in Status] + [f"outcome_{one}" for one in Outcome] + [f"band_{one}" for one in Band]
    keys += [f"doubt_{one}" for one in DoubtKind] + [f"set_aside_{one}" for one in DoubtKind]
    keys += [f"review_{reason}" for answer in answers for reason in answer.review.reasons]
    missing = [key for key in keys if not voice.has(key)]
    assert not missing


def test_both_languages_have_the_same_sentences(pack):
    assert all(set(words) == {"en", "zh"} for words in pack.book.sentences.values())


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-5", "-5"), ("-1,234.5%", "-1,234.5%"), ("+1e5", "+1e5"), ("@x", "'@x"),
     ("\tx", "'\tx"), ("\rx", "'\rx"), ("a=b", "a=b"), ("", ""), ("-", "'-"), ("-1-2", "'-1-2"),
     ("=\x1b[31m", "'=\\u001b[31m"), ("a\x07\n\x9b", "a\\u0007\n\\u009b")],
)  # fmt: skip
def test_formulas_and_control_characters_are_neutralised_and_numbers_stay(cell, shown):
    assert neutral(cell) == shown


def test_characters_that_act_are_shown_as_codes():
    assert inert("a\x1b[31m\u202eb\r") == "a\\u001b[31m\\u202eb\\u000d"
