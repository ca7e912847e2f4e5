import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from matcher.batch.remains import clear_remains, new_run_id
from matcher.batch.target import PartFile
from matcher.model.problems import Refusal
from tests.batch.batching import go, names_in, rows_of

HOUSE = Path(__file__).parent.parent.parent
ROWS = 4000


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("id,description\n" + "".join(f"{one},text {one}\n" for one in range(ROWS)))
    return path


def start(source, target, seconds=0.0, *more, **options):
    words = [sys.executable, "-m", "tests.batch.slow_run", str(source), str(target), str(seconds), *map(str, more)]
    return subprocess.Popen(words, cwd=HOUSE, stderr=subprocess.PIPE, **options)


def wait_for_part(folder):
    for _ in range(1000):
        if any(name.endswith(".journal") for name in names_in(folder)):
            return
        time.sleep(0.01)
    raise AssertionError("no run was begun")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_run_with_its_code_and_leaves_nothing(source, tmp_path, number, code):
    running = start(source, tmp_path / "out.csv", 0.01)
    wait_for_part(tmp_path)
    time.sleep(0.1)
    running.send_signal(number)
    _, errors = running.communicate(timeout=20)
    assert running.returncode == code
    assert b"Traceback" not in errors
    assert names_in(tmp_path) == ["in.csv"]


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.2])
def test_what_a_killed_run_leaves_is_removed_by_the_next(source, tmp_path, moment):
    running = start(source, tmp_path / "out.csv", 0.01)
    wait_for_part(tmp_path)
    time.sleep(moment)
    running.kill()
    running.communicate()
    assert not (tmp_path / "out.csv").exists()
    assert len(names_in(tmp_path)) == 4, "the input, two parts and a journal"
    go(source, tmp_path / "out.csv")
    assert names_in(tmp_path) == ["in.csv", "out.csv"]
    assert len(rows_of(tmp_path / "out.csv")) == ROWS + 1


def test_the_part_of_a_living_run_and_of_another_target_is_left_alone(source, tmp_path):
    running = start(source, tmp_path / "out.csv", 0.01)
    wait_for_part(tmp_path)
    living = {name for name in names_in(tmp_path) if name.endswith((".part", ".journal"))}
    assert len(living) == 3
    (tmp_path / ".other.csv.0123456789ab.part").write_text("")
    (tmp_path / ".out.csv.notes.part").write_text("")
    go(source, tmp_path / "out.csv")
    assert living < set(names_in(tmp_path))
    assert {".other.csv.0123456789ab.part", ".out.csv.notes.part"} <= set(names_in(tmp_path))
    running.terminate()
    running.communicate()
    assert not living & set(names_in(tmp_path))


def test_several_runs_to_one_output_never_mix(source, tmp_path):
    running = [start(source, tmp_path / "out.csv") for _ in range(4)]
    for one in running:
        one.communicate()
    assert [one.returncode for one in running] == [0, 0, 0, 0]
    assert names_in(tmp_path) == ["in.csv", "out.csv"]
    rows = rows_of(tmp_path / "out.csv")
    assert [row[0] for row in rows[1:]] == [str(one) for one in range(ROWS)]


def test_a_disk_that_is_full_leaves_nothing(source, tmp_path):
    running = start(source, tmp_path / "out.csv", 0, 20_000)
    _, errors = running.communicate()
    assert running.returncode == 4
    assert b"out.csv: cannot be written: " in errors
    assert names_in(tmp_path) == ["in.csv"]


def test_a_closed_pipe_ends_the_run_quietly(source):
    running = start(source, "-", stdout=subprocess.PIPE)
    assert running.stdout.readline() == b"id,description,tm_status,tm_text\r\n"
    running.stdout.close()
    errors = running.stderr.read()
    assert running.wait() == 0
    assert errors == b""


def test_a_part_taken_away_before_its_lock_is_begun_anew(tmp_path, monkeypatch):
    from matcher.batch import target

    tries = []

    def taken_away_once(path, stream):
        tries.append(path)
        return len(tries) > 1

    monkeypatch.setattr(target, "is_still", taken_away_once)
    part = PartFile(tmp_path / "out.csv", new_run_id())
    assert part.path == tries[1] != tries[0]
    part.write(b"x")
    part.sync()
    part.publish()
    part.discard()
    assert (tmp_path / "out.csv").read_bytes() == b"x"
    clear_remains(tmp_path / "out.csv")
    assert names_in(tmp_path) == ["out.csv"]


def test_a_target_that_became_a_folder_meanwhile_is_not_written(tmp_path):
    part = PartFile(tmp_path / "out.csv", new_run_id())
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(Refusal, match="no regular file"):
        part.publish()
    part.discard()
    assert names_in(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("most", [0, 100, 300])
def test_a_disk_too_full_for_the_journal_leaves_nothing(source, tmp_path, most):
    running = start(source, tmp_path / "out.csv.gz", 0, most)
    _, errors = running.communicate()
    assert running.returncode == 4
    assert b"out.csv.gz: cannot be written: " in errors
    assert names_in(tmp_path) == ["in.csv"]
