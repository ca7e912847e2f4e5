"""A new activity starts from marked blanks, each of which lint names, and lints once they are filled in."""

import json

import pytest
from tiny_pack import write_pack

from matcher.cli.main import app
from matcher.cli.outcome import run_guarded
from matcher.know import lint_pack, load_pack
from matcher.know.scaffold import scaffold
from matcher.model.problems import Place, Problem, Refusal
from matcher.tell.sarif import sarif

FILLED = {
    "its name": "Baking",
    "its Chinese name": "烘焙",
    "a class of classes.yaml, such as mills": "mills",
    "in one sentence, what money buys here": "Bakeries.",
    "a framework or edition, such as aa": "aa",
    "the code of its item": "CC 5.1",
    "a name that means nothing else": "bakery",
    "a Chinese name; a comment beside it tells its meaning": "面包房",
    "words that say so": "bakery film",
    "why it is another thing": "That is a film.",
    "the same in Chinese": "那是电影。",
    "where this rule is known to be wrong": "Film titles.",
    "a text that is found": "A new bakery.",
    "a text with similar words that is something else": "A bakery film.",
    "a Chinese text that is found": "新建面包房。",
    "a Chinese text with similar words that is something else": "面包纸。",
}


@pytest.fixture
def folder(tmp_path):
    return write_pack(tmp_path / "pack")


def test_every_blank_is_named_with_what_to_write(folder):
    paths = scaffold("bakery", "crafts", folder, load_pack(folder))
    problems = lint_pack(folder)
    blanks = sum(path.read_text(encoding="utf-8").count("<fill in: ") for path in paths)
    assert len(problems) == blanks == len(FILLED)
    assert {problem.hint for problem in problems} == {f"Write {words}." for words in FILLED}
    for problem in problems:
        line = next(p for p in paths if str(p).endswith(problem.place.file.split("pack/")[-1])).read_text("utf-8")
        assert "<fill in: " in line.splitlines()[problem.place.line - 1]


def test_the_pack_is_right_once_the_blanks_are_filled_in(folder):
    for path in scaffold("bakery", "crafts", folder, load_pack(folder)):
        text = path.read_text(encoding="utf-8")
        for words, written in FILLED.items():
            text = text.replace(f"<fill in: {words}>", written)
        path.write_text(text, encoding="utf-8")
    assert lint_pack(folder) == []
    assert "bakery" in load_pack(folder).taxonomy.activities


@pytest.mark.parametrize(
    ("id_", "sector", "said"),
    [("mill", "crafts", "given already"), ("oven", "crafts", "given already"), ("Big Mill", "crafts", "no id"),
     ("bakery", "craft", "unknown sector"), ("bakery", "", "no sector"), ("../x", "crafts", "no id")],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(folder, id_, sector, said):
    before = sorted(folder.rglob("*"))
    with pytest.raises(Refusal, match=said):
        scaffold(id_, sector, folder, load_pack(folder))
    assert sorted(folder.rglob("*")) == before


def test_a_file_that_is_there_stays(folder):
    pack = load_pack(folder)
    scaffold("bakery", "crafts", folder, pack)
    with pytest.raises(Refusal, match="exists"):
        scaffold("bakery", "crafts", folder, pack)


def test_the_command_writes_and_lint_tells_as_sarif(folder, tmp_path, capsys):
    assert (
        run_guarded(lambda: app(["rules", "new", "bakery", "--sector", "crafts", "-o", str(folder)]), debug=True) == 0
    )
    out = tmp_path / "lint.sarif"
    words = ["rules", "lint", "--pack", str(folder), "--format", "sarif", "-o", str(out)]
    assert run_guarded(lambda: app(words), debug=True) == 1
    told = json.loads(out.read_text(encoding="utf-8"))
    run = told["runs"][0]
    assert (told["version"], len(run["results"])) == ("2.1.0", len(FILLED))
    first = run["results"][0]
    assert first["ruleId"] == run["tool"]["driver"]["rules"][0]["id"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] >= 1
    assert region["startColumn"] >= 1
    assert len({one["partialFingerprints"]["message/v1"] for one in run["results"]}) >= 2
    assert "bakery" in capsys.readouterr().err


def test_hostile_names_are_inert_in_sarif():
    problem = Problem(place=Place(file="a b\x1b<x>\u202e\ud800.yaml", line=1, column=0), message="m \x1b[31m\u202e")
    told = sarif([problem], ("t", "1"))
    assert told.isascii()
    one = json.loads(told)["runs"][0]["results"][0]
    assert "\x1b" not in one["message"]["text"]
    assert "\u202e" not in one["message"]["text"]
    uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert not set(uri) & set(' <>\x1b"')
