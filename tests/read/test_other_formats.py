import datetime
import decimal
import gzip
import io
import sys
import zipfile

import pyarrow
import pytest
from pyarrow import parquet

from matcher.model.problems import Refusal
from matcher.read import open_source
from matcher.read.packed import unpacked
from matcher.read.tables import rows as row_module
from tests.read.reading import documents, table
from tests.read.workbooks import ledger_bytes

CSV = "id,description\n1,a school\n2,a road\n"


def cells(opened):
    return [row for block in opened.blocks() for row in block.rows]


def opened_file(path):
    """Header and rows of a file, opened by its name."""
    from matcher.read import Bounds, TableOptions, open_table

    with open_source(str(path)) as source:
        opened = open_table(
            source, TableOptions(), {"text": ("description",), "id": ("id",)}, Bounds(field_characters=99)
        )
        return [list(opened.header), *cells(opened)], source


def parquet_bytes(columns, **options):
    data = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), data, **options)
    return data.getvalue()


def test_parquet_comes_as_people_write_it():
    data = parquet_bytes(
        {
            "id": ["1", "2"],
            "description": ["新建一所中学", None],
            "number": pyarrow.array([5.0, 0.1]),
            "short": pyarrow.array([0.1, 2.0], pyarrow.float32()),
            "whole": [7, None],
            "yes": [True, False],
            "day": [datetime.date(2025, 3, 31), None],
            "moment": list(map(datetime.datetime.fromisoformat, ("2025-03-31", "2025-03-31T08:15"))),
            "money": [decimal.Decimal("1.50"), decimal.Decimal("2.00")],
            "list": [["a", "b"], []],
            "bytes": [b"x", b"\xff"],
        }
    )
    opened = table(data, name="x.parquet")
    assert cells(opened) == [
        ["1", "新建一所中学", "5", "0.1", "7", "true", "2025-03-31", "2025-03-31", "1.50", '["a", "b"]', "x"],
        ["2", "", "0.1", "2", "", "false", "", "2025-03-31 08:15:00", "2.00", "[]", "\\xff"],
    ]
    assert opened.told == ["Parquet with 2 rows and 11 columns"]
    assert [one.text for one in documents(data, name="x.parquet")[0]] == ["新建一所中学", ""]


def test_rows_of_parquet_that_cannot_be_rows_are_rejects_with_their_number():
    data = parquet_bytes({"id": ["1", "2", "3"], "description": ["a", "b\x07", "c" * 1001]}, row_group_size=2)
    blocks = list(table(data, name="x.parquet").blocks())
    assert [line for block in blocks for line in block.lines] == [1]
    assert [(one.line, one.column, str(one.reason)) for block in blocks for one in block.rejects] == [
        (2, "description", "control_character"),
        (3, "description", "field_too_long"),
    ]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"x" * 50 + b"PAR1", parquet_bytes({"a": [1]})[:-30]])
def test_what_is_no_parquet_is_refused(data):
    with pytest.raises(Refusal, match="no Parquet file"):
        table(data, name="x.parquet")


def test_a_spoiled_page_of_parquet_is_refused_with_the_row():
    data = bytearray(parquet_bytes({"description": ["abc" * 99] * 9}, compression="snappy"))
    data[20:60] = b"\xff" * 40
    with pytest.raises(Refusal, match="cannot be read"):
        cells(table(bytes(data), name="x.parquet"))


def test_a_missing_extra_is_one_line_that_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(Refusal) as caught:
        table(b"PAR1", name="x.parquet")
    assert str(caught.value).splitlines() == [
        "x.parquet: Parquet needs the extra `parquet`",
        "    Install it with: pip install 'taxomatch[parquet]'",
    ]


def ods_bytes(rows, name="台账"):
    """An open workbook of bare XML."""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


def ods_row(*texts, times=1):
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{inside}</table:table-row>'


def test_an_open_workbook_is_read_without_promises():
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    opened = table(ods_bytes(ods_row("id", "description") + ods_row("1", "a") + end), name="x.ods")
    assert cells(opened) == [["1", "a"]]


def test_an_open_workbook_that_is_endless_when_written_out_passes_a_limit():
    with pytest.raises(Refusal) as caught:
        table(ods_bytes(ods_row(*"abcdefghijkl", times=1_000_000)), name="x.ods")
    assert caught.value.exit_code == 5


