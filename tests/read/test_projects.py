import io
import json
import os
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model.document import DealKind, DealState
from matcher.model.problems import Refusal
from matcher.read import open_source, read_projects
from matcher.read.projects import read_project_file

WHOLE = """\
id: P1
title: NO
description: "A text: with a colon"
country: NO
amount: {value: 1.50, currency: EUR}
deal: {kind: loan, state: drawn, date: 2025-03-31, chosen_edition: list-1}
data:
  ghg: 010
  clock: 1:30
  version: 4.10
attest:
  criteria: {a: {met: yes, by: Me, on: 2025-01-02, document: report, verified_by: You}}
  dnsh: {water: {met: no, by: Me}}
  safeguards: {met: "true", by: Me}
"""


def read(folder, name, content, **options):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_project_file(str(path), **options)[0]


def refused(folder, name, content, **options):
    with pytest.raises(Refusal) as caught:
        read(folder, name, content, **options)
    return str(caught.value).replace(str(folder) + os.sep, ""), caught.value.exit_code


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_a_text_file_is_one_document_exactly_as_it_came(tmp_path, name):
    (document,) = read(tmp_path, name, "\ufeff# Title\r\n\r\nA text.\u00ad\n")
    assert (document.id, document.title, document.text) == (name, "", "# Title\r\n\r\nA text.\u00ad\n")


def test_every_scalar_of_yaml_stays_the_text_that_was_written(tmp_path):
    (document,) = read(tmp_path, "p.yaml", WHOLE)
    assert (document.id, document.title, document.country) == ("P1", "NO", "NO")
    assert document.text == "A text: with a colon"
    assert document.data == {"ghg": "010", "clock": "1:30", "version": "4.10"}
    assert (document.amount.value, document.amount.currency) == ("1.50", "EUR")
    deal = document.deal
    assert (deal.kind, deal.state, str(deal.date), deal.chosen_edition) == (
        DealKind.LOAN, DealState.DRAWN, "2025-03-31", "list-1",
    )  # fmt: skip
    given_ = document.attest.criteria["a"]
    assert (given_.met, given_.by, str(given_.on), given_.document, given_.verified_by) == (
        True, "Me", "2025-01-02", "report", "You",
    )  # fmt: skip
    assert document.attest.dnsh["water"].met is False
    assert document.attest.safeguards.met is True


def test_json_says_the_same_as_yaml(tmp_path):
    as_json = (
        '{"id": "P1", "description": "a", "data": {"x": 4.10, "y": -1e5}, "title": null, "deal": {"kind": "bond"}}'
    )
    as_yaml = "id: P1\ndescription: a\ndata: {x: 4.10, y: -1e5}\ntitle:\ndeal: {kind: bond}\n"
    assert read(tmp_path, "p.json", as_json) == read(tmp_path, "p.yaml", as_yaml)


def test_several_projects_stand_in_a_list_or_in_lines(tmp_path):
    two = [{"id": "1", "description": "a"}, {"title": "b"}]
    lines = "\n".join(map(json.dumps, two)) + "\n"
    listed = read(tmp_path, "p.json", json.dumps(two, indent=1))
    assert [(one.id, one.text, one.title) for one in listed] == [("1", "a", ""), ("p.json#2", "", "b")]
    assert [one.text for one in read(tmp_path, "p.jsonl", lines)] == ["a", ""]
    assert [one.text for one in read(tmp_path, "p.yaml", "- {description: a}\n- {description: b}\n")] == ["a", "b"]
    assert "something follows" in refused(tmp_path, "q.json", lines)[0]


