"""What the rules did is counted once, the same from answers and from a record, and told with nothing that acts."""

import csv
import io
import json
from collections import Counter

import pytest
from rich.console import Console

from matcher import Document, Matcher
from matcher.audit.record import open_record
from matcher.audit.seen import seen_in_answers, seen_in_record
from matcher.audit.usage import count_uses
from matcher.audit.usage_told import use_object, use_sheets
from matcher.tell.sheets import print_sheets, sheets_csv, sheets_markdown, sheets_section
from matcher.tell.voice import Voice
from tests.audit.commands import command, table
from tests.audit.recording import documents

TEXTS = [
    "Construction of a 40 MW wind farm with wind turbines.",
    "A wind farm of 12 MW and a photovoltaic power plant.",
    "The park does not include a wind farm.",
    "Support for renewable energy.",
    "A new primary school.",
    "",
]


@pytest.fixture(scope="module")
def use(matcher):
    answers = matcher.classify_many(Document(id=str(at), text=text) for at, text in enumerate(TEXTS))
    return count_uses(seen_in_answers(answers, matcher.pack.book.rules), matcher.pack.book, quotes=2)


def test_each_document_and_rule_is_counted(use, matcher):
    told = use_object(use)
    assert (told["documents"], sum(told["statuses"].values())) == (6, 6)
    assert len(told["rules"]) == sum(rule.maturity != "retired" for rule in matcher.pack.book.rules)
    wind = next(one for one in told["rules"] if one["rule"] == "wind-power")
    assert (wind["fired"], wind["alone"], wind["share"]) == (2, 1, round(2 / 6, 6))
    assert wind["set_aside"] == {"negated": 1}
    assert wind["doubts"]["negated"] >= 1
    assert {"document": "1", "words": "wind farm"} in wind["quotes"]


def test_the_same_is_counted_whatever_comes_first(use, matcher):
    answers = matcher.classify_many(Document(id=str(at), text=text) for at, text in reversed(list(enumerate(TEXTS))))
    again = count_uses(seen_in_answers(answers, matcher.pack.book.rules), matcher.pack.book, quotes=0)
    assert [(one.rule, one.fired, one.terms) for one in again.fired] == [
        (one.rule, one.fired, one.terms) for one in use.fired
    ]
    assert again.doubts == use.doubts


def test_rules_that_fire_together_are_paired(use):
    pair = next(one for one in use.overlaps if "wind-power" in one.rules and "solar-pv" in one.rules)
    assert (pair.together, pair.same_words, pair.ambiguous) == (1, 0, 0)


def test_a_field_without_an_activity_is_worth_a_rule(use):
    kinds = {(one.kind, one.rules): one.documents for one in use.worth_a_rule}
    assert kinds[("broad", ("renewable-energy-unnamed",))] == 1


def test_terms_and_doubts_add_up(use):
    for one in use.uses.values():
        assert all(number <= one.fired for number in one.terms.values())
        assert one.carried.total() <= one.fired
    assert use.doubts.total() == sum(one.doubts.total() for one in use.uses.values())


def test_a_record_gives_the_counts_of_its_answers(small: Matcher, recorded):
    book = small.pack.book
    from_answers = count_uses(seen_in_answers(small.classify_many(documents(40)), book.rules), book, quotes=3)
    from_record = count_uses(seen_in_record(open_record(recorded[0])), book, quotes=3)
    assert use_object(from_record) == use_object(from_answers)
    assert from_record.fired


def test_the_command_reads_a_table_and_a_record(matcher, recorded, tmp_path, capsys):
    ledger = table(tmp_path / "in.csv", "id,text", *(f"{at},{text}" for at, text in enumerate(TEXTS[:3])))
    command(matcher, "audit", "rules", ledger, "--most", 3)
    assert "wind-power" in capsys.readouterr().out
    out = tmp_path / "use.json"
    command(matcher, "audit", "rules", recorded[0], "--format", "json", "-o", out)
    assert json.loads(out.read_text(encoding="utf-8"))["documents"] == 40


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_words_are_inert_in_every_table(matcher, language):
    hostile = "=1+1 wind farm <script>alert(1)</script> \x1b[31m \u202e | ` no coal"
    answers = matcher.classify_many([Document(id="=2+2\x1b", text=hostile)])
    book = matcher.pack.book
    use = count_uses(seen_in_answers(answers, book.rules), book, quotes=3)
    sheets = use_sheets(use, book, Voice(book.sentences, language), most=50)
    page = sheets_markdown(sheets)
    assert "\x1b" not in page
    assert "<script" not in page
    shown = io.StringIO()
    print_sheets(sheets, Console(file=shown, width=200, markup=False))
    assert "\x1b" not in shown.getvalue()
    assert "\u202e" not in shown.getvalue()
    section = sheets_section(sheets)
    assert "<script" not in section
    rows = list(csv.reader(sheets_csv(sheets).splitlines()))
    assert Counter(map(len, rows)).keys() == {5}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]
