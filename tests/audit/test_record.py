"""The record of a run: what it holds, how it is written, and that it says the same again."""

import datetime
import json
import os

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.audit.record import RecordPlan, document_of, fields_of, hash_of, open_record, record_schema
from matcher.audit.record.folder import PartFolder
from matcher.model.document import Amount, Attestation, Attestations, Deal, DealKind, DealState, Document, Options
from matcher.model.materiality import Factor, MaterialityOptions, Rating, Record, RecordKind, RecordState, Register
from matcher.model.problems import Refusal
from tests.audit.recording import documents, hashes, make_record

HOSTILE = '=1+1 <script>alert(1)</script> \x1b[31m "\u202e\u2028 \x00'
words = st.text(max_size=12)
attestations = st.builds(
    Attestation, met=st.booleans(), by=words, on=st.none() | st.dates(), document=words, verified_by=words
)
anything = st.builds(
    Document,
    id=words,
    title=words,
    text=words,
    country=words,
    amount=st.none() | st.builds(Amount, value=words, currency=words),
    deal=st.builds(
        Deal,
        kind=st.none() | st.sampled_from(DealKind),
        state=st.none() | st.sampled_from(DealState),
        date=st.none() | st.dates(),
        chosen_edition=st.none() | words,
    ),
    data=st.dictionaries(words, words, max_size=2),
    attest=st.builds(
        Attestations,
        criteria=st.dictionaries(words, attestations, max_size=1),
        dnsh=st.dictionaries(words, attestations, max_size=1),
        safeguards=st.none() | attestations,
    ),
    problem=words,
    skip=words,
    flags=st.lists(words, max_size=2).map(tuple),
)


def lines_of(folder):
    return [json.loads(line) for line in (folder / "decisions.jsonl").read_bytes().splitlines()]


@given(anything)
def test_the_fields_of_a_document_come_back_as_they_were(document):
    fields = json.loads(json.dumps(fields_of(document)))
    assert document_of(document.id, fields) == document
    assert hash_of(fields) == hash_of(fields_of(document))


@given(anything, anything)
def test_documents_that_differ_in_more_than_their_id_have_other_hashes(one, other):
    same = fields_of(one) == fields_of(other)
    assert (hash_of(fields_of(one)) == hash_of(fields_of(other))) == same


def test_a_register_comes_back_as_it_was():
    rated = Record(
        id="r",
        standard_version="s",
        topic="t",
        kind=RecordKind.IMPACT_NEGATIVE,
        state=RecordState.ACTUAL,
        ratings={Factor.SCALE: Rating(value=3, superseded=(Rating(value=1),))},
    )
    document = Document(id="d", materiality=Register(records=(rated,)))
    assert document_of("d", json.loads(json.dumps(fields_of(document)))) == document


def test_two_records_of_the_same_are_the_same_bytes(recorded, small, small_pack, tmp_path):
    folder, seal = recorded
    assert make_record(tmp_path / "again", small, small_pack, documents(40)) == seal
    assert hashes(tmp_path / "again") == hashes(folder)


def test_a_record_holds_every_document_its_pack_and_what_made_it(recorded, small_pack):
    folder, seal = recorded
    record = open_record(folder)
    assert record.manifest.seal == seal
    assert record.manifest.counts.decisions == record.manifest.counts.read == 40
    assert [record.document(line) for line in record.lines()] == documents(40)
    assert "msgspec" in record.manifest.dependencies
    here = {path.relative_to(small_pack).as_posix() for path in small_pack.rglob("*.*")}
    assert record.manifest.pack.files.keys() == here
    assert sorted(path.name for path in folder.iterdir()) == ["decisions.jsonl", "manifest.json", "pack", "run.json"]


def test_a_decision_tells_rules_hits_doubts_points_measurements_and_criteria(recorded):
    told = {line["document"]["id"]: line["decision"] for line in lines_of(recorded[0])}
    rule = next(one for one in told["D2"]["rules"] if one["rule"] == "mill")
    hit = next(one for one in rule["hits"] if one["term"] == "corn mill")
    assert (hit["field"], hit["start"], hit["end"]) == ("text", 2, 11)
    assert sum(points for _, points in rule["steps"]) == rule["points"]
    assert [one["written"] for one in rule["measurements"]] == ["2 g/kWh"]
    low = next(one for one in told["D2"]["matches"][0]["criteria"] if one["id"] == "low")
    assert (low["outcome"], low["basis"], low["source"]) == ("met", "stated", "act, Annex I, 4.10")
    pepper = told["D4"]
    assert pepper["activity"] == ""
    doubts = [doubt["kind"] for one in pepper["rules"] for hit in one["hits"] for doubt in hit.get("doubts", ())]
    assert "not_it" in doubts
    assert [one["reason"] for one in pepper["set_aside"]]


