"""Rows that cannot be read, in what the audit commands look at: told, counted, and shown in the exit code."""

import pytest

from tests.audit.commands import command, table

ROWS = ("id,description,label", "1,A wind farm of 40 MW.,wind", "2,one cell too many,wind,x", "3,An office.,none")


@pytest.mark.parametrize(
    "words",
    [["gold", "--gold", "label"], ["rules"], ["report"], ["review", "export", "--band", "all"]],
    ids=lambda words: words[0],
)
def test_a_command_with_rejected_rows_ends_with_3_once_all_is_written(matcher, tmp_path, capsys, words):
    ledger, out = table(tmp_path / "in.csv", *ROWS), tmp_path / ("out.csv" if words[0] == "review" else "out.html")
    verbs = words[:2] if words[0] == "review" else words[:1]
    command(matcher, "audit", *verbs, ledger, *words[len(verbs) :], "-o", out, code=3)
    assert out.stat().st_size
    said = capsys.readouterr().err
    assert f"{ledger}:3: reject: " in said
    assert f"{ledger}: 1 rows rejected" in said


def test_a_record_has_no_column_of_labels(matcher, tmp_path, capsys):
    command(matcher, "classify", "--text", "A wind farm of 40 MW.", "--record", tmp_path / "record")
    command(matcher, "audit", "report", tmp_path / "record", "--gold", "label", "-o", tmp_path / "out.html", code=2)
    assert "a record has no column of labels" in capsys.readouterr().err
