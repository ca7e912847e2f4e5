"""A run that was stopped, gone on with: the same bytes as one that was not."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.batch.batching import Fake, go, names_in

ROWS = 2100
ENDINGS = ["csv", "tsv", "jsonl", "csv.gz", "xlsx", "parquet"]


class Stopping(Fake):
    """Is told to stop, as by a signal, when it has answered so many rows."""

    def __init__(self, rows, error=None):
        super().__init__()
        self._left = rows
        self._error = error or SystemExit(143)

    def classify_many(self, documents, *_):
        for answer in super().classify_many(documents):
            self._left -= 1
            if self._left < 0:
                raise self._error
            yield answer


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Rows with some rejects among them, and some ids that stand twice."""
    path = tmp_path_factory.mktemp("source") / "in.csv"
    lines = [f"{one % 1500},text {one}" if one % 97 else f"{one},too,many" for one in range(ROWS)]
    path.write_text("id,description\n" + "\n".join(lines), encoding="utf-8")
    return path


def stop(source, target, rows, error=None, **options):
    with pytest.raises(type(error) if error else SystemExit):
        go(source, target, Stopping(rows, error), **options)


def resume(source, target, **options):
    told, classifier = [], Fake()
    summary = go(source, target, classifier, told, resume=True, **options)
    return summary, next(line for line in told if "resume" in line), sum(classifier.asked.values())


def counts(summary):
    return {**summary.state(), "rejects_file": bool(summary.rejects_file)}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_resumed_run_gives_the_bytes_of_one_that_was_never_stopped(source, tmp_path, ending):
    (tmp_path / "reference").mkdir()
    reference = go(source, tmp_path / "reference" / f"out.{ending}")
    stop(source, tmp_path / f"out.{ending}", 1200)
    assert not (tmp_path / f"out.{ending}").exists()
    summary, told, answered = resume(source, tmp_path / f"out.{ending}")
    assert told == "resumed after 1035 records"
    assert answered < ROWS / 2 + 100
    assert counts(summary) == counts(reference)
    for name in names_in(tmp_path / "reference"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "reference" / name).read_bytes()
    assert len(names_in(tmp_path)) == 3


@settings(max_examples=max(1, settings.default.max_examples // 10))
@given(stops=st.lists(st.integers(0, ROWS), min_size=1, max_size=4))
def test_it_may_be_stopped_anywhere_and_again(source, tmp_path_factory, stops):
    folder = tmp_path_factory.mktemp("stops")
    for rows in stops:
        with suppress(SystemExit):
            go(source, folder / "out.csv", Stopping(rows), resume=True)
            break
    resume(source, folder / "out.csv")
    assert names_in(folder) == ["out.csv", "out.csv.rejects.csv"]
    go(source, folder / "reference.csv")
    for end in ("", ".rejects.csv"):
        assert (folder / f"out.csv{end}").read_bytes() == (folder / f"reference.csv{end}").read_bytes()


def test_without_resume_a_run_begins_anew_and_removes_what_was_left(source, tmp_path):
    stop(source, tmp_path / "out.csv", 1200)
    assert len(names_in(tmp_path)) == 3
    classifier = Fake()
    go(source, tmp_path / "out.csv", classifier)
    assert sum(classifier.asked.values()) > 2000
    assert names_in(tmp_path) == ["out.csv", "out.csv.rejects.csv"]


@pytest.mark.parametrize("change", ["input", "options", "pack", "program"])
def test_only_a_run_of_the_same_is_gone_on_with(source, tmp_path, monkeypatch, change):
    path, options = tmp_path / "in.csv", {}
    path.write_bytes(source.read_bytes())
    stop(path, tmp_path / "out.csv", 1200)
    if change == "input":
        path.write_bytes(source.read_bytes() + b"\n9999,one more")
    elif change == "options":
        options = {"raw_cells": True}
    elif change == "pack":
        import dataclasses
        from types import SimpleNamespace

        from tests.batch.batching import IDENTITY, PACK

        identity = dataclasses.replace(IDENTITY, fingerprint="1")
        monkeypatch.setattr("tests.batch.batching.PACK", SimpleNamespace(**{**vars(PACK), "identity": identity}))
    else:
        monkeypatch.setattr("matcher.batch.journal.__version__", "9.9")
    _, told, answered = resume(path, tmp_path / "out.csv", **options)
    assert told == "nothing to resume: begun anew"
    assert answered > 2000
    assert names_in(tmp_path) == ["in.csv", "out.csv", "out.csv.rejects.csv"]


def spoil(path, how):
    data = path.read_bytes()
    if how == "cut":
        path.write_bytes(data[:-20_000])
    elif how == "gone":
        path.unlink()
    elif how == "zeroed":
        path.write_bytes(data[:20_000] + bytes(len(data) - 20_000))
    else:
        path.write_bytes(data + b"more than the journal knows of")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("cut", "resumed after 518 records"),
        ("gone", "nothing to resume: begun anew"),
        ("zeroed", "resumed after 518 records"),
        ("added", "resumed after 1553 records"),
    ],
)
def test_a_step_counts_only_if_the_files_still_hold_it(source, tmp_path, how, told):
    stop(source, tmp_path / "out.csv", 1700)
    (part,) = [path for path in tmp_path.iterdir() if path.name.endswith(".part") and ".rejects." not in path.name]
    spoil(part, how)
    assert resume(source, tmp_path / "out.csv")[1] == told
    go(source, tmp_path / "reference.csv")
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "reference.csv").read_bytes()
    assert len(names_in(tmp_path)) == 4


