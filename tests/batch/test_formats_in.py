import gzip
import json

import pyarrow
import pytest
from pyarrow import parquet

from matcher.model.problems import Refusal
from tests.batch.batching import go, names_in, rows_of
from tests.read.workbooks import book, with_cells

HEADER = ["id", "description", "amount"]
ROWS = [["007", "a school", "1.5"], ["8", "", ""], ["合计", "", "1.5"]]
CSV = "".join(",".join(row) + "\n" for row in [HEADER, *ROWS])


def workbook(made):
    sheet = made.add_worksheet()
    sheet.merge_range("A1:C1", "Ledger")
    for at, row in enumerate([HEADER, *ROWS], start=2):
        for place, cell in enumerate(row):
            sheet.write_string(at, place, cell)


@pytest.fixture
def sources(tmp_path):
    made = {
        "a.csv": CSV.encode(),
        "b.csv.gz": gzip.compress(CSV.encode()),
        "c.xlsx": book(workbook),
        "d.jsonl": "".join(json.dumps(dict(zip(HEADER, row, strict=True))) + "\n" for row in ROWS).encode(),
        "e.tsv": CSV.replace(",", "\t").encode("utf-16"),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    columns = {name: [row[at] for row in ROWS] for at, name in enumerate(HEADER)}
    parquet.write_table(pyarrow.table(columns), tmp_path / "f.parquet")
    return sorted(tmp_path.iterdir())


def test_the_same_table_in_any_format_gives_the_same_bytes(sources, tmp_path):
    written = set()
    for source in sources:
        summary = go(source, tmp_path / "out.csv")
        assert (summary.rows_in, summary.rows_out, summary.rejects) == (3, 3, 0)
        written.add((tmp_path / "out.csv").read_bytes())
    assert len(written) == 1
    assert rows_of(tmp_path / "out.csv")[3] == ["合计", "", "1.5", "skipped", ""]


def test_rejects_of_a_workbook_have_a_row_and_no_offset(tmp_path):
    rows = '<row r="1"><c t="str"><v>id</v></c><c t="str"><v>description</v></c></row>'
    rows += '<row r="5"><c><v>1</v></c><c><f>A1</f></c></row><row r="6"><c><v>2</v></c><c t="str"><v>b</v></c></row>'
    (tmp_path / "in.xlsx").write_bytes(with_cells(rows))
    summary = go(tmp_path / "in.xlsx", tmp_path / "out.csv")
    assert (summary.rows_in, summary.rows_out, summary.rejects, summary.exit_code) == (2, 1, 1, 3)
    assert rows_of(tmp_path / "out.csv.rejects.csv")[1][:4] == ["5", "", "description", "formula_without_value"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_text("- {id: P1, description: a}\n- {description: b}\n")
    (tmp_path / "in" / "b.json").write_text("{")
    (tmp_path / "in" / "c.txt").write_text("c\n")
    return tmp_path / "in"


def test_a_folder_is_a_table_of_its_projects_and_a_file_that_cannot_be_read_is_a_row(folder, tmp_path):
    summary = go(folder, tmp_path / "out.csv")
    assert [row[:2] + row[3:4] for row in rows_of(tmp_path / "out.csv")] == [
        ["file", "id", "description"],
        ["a.yaml", "P1", "a"],
        ["a.yaml", "a.yaml#2", "b"],
        ["b.json", "b.json", ""],
        ["c.txt", "c.txt", "c\n"],
    ]
    assert (summary.rows_in, summary.rows_out, summary.rejects) == (4, 4, 0)
    assert names_in(tmp_path) == ["in", "out.csv"]


def test_an_output_that_is_one_of_the_files_is_refused(folder, tmp_path):
    (tmp_path / "out.csv").hardlink_to(folder / "c.txt")
    with pytest.raises(Refusal, match="this is the input itself"):
        go(folder, tmp_path / "out.csv")
    assert (folder / "c.txt").read_text() == "c\n"


def test_where_no_file_of_a_folder_can_be_read_nothing_is_written(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.json").write_text("{")
    with pytest.raises(Refusal):
        go(tmp_path / "in", tmp_path / "out.csv")
    assert names_in(tmp_path) == ["in"]
