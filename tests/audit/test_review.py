"""Doubtful answers go to people and come back checked; agreement is that of an independent computation."""

import csv
import io

import pytest
import python_calamine
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from matcher.audit.agreement import agreement_of
from matcher.audit.review.decisions import ASKED, COLUMNS
from matcher.cli.outcome import Exit
from matcher.tell.neutral import neutral, restored
from tests.audit.commands import command, table

WORDS = st.sampled_from(["none", "solar", "wind"])
LEDGER = (
    "id,title,text",
    "1,,Construction of a 40 MW wind farm",
    "2,,A new primary school with twelve classrooms",
    "3,=1+1,A biomass boiler replaces a coal boiler <script>x</script>",
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=30))
def test_kappa_is_that_of_scikit_learn(pairs):
    found = agreement_of("a", "b", pairs)
    assert found.agreed == sum(one == other for one, other in pairs)
    words = {word for pair in pairs for word in pair}
    if len(words) == 1:
        assert found.kappa is None
    else:
        ones, others = zip(*pairs, strict=True)
        assert found.kappa == pytest.approx(cohen_kappa_score(ones, others))


@pytest.fixture
def exported(matcher, tmp_path):
    ledger, out = table(tmp_path / "in.csv", *LEDGER), tmp_path / "review.csv"
    command(matcher, "audit", "review", "export", ledger, "--band", "all", "-o", out)
    return out


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def filled(path, target, *changes):
    """The table with what people write into its first rows."""
    rows = rows_of(path)
    for row, change in zip(rows, changes, strict=False):
        row.update({"by": "A. Lee", "on": "2026-02-01", **change})
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fieldnames=COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return target


def test_every_answer_asked_for_is_exported_with_room_for_a_decision(exported):
    rows = rows_of(exported)
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["tm_class"] == "wind"
    assert not any(row[name] for row in rows for name in ASKED)
    assert rows[2]["title"] == "'=1+1"


def test_only_the_doubtful_are_exported_unless_asked_otherwise(matcher, tmp_path):
    ledger, out = table(tmp_path / "in.csv", *LEDGER), tmp_path / "review.csv"
    command(matcher, "audit", "review", "export", ledger, "-o", out)
    assert {row["tm_review"] for row in rows_of(out)} <= {"review"}


def test_the_workbook_holds_lists_to_choose_from_and_nothing_that_acts(matcher, tmp_path):
    ledger = table(tmp_path / "in.csv", *LEDGER)
    first, again = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for out in (first, again):
        command(matcher, "audit", "review", "export", ledger, "--band", "all", "-o", out)
    assert first.read_bytes() == again.read_bytes()
    book = python_calamine.CalamineWorkbook.from_path(str(first))
    assert book.sheet_names == ["review", "choices"]
    rows = book.get_sheet_by_name("review").to_python()
    assert rows[0] == list(COLUMNS)
    assert rows[3][1] == "=1+1"
    import zipfile

    sheet = zipfile.ZipFile(first).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count("<dataValidation ") == 4
    command(matcher, "audit", "review", "import", first)


def test_a_file_that_people_may_have_filled_in_is_not_overwritten(matcher, tmp_path, exported, capsys):
    before = exported.read_bytes()
    command(matcher, "audit", "review", "export", tmp_path / "in.csv", "-o", exported, code=Exit.REFUSED)
    assert exported.read_bytes() == before
    assert "exists" in capsys.readouterr().err


def test_decisions_come_back_as_labels_examples_and_agreement(matcher, tmp_path, exported, capsys):
    done = filled(
        exported,
        tmp_path / "done.csv",
        {"decision": "confirm"},
        {"decision": "none", "why": "a school"},
        {"decision": "correct", "right_class": "bioenergy", "right_activity": "bioenergy-heat", "why": "wood"},
    )
    gold, examples = tmp_path / "gold.csv", tmp_path / "examples"
    command(matcher, "audit", "review", "import", done, "--gold", gold, "--examples", examples)
    told = capsys.readouterr().out
    assert "3 decisions" in told
    assert [row["label"] for row in rows_of(gold)] == ["wind", "none", "bioenergy"]
    written = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in examples.iterdir()}
    assert set(written) == {"wind-power.yaml", "counterexamples.yaml", "bioenergy-heat.yaml"}
    one = written["wind-power.yaml"]["examples"][0]
    assert one == {"says": "Construction of a 40 MW wind farm", "activity": "wind-power", "class": "wind"}
    command(matcher, "audit", "gold", gold, "--gold", "label", "--resamples", "0")


