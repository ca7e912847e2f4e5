"""The same bytes whatever the number of jobs, the hash seed, the locale, the day; and runs and workers that are killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tiny_pack import write_pack

from tests.batch.batching import names_in
from tests.moments import MOMENTS

ROWS = 4000
COMMAND = [sys.executable, "-c", "from matcher.cli.main import run; run()", "batch", "in.csv", "--text-col", "what"]
TEXTS = [
    "A new corn mill of 5 g/kWh.",
    "Repair of a watermill near the shop.",
    "A shop, and no mill.",
    "磨坊",
    "",
    "The mill is to be =closed+ and @sold.",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with a pack and a ledger, and what one job makes of it."""
    folder = tmp_path_factory.mktemp("home")
    write_pack(folder / "pack")
    with (folder / "in.csv").open("w", encoding="utf-8") as file:
        file.write("id,what,measured\n")
        for one in range(ROWS):
            odd = "x" if one % 150 == 7 else "too,many" if one % 211 == 9 else f"{one % 90} g/kWh"
            file.write(f"R{one % 3000},{TEXTS[one % len(TEXTS)]} Row {one}.,{odd}\n")
    assert batch(folder, "reference.csv").returncode == 3
    return folder


def batch(folder, target, *words, wait=True, **environment):
    running = subprocess.Popen(
        [*COMMAND, "--pack", "pack", "--data-col", "measured=intensity", "-o", target, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    if wait:
        running.errors = running.communicate(timeout=60)[1]
    return running


def same(folder, target):
    for end in ("", ".rejects.csv"):
        assert (folder / f"{target}{end}").read_bytes() == (folder / f"reference.csv{end}").read_bytes()


@pytest.mark.parametrize(
    ("jobs", "environment"),
    [
        (1, {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai"}),
        (2, {"PYTHONHASHSEED": "2", "LANG": "tr_TR.UTF-8"}),
        (5, {"TZ": "America/New_York", "PYTHONUTF8": "0", "LC_ALL": "C"}),
    ],
)
def test_the_bytes_are_the_same(home, jobs, environment):
    done = batch(home, f"out{jobs}.csv", "--jobs", str(jobs), **environment)
    assert done.returncode == 3
    same(home, f"out{jobs}.csv")


def test_other_borders_of_pieces_change_nothing(home, monkeypatch):
    from matcher.batch import pieces
    from matcher.cli.main import app
    from matcher.cli.outcome import run_guarded

    monkeypatch.chdir(home)
    monkeypatch.setattr(pieces, "MOST_ROWS", 77)
    words = [*COMMAND[3:], "--pack", "pack", "--data-col", "measured=intensity", "-o", "cut.csv"]
    assert run_guarded(lambda: app(words), debug=True) == 3
    same(home, "cut.csv")


def children_of(process):
    told = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True, check=False).stdout
    return [int(one) for one in told.split()]


def steps_in(folder, target):
    journals = list(folder.glob(f".{target}.*.journal"))
    return journals[0].read_bytes().count(b"\n") - 1 if journals else -1


def wait_for(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def remains(folder, target):
    return [name for name in names_in(folder) if name.startswith(f".{target}")]


def test_a_worker_that_is_killed_ends_the_run_clearly_and_it_can_be_resumed(home):
    running = batch(home, "worker.csv", "--jobs", "3", wait=False)
    wait_for(lambda: steps_in(home, "worker.csv") >= 1 or running.poll() is not None)
    workers = children_of(running.pid)
    assert len(workers) == 2
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    errors = running.communicate(timeout=60)[1]
    assert running.returncode == 70
    assert "a worker process was ended by signal 9" in errors
    assert "--resume goes on from there" in errors
    assert "Traceback" not in errors
    assert not (home / "worker.csv").exists()
    assert not any(Path(f"/proc/{one}").exists() for one in workers)
    resumed = batch(home, "worker.csv", "--jobs", "3", "--resume")
    assert "resumed after " in resumed.errors
    same(home, "worker.csv")
    assert remains(home, "worker.csv") == []


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_run_that_is_killed_leaves_no_output_and_the_next_gives_the_reference(home, moment):
    target, jobs = f"killed{moment}.csv", str(1 + moment % 3)
    running = batch(home, target, "--jobs", jobs, wait=False)
    wait_for(lambda: remains(home, target) or running.poll() is not None)
    time.sleep(1.2 * moment / MOMENTS)
    workers = children_of(running.pid)
    running.kill()
    running.communicate()
    if (home / target).exists():
        same(home, target)
    wait_for(lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
    again = batch(home, target, *(["--resume"] if moment % 2 else []), "--jobs", jobs)
    assert again.returncode == 3
    same(home, target)
    assert remains(home, target) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_to_the_whole_group_stops_a_run_of_several_jobs(home, number, code):
    target = f"signal{code}.csv"
    running = batch(home, target, "--jobs", "2", wait=False)
    wait_for(lambda: steps_in(home, target) >= 1 or running.poll() is not None)
    workers = children_of(running.pid)
    for process in (*workers, running.pid):
        os.kill(process, number)
    errors = running.communicate(timeout=60)[1]
    assert running.returncode == code
    assert "Traceback" not in errors
    assert not (home / target).exists()
    assert batch(home, target, "--resume").returncode == 3
    same(home, target)
    assert remains(home, target) == []


def test_runs_of_several_jobs_to_one_output_never_mix(home):
    running = [batch(home, "four.csv", "--jobs", str(1 + at % 2), wait=False) for at in range(4)]
    for one in running:
        one.communicate(timeout=60)
    assert [one.returncode for one in running] == [3, 3, 3, 3]
    same(home, "four.csv")
    assert remains(home, "four.csv") == []


def test_a_pack_that_changes_while_the_run_goes_on_is_told(home, tmp_path):
    from matcher import Matcher
    from matcher.batch import form_of
    from matcher.batch.plan import AnsweringPlan
    from matcher.model.document import Options
    from matcher.read import Columns

    write_pack(tmp_path)
    plan = AnsweringPlan(
        pack=tmp_path,
        fingerprint=Matcher.load(home / "pack").pack.identity.fingerprint,
        header=["what"],
        columns=Columns(text=(0,), title=(), single={}),
        form=form_of("out.csv"),
        options=Options(),
    )
    assert plan.start()
    (tmp_path / "rules" / "columns.yaml").write_text("columns: {id: [id, no], text: [text]}\ntotals: [total]\n")
    with pytest.raises(RuntimeError, match="the pack was changed"):
        plan.start()
