"""Whatever is done to a record is found, and its place is told."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.audit.record.lines import Chain, line_in
from matcher.audit.record.manifest import opening_of, seal_of, written
from matcher.audit.verify import verify
from matcher.model.problems import Refusal
from tests.audit.recording import copy_of, is_proof

TAMPERINGS = 1000 if is_proof() else 120


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    return tmp_path_factory.mktemp("spoilt") / "record"


def lines_in(folder):
    return (folder / "decisions.jsonl").read_bytes().splitlines(keepends=True)


def messages(folder, seal=None):
    return [
        f"{one.place.file.removeprefix(str(folder))}:{one.place.line}: {one.message}" for one in verify(folder, seal)
    ]


@st.composite
def tamperings(draw):
    """What somebody does to the lines: its name, and a function of the lines."""
    what = draw(st.sampled_from(["edit", "delete", "swap", "insert", "cut"]))
    at, other, byte = draw(st.integers(0, 39)), draw(st.integers(0, 39)), draw(st.integers(0, 5000))
    value = draw(st.integers(0, 255))

    def done(lines):
        lines = list(lines)
        if what == "edit":
            line = bytearray(lines[at])
            line[byte % len(line)] = value
            lines[at] = bytes(line)
        elif what == "delete":
            del lines[at]
        elif what == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif what == "insert":
            lines.insert(at, lines[other])
        else:
            whole = b"".join(lines)
            return whole[: (at * 5000 + byte) % len(whole)]
        return b"".join(lines)

    return what, done


@settings(max_examples=TAMPERINGS)
@given(tampering=tamperings())
def test_every_tampering_with_the_decisions_is_found(recorded, spoilt, tampering):
    folder = recorded[0]
    if not spoilt.exists():
        copy_of(folder, spoilt)
    whole = (folder / "decisions.jsonl").read_bytes()
    now = tampering[1](lines_in(folder))
    (spoilt / "decisions.jsonl").write_bytes(now)
    found = verify(spoilt)
    assert bool(found) == (now != whole)
    assert all(one.place.file.endswith("decisions.jsonl") for one in found)
    (spoilt / "decisions.jsonl").write_bytes(whole)


@settings(max_examples=TAMPERINGS)
@given(at=st.integers(0, 10**6), value=st.integers(0, 255), number=st.integers(0, 10**6))
def test_every_edit_of_manifest_or_pack_is_found(recorded, spoilt, at, value, number):
    folder, seal = recorded
    if not spoilt.exists():
        copy_of(folder, spoilt)
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name not in ("decisions.jsonl", "run.json")
    )
    chosen = files[number % len(files)] if number % 3 else folder / "manifest.json"
    data = bytearray(chosen.read_bytes())
    at %= len(data)
    before, data[at] = data[at], value
    (spoilt / chosen.relative_to(folder)).write_bytes(bytes(data))
    try:
        found = verify(spoilt, seal)
    except Refusal as refusal:
        found = list(refusal.problems)
    assert bool(found) == (before != value)
    (spoilt / chosen.relative_to(folder)).write_bytes(chosen.read_bytes())


def test_a_whole_record_has_no_findings(recorded):
    folder, seal = recorded
    assert verify(folder) == []
    assert verify(folder, seal) == []
    assert verify(folder, seal.upper()) == []


def test_the_place_of_an_edit_is_told(recorded, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")
    lines = lines_in(folder)
    lines[6] = lines[6].replace(b'"points":', b'"points":1', 1)
    (folder / "decisions.jsonl").write_bytes(b"".join(lines))
    assert messages(folder) == ["/decisions.jsonl:7: this line was edited: it does not agree with its hash"]


def test_the_place_of_a_deletion_a_swap_and_an_insertion_is_told(recorded, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")
    lines = lines_in(folder)
    (folder / "decisions.jsonl").write_bytes(b"".join([*lines[:6], *lines[7:]]))
    assert messages(folder)[0].startswith("/decisions.jsonl:7: decision 8 stands where decision 7 should")
    (folder / "decisions.jsonl").write_bytes(b"".join([*lines[:6], lines[7], lines[6], *lines[8:]]))
    assert [re.match(r".*?:(\d+):", one).group(1) for one in messages(folder)] == ["7", "8", "9"]
    (folder / "decisions.jsonl").write_bytes(b"".join([*lines[:6], lines[2], *lines[6:]]))
    assert messages(folder)[0].startswith("/decisions.jsonl:7: decision 3 stands where decision 7 should")


def test_a_line_that_was_replaced_with_its_hash_made_anew_is_found_by_the_next(recorded, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")
    lines = lines_in(folder)
    chain = Chain(line_in(lines[4]).previous)
    chain.number = 4
    forged = json.loads(lines[4])
    unchained = {key: forged[key] for key in ("decision", "document", "normaliser")}
    unchained["decision"]["status"] = "matched" if forged["decision"]["status"] != "matched" else "unmatched"
    lines[4] = chain.add(json.dumps(unchained, sort_keys=True).encode())
    (folder / "decisions.jsonl").write_bytes(b"".join(lines))
    assert messages(folder) == [
        "/decisions.jsonl:6: this line is not bound to the one before it: one of them was replaced"
    ]


def test_a_record_written_anew_from_end_to_end_is_found_by_its_seal_alone(recorded, tmp_path):
    folder, seal = copy_of(recorded[0], tmp_path / "r"), recorded[1]
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["options"]["limit"] = 7
    manifest["opening"] = opening_of(manifest)
    chain = Chain(manifest["opening"])
    kept = ("decision", "document", "normaliser")
    forged = [{key: json.loads(line)[key] for key in kept} for line in lines_in(folder)]
    forged[3]["decision"]["status"] = "matched"
    lines = [chain.add(json.dumps(one, sort_keys=True).encode()) for one in forged]
    manifest["last"] = chain.last
    manifest["seal"] = seal_of(manifest)
    (folder / "decisions.jsonl").write_bytes(b"".join(lines))
    (folder / "manifest.json").write_bytes(written(manifest))
    assert verify(folder) == []
    assert [one.message for one in verify(folder, seal)] == [f"the seal is {manifest['seal']}, not the one given"]


def test_files_that_come_and_go_are_found(recorded, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")
    (folder / "pack" / "rules" / "extra.yaml").write_text("x")
    (folder / "pack" / "rules" / "method.yaml").unlink()
    (folder / "notes.txt").write_text("x")
    assert messages(folder) == [
        "/pack/rules/extra.yaml:0: this file is not of the pack that was used",
        "/pack/rules/method.yaml:0: this file of the pack is missing",
        "/notes.txt:0: this does not belong to the record",
    ]
    (folder / "decisions.jsonl").unlink()
    assert any("decisions.jsonl" in one and "cannot be read" in one for one in messages(folder))


def test_nothing_that_a_record_names_is_opened(recorded, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")
    secret = tmp_path / "secret"
    secret.write_text("s")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["pack"]["files"]["../../secret"] = "0" * 64
    (folder / "manifest.json").write_bytes(written(manifest))
    (folder / "pack" / "rules" / "link.yaml").symlink_to(secret)
    secret.chmod(0)
    found = messages(folder)
    assert "/pack/../../secret:0: this file of the pack is missing" in found
    assert "/pack/rules/link.yaml:0: this file is not of the pack that was used" in found


def test_where_and_when_a_record_was_made_is_bound_by_nothing(recorded, tmp_path):
    folder = copy_of(recorded[0], tmp_path / "r")
    (folder / "run.json").unlink()
    assert verify(folder, recorded[1]) == []


@pytest.mark.parametrize("line", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", b'{"number": "x"}', b"null"])
def test_what_is_no_line_is_told_and_never_raises(recorded, tmp_path, line):
    folder = copy_of(recorded[0], tmp_path / "r")
    lines = lines_in(folder)
    (folder / "decisions.jsonl").write_bytes(b"".join([*lines[:3], line + b"\n", *lines[4:]]))
    assert any(one.startswith("/decisions.jsonl:4:") for one in messages(folder))
