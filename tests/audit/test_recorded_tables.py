"""A table that is recorded: every row with its place, whatever the number of jobs, and a replay from the input."""

import csv
import hashlib
import json

import pytest

from matcher.audit.record import open_record
from matcher.audit.verify import verify
from matcher.cli.main import app
from matcher.cli.outcome import run_guarded
from tests.audit.recording import SAYINGS, hashes

ROWS = 1300
COLUMNS = ["id", "title", "what", "measured", "when"]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A table in which some rows are no rows, and some figures no figures."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        for at in range(1, ROWS + 1):
            measured = "many" if at % 101 == 0 else f"{at} g/kWh" if at % 5 == 0 else ""
            row = [f"R{at}", "", SAYINGS[at % len(SAYINGS)].format(at=at), measured, "2025-03-04" if at % 2 else ""]
            table.writerow([*row, "too", "many"] if at % 97 == 0 else row)
    return path


def batch(ledger, small_pack, *words):
    columns = ["--id-col", "id", "--title-col", "title", "--text-col", "what", "--date-col", "when"]
    columns += ["--data-col", "measured=intensity", "--pack", str(small_pack)]
    return run_guarded(lambda: app(["batch", str(ledger), *columns, *map(str, words)]), debug=True)


def audit(*words):
    return run_guarded(lambda: app(["audit", *map(str, words)]), debug=True)


def test_every_row_that_was_written_is_in_the_record_with_its_place(ledger, small_pack, tmp_path, capsys):
    assert batch(ledger, small_pack, "-o", tmp_path / "plain.csv") == 3
    capsys.readouterr()
    assert batch(ledger, small_pack, "-o", tmp_path / "out.csv", "--record", tmp_path / "r") == 3
    record = open_record(tmp_path / "r")
    assert capsys.readouterr().err.splitlines()[-1] == f"recorded in {tmp_path / 'r'}; seal: {record.manifest.seal}"
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        written = [row["tm_decision_id"] for row in csv.DictReader(stream)]
    lines = list(record.lines())
    assert [line.decision["decision_id"] for line in lines] == written
    counts = record.manifest.counts
    assert (counts.read, counts.decisions, counts.rejects) == (ROWS, len(written), ROWS - len(written))
    assert counts.rejects == ROWS // 97 + ROWS // 101
    data = ledger.read_bytes()
    for line in lines[::50]:
        row = next(csv.reader([data[line.row["start"] : line.row["end"]].decode()]))
        assert (row[0], row[2]) == (line.document["id"], line.document["fields"]["text"])
    source = record.manifest.input[0]
    assert (source.name, source.bytes, source.sha256) == ("ledger.csv", len(data), hashlib.sha256(data).hexdigest())
    assert verify(tmp_path / "r", record.manifest.seal) == []
    assert audit("replay", tmp_path / "r") == 0


def test_two_jobs_make_the_same_record(ledger, small_pack, tmp_path):
    for jobs in ("1", "2"):
        assert (
            batch(ledger, small_pack, "-o", tmp_path / f"{jobs}.csv", "--record", tmp_path / jobs, "--jobs", jobs) == 3
        )
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")


def test_a_redacted_table_replays_from_the_table_as_it_was_read(ledger, small_pack, tmp_path, capsys):
    assert batch(ledger, small_pack, "-o", tmp_path / "out.csv", "--record", tmp_path / "r", "--redact") == 3
    assert b"corn mill in place" not in (tmp_path / "r" / "decisions.jsonl").read_bytes()
    assert audit("replay", tmp_path / "r") == 2
    capsys.readouterr()
    assert audit("replay", tmp_path / "r", "--input", ledger) == 0
    assert "0 different" in capsys.readouterr().err
    other = tmp_path / "other.csv"
    other.write_text(ledger.read_text().replace("in place 6.", "in place six."))
    assert audit("replay", tmp_path / "r", "--input", other, "--format", "json") == 1
    assert [one["document"] for one in json.loads(capsys.readouterr().out)] == ["R6"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "out.csv", "--record", "r", "--resume"], "--resume"),
        (["-o", "out.csv", "--redact"], "--record DIR"),
        (["-o", "r", "--record", "r"], "output itself"),
        (["-o", "out.csv", "--record", "full"], "no empty folder"),
    ],
)
def test_what_does_not_go_together_is_refused_and_nothing_is_written(
    ledger, small_pack, tmp_path, monkeypatch, capsys, words, said
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    assert batch(ledger, small_pack, *words) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["full", "x"]


def test_a_run_that_fails_leaves_no_record(ledger, small_pack, tmp_path):
    folder = tmp_path / "gone"
    assert batch(ledger, small_pack, "-o", folder / "out.csv", "--record", tmp_path / "r") == 4
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"")
    assert batch(broken, small_pack, "-o", tmp_path / "out.csv", "--record", tmp_path / "r") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["broken.csv"]
