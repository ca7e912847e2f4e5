"""`taxomatch materiality` as one starts it: registers in, screenings out, wrong registers refused whole."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import xlsxwriter
from registers import as_csv, impact, risk, rows_of_vector
from vectors import vectors

HOUSE = Path(__file__).parent.parent.parent
SCHEMA = json.loads((HOUSE / "matcher/tell/assessment.schema.json").read_text(encoding="utf-8"))


def run(*arguments: str, code: int = 0, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from matcher.cli.main import run; run()", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd or HOUSE)
    assert done.returncode == code, done.stderr + done.stdout
    return done


def scored(path: Path, *more: str) -> dict:
    return json.loads(run("materiality", "score", str(path), "--format", "json", *more).stdout)[0]["materiality"]


def test_the_vectors_come_out_of_a_register_as_they_should(tmp_path: Path):
    path = tmp_path / "iro.csv"
    right = [one.row for one in vectors() if not one.row["expected_error"]]
    path.write_text(as_csv(row for one in right for row in rows_of_vector(one)), encoding="utf-8")
    told = {one["id"]: one for one in scored(path)["records"]}
    for row in right:
        record = told[row["id"]]
        assert record["verdict"] == row["expected_verdict"], row["id"]
        assert "+".join(record["rules"]) == row["expected_rules"], row["id"]
        for name in ("severity", "score", "lower", "upper"):
            if row[f"expected_{name}"]:
                assert f"{record[name]:.2f}" == row[f"expected_{name}"], row["id"]


@pytest.mark.parametrize(
    "wrong", [one.row for one in vectors() if one.row["expected_error"]], ids=lambda row: row["id"]
)
def test_a_wrong_vector_is_refused_with_its_code_row_and_column(tmp_path: Path, wrong: dict[str, str]):
    path = tmp_path / "iro.csv"
    path.write_text(as_csv([impact(), *rows_of_vector(wrong)]), encoding="utf-8")
    done = run("materiality", "score", str(path), code=2)
    assert done.stdout == ""
    assert f"{path}:3:" in done.stderr
    assert wrong["expected_error"] in done.stderr


def test_a_bad_register_lists_every_problem_with_row_and_column_and_writes_nothing(tmp_path: Path):
    path, out = tmp_path / "iro.csv", tmp_path / "out.json"
    rows = [
        impact(id="a"),
        impact(id="b", topic="E9.9"),
        impact(id="c", scale="0"),
        impact(id="d", scale="6"),
        impact(id="e", scale="3.5"),
        impact(id="f", scale="high"),
        risk(id="g", horizon=""),
        impact(id="a"),
        impact(id="h", standard_version="esrs_2023"),
        impact(id="i", kind="impacts"),
        impact(id="j", state="current"),
        impact(id="k", standard_version=""),
        impact(id="l", standard_version="gri_3"),
        impact(id="m", human_rights="perhaps"),
        impact(id="n", kind="", scale="9"),
    ]
    path.write_text(as_csv(rows), encoding="utf-8")
    done = run("materiality", "score", str(path), "--format", "json", "-o", str(out), code=2)
    assert not out.exists()
    expected = {
        3: "E_UNKNOWN_TOPIC",
        4: "E_OUT_OF_RANGE",
        5: "E_OUT_OF_RANGE",
        6: "E_OUT_OF_RANGE",
        7: "E_OUT_OF_RANGE",
        8: "E_MISSING_HORIZON",
        9: "E_DUPLICATED_RECORD",
        10: "E_MIXED_STANDARDS",
        11: "E_UNKNOWN_KIND",
        12: "E_STATE_OF_OTHER_AXIS",
        13: "E_MISSING_STANDARD_VERSION",
        14: "E_UNKNOWN_STANDARD",
        15: "E_UNKNOWN_HUMAN_RIGHTS",
        16: "E_MISSING_KIND",
    }
    for line, code in expected.items():
        assert any(f"{path}:{line}:" in said and code in said for said in done.stderr.splitlines()), (line, code)
    assert any(f"{path}:16:" in said and "E_OUT_OF_RANGE" in said for said in done.stderr.splitlines())


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("id,topic,kind,state\n", "E_MISSING_COLUMN"),
        ("standard_version,topic,kind,state,scal\n", "E_UNKNOWN_COLUMN"),
        ("standard_version,topic,kind,state,scale,scale\n", "E_DUPLICATED_COLUMN"),
        ("", "empty"),
        ('standard_version,topic,kind,state\n"esrs_2026,E1', "cannot be read"),
    ],
)
def test_a_file_that_is_no_register_says_so(tmp_path: Path, header: str, code: str):
    path = tmp_path / "iro.csv"
    path.write_text(header, encoding="utf-8")
    assert code in run("materiality", "score", str(path), code=2).stderr


def test_a_header_alone_is_a_register_of_nothing(tmp_path: Path):
    path = tmp_path / "iro.csv"
    run("materiality", "template", "-o", str(path))
    told = scored(path)
    assert (told["records"], told["topics"], told["coverage"]) == ([], [], {"decided": 0, "in_scope": 0})
    assert "not assessed" in run("materiality", "score", str(path)).stdout


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_reads_back_to_the_same_screening(tmp_path: Path, ending: str):
    example = "examples/materiality_dam.yaml"
    path = tmp_path / f"iro.{ending}"
    run("materiality", "template", example, "-o", str(path))
    first = scored(path)
    again = tmp_path / "again.csv"
    again.write_text(run("materiality", "score", str(path), "--format", "csv").stdout, encoding="utf-8", newline="")
    assert scored(again)["records"] == first["records"]
    given = {one["id"]: one for one in scored(HOUSE / example)["records"] if not one["candidate"]}
    for one in first["records"]:
        if one["id"] in given:
            assert (one["verdict"], one["score"]) == (given[one["id"]]["verdict"], given[one["id"]]["score"])


def test_a_proposal_of_a_rule_never_comes_back_as_evidence(tmp_path: Path):
    path = tmp_path / "iro.csv"
    path.write_text(
        run("materiality", "score", "examples/materiality_dam.yaml", "--format", "csv").stdout,
        encoding="utf-8",
        newline="",
    )
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    species = next(row for row in rows if row["id"] == "species-impact_negative")
    assert species["scale"] == ""
    assert "endangered" in species["tm_proposed"]
    assert next(one for one in scored(path)["records"] if one["id"] == species["id"])["verdict"] == "not_assessed"


def test_workbooks_are_the_same_bytes_on_every_run_and_say_what_the_steps_mean(tmp_path: Path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        run("materiality", "template", "-o", str(path), "--lang", "zh")
    assert first.read_bytes() == second.read_bytes()


def test_truths_and_figures_of_a_workbook_are_read_as_people_write_them(tmp_path: Path):
    path = tmp_path / "iro.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    given = {
        "id": "a",
        "standard_version": "esrs_2026",
        "topic": "S3.1",
        "kind": "impact_negative",
        "state": "potential",
    }
    given |= {"human_rights": True, "scale": 4, "scope": 4.0, "irremediability": 4, "likelihood": 1}
    for column, (name, value) in enumerate(given.items()):
        sheet.write(0, column, name)
        sheet.write(1, column, value)
    book.close()
    record = scored(path)["records"][0]
    assert record["rules"] == ["HR_PRECEDENCE"]
    assert record["severity"] == 4


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("", 2, "the file is empty"),
        ("id\n" * 20_001, 5, "more than 20000 rows"),
        ("x" * 20_000_001, 5, "20000000 bytes"),
    ],
    ids=["empty", "rows", "bytes"],
)
def test_registers_without_bytes_or_with_too_many_are_refused(tmp_path: Path, written: str, code: int, said: str):
    path = tmp_path / "iro.csv"
    path.write_text(written, encoding="utf-8")
    assert said in run("materiality", "score", str(path), code=code).stderr


def test_an_empty_register_is_told_in_the_terminal_and_says_that_nothing_known_is_not_low(tmp_path: Path):
    path = tmp_path / "iro.csv"
    run("materiality", "template", "-o", str(path))
    for asked in ("score", "matrix"):
        assert "not assessed, which is no low score" in " ".join(run("materiality", asked, str(path)).stdout.split())


def test_a_broken_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "iro.xlsx"
    path.write_bytes(b"no workbook")
    assert "cannot be read" in run("materiality", "score", str(path), code=2).stderr


def test_chinese_headers_and_words_are_read_in_gbk(tmp_path: Path):
    path = tmp_path / "iro.csv"
    text = "编号,准则版本,议题,类型,状态,程度,范围,不可补救性\n一,esrs_2026,E4.1,负面影响,实际,5,3,无法判断\n"
    path.write_bytes(text.encode("gbk"))
    record = scored(path)["records"][0]
    assert (record["id"], record["kind"], record["verdict"]) == ("一", "impact_negative", "material")
    assert record["cannot_judge"] == ["irremediability"]


def test_formulas_in_a_register_cannot_act_and_come_back_as_they_were(tmp_path: Path):
    path = tmp_path / "iro.csv"
    path.write_text(as_csv([impact(title="=1+1")]), encoding="utf-8")
    text = run("materiality", "score", str(path), "--format", "csv").stdout
    assert ",'=1+1," in text
    again = tmp_path / "again.csv"
    again.write_text(text, encoding="utf-8", newline="")
    assert scored(again)["records"][0]["title"] == "=1+1"


@pytest.mark.parametrize("format_", ["table", "csv", "md", "json"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_format_tells_the_screening_in_both_languages(format_: str, language: str):
    text = run(
        *("materiality", "score", "examples/materiality_battery_recycling.yaml"),
        *("--format", format_, "--lang", language),
    ).stdout
    assert "E5.2" in text
    if format_ != "csv":
        assert ("not a CSRD assessment" if language == "en" else "并非CSRD评估") in text
    assert "mat_" not in text


def test_a_screening_is_written_into_a_file(tmp_path: Path):
    out = tmp_path / "told.txt"
    run("materiality", "score", "examples/materiality_dam.yaml", "-o", str(out))
    assert "Habitat change" in out.read_text(encoding="utf-8")


def test_presets_move_the_thresholds_and_change_verdicts(tmp_path: Path):
    path = tmp_path / "iro.csv"
    path.write_text(as_csv([impact(scale="3", scope="3", irremediability="3")]), encoding="utf-8")
    assert scored(path)["records"][0]["verdict"] == "material"
    assert scored(path, "--preset", "reporting")["records"][0]["verdict"] == "not_material"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("score", "x.csv", "--preset", "strict"), "screening"),
        (("score", "x.csv", "--standard", "gri"), "esrs_2023"),
        (("score", "no-such.csv"), "no such file"),
        (("matrix", "x.csv", "-o", "x.png"), ".svg"),
        (("template", "-o", "x.ods"), ".xlsx"),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: tuple[str, ...], said: str):
    assert said in run("materiality", *arguments, code=2).stderr


def test_a_standard_unlike_that_of_the_register_is_refused():
    done = run("materiality", "score", "examples/materiality_dam.yaml", "--standard", "esrs_2023", code=2)
    assert "E_MIXED_STANDARDS" in done.stderr
    assert "examples/materiality_dam.yaml:1" in done.stderr


def test_topics_are_listed_with_their_codes():
    assert "\tE1.2\tE1.1\t" in run("materiality", "topics").stdout
    listed = json.loads(run("materiality", "topics", "--standard", "cn-exchange", "--format", "json").stdout)
    assert len(listed) == 21
    assert run("materiality", "topics", "--format", "md", "--lang", "zh").stdout.startswith("| topic |")
    assert run("materiality", "topics", "--format", "csv").stdout.startswith("topic,name")


@pytest.mark.parametrize("ending", ["svg", "html", "csv"])
def test_a_matrix_is_the_same_bytes_on_every_run(tmp_path: Path, ending: str):
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    for path in (first, second):
        run("materiality", "matrix", "examples/materiality_offshore_wind_zh.yaml", "-o", str(path))
    assert first.read_bytes() == second.read_bytes()


def test_a_matrix_without_a_file_is_drawn_in_the_terminal_with_every_topic_in_its_key():
    shown = run("materiality", "matrix", "examples/materiality_dam.yaml").stdout
    assert "E F G H" in shown
    assert all(f"  {letter} " in shown for letter in "ABCDEFGHIJ")
    assert max(map(len, shown.splitlines())) <= 80


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path):
    done = run("materiality", "matrix", "examples/materiality_dam.yaml", "-o", str(tmp_path / "no" / "m.svg"), code=4)
    assert f"{tmp_path / 'no' / 'm.svg'}:" in done.stderr
    assert ".part" not in done.stderr


def test_no_number_is_cut_in_a_narrow_terminal():
    shown = run("materiality", "score", "examples/materiality_dam.yaml").stdout
    assert "negative 0.60–4.83" in shown
    assert "…" not in shown.partition("Impact materiality")[0]


def test_classify_adds_the_screening_when_it_is_asked_for():
    text = "A 30 MW hydropower plant in a water-stressed basin."
    told = json.loads(run("classify", "--text", text, "--materiality", "--format", "json").stdout)
    jsonschema.validate(told, SCHEMA)
    assert any(one["rule"] == "water-stress" for one in told[0]["materiality"]["noticed"])
    plain = json.loads(run("classify", "--text", text, "--format", "json").stdout)
    assert "materiality" not in plain[0]
    assert "tm_materiality_coverage" in run("classify", "--text", text, "--materiality", "--format", "csv").stdout
    assert "CSRD" in run("classify", "--text", text, "--materiality", "--format", "md").stdout
    assert "CSRD" in run("classify", "--text", text, "--materiality").stdout


def test_batch_adds_three_columns_when_they_are_asked_for(tmp_path: Path):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        'description\n"Hydropower dam, 90 MW, with the resettlement of 200 families"\nOffice chairs\n', encoding="utf-8"
    )
    run("batch", str(source), "-o", str(out), "--materiality", "--text-col", "description")
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert "S3.1=material" in rows[0]["tm_material_topics"]
    assert rows[0]["tm_material_verdict"] == "material"
    assert (rows[1]["tm_material_topics"], rows[1]["tm_material_verdict"]) == ("", "not_assessed")
    assert rows[1]["tm_materiality_coverage"] == "0 of 0"


def test_sector_priors_give_indications_of_confidence_d_and_only_when_a_file_is_named():
    example = HOUSE / "examples/materiality_dam.yaml"
    assert "D" not in {one["confidence"] for one in scored(example)["records"]}
    told = scored(example, "--sector-priors", "examples/sector_priors.csv")
    prior = next(one for one in told["records"] if one["topic"] == "E3.1" and one["kind"] == "risk")
    assert prior["confidence"] == "D"
    assert prior["factors"]["short.magnitude"]["value"] == 5


EVERYTHING = """\
title: 河谷工程
description: 在建水电站，装机9万千瓦，位于缺水地区。
materiality:
  - {id: a, topic: E4.1, kind: impact_negative, state: potential, standard_version: esrs_2026, scale: 4, scope: 4,
     irremediability: cannot_judge, likelihood: 4, horizon: long, value_chain: own,
     overrides: [{what: verdict, value: review, by: 甲, on: 2026-02-01, because: 现场, document: 纪要, second: 乙}]}
  - {id: r, topic: E1.2, kind: risk, state: anticipated, standard_version: esrs_2026,
     horizons: {short: {magnitude: 2, likelihood: 2}, medium: {left_out: 无计划}, long: {left_out: 无数据}},
     overrides: [{what: short.magnitude, value: 3, by: 甲, on: 2026-02-01, because: 复算, document: 纪要}]}
  - {id: c, topic: E1.1, kind: risk, state: current, standard_version: esrs_2026, horizons: {short: {magnitude: 4}}}
  - {topic: E5.3, kind: impact_negative, standard_version: esrs_2026, none_found_by: 甲, none_found_on: 2026-02-01}
  - {topic: E5.3, kind: risk, standard_version: esrs_2026, none_found_by: 甲, none_found_on: 2026-02-01, title: 无}
  - {topic: S4.1, standard_version: esrs_2026, out_of_scope: 无消费者}
