"""A record decided once more comes out the same, or every difference is told."""

import hashlib
import json
import shutil
import time

import pytest

import matcher.audit.replay as replaying
from benchmarks.texts import Wording, rows
from matcher.audit.record import RecordPlan, fields_of, hash_of, open_record
from matcher.audit.record.manifest import written
from matcher.audit.replay import differences, replay
from matcher.cli.main import app
from matcher.cli.outcome import run_guarded
from matcher.model.document import Document
from matcher.model.problems import Refusal
from tests.audit.recording import copy_of, documents, is_proof, make_record

DECISIONS = 10_000 if is_proof() else 300


def rewritten(folder, number, change):
    """Change one line of a record, whatever its hash says."""
    lines = (folder / "decisions.jsonl").read_bytes().splitlines(keepends=True)
    line = json.loads(lines[number - 1])
    change(line)
    lines[number - 1] = json.dumps(line).encode() + b"\n"
    (folder / "decisions.jsonl").write_bytes(b"".join(lines))


def audit(*words):
    return run_guarded(lambda: app(["audit", *map(str, words)]), debug=True)


def test_hundreds_of_decisions_replay_without_a_difference(matcher, tmp_path):
    texts = rows(Wording.of(matcher.pack), DECISIONS, seed=7, damaged_per_thousand=20)
    given = [Document(id=id_, title=title, text=text) for id_, title, text in texts]
    make_record(tmp_path / "r", matcher, None, given)
    record = open_record(tmp_path / "r")
    done = replay(record, record.matcher())
    assert (done.decisions, done.different, done.other_program) == (DECISIONS, 0, [])
    assert len({line.decision["activity"] for line in record.lines()}) > 20


def test_a_replay_uses_the_pack_of_the_record_and_not_the_one_of_today(recorded, small_pack, tmp_path, small):
    changed = shutil.copytree(small_pack, tmp_path / "pack")
    make_record(tmp_path / "r", small, small_pack, documents(12))
    (changed / "rules" / "activities" / "crafts" / "mill.yaml").unlink()
    record = open_record(tmp_path / "r")
    assert replay(record, record.matcher()).different == 0