def test_two_people_are_compared_over_what_both_judged(matcher, tmp_path, exported, capsys):
    first = filled(exported, tmp_path / "a.csv", {"decision": "confirm"}, {"decision": "confirm"})
    second = filled(
        exported,
        tmp_path / "b.csv",
        {"decision": "confirm", "by": "B. Wu"},
        {"decision": "correct", "right_class": "solar", "why": "panels", "by": "B. Wu"},
        {"decision": "unsure", "by": "B. Wu"},
    )
    command(matcher, "audit", "review", "import", first, second, "--format", "json")
    import json

    told = json.loads(capsys.readouterr().out)
    assert told["said"] == {"confirm": 3, "correct": 1, "none": 0, "unsure": 1}
    people = next(one for one in told["agreements"] if one["first"] == "A. Lee")
    assert (people["second"], people["cases"], people["agreed"]) == ("B. Wu", 2, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"decision": "maybe"}, "none of the four"),
        ({"decision": "confirm", "by": ""}, "nobody stands behind"),
        ({"decision": "confirm", "on": "soon"}, "no date"),
        ({"decision": "none"}, "without a reason"),
        ({"decision": "correct", "why": "x"}, "without the right answer"),
        ({"decision": "confirm", "right_class": "solar"}, "another answer beside it"),
        ({"decision": "correct", "why": "x", "right_class": "solarr"}, "solar"),
        ({"decision": "correct", "why": "x", "right_activity": "wind-pwer"}, "wind-power"),
        ({"decision": "correct", "why": "x", "right_activity": "new-building"}, "green only under conditions"),
        ({"decision": "confirm", "tm_decision_id": ""}, "names no decision"),
    ],
)
def test_a_faulty_decision_is_refused_with_its_line(matcher, tmp_path, exported, capsys, change, said):
    done = filled(exported, tmp_path / "done.csv", {"decision": "confirm"}, change)
    gold = tmp_path / "gold.csv"
    command(matcher, "audit", "review", "import", done, "--gold", gold, code=Exit.REFUSED)
    told = capsys.readouterr().err
    assert said in told
    assert "done.csv:3:1" in told
    assert not gold.exists()


def test_a_table_that_is_no_review_table_is_refused(matcher, tmp_path, capsys):
    ledger = table(tmp_path / "in.csv", *LEDGER)
    command(matcher, "audit", "review", "import", ledger, code=Exit.REFUSED)
    assert "tm_decision_id" in capsys.readouterr().err


def test_one_person_does_not_decide_one_answer_in_two_ways(matcher, tmp_path, exported, capsys):
    first = filled(exported, tmp_path / "a.csv", {"decision": "confirm"})
    second = filled(exported, tmp_path / "b.csv", {"decision": "none", "why": "a mistake"})
    command(matcher, "audit", "review", "import", first, second, code=Exit.REFUSED)
    assert "twice" in capsys.readouterr().err
    command(matcher, "audit", "review", "import", first, first)


def test_what_was_made_harmless_comes_back_as_it_was(matcher, tmp_path, exported):
    changes = ({"decision": "confirm"}, {"decision": "confirm"}, {"decision": "confirm"})
    gold = tmp_path / "gold.csv"
    examples = tmp_path / "examples"
    done = filled(exported, tmp_path / "done.csv", *changes)
    command(matcher, "audit", "review", "import", done, "--gold", gold, "--examples", examples)
    titles = [
        one.get("title")
        for path in examples.iterdir()
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["examples"]
    ]
    assert "=1+1" in titles
    assert rows_of(gold)[2]["title"] == "'=1+1"


@given(st.text(st.characters(exclude_categories=["Cc"]) | st.sampled_from("\t\r\n"), max_size=6))
def test_restoring_undoes_what_neutralising_did(cell):
    if not cell.startswith("'"):
        assert restored(neutral(cell)) == cell


def test_the_output_of_batch_is_exported_as_it_was_decided(matcher, tmp_path, exported):
    scored, out = tmp_path / "scored.csv", tmp_path / "again.csv"
    command(matcher, "batch", tmp_path / "in.csv", "-o", scored)
    command(matcher, "audit", "review", "export", scored, "--band", "all", "-o", out)
    assert out.read_bytes() == exported.read_bytes()