"""


@pytest.mark.parametrize("format_", ["table", "md", "json", "csv"])
def test_whatever_a_person_said_is_told_and_comes_back(tmp_path: Path, format_: str):
    path = tmp_path / "p.yaml"
    path.write_text(EVERYTHING, encoding="utf-8")
    text = run("materiality", "score", str(path), "--format", format_).stdout
    assert "无消费者" in text
    assert "纪要" in text
    if format_ == "csv":
        again = tmp_path / "iro.csv"
        again.write_text(text, encoding="utf-8", newline="")
        before, after = scored(path), scored(again)
        assert after["out_of_scope"] == before["out_of_scope"]
        kept = ("verdict", "computed", "score", "rules", "left_out", "overrides", "cannot_judge")
        given = {one["id"]: one for one in before["records"] if not one["candidate"]}
        for one in after["records"]:
            if one["id"] in given:
                assert {name: one[name] for name in kept} == {name: given[one["id"]][name] for name in kept}
        waste = next(one for one in after["topics"] if one["topic"] == "E5.3")
        assert (waste["verdict"], len(waste["none_found"])) == ("not_material", 2)


def test_a_long_list_of_what_is_not_drawn_is_broken_in_both_scripts(tmp_path: Path):
    path, out = tmp_path / "p.yaml", tmp_path / "m.svg"
    path.write_text(EVERYTHING, encoding="utf-8")
    run("materiality", "matrix", str(path), "-o", str(out))
    assert "一无所知" in out.read_text(encoding="utf-8")
