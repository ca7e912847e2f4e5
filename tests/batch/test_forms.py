import errno
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from matcher.batch import AnswerCells
from matcher.batch.forms import RowWriter, form, form_of, workbook
from matcher.model.document import Document
from matcher.model.problems import Place, Refusal
from tests.batch.batching import Fake, answer_to, go, names_in
from tests.batch.forming import ENDINGS, read, write

HEADER = ["id", "description", "note"]
ACTING = ["=1+1", "+1;2", "-2+3", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a.b")', "{=1}"]
SHOWN = [
    "http://a.b",
    "mailto:a@b.c",
    "<b>&amp;</b>",
    "00123",
    "1.0",
    "1e5",
    "NaN",
    "a\nb",
    "_x0041_",
    "合计",
    "  a ",
    "'=1",
]
CELL = st.sampled_from([*ACTING, *SHOWN, ""]) | st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_"), max_size=12
)
ROWS = st.lists(st.tuples(CELL, CELL, CELL).map(list), max_size=6)
WORDS = AnswerCells(columns=("tm_status",), of=lambda answer: [answer.status.value])


def answers(rows):
    return [answer_to(Document(id=row[0], text=row[1])) for row in rows]


@given(rows=ROWS)
@settings(max_examples=25)
def test_every_form_holds_the_same_rows(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("forms")
    expected = [[*row, answer.status.value] for row, answer in zip(rows, answers(rows), strict=True)]
    for ending in ENDINGS:
        target = folder / f"out.{ending}"
        write(target, HEADER, WORDS, rows, answers(rows), raw_cells=True)
        header, *found = read(target)
        assert found == expected, ending
        assert header == ([*HEADER, "tm_status"] if found or "jsonl" not in ending else []), ending


@given(rows=ROWS, at_once=st.integers(1, 4))
@settings(max_examples=15)
def test_the_bytes_depend_neither_on_the_chunks_nor_on_the_moment(tmp_path_factory, rows, at_once):
    folder = tmp_path_factory.mktemp("forms")
    for ending in ENDINGS:
        one, other = folder / f"a.{ending}", folder / f"b.{ending}"
        write(one, HEADER, WORDS, rows, answers(rows))
        write(other, HEADER, WORDS, rows, answers(rows), at_once=at_once)
        assert one.read_bytes() == other.read_bytes(), ending


def test_a_workbook_holds_nothing_that_acts(tmp_path):
    target = tmp_path / "out.xlsx"
    rows = [[cell, cell, cell] for cell in (*ACTING, *SHOWN)]
    write(target, ["=1+1", "@x", "note"], WORDS, rows, answers(rows))
    assert [row[0] for row in read(target)] == ["=1+1", *ACTING, *SHOWN]
    with zipfile.ZipFile(target) as parts:
        names = set(parts.namelist())
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert {one.date_time[0] for one in parts.infolist()} == {1980}
    assert not re.search(r"<f[ >]|<hyperlink", sheet)
    assert not any("vba" in name or "externalLink" in name or "sheet1.xml.rels" in name for name in names)
    assert set(re.findall(r' t="(\w+)"', sheet)) == {"inlineStr"}


@pytest.mark.parametrize("ending", ["csv", "tsv", "csv.gz"])
def test_a_table_for_spreadsheets_holds_nothing_that_acts(tmp_path, ending):
    target = tmp_path / f"out.{ending}"
    rows = [[cell, "-5", "+1,5"] for cell in ACTING]
    write(target, ["=1+1", "@x", "note"], WORDS, rows, answers(rows))
    for row in read(target):
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert read(target)[1][1:3] == ["-5", "+1,5"]


def test_a_workbook_is_made_for_reading(tmp_path):
    target = tmp_path / "out.xlsx"
    cells = AnswerCells(columns=("tm_points", "tm_evidence", "tm_review"), of=lambda _: ["7", 'text:0-1 "a"', "review"])
    rows = [["1", "a" * 30, "风" * 9], ["2", "b" * 300, ""]]
    write(target, HEADER, cells, rows, answers(rows))
    with zipfile.ZipFile(target) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:F3"/>' in sheet
    assert re.search(r'<dataValidation type="list"[^>]* sqref="F2:F3"><formula1>"accept,review,reject"', sheet)
    assert re.search(r'<c r="D2" s="\d+"><v>7</v></c>', sheet)
    widths = [round(float(width)) for width in re.findall(r'<col [^>]*width="([^"]+)"', sheet)]
    assert widths == [9, 49, 20, 14, 16, 14]


def test_json_lines_and_parquet_know_numbers_and_lists(tmp_path):
    told = ["", "7", "0.50", '["a; b","c"]', ""]
    columns = ("tm_activity", "tm_points", "tm_confidence", "tm_evidence", "tm_flags")
    cells = AnswerCells(columns=columns, of=lambda _: told)
    rows = [["1", "", "x"]]
    for ending in ("jsonl", "parquet"):
        write(tmp_path / f"out.{ending}", HEADER, cells, rows, answers(rows))
    one = json.loads((tmp_path / "out.jsonl").read_text())
    assert one == parquet.read_table(tmp_path / "out.parquet").to_pylist()[0]
    assert list(one.values()) == ["1", "", "x", None, 7, 0.5, ["a; b", "c"], []]


def test_names_of_columns_are_made_different_where_a_form_needs_it(tmp_path):
    header = ["a", "a", "", "tm_status", "a (2)"]
    rows = [["1", "2", "3", "4", "5"]]
    for ending in ("jsonl", "parquet"):
        write(tmp_path / f"out.{ending}", header, WORDS, rows, answers(rows))
        assert read(tmp_path / f"out.{ending}")[0] == [
            "a",
            "a (2)",
            "column 3",
            "tm_status (2)",
            "a (2) (2)",
            "tm_status",
        ]
    write(tmp_path / "out.csv", header, WORDS, rows, answers(rows))
    assert read(tmp_path / "out.csv")[0] == [*header, "tm_status"]


def test_packed_output_has_no_name_and_no_time_in_it(tmp_path):
    write(tmp_path / "out.csv.gz", HEADER, WORDS, [], [])
    assert (tmp_path / "out.csv.gz").read_bytes()[3:8] == bytes(5)
    assert gzip.decompress((tmp_path / "out.csv.gz").read_bytes()) == b"id,description,note,tm_status\r\n"


@pytest.mark.parametrize("name", ["out", "out.xls", "out.xlsx.gz", "out.parquet.gz", "out.gz", "out.pdf"])
def test_other_endings_are_refused(name):
    with pytest.raises(Refusal, match="are not written") as refused:
        form_of(name)
    assert refused.value.exit_code == 2


def test_several_tables_do_not_go_to_standard_output():
    with pytest.raises(Refusal, match="cannot go to stdout"):
        form_of("-", long=True)


def test_without_pyarrow_parquet_is_refused_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(Refusal, match=r"taxomatch\[parquet\]"):
        form_of("out.parquet")


def test_a_cell_that_a_workbook_cannot_hold_makes_its_row_a_reject(tmp_path, monkeypatch):
    (tmp_path / "in.csv").write_text("id,description\n1,short\n2," + "风" * 200 + "\n3,short\n")
    monkeypatch.setattr(form, "WORKBOOK_CELL", 100)
    summary = go(tmp_path / "in.csv", tmp_path / "out.xlsx")
    assert (summary.rows_out, summary.rejects, summary.exit_code) == (2, 1, 3)
    assert [row[0] for row in read(tmp_path / "out.xlsx")[1:]] == ["1", "3"]
    (reject,) = read(tmp_path / "out.xlsx.rejects.csv")[1:]
    assert reject[0] == "3"
    assert "a cell of 200 characters, more than the 100" in reject[4]


def test_more_rows_than_a_sheet_holds_are_refused_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "WORKBOOK_ROWS", 3)
    (tmp_path / "in.csv").write_text("id,description\n1,a\n2,b\n3,c\n")
    with pytest.raises(Refusal, match=r"holds .* rows") as refused:
        go(tmp_path / "in.csv", tmp_path / "out.xlsx")
    assert refused.value.exit_code == 5
    assert names_in(tmp_path) == ["in.csv"]


