"""The command line from outside: one process for each run, in an empty folder, with next to nothing in its environment."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

HOUSE = Path(__file__).parents[1]
COMMAND = Path(sys.executable).parent / "taxomatch"
SOLAR = "Construction of a 50 MW solar photovoltaic power plant with an annual output of 80 GWh."
LEDGER = [
    ["id", "project name", "description", "note"],
    ["a", "Solar park", SOLAR, "=1+1"],
    ["b", "学校", "新建一所中学教学楼及操场。", "x,y"],
    ["c", "风电", "新建100MW风力发电场，配套升压站。", 'say "hi"'],
    ["d", "Coal", "A new 660 MW coal-fired power unit.", "line\nbreak"],
]

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def run(home: Path, tmp_path: Path) -> Run:
    """Runs the command in the test's own folder."""
    measured = {name: value for name, value in os.environ.items() if name.startswith("COV")}

    def run_command(*words: str | Path, given: bytes = b"", **setting: str) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [COMMAND, *words],
            cwd=tmp_path,
            input=given,
            capture_output=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(home), **measured, **setting},
            timeout=120,
        )
        assert b"Traceback" not in done.stderr
        return done

    return run_command


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(LEDGER)
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def refused(done: subprocess.CompletedProcess[bytes], *, code: int = 2) -> str:
    """What a refusal says. Nothing stands on stdout."""
    assert done.returncode == code, done.stderr
    assert not done.stdout
    assert done.stderr.strip()
    return done.stderr.decode("utf-8")


# classify


def test_a_text_becomes_one_object_with_spans_that_cut_it(run: Run):
    text = "新建200MW集中式光伏电站项目，配套建设20%/2h电化学储能"
    done = run("classify", "--text", text, "--format", "json")
    (answer,) = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["status"] == "matched"
    assert answer["matches"][0]["codes"]["eu"] == ["CCM 4.1"]
    for match in answer["matches"]:
        for one in match["evidence"]:
            assert text[one["start"] : one["end"]] == one["quote"]


def test_json_keeps_to_the_schema_that_is_shipped(run: Run):
    schema = json.loads((HOUSE / "matcher" / "tell" / "assessment.schema.json").read_text(encoding="utf-8"))
    for text in (
        SOLAR,
        "A new coal-fired power unit with carbon capture.",
        "本项目不涉及光伏发电。",
        "",
        "Renewable energy.",
    ):
        (answer,) = json.loads(run("classify", "--text", text, "--format", "json").stdout)
        jsonschema.Draft7Validator(schema).validate(answer if schema.get("type") != "array" else [answer])


def test_files_of_every_kind_and_stdin_are_read_in_order(run: Run, tmp_path: Path):
    (tmp_path / "one.txt").write_text(SOLAR, encoding="utf-8")
    (tmp_path / "two.md").write_text("# Wind\n\nA 20 MW wind farm.\n", encoding="utf-8")
    (tmp_path / "three.yaml").write_text("id: P3\ndescription: A 20 MW geothermal power plant.\n", encoding="utf-8")
    (tmp_path / "four.json").write_text('[{"id": "P4", "title": "水电站"}]', encoding="utf-8")
    done = run(
        "classify", "one.txt", "two.md", "three.yaml", "four.json", "-", "--format", "jsonl", given=SOLAR.encode()
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["class"] for answer in answers] == ["solar", "wind", "geothermal", "hydro", "solar"]
    assert [answer["id"] for answer in answers] == ["one.txt", "two.md", "P3", "P4", "stdin"]


@pytest.mark.parametrize("written", ["table", "md", "csv", "json", "jsonl"])
def test_every_format_names_the_activity_and_the_code(run: Run, written: str):
    done = run("classify", "--text", SOLAR, "--format", written)
    assert done.returncode == 0
    assert "solar-pv" in done.stdout.decode("utf-8")
    assert "CCM 4.1" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout


