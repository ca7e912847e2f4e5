import json

import pytest

from matcher.model.problems import Refusal
from tests.batch.batching import go, names_in

TABLE = "id,description,amount\n1,a,5\n1,b,\n3,too,many,fields\n4,,x\ntotal,,5\n"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(TABLE)
    return path


def test_the_counts_of_a_run_are_written_as_json(source, tmp_path):
    summary = go(source, tmp_path / "out.csv", summary=str(tmp_path / "counts.json"))
    told = json.loads((tmp_path / "counts.json").read_text())
    assert summary.exit_code == 3
    assert told["rows"] == {"read": 5, "written": 4, "rejected": 1}
    assert told["status"] == {"matched": 2, "empty": 1, "skipped": 1}
    assert told["rejected"] == {"too_many_fields": 1}
    assert told["repeated_ids"] == 1
    assert told["amounts"] == {"read": {"": 1}, "not_read": 1, "empty": 1}
    assert names_in(tmp_path) == ["counts.json", "in.csv", "out.csv", "out.csv.rejects.csv"]


def test_the_summary_is_the_same_on_every_run(source, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        go(source, tmp_path / name / "out.csv", summary=str(tmp_path / name / "counts.json"))
    assert (tmp_path / "a" / "counts.json").read_bytes() == (tmp_path / "b" / "counts.json").read_bytes()


def test_the_summary_goes_to_a_file_where_the_rows_go_to_standard_output(source, tmp_path, capsysbinary):
    go(source, "-", summary=str(tmp_path / "counts.json"))
    assert capsysbinary.readouterr().out.startswith(b"id,description,amount,tm_status")
    assert json.loads((tmp_path / "counts.json").read_text())["rows"]["written"] == 4


@pytest.mark.parametrize("name", ["in.csv", "out.csv", "out.csv.rejects.csv"])
def test_the_summary_is_a_file_of_its_own(source, tmp_path, name):
    with pytest.raises(Refusal) as refused:
        go(source, tmp_path / "out.csv", summary=str(tmp_path / name))
    assert refused.value.exit_code == 2
    assert source.read_text() == TABLE
    assert names_in(tmp_path) == ["in.csv"]


def test_without_a_place_for_the_summary_nothing_is_written(source, tmp_path):
    with pytest.raises(Refusal) as refused:
        go(source, tmp_path / "out.csv", summary=str(tmp_path / "nowhere" / "counts.json"))
    assert refused.value.exit_code == 4
    assert names_in(tmp_path) == ["in.csv"]
