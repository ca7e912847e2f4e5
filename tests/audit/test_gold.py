"""Measures by labels agree with an independent computation, and their intervals are the same on every run."""

import csv
import json
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from matcher.audit.gold import report_on, score
from matcher.audit.gold_told import gold_drawings, gold_object, gold_sheets
from matcher.audit.labels import Labels, Scoring, labels_in
from matcher.tell.sheets import sheets_csv, sheets_markdown
from matcher.tell.voice import Voice
from tests.audit.commands import command, table

LABELS = ["none", "a", "b", "c"]
PAIRS = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS), st.integers(-1, 3)), min_size=1, max_size=40
)
LEDGER = (
    "id,text,label,bank,code",
    "1,Construction of a 40 MW wind farm,wind,north,CCM 4.3",
    "2,A new primary school,none,north,",
    "3,A 660 MW coal-fired power plant,fossil,south,",
    "4,Construction of a photovoltaic power plant,wind;solar,south,CCM 4.1",
    "5,A photovoltaic power plant of 3 MW,hydro,south,CCM 4.5",
    "6,An office without a label,,south,",
)


def scoring(truth, answer, confidence=50, group="", at=0):
    return Scoring(
        id=str(at),
        truth=truth,
        answer=answer,
        confidence=confidence,
        band="review",
        group=group,
        text="",
        gold=Labels(right=(truth,)),
        codes={},
    )


@given(PAIRS)
def test_shares_are_those_of_scikit_learn(pairs):
    rows = [scoring(truth, answer) for truth, answer, _ in pairs]
    truths, answers = [row.truth for row in rows], [row.answer for row in rows]
    found = score(rows, 0)
    assert found.accuracy.value == pytest.approx(metrics.accuracy_score(truths, answers))
    names = [one.name for one in found.classes]
    told = metrics.precision_recall_fscore_support(truths, answers, labels=names, zero_division=0)
    for own, theirs in (("precision", told[0]), ("recall", told[1]), ("f1", told[2])):
        assert [getattr(one, own).value for one in found.classes] == pytest.approx(list(theirs))
        assert getattr(found, f"macro_{own}").value == pytest.approx(float(np.mean(theirs)))
    assert [one.support for one in found.classes] == list(told[3])
    micro = metrics.precision_recall_fscore_support(truths, answers, average="micro", zero_division=0)
    assert found.accuracy.value == pytest.approx(micro[2])


@given(PAIRS)
def test_confusions_hold_every_wrong_answer_once(pairs):
    rows = [scoring(truth, answer, at=at) for at, (truth, answer, _) in enumerate(pairs)]
    found = report_on(rows, 0, (), 0)
    matrix = metrics.confusion_matrix([r.truth for r in rows], [r.answer for r in rows], labels=LABELS)
    told = {(one.truth, one.answer): one.number for one in found.confusions}
    for at, truth in enumerate(LABELS):
        for to, answer in enumerate(LABELS):
            if truth != answer:
                assert told.get((truth, answer), 0) == matrix[at][to]


@given(PAIRS)
def test_thresholds_count_the_claims_from_a_confidence_on(pairs):
    rows = [scoring(truth, answer, confidence=25 * step) for truth, answer, step in pairs]
    found = report_on(rows, 0, (), 0)
    claims = [row for row in rows if row.answer != "none" and row.confidence >= 0]
    assert sum(step.number for step in found.calibration) == len(claims)
    for step in found.thresholds:
        taken = [row for row in claims if row.confidence >= step.confidence]
        assert (step.number, step.right) == (len(taken), sum(row.is_right for row in taken))
        assert step.coverage == pytest.approx(len(taken) / len(rows))


@settings(max_examples=15)
@given(PAIRS)
def test_intervals_hold_the_share_and_do_not_change(pairs):
    rows = [scoring(truth, answer) for truth, answer, _ in pairs]
    first, again = score(rows, 200), score(list(reversed(rows)), 200)
    assert first == again
    assert 0 <= first.accuracy.low <= first.accuracy.value <= first.accuracy.high <= 1


def test_the_interval_of_a_half_is_that_of_theory():
    rows = [scoring("a", "a" if at % 2 else "b") for at in range(400)]
    found = score(rows, 1000).accuracy
    assert found.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.01)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.01)


def test_any_of_several_labels_is_right():
    assert labels_in(" wind; solar ;;wind") == ("wind", "solar")


def test_a_ledger_is_measured_by_class_by_group_and_by_code(matcher, tmp_path):
    ledger = table(tmp_path / "in.csv", *LEDGER)
    out, drawn, wrong = tmp_path / "gold.json", tmp_path / "gold.svg", tmp_path / "wrong.csv"
    words = ["--by", "bank", "--gold-codes", "eu=code", "--resamples", "50", "--format", "json", "-o", out]
    command(matcher, "audit", "gold", ledger, "--gold", "label", *words, "--svg", drawn, "--wrong", wrong)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["rows"], told["unlabelled"]) == (5, 1)
    assert told["all"]["accuracy"]["value"] == 0.8
    assert set(told["by"]) == {"north", "south"}
    assert told["by"]["north"]["accuracy"]["value"] == 1
    assert told["confusions"][0]["truth"], told["confusions"][0]["answer"] == ("hydro", "solar")
    assert told["codes"]["eu"]["rows"] == 3
    assert told["codes"]["eu"]["first"]["value"] == pytest.approx(2 / 3, abs=1e-6)
    assert ET.fromstring(drawn.read_text(encoding="utf-8")).tag.endswith("svg")  # noqa: S314  (our own)
    rows = list(csv.DictReader(wrong.open(encoding="utf-8", newline="")))
    assert [(row["id"], row["labels"], row["answer"]) for row in rows] == [("5", "hydro", "solar")]


def test_labels_that_the_pack_does_not_know_are_told(matcher, tmp_path, capsys):
    ledger = table(tmp_path / "in.csv", "id,text,label", "1,A wind farm,windmills")
    command(matcher, "audit", "gold", ledger, "--gold", "label", "--resamples", "0")
    assert "windmills" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--gold", "lable"], "label"), (["--gold", "label", "--gold-codes", "xx=label"], "LIST=COL"),
     (["--gold", "empty"], "no row has a label"), (["--gold", "label", "--what", "nothing"], "activity")],
)  # fmt: skip
def test_what_cannot_be_measured_is_refused(matcher, tmp_path, capsys, words, said):
    ledger = table(tmp_path / "in.csv", "id,text,label,empty", "1,A wind farm,wind,")
    command(matcher, "audit", "gold", ledger, *words, code=2)
    assert said in capsys.readouterr().err


def test_hostile_words_are_inert_in_every_format(matcher):
    hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script> \x1b[31m \u202e |"
    rows = [
        Scoring(
            id=hostile, truth="a", answer="b", confidence=50, band="review", group=hostile, text=hostile,
            gold=Labels(right=("a",)), codes={},
        )
    ]  # fmt: skip
    report = report_on(rows, 0, (), 10)
    voice = Voice(matcher.pack.book.sentences, "en")
    assert gold_object(report)["confusions"][0]["examples"][0]["id"] == hostile
    page = sheets_markdown(gold_sheets(report, voice))
    assert "<script>" not in page
    assert "\x1b" not in page
    cells = [cell for row in csv.reader(sheets_csv(gold_sheets(report, voice)).splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    for drawing in gold_drawings(report, voice):
        ET.fromstring(drawing)  # noqa: S314  (our own)
        assert "<script" not in drawing