def test_a_supplied_figure_is_held_against_the_limit(run: Run):
    words = ("classify", "--text", "A geothermal power plant of 20 MW.", "--format", "json")
    for figure, outcome in (("98 gCO2e/kWh", "met"), ("0,101 kg CO2e per kWh", "not_met")):
        (answer,) = json.loads(run(*words, "--data", f"lifecycle_ghg={figure}").stdout)
        found = {one["id"]: one for match in answer["matches"] for one in match["criteria"]}
        assert (found["lifecycle-ghg"]["outcome"], found["lifecycle-ghg"]["basis"]) == (outcome, "supplied")
    (answer,) = json.loads(run(*words).stdout)
    asked = {one["id"]: one["missing"] for match in answer["matches"] for one in match["criteria"]}
    assert asked["lifecycle-ghg"]


def test_a_gate_that_fails_ends_with_one_and_still_answers(run: Run):
    done = run("classify", "--text", "A coal-fired power plant.", "--format", "json", "--fail-on", "excluded")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["status"] == "excluded"


def test_output_goes_to_a_file_whole(run: Run, tmp_path: Path):
    done = run("classify", "--text", SOLAR, "--format", "json", "-o", "answer.json")
    assert done.returncode == 0
    assert not done.stdout
    assert json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))[0]["class"] == "solar"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.json"]


def test_one_bad_file_of_several_is_an_error_among_answers(run: Run, tmp_path: Path):
    (tmp_path / "one.txt").write_text(SOLAR, encoding="utf-8")
    done = run("classify", "one.txt", "absent.txt", "--format", "jsonl")
    assert done.returncode == 3
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["matched", "error"]


def test_the_clock_is_asked_for_or_plays_no_part(run: Run):
    (answer,) = json.loads(run("classify", "--text", SOLAR, "--format", "json").stdout)
    assert answer["as_of"]["from"] == "pack"
    (answer,) = json.loads(run("classify", "--text", SOLAR, "--as-of", "today", "--format", "json").stdout)
    assert answer["as_of"]["from"] == "clock"
    (answer,) = json.loads(run("classify", "--text", SOLAR, "--as-of", "2023-05-01", "--format", "json").stdout)
    assert answer["as_of"] == {"date": "2023-05-01", "from": "option"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["classify"], "--text"),
        (["classify", "absent.txt"], "absent.txt"),
        (["classify", "--text", "x", "--as-of", "2026-13-40"], "2026-13-40"),
        (["classify", "--text", "x", "--format", "yaml"], "yaml"),
        (["classify", "--text", "x", "--lang", "fr"], "fr"),
        (["classify", "--text", "x", "--data", "lifecycle_ghg"], "measure=value"),
        (["classify", "--text", "x", "--data", "lifecycle_gh=20 gCO2e/kWh"], "lifecycle_ghg"),
        (["classify", "--text", "x", "--data", "lifecycle_ghg=20 MW"], "gCO2e/kWh"),
        (["classify", "--text", "x", "--fail-on", "greenish"], "greenish"),
        (["classify", "--text", "x", "--pack", "nowhere"], "nowhere"),
        (["clasify"], "clasify"),
        (["classify", "--txt", "x"], "--txt"),
        (["explain", "--text", "x", "--why-not", "solr-pv"], "solar-pv"),
        (["rules", "show", "solr-pv"], "solar-pv"),
        (["taxonomy", "show", "solr-pv"], "solar-pv"),
        (["rules", "schema", "activty"], "activity"),
        (["batch", "absent.csv", "-o", "out.csv"], "absent.csv"),
    ],
)
def test_a_wrong_word_is_refused_with_what_was_expected(run: Run, tmp_path: Path, words: list[str], said: str):
    assert said in refused(run(*words))
    assert not list(tmp_path.iterdir())


def test_wrong_project_files_are_told_with_every_place(run: Run, tmp_path: Path):
    (tmp_path / "wrong.yaml").write_text("titel: Wind\ndescription: x\ndeal:\n  kind: lone\n", encoding="utf-8")
    said = refused(run("classify", "wrong.yaml"))
    assert "wrong.yaml:1:1" in said
    assert "title" in said
    assert "wrong.yaml:4:9" in said
    assert "loan" in said


