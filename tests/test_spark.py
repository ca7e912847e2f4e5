"""Record batches against the CSV of the same rows, and a local Spark session where one is installed."""

import csv
import pickle
import subprocess
from pathlib import Path

import pyarrow as pa
import pytest
from tiny_pack import write_pack

from matcher.cli.main import app
from matcher.cli.outcome import run_guarded
from matcher.model.problems import Refusal
from matcher.spark import Answers
from tests.moments import AT_LENGTH

HOUSE = Path(__file__).parent.parent
SPARK = HOUSE / ".venv" / "spark"
ROWS = [
    ("1", "A new corn mill.", "5 g/kWh", "2025-10-02"),
    ("2", "A shop.", "", ""),
    ("3", "", "7 g/kWh", "soon"),
    ("4", "磨坊", "three", "2025-10-02"),
    ("5", "A corn mill\x07 with a bell.", "", ""),
    ("6", "Repair of the watermill, no shop.", "900 g/kWh", ""),
]
HEADER = ["id", "what", "measured", "when"]
OPTIONS = {"text": ["what"], "id": "id", "date": "when", "data": ["measured=intensity"]}


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    write_pack(folder)
    return str(folder)


@pytest.fixture(scope="module")
def local(pack, tmp_path_factory):
    """By id, the cells that `batch` adds to the same rows, and the rejects by line."""
    folder = tmp_path_factory.mktemp("local")
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    words = ["--text-col", "what", "--data-col", "measured=intensity", "--date-col", "when", "--id-col", "id"]
    command = ["batch", str(folder / "in.csv"), "-o", str(folder / "out.csv"), "--pack", pack, *words]
    assert run_guarded(lambda: app(command), debug=True) == 3
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: {name: cell for name, cell in row.items() if name.startswith("tm_")}
            for row in csv.DictReader(file)
        }


def batch_of(rows=ROWS):
    return pa.record_batch([list(column) for column in zip(*rows, strict=True)], names=HEADER)


def test_a_batch_has_the_columns_values_and_order_of_the_csv(pack, local):
    given = batch_of()
    told = Answers(pack=pack, **OPTIONS)(given)
    assert told.select(HEADER).equals(given)
    assert [name for name in told.schema.names if name not in HEADER] == list(local["1"])
    for row in told.to_pylist():
        added = {name: cell for name, cell in row.items() if name.startswith("tm_")}
        if row["id"] in local:
            assert added == local[row["id"]]
        else:
            assert (added["tm_status"], added["tm_review"]) == ("error", "reject")
    rejected = {row["id"]: row["tm_flags"] for row in told.to_pylist() if row["id"] not in local}
    assert list(rejected) == ["4", "5"]
    assert rejected["4"].startswith("refused: ")
    assert rejected["5"] == "control_character: control character U+0007 at character 12"


@pytest.mark.parametrize("size", [1, 2, 5])
def test_how_rows_are_cut_to_batches_changes_nothing(pack, size):
    answers = Answers(pack=pack, **OPTIONS)
    cut = answers.each(pa.Table.from_batches([batch_of()]).to_batches(max_chunksize=size))
    assert pa.Table.from_batches(cut).to_pylist() == answers(batch_of()).to_pylist()


def test_an_empty_batch_and_any_types_of_columns_are_taken(pack):
    answers = Answers(pack=pack, text=["what"])
    empty = answers(batch_of().slice(0, 0))
    assert (empty.num_rows, empty.schema) == (0, answers.schema(batch_of().schema))
    given = pa.record_batch([pa.array([7, None], pa.int32()), pa.array(["A corn mill.", None])], names=["no", "what"])
    told = answers(given)
    assert told.column("no").equals(given.column("no"))
    assert told.column("tm_status").to_pylist() == ["matched", "empty"]


def test_it_can_be_sent_to_another_process(pack):
    answers = Answers(pack=pack, **OPTIONS)
    assert pickle.loads(pickle.dumps(answers))(  # noqa: S301
        batch_of()
    ).equals(answers(batch_of()))


def test_what_cannot_be_used_is_refused(pack):
    with pytest.raises(Refusal, match="'wat'"):
        Answers(pack=pack, text=["wat"])(batch_of())
    with pytest.raises(Refusal, match="unknown measure 'heat'"):
        Answers(pack=pack, text=["what"], data=["measured=heat"])(batch_of())
    answers = Answers(pack=pack, **OPTIONS)
    with pytest.raises(Refusal, match="'tm_status' already"):
        answers(answers(batch_of()))


@pytest.mark.skipif(not (AT_LENGTH and (SPARK / ".ready").exists()), reason="make proof installs Spark and runs this")
def test_a_local_spark_session_gives_the_same(pack, local):
    done = subprocess.run(
        [SPARK / "bin" / "python", HOUSE / "tests" / "spark_session.py", pack],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "the same values in the same order" in done.stdout