@pytest.mark.parametrize(
    "line", [b"", b"\xff\n", b"[]\n", b'{"records":1}\n', b'{"records":9999,"reached":[[0,0],[0,0]]', b"null\n"]
)
def test_a_journal_that_was_damaged_is_trusted_as_far_as_it_can_be_read(source, tmp_path, line):
    stop(source, tmp_path / "out.csv", 1200)
    (journal,) = [path for path in tmp_path.iterdir() if path.name.endswith(".journal")]
    journal.write_bytes(journal.read_bytes() + line)
    assert resume(source, tmp_path / "out.csv")[1] == "resumed after 1035 records"
    stop(source, tmp_path / "out.csv", 1200)
    (journal,) = [path for path in tmp_path.iterdir() if path.name.endswith(".journal")]
    journal.write_bytes(line)
    assert resume(source, tmp_path / "out.csv")[1] == "nothing to resume: begun anew"
    assert names_in(tmp_path) == ["out.csv", "out.csv.rejects.csv"]


def test_a_journal_makes_nobody_remove_files_that_are_no_parts(source, tmp_path):
    (tmp_path / "precious").write_text("kept")
    (tmp_path / ".precious.part").write_text("kept")
    head = {"parts": [str(tmp_path / "precious"), str(tmp_path / ".precious.part"), "/etc/hostname"]}
    (tmp_path / ".out.csv.0123456789ab.journal").write_text(json.dumps(head) + "\n")
    go(source, tmp_path / "out.csv")
    assert names_in(tmp_path) == [".precious.part", "out.csv", "out.csv.rejects.csv", "precious"]


def test_rejects_that_a_dead_run_wrote_elsewhere_are_removed_too(source, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    stop(source, tmp_path / "out.csv", 1200, rejects=str(tmp_path / "elsewhere" / "r.csv"))
    assert names_in(tmp_path / "elsewhere") != []
    go(source, tmp_path / "out.csv")
    assert names_in(tmp_path / "elsewhere") == []


@pytest.mark.parametrize(
    ("error", "kept"), [(SystemExit(130), True), (MemoryError(), True), (ValueError("a fault of ours"), False)]
)
def test_only_what_may_go_well_the_next_time_is_kept(source, tmp_path, error, kept):
    stop(source, tmp_path / "out.csv", 1200, error)
    assert (names_in(tmp_path) != []) is kept


def test_a_run_to_standard_output_cannot_be_resumed(source):
    from matcher.model.problems import Refusal

    with pytest.raises(Refusal, match="--resume") as caught:
        go(source, "-", resume=True)
    assert caught.value.exit_code == 2
