import json

import pytest
from tiny_pack import write_pack

from matcher.cli.main import app
from matcher.cli.outcome import run_guarded
from tests.batch.batching import names_in, rows_of

TABLE = "id,what,measured,when\n1,A new corn mill.,5 g/kWh,2025-10-02\n2,too,many,fields,here\n3,A shop.,,\n"


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    write_pack(folder, {"rules/columns.yaml": "columns: {id: [id], text: [description]}\ntotals: [total]\n"})
    return folder


@pytest.fixture
def batch(pack, tmp_path, monkeypatch):
    (tmp_path / "in.csv").write_text(TABLE)
    monkeypatch.chdir(tmp_path)

    def call(*words):
        return run_guarded(lambda: app(["batch", "in.csv", "--pack", str(pack), *words]), debug=True)

    return call


def test_a_table_is_answered_and_the_counts_are_told(batch, tmp_path, capsys):
    assert batch("-o", "out.csv", "--text-col", "what", "--data-col", "measured=intensity", "--date-col", "when") == 3
    rows = rows_of("out.csv")
    cells = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [(one["id"], one["tm_activity"]) for one in cells] == [("1", "mill"), ("3", "")]
    assert [one["tm_as_of"] for one in cells] == ["2025-10-02 (deal)", "2026-01-01 (pack)"]
    out, errors = capsys.readouterr()
    assert out == ""
    assert "3 rows read, 2 written, 1 rejected" in errors
    assert names_in(tmp_path) == ["in.csv", "out.csv", "out.csv.rejects.csv"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--text-col", "what"], "name a file with -o"),
        (["-o", "out.csv"], "--text-col"),
        (["-o", "out.csv", "--text-col", "wat"], "did you mean 'what'?"),
        (["-o", "in.csv", "--text-col", "what"], "this is the input itself"),
        (["-o", "out.csv", "--text-col", "what", "--as-of", "2026-13-40"], "--as-of"),
        (["-o", "out.csv", "--text-col", "what", "--lang", "xx"], "--lang"),
        (["-o", "out.csv", "--text-col", "what", "--data-col", "measured=intensiti"], "did you mean 'intensity'?"),
        (["-o", "out.csv", "--text-col", "what", "--limit", "0"], "--limit"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(batch, tmp_path, capsys, words, said):
    assert batch(*words) == 2
    out, errors = capsys.readouterr()
    assert out == ""
    assert said in errors
    assert names_in(tmp_path) == ["in.csv"]


def test_a_dry_run_writes_nothing(batch, tmp_path, capsys):
    assert batch("--text-col", "what", "--dry-run", "-o", "out.csv") == 0
    assert "columns: text = 'what'" in capsys.readouterr().err
    assert names_in(tmp_path) == ["in.csv"]


def test_linked_tables_and_the_summary_are_options(batch, tmp_path):
    assert batch("-o", "out.jsonl", "--text-col", "what", "--long", "--summary", "counts.json") == 3
    told = json.loads((tmp_path / "out.jsonl.datapackage.json").read_text())
    assert [one["path"] for one in told["resources"]] == [
        "out.jsonl",
        "out.candidates.jsonl",
        "out.evidence.jsonl",
        "out.criteria.jsonl",
        "out.quantities.jsonl",
    ]
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(row["tm_row"], row["tm_activity"], row["tm_missing"]) for row in rows] == [
        (2, "mill", ["How much?", "Is it?", "Roofed?"]),
        (4, None, []),
    ]
    assert json.loads((tmp_path / "counts.json").read_text())["status"] == {"matched": 1, "unmatched": 1}


def test_several_tables_do_not_fit_through_standard_output(batch, capsys):
    assert batch("-o", "-", "--text-col", "what", "--long") == 2
    assert "cannot go to stdout" in capsys.readouterr().err