def test_a_binary_file_is_refused(run: Run, tmp_path: Path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    assert "picture.txt" in refused(run("classify", "picture.txt"))


def test_an_output_that_cannot_be_written_ends_with_four(run: Run):
    done = run("classify", "--text", SOLAR, "--format", "json", "-o", "no/such/folder/answer.json")
    assert done.returncode == 4
    assert done.stderr.strip()


# batch


def test_batch_keeps_rows_columns_and_order_and_adds_its_own(run: Run, ledger: Path, tmp_path: Path):
    before = ledger.read_bytes()
    done = run("batch", ledger, "-o", "out.csv")
    assert done.returncode == 0, done.stderr
    rows = rows_of(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["tm_class"] for row in rows] == ["solar", "none", "wind", "fossil"]
    assert list(rows[0])[:4] == LEDGER[0]
    assert rows[0]["note"] == "'=1+1"
    assert rows[3]["note"] == "line\nbreak"
    assert not done.stdout
    assert ledger.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.csv", "out.csv"]


def test_batch_says_which_column_it_took_for_what(run: Run, ledger: Path):
    said = run("batch", ledger, "-o", "out.csv").stderr.decode("utf-8")
    assert "project name" in said
    assert "description" in said


def test_batch_finds_chinese_columns(run: Run, tmp_path: Path):
    done = run("batch", HOUSE / "examples" / "ledger_zh.csv", "-o", "out.csv")
    assert done.returncode == 0, done.stderr
    rows = rows_of(tmp_path / "out.csv")
    assert rows[0]["tm_class"] == "solar"
    assert rows[-1]["tm_status"] == "skipped"


def test_batch_writes_to_stdout_and_its_remarks_to_stderr(run: Run, ledger: Path):
    done = run("batch", ledger, "-o", "-")
    rows = list(csv.DictReader(done.stdout.decode("utf-8").splitlines()))
    assert rows[0]["tm_class"] == "solar"


def test_rejects_are_told_and_counted(run: Run, tmp_path: Path):
    (tmp_path / "bad.csv").write_bytes(b"id,description\r\n1,A 20 MW wind farm.\r\n2,too,many\r\n3,A school.\r\n")
    done = run("batch", "bad.csv", "-o", "out.csv")
    assert done.returncode == 3
    (reject,) = rows_of(tmp_path / "out.csv.rejects.csv")
    assert (reject["line"], reject["byte_offset"]) == ("3", "38")
    assert reject["reason"] == "too_many_fields"
    assert reject["raw"] == "2,too,many"
    assert [row["id"] for row in rows_of(tmp_path / "out.csv")] == ["1", "3"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["batch", "ledger.csv", "-o", "ledger.csv"], "ledger.csv"),
        (["batch", "ledger.csv", "-o", "link.csv"], "link.csv"),
        (["batch", "ledger.csv", "-o", "out.csv", "--text-col", "descripton"], "description"),
        (["batch", "ledger.csv"], "-o"),
        (["batch", "none.csv", "-o", "out.csv"], "none.csv"),
        (["batch", "binary.csv", "-o", "out.csv"], "binary.csv"),
    ],
)
def test_batch_refuses_and_leaves_everything_as_it_was(
    run: Run, ledger: Path, tmp_path: Path, words: list[str], said: str
):
    (tmp_path / "link.csv").symlink_to(ledger)
    (tmp_path / "none.csv").write_bytes(b"")
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 40)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert said in refused(run(*words))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_header_alone_is_a_ledger_without_rows(run: Run, tmp_path: Path):
    (tmp_path / "head.csv").write_text("id,description\n", encoding="utf-8")
    done = run("batch", "head.csv", "-o", "out.csv")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("id,description,tm_status")


def test_the_same_input_gives_the_same_bytes_wherever_and_whenever(run: Run, ledger: Path, tmp_path: Path):
    run("batch", ledger, "-o", "one.csv", PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Shanghai")
    run("batch", ledger, "-o", "two.csv", PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="America/Lima")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_closed_pipe_ends_quietly(run: Run, ledger: Path, home: Path):
    line = f"'{COMMAND}' batch '{ledger}' -o - | head -c 10"
    done = subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, env={"PATH": "/usr/bin:/bin", "HOME": str(home)}
    )
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