@pytest.mark.parametrize("name", ["x.ods", "x.xls"])
@pytest.mark.parametrize(
    "data", [b"PK\x03\x04abc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"id,description\n"]
)
def test_damaged_workbooks_of_other_kinds_are_refused(name, data):
    with pytest.raises(Refusal):
        table(data, name=name)


def test_a_packed_table_is_read_as_what_it_holds(tmp_path):
    for name, data in (("a.csv.gz", CSV.encode()), ("b.XLSX.GZ", ledger_bytes())):
        (tmp_path / name).write_bytes(gzip.compress(data))
    rows, source = opened_file(tmp_path / "a.csv.gz")
    assert rows == [["id", "description"], ["1", "a school"], ["2", "a road"]]
    assert source.identity is not None
    assert source.size == len(CSV)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id,description\n", "cannot be unpacked"),
        (gzip.compress(CSV.encode())[:-6], "cannot be unpacked"),
        (gzip.compress(gzip.compress(CSV.encode())), "compressed by gzip"),
        (b"", "empty"),
    ],
)
def test_what_is_not_packed_right_is_refused(tmp_path, data, said):
    (tmp_path / "a.csv.gz").write_bytes(data)
    with pytest.raises(Refusal, match=said):
        opened_file(tmp_path / "a.csv.gz")


def test_a_few_bytes_that_unpack_to_very_many_pass_a_limit(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"\0" * (80 << 20), 9))
    with pytest.raises(Refusal, match="more than 250 times") as caught:
        opened_file(tmp_path / "a.csv.gz")
    assert caught.value.exit_code == 5


def test_members_that_follow_each_other_are_one_file():
    assert b"".join(unpacked(io.BytesIO(gzip.compress(b"a") + gzip.compress(b"b")))) == b"ab"


@pytest.mark.parametrize(
    "data", [CSV.encode(), gzip.compress(CSV.encode()), parquet_bytes({"id": ["1"], "description": ["a school"]})]
)
def test_standard_input_is_known_by_what_it_holds(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert opened_file("-")[0][:2] == [["id", "description"], ["1", "a school"]]


def test_a_packed_file_under_a_plain_name_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(gzip.compress(CSV.encode()))
    with pytest.raises(Refusal, match="compressed by gzip"):
        opened_file(tmp_path / "a.csv")


TITLE = "绿色贷款台账,,,\n单位：万元,,,\n"
LEDGER = "序号,项目名称,建设内容,总投资（万元）\n1,学校,新建一所中学教学楼及操场,300\n序号,项目名称,建设内容,总投资（万元）\n2,公路,改建县道二十公里,5\n小计,,,305\n合计：,,,305\n"
TRADITIONAL = "編號,專案名稱,建設內容,總投資（萬元）\n1,學校,新建國民小學教室大樓並購置圖書設備,300\n2,公路,拓寬縣道二十公里並改善排水,5\n合計,,,305\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ledgers_are_read_right_without_options(encoding, sign, end):
    text = (TITLE + LEDGER).replace(",", sign).replace("\n", end)
    found, *_ = documents(text.encode(encoding))
    assert [(one.id, one.title, one.text, one.skip) for one in found] == [
        ("1", "学校", "新建一所中学教学楼及操场", ""),
        ("序号", "项目名称", "建设内容", "repeated_header"),
        ("2", "公路", "改建县道二十公里", ""),
        ("小计", "", "", "totals"),
        ("合计：", "", "", "totals"),
    ]
    assert found[0].amount.value == "300"


def test_a_ledger_from_taiwan_is_read_right_without_options():
    from matcher.read.tables import Choice

    choice = Choice(text=("建設內容",), single={"title": "專案名稱", "id": "編號"})
    found, _, _ = documents(TRADITIONAL.encode("big5"), choice=choice)
    assert [one.title for one in found][:2] == ["學校", "公路"]


def test_a_ledger_in_western_letters_is_read_right_without_options():
    found, _, _ = documents("id;Project Name;Description\r\n1;Straße;Neubau für Köln – 5 °C\r\n".encode("cp1252"))
    assert (found[0].title, found[0].text) == ("Straße", "Neubau für Köln – 5 °C")


def test_any_window_gives_the_same_rows_of_a_ledger(monkeypatch):
    whole = [one.text for one in documents((TITLE + LEDGER).encode("utf-16"))[0]]
    monkeypatch.setattr(row_module, "_WINDOW", 64)
    assert [one.text for one in documents((TITLE + LEDGER).encode("utf-16"), encoding="utf-16")[0]] == whole