def test_what_comes_out_otherwise_is_told_with_its_place(recorded, small, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")

    def change(line):
        line["decision"]["rules"][0]["points"] -= 1
        line["decision"]["class"] = "ovens"

    rewritten(folder, 6, change)
    done = replay(open_record(folder), small)
    assert done.different == 1
    told = {(one.number, one.document, one.where): (one.before, one.after) for one in done.differences}
    assert told[6, "D6", "class"] == ("ovens", "mills")
    assert (6, "D6", "rules[0].points") in told


def test_a_document_that_is_not_the_one_recorded_is_told(recorded, small, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")

    def change(line):
        line["document"]["fields"]["text"] = "A pepper mill."

    rewritten(folder, 2, change)
    done = replay(open_record(folder), small)
    assert [(one.number, one.where) for one in done.differences] == [(2, "document")]


def test_another_program_is_named_and_ids_are_not_compared(recorded, small, monkeypatch):
    monkeypatch.setattr(replaying, "__version__", "9.9.9")
    done = replay(open_record(recorded[0]), small)
    assert done.different == 0
    assert done.other_program == ["the record was made by taxomatch 0.1.0, this is 9.9.9"]


def test_a_redacted_record_replays_with_its_input_alone(small, small_pack, tmp_path):
    given = documents(20)
    make_record(tmp_path / "r", small, small_pack, given, redact=True)
    record = open_record(tmp_path / "r")
    assert replay(record, small, enumerate(given, start=1)).different == 0
    assert replay(record, small).different == 20
    another = [*given[:4], Document(id="D5", text="Another."), *given[5:18]]
    told = [one.number for one in replay(record, small, enumerate(another, start=1)).differences]
    assert told == [5, 19, 20]


def test_a_document_whose_figures_are_refused_now_is_a_difference(recorded, small, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")
    record = open_record(folder)
    documents_now = [record.document(line) for line in record.lines()]
    broken = Document(id="D3", text=documents_now[2].text, data={"intensity": "many"})

    def change(line):
        line["document"] |= {"fields": fields_of(broken), "sha256": hash_of(fields_of(broken))}

    rewritten(folder, 3, change)
    done = replay(open_record(folder), small)
    assert [(one.number, one.where) for one in done.differences] == [(3, "document")]
    assert done.decisions == 40


@pytest.mark.parametrize("fields", [{"title": 3}, {"deal": {"date": "noon"}}, []])
def test_broken_fields_are_refused_with_their_place(recorded, small, tmp_path, fields):
    folder = copy_of(recorded[0], tmp_path / "r")
    rewritten(folder, 3, lambda line: line["document"].update(fields=fields))
    with pytest.raises(Refusal) as refusal:
        replay(open_record(folder), small)
    assert refusal.value.problems[0].place.line == 3


def test_differences_walk_through_everything():
    before = {"a": [1, {"b": "x"}], "c": None, "d": 1}
    after = {"a": [1, {"b": "y"}, 2], "c": None, "e": True}
    assert list(differences(before, after)) == [
        ("a[1].b", "x", "y"),
        ("a[2]", "nothing", "2"),
        ("d", "1", "nothing"),
        ("e", "nothing", "True"),
    ]


def test_the_commands_end_with_the_codes_of_the_contract(recorded, small, small_pack, tmp_path, capsys):
    folder, seal = recorded
    assert audit("verify", folder, "--seal", seal) == 0
    assert audit("replay", folder) == 0
    assert "40 decisions replayed, 0 different" in capsys.readouterr().err
    assert audit("verify", folder, "--seal", "0" * 64) == 1
    changed = copy_of(folder, tmp_path / "r")
    rewritten(changed, 6, lambda line: line["decision"].update({"class": "=1+\x1b[31m<b>|`x`"}))
    assert audit("verify", changed) == 1
    assert audit("replay", tmp_path) == audit("verify", tmp_path) == 2
    make_record(tmp_path / "red", small, small_pack, documents(2), redact=True)
    capsys.readouterr()
    assert audit("replay", tmp_path / "red") == 2
    assert "--input" in capsys.readouterr().err


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md"])
def test_what_a_record_says_cannot_act_in_any_format(recorded, tmp_path, capsys, format_):
    hostile = "=1+\x1b[31m\u202e<b>|`x`\r\n"
    changed = copy_of(recorded[0], tmp_path / "r")
    rewritten(
        changed, 6, lambda line: (line["decision"].update({"class": hostile}), line["document"].update(id=hostile))
    )
    assert audit("replay", changed, "--format", format_) == 1
    told = capsys.readouterr().out
    if format_ == "json":
        assert {one["recorded"] for one in json.loads(told)} == {hostile}
        return
    if format_ == "csv":
        assert "'=1+\\u001b[31m" in told
        return
    assert not set("\x1b\u202e\r") & set(told)
    if format_ == "md":
        assert "\\<b\\>\\|\\`x\\`" in told


def test_classify_records_and_the_record_replays(small_pack, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text("id: P\ndescription: A corn mill.\n")
    words = ["classify", "p.yaml", "--text", "A large mill, newly built", "--pack", str(small_pack), "--record", "r"]
    assert run_guarded(lambda: app([*words, "--as-of", "2025-05-05", "--redact"]), debug=True) == 0
    said = capsys.readouterr().err
    record = open_record(tmp_path / "r")
    assert f"seal: {record.manifest.seal}" in said
    data = (tmp_path / "p.yaml").read_bytes()
    assert [(one.name, one.bytes, one.sha256) for one in record.manifest.input] == [
        ("p.yaml", len(data), hashlib.sha256(data).hexdigest())
    ]
    assert record.manifest.options.answers.as_of.date.isoformat() == "2025-05-05"
    assert run_guarded(lambda: app([*words]), debug=True) == 2
    assert run_guarded(lambda: app(["classify", "p.yaml", "--redact"]), debug=True) == 2
    assert (tmp_path / "r" / "manifest.json").read_bytes() == written(
        json.loads((tmp_path / "r" / "manifest.json").read_bytes())
    )


def test_a_file_that_cannot_be_read_is_recorded_too(small_pack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.txt").write_text("A corn mill.")
    words = ["classify", "p.txt", "gone.txt", "--pack", str(small_pack), "--record", "r"]
    assert run_guarded(lambda: app(words), debug=True) == 3
    assert [line.decision["status"] for line in open_record(tmp_path / "r").lines()] == ["matched", "error"]
    assert [one.sha256 is None for one in open_record(tmp_path / "r").manifest.input] == [False, True]
    assert audit("replay", "r") == 0


def test_recording_costs_less_than_answering(matcher):
    texts = rows(Wording.of(matcher.pack), 200, seed=3, damaged_per_thousand=0)
    given = [Document(id=id_, title=title, text=text) for id_, title, text in texts]
    line_of = RecordPlan().lines(matcher.pack)
    ratios = []
    for _ in range(3):
        begin = time.process_time()
        answers = list(matcher.classify_many(given))
        answered = time.process_time()
        for answer in answers:
            line_of(answer, 1, 0, 1)
        ratios.append((time.process_time() - answered) / (answered - begin))
    assert min(ratios) < 1