def test_every_line_and_the_manifest_keep_to_the_schema(matcher, tmp_path):
    given = [
        Document(id="1", text="A hydropower plant of 24 MW with life-cycle emissions of 20 gCO2e/kWh, no reservoir."),
        Document(id="2", title="煤矿", text="年产120万吨煤矿改扩建项目。"),
        Document(id="3", text="Nothing at all"),
        Document(id="4", problem="no such file"),
        Document(id="5", text=HOSTILE),
        Document(id="6", text="A solar park, not a coal plant.", deal=Deal(date=datetime.date(2024, 1, 1))),
    ]
    options = Options(materiality=MaterialityOptions())
    make_record(tmp_path / "r", matcher, None, given, options=options)
    make_record(tmp_path / "s", matcher, None, given, redact=True)
    schema = record_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    valid = jsonschema.Draft7Validator(schema)
    for folder in (tmp_path / "r", tmp_path / "s"):
        for told in [json.loads((folder / "manifest.json").read_bytes()), *lines_of(folder)]:
            valid.validate(told)
    assert [one["document"]["fields"].get("text") for one in lines_of(tmp_path / "r")][4] == HOSTILE
    assert lines_of(tmp_path / "r")[0]["decision"]["materiality"]["topics"]


def test_a_redacted_record_holds_no_word_of_the_documents(small, small_pack, tmp_path):
    secret = Document(
        id="known",
        title="Xylo project",
        text="Xylo builds a corn mill, without a Quux oven, with an intensity of 31.5 g/kWh.",
        data={"roofed": "yes"},
        attest=Attestations(criteria={"said": Attestation(met=True, by="Ms Zyzzyva", document="Zyzz")}),
    )
    make_record(tmp_path / "r", small, small_pack, [secret], redact=True)
    written = (tmp_path / "r" / "decisions.jsonl").read_text()
    for word in ("Xylo", "Quux", "31.5", "Zyzz", "without", '"fields"', '"value"'):
        assert word not in written
    assert "known" in written
    assert lines_of(tmp_path / "r")[0]["decision"]["matches"][0]["criteria"][0]["outcome"] == "met"


def test_the_row_of_a_table_stands_in_its_line(small):
    line_of = RecordPlan().lines(small.pack)
    told = json.loads(line_of(small.classify("A corn mill."), 7, 100, 142))
    assert told["row"] == {"line": 7, "start": 100, "end": 142}


def test_a_folder_that_holds_something_is_refused_before_anything_is_written(small, small_pack, tmp_path):
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "note").write_text("mine")
    with pytest.raises(Refusal) as refusal:
        make_record(tmp_path / "r", small, small_pack, documents(1))
    assert refusal.value.exit_code == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["r", "note"]


def test_an_empty_folder_is_taken(small, small_pack, tmp_path):
    (tmp_path / "r").mkdir()
    make_record(tmp_path / "r", small, small_pack, documents(1))
    assert (tmp_path / "r" / "manifest.json").is_file()


def test_a_record_that_is_not_closed_leaves_nothing(small, small_pack, tmp_path):
    class Stop(Exception):
        pass

    def breaking():
        yield documents(1)[0]
        raise Stop

    with pytest.raises(Stop):
        make_record(tmp_path / "r", small, small_pack, breaking())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed_and_what_a_living_one_holds_is_not(small, small_pack, tmp_path):
    left = tmp_path / ".r.0123456789ab.part"
    left.mkdir()
    (left / "decisions.jsonl").write_text("half")
    living = PartFolder(tmp_path / "r")
    assert not left.exists()
    make_record(tmp_path / "other", small, small_pack, documents(1))
    again = PartFolder(tmp_path / "r")
    assert living.path.exists()
    living.publish()
    again.discard()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "r"]


def test_of_two_runs_into_one_folder_one_is_refused_and_the_other_is_whole(small, small_pack, tmp_path):
    late = PartFolder(tmp_path / "r")
    make_record(tmp_path / "r", small, small_pack, documents(3))
    with pytest.raises(Refusal) as refusal:
        late.publish()
    late.discard()
    assert refusal.value.exit_code == 4
    assert len(lines_of(tmp_path / "r")) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do everything is not kept out")
def test_a_folder_that_may_not_be_written_ends_with_4(small, small_pack, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(Refusal) as refusal:
        make_record(tmp_path / "r", small, small_pack, documents(1))
    assert refusal.value.exit_code == 4


def test_no_folder_to_write_into_ends_with_4(small, small_pack, tmp_path):
    with pytest.raises(Refusal) as refusal:
        make_record(tmp_path / "no" / "r", small, small_pack, documents(1))
    assert refusal.value.exit_code == 4


def test_a_pack_that_changed_while_it_was_used_is_refused(small, small_pack, tmp_path):
    with pytest.raises(Refusal, match="changed while it was used"):
        make_record(tmp_path / "r", small, None, documents(1))


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", '{"format": "taxomatch record 9"}', "\x00"])
def test_what_is_no_record_is_refused(tmp_path, spoilt):
    (tmp_path / "manifest.json").write_text(spoilt)
    with pytest.raises(Refusal) as refusal:
        open_record(tmp_path)
    assert refusal.value.exit_code == 2


def test_half_characters_are_hashed_too():
    assert hash_of({"text": "a \ud800"}) != hash_of({"text": "a "})