# the other doors


def test_explain_shows_hits_doubts_and_points(run: Run):
    done = run("explain", "--text", "No wind farm is built; a 20 MW solar park is.", "--why-not", "wind-power")
    said = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert re.search(r"names_it +\+60", said)
    assert "wind farm" in said
    assert "No" in said


def test_audit_counts_the_rules_that_fired(run: Run, ledger: Path):
    done = run("audit", "rules", ledger, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert b"solar-pv" in done.stdout
    assert run("audit", "rules", ledger).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--version"], "taxomatch"),
        (["--help"], "classify"),
        (["doctor"], "all in order"),
        (["taxonomy", "list"], "solar-pv"),
        (["taxonomy", "list", "--measures"], "lifecycle_ghg"),
        (["taxonomy", "tree"], "hydropower"),
        (["taxonomy", "show", "hydropower"], "CCM 4.5"),
        (["taxonomy", "search", "hydro"], "hydropower"),
        (["taxonomy", "search", "光伏"], "solar-pv"),
        (["taxonomy", "search", "CCM 4.5"], "hydropower"),
        (["rules", "lint"], ""),
        (["rules", "test", "hydropower"], ""),
        (["rules", "show", "hydropower"], "names_it"),
        (["rules", "schema", "rule"], "draft-07"),
    ],
)
def test_a_door_opens(run: Run, words: list[str], said: str):
    done = run(*words)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout.decode("utf-8")


def test_a_search_that_finds_nothing_ends_with_one(run: Run):
    assert run("taxonomy", "search", "zzzzqqqq").returncode == 1


def test_an_expert_adds_an_activity_with_yaml_alone(run: Run, tmp_path: Path):
    assert run("rules", "export", "mine").returncode == 0
    (tmp_path / "mine" / "taxonomy" / "activities" / "energy" / "kite-power.yaml").write_text(
        "activity: kite-power\nname: {en: Power from kites, zh: 风筝发电}      # power from kites\nsector: energy\n"
        "class: wind\ngreen: by_nature\ncovers: Electricity from tethered kites.\n"
        "listed:\n  - {in: eu, code: CCM 4.3, relation: broader, contribution_kind: own, criteria: any_qualifies}\n",
        encoding="utf-8",
    )
    (tmp_path / "mine" / "rules" / "activities" / "energy" / "kite-power.yaml").write_text(
        "rule: kite-power\nfinds: kite-power\nrole: build_operate\nmaturity: draft\n"
        "names_it:\n  en: [kite power]\n  zh:\n    - 风筝发电      # power from kites\n"
        "examples:\n  - says: A 2 MW kite power plant.\n    activity: kite-power\n"
        "  - says: 建设风筝发电项目。\n    activity: kite-power\n"
        "  - says: A kite festival.\n    activity: none\n  - says: 举办风筝节。\n    activity: none\n",
        encoding="utf-8",
    )
    linted = run("rules", "lint", "--pack", "mine")
    assert linted.returncode == 0, linted.stdout
    assert run("rules", "test", "kite-power", "--pack", "mine").returncode == 0
    (answer,) = json.loads(
        run("classify", "--text", "Kite power for an island.", "--pack", "mine", "--format", "json").stdout
    )
    assert answer["activity"] == "kite-power"
    assert answer["review"]["reasons"]


def test_every_problem_of_a_wrong_rule_is_told_with_its_place(run: Run, tmp_path: Path):
    (tmp_path / "wrong.yaml").write_text("rule: wrong\nfinds: solar-p\nnames_itt:\n  en: [solar]\n", encoding="utf-8")
    done = run("rules", "lint", "wrong.yaml")
    said = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode in {1, 2}
    assert re.search(r"wrong\.yaml:3:1:", said)
    assert "names_it" in said