def test_every_mistake_is_told_at_once_with_its_place_and_what_to_write(tmp_path):
    said, code = refused(
        tmp_path,
        "p.yaml",
        "id: [1]\ntitel: a\ndescription: b\namount: {curency: EUR}\ndeal: {kind: lone, state: 1, date: 31/02/2025}\n"
        "data: [1]\nattest: {criteria: {a: {met: maybe}}, dsnh: {}}\n",
    )
    places = [line.split(": ")[0] for line in said.splitlines() if line.startswith("p.yaml")]
    assert places == [
        f"p.yaml:{place}" for place in ("1:5", "2:1", "4:10", "5:14", "5:27", "5:36", "6:7", "7:24", "7:30", "7:39")
    ]
    for hint in ("did you mean 'title'?", "did you mean 'currency'?", "did you mean 'loan'?", "did you mean 'dnsh'?"):
        assert hint in said
    assert code == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("p.yaml", "a: &x b\ndescription: *x\n", "the anchor &x"),
        ("p.yaml", "a: &x b\ndescription: *x\n", "p.yaml:2:14: the alias *x"),
        ("p.yaml", 'description: !!python/object/apply:os.system ["false"]\n', "the tag"),
        ("p.yaml", "description: a\ndescription: b\n", "p.yaml:2:1: the key 'description' stands here again"),
        ("p.yaml", "description: a\n---\ndescription: b\n", "p.yaml:2:1: a second document"),
        ("p.yaml", "? [a]\n: b\n", "a key that is no text"),
        ("p.yaml", "description: a: b\n", "p.yaml:1:15: this is no YAML"),
        ("p.yaml", 'description: "a\x01"\n', "p.yaml:1:16: a character that YAML does not allow"),
        ("p.yaml", "[" * 100_000, "nested deeper than 40"),
        ("p.yaml", "- " * 100_000, "nested deeper than 40"),
        ("p.yaml", "just a text\n", "a project should be keys and values"),
        ("p.yaml", "# nothing\n", "holds no project"),
        ("p.yaml", "id: 1\n", "without a description"),
        ("p.json", "[" * 100_000, "nested deeper than 40"),
        ("p.json", '{"id": "1", "id": "2", "title": "a"}', "p.json:1:13: the key 'id' stands here again"),
        ("p.json", '{"title": "a\n"}', "p.json:1:13: this text cannot be read"),
        ("p.json", '{"title": "\\ud800"}', "half a character"),
        ("p.json", '{"title": NaN}', "p.json:1:11: a JSON value should stand here"),
        ("p.json", "{title: 1}", "p.json:1:2: a key should stand here"),
        ("p.json", '{"title" 1}', "a colon should stand here"),
        ("p.json", '["a" "b"]', "a comma or ] should stand here"),
        ("p.json", '{"a": 1,\n"b" ', "p.json:2:5: a colon"),
        ("p.json", "[]", "holds no project"),
        ("p.txt", "a\nb\0c", "p.txt:2:2: a NUL byte"),
        ("p.txt", b"", "the file is empty"),
        ("p.txt", b"\xff\xfe\0", "no utf-16-le"),
        ("p.docx", "x", "this is no Word document, or a damaged one"),
        ("p.pdf", "x", "this is no PDF, or a damaged one"),
        ("p.csv", "x", "taxomatch batch"),
        ("p.xlsx", "x", "taxomatch batch"),
        ("p.txt.gz", "x", "taxomatch batch"),
        ("p.exe", "x", "files ending in .exe are not read"),
    ],
)
def test_what_no_project_file_may_hold_is_refused(tmp_path, name, content, said):
    message, code = refused(tmp_path, name, content)
    assert said in message
    assert code == 2


def test_a_file_with_thousands_of_mistakes_tells_the_first_of_them(tmp_path):
    said, _ = refused(tmp_path, "p.yaml", "description: a\n" + "title: b\n" * 3000)
    assert said.startswith("p.yaml: 2999 problems, of which the first follow")
    assert len(said.splitlines()) < 300


def test_a_file_over_the_limit_is_refused_with_its_own_code(tmp_path):
    assert refused(tmp_path, "p.txt", "x" * 11, file_bytes=10)[1] == 5
    assert "a YAML file may have" in refused(tmp_path, "p.yaml", "a: " + "x" * (1 << 20))[0]


def test_one_unreadable_file_of_several_is_a_document_with_its_problem(tmp_path):
    (tmp_path / "good.txt").write_text("a")
    told = []
    found = read_projects([str(tmp_path / "absent.txt"), str(tmp_path / "good.txt")], tell=told.append)
    assert [(one.id, one.text, bool(one.problem)) for one in found] == [
        ("absent.txt", "", True),
        ("good.txt", "a", False),
    ]
    assert "no such file" in told[0]
    with pytest.raises(Refusal) as caught:
        read_projects([str(tmp_path / "absent.txt"), str(tmp_path)])
    assert len(caught.value.problems) == 2


def test_the_encoding_of_a_project_file_is_told_and_can_be_named(tmp_path):
    path = tmp_path / "p.txt"
    path.write_bytes("新建一所中学教学楼".encode("gbk"))
    told = []
    assert read_projects([str(path)], tell=told.append)[0].text == "新建一所中学教学楼"
    assert told == [f"{path}: no UTF-8, read as GB18030 (100% everyday characters; windows-1251 65%)"]
    path.write_bytes("École".encode("latin-1"))
    assert read_projects([str(path)], encoding="latin-1")[0].text == "École"


def test_standard_input_is_plain_text(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{not json}")))
    (document,) = read_projects(["-"])
    assert (document.id, document.text) == ("stdin", "{not json}")


def test_a_pipe_is_read_and_a_device_or_folder_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"abc",))
    writer.start()
    with open_source(str(pipe)) as source:
        assert (source.stream.read(), source.size, source.identity) == (b"abc", 3, None)
    writer.join()
    for name, word in (("/dev/zero", "device"), (str(tmp_path), "folder"), ("a\0b", "cannot be read")):
        with pytest.raises(Refusal, match=word):
            read_projects([name])


def test_a_hostile_file_name_cannot_act_in_a_message():
    with pytest.raises(Refusal) as caught:
        read_projects(["a\x1b[31m\nERROR: all is well.txt"])
    assert str(caught.value).splitlines()[0] == "a\\x1b[31m\\nERROR: all is well.txt: no such file"


def problems_of(path):
    try:
        read_project_file(str(path))
    except Refusal as refusal:
        return refusal.problems
    return None


@given(st.text(max_size=60), st.sampled_from([".yaml", ".json", ".jsonl", ".txt"]))
def test_any_text_is_read_or_refused(tmp_path_factory, text, ending):
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    assert problems_of(path) != ()


KEYS = st.sampled_from(["id", "title", "description", "amount", "deal", "data", "attest", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_json_is_read_or_refused_with_a_place(tmp_path_factory, value):
    path = tmp_path_factory.getbasetemp() / "shape.json"
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    assert all(problem.place.line for problem in problems_of(path) or ())