def test_more_columns_than_a_sheet_holds_are_refused_before_anything_is_answered(tmp_path, monkeypatch):
    monkeypatch.setattr(form, "WORKBOOK_COLUMNS", 3)
    (tmp_path / "in.csv").write_text("id,description\n1,a\n")
    asked = Fake()
    with pytest.raises(Refusal, match="holds 3 columns; there are 4") as refused:
        go(tmp_path / "in.csv", tmp_path / "out.xlsx", asked)
    assert refused.value.exit_code == 5
    assert not asked.asked
    assert names_in(tmp_path) == ["in.csv"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_run_writes_every_form_whole_and_leaves_nothing_beside_it(tmp_path, ending):
    (tmp_path / "in.csv").write_text("id,description\n" + "".join(f"{one},text {one}\n" for one in range(1500)))
    target = tmp_path / f"out.{ending}"
    summary = go(tmp_path / "in.csv", target)
    assert summary.rows_out == 1500
    assert read(target)[1:] == [[str(one), f"text {one}", "matched", f"text {one}"] for one in range(1500)]
    assert names_in(tmp_path) == ["in.csv", target.name]
    first = target.read_bytes()
    go(tmp_path / "in.csv", target)
    assert target.read_bytes() == first


class Full(io.BytesIO):
    """A file that no more than some bytes fit into."""

    def write(self, data):
        if self.tell() + len(data) > 300:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("ending", ["csv.gz", "xlsx", "parquet"])
def test_what_goes_wrong_while_a_file_is_made_is_an_error_of_the_file(tmp_path, ending):
    rows = [[str(one), str(one * 7919), ""] for one in range(2000)]
    writer = RowWriter(form_of(f"out.{ending}"), HEADER, WORDS)
    page = writer.page()
    for row, answer in zip(rows, answers(rows), strict=True):
        page.add(2, row, answer)
    (tmp_path / "stream").write_bytes(writer.encode(page)[0])
    with pytest.raises(OSError, match="No space left"):
        writer.finish([tmp_path / "stream"], [Full()], Place(file="out"))


@pytest.mark.parametrize("ending", ["csv.gz", "xlsx", "parquet"])
def test_a_full_disk_ends_the_run_and_leaves_nothing(tmp_path, ending):
    (tmp_path / "in.csv").write_text("id,description\n" + "".join(f"{one},text\n" for one in range(2000)))
    words = [
        sys.executable,
        "-m",
        "tests.batch.slow_run",
        str(tmp_path / "in.csv"),
        str(tmp_path / f"out.{ending}"),
        "0",
        "20000",
    ]
    running = subprocess.run(words, cwd=Path(__file__).parents[2], capture_output=True, check=False, text=True)
    assert "cannot be written" in running.stderr
    assert running.returncode == 4
    assert names_in(tmp_path) == ["in.csv"]
