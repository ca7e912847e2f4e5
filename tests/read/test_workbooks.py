import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model.problems import Refusal
from matcher.read.workbooks.formats import format_of, number_text
from tests.read.reading import documents, table
from tests.read.workbooks import AS_TEXT, HEADER, book, ledger, ledger_bytes, respelled, with_cells

SHEET = "xl/worksheets/sheet1.xml"


def read(data, **options):
    """The header, and rows with their numbers, rejects, and what was told."""
    opened = table(data, name="x.xlsx", **options)
    blocks = list(opened.blocks())
    rows = [pair for block in blocks for pair in zip(block.lines, block.rows, strict=True)]
    return opened.header, rows, [reject for block in blocks for reject in block.rejects], opened.told


def refused(data, **options):
    with pytest.raises(Refusal) as caught:
        read(data, **options)
    return str(caught.value), caught.value.exit_code


def test_a_ledger_is_read_as_people_see_it_without_options():
    header, rows, rejects, told = read(ledger_bytes())
    assert header == HEADER
    assert rows == [(5, AS_TEXT[0]), (6, AS_TEXT[1]), (7, ["合计", "", "", "15000.5", ""])]
    assert not rejects
    assert told == [
        "sheet: '台账'",
        "above the header, line 1: '某银行绿色贷款台账'",
        "above the header, line 2: '单位：万元'",
        "header: line 4",
    ]


def test_rows_of_sums_are_skipped_and_hidden_rows_are_kept():
    found, told, _ = documents(ledger_bytes(hidden_rows=True), name="x.xlsx")
    assert [one.skip for one in found] == ["", "", "totals"]
    assert found[0].id == "000001"
    assert "text = '建设内容'" in told[-1]


def test_the_only_sheet_with_a_known_header_is_read_and_the_others_are_told():
    def fill(made):
        made.add_worksheet("封面").write("A1", "说明")
        ledger(made)
        ledger(made, "old").hide()

    *_, told = read(book(fill))
    assert told[0] == "sheet: '台账'; not read: '封面'; 'old', hidden"


def test_of_several_sheets_that_fit_none_is_guessed():
    def fill(made):
        for name in ("一季度", "二季度", "空"):
            ledger(made, name) if name != "空" else made.add_worksheet(name)

    said, code = refused(book(fill))
    assert code == 2
    assert "2 sheets have a header that is known: '一季度', '二季度'" in said
    assert "--sheet" in said
    assert read(book(fill), sheet="二季度")[3][0] == "sheet: '二季度'; not read: '一季度'; '空'"
    assert read(book(fill), sheet="1")[1][0][0] == 5
    assert "Known are: '一季度', '二季度', '空'" in refused(book(fill), sheet="三季度")[0]
    assert "is empty" in refused(book(fill), sheet="空")[0]


def test_a_hidden_sheet_is_read_only_if_it_is_named():
    def fill(made):
        made.add_worksheet("shown").write("A1", "x")
        ledger(made, "secret").hide()

    assert read(book(fill))[0] == ["x"]
    assert read(book(fill), sheet="secret")[0] == HEADER


def test_the_header_can_be_named_by_its_row():
    assert read(ledger_bytes(), header_row=5)[0] == AS_TEXT[0]
    assert "no header begins" in refused(ledger_bytes(), header_row=3)[0]


@pytest.mark.parametrize("option", [{"encoding": "gbk"}, {"delimiter": ";"}])
def test_options_of_text_files_are_refused(option):
    assert "a workbook has none" in refused(ledger_bytes(), **option)[0]
    with pytest.raises(Refusal, match="--sheet"):
        table("id,description\n", sheet="1")


def test_every_kind_of_cell_comes_as_it_is_shown():
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="s"><v>0</v></c></row>'
        '<row r="3"><c r="A3"><v>1234567</v></c><c r="B3" t="s"><v>1</v></c></row>'
        '<row r="4"><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c></row>'
        '<row r="5"><c r="B5" t="str"><f>A1</f><v></v></c><c r="A5" s="1"/></row>'
        '<row><c t="d"><v>2025-03-31T00:00:00</v></c><c><v>1E-3</v></c></row>'
        '<row><c t="str"><f>A1</f><v>a_x000D_b</v></c><c t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r>'
        "<rPh><t>zz</t></rPh></is></c></row>"
    )
    strings = "<si><t>description</t></si><si><r><t>风</t></r><r><t>电</t></r><rPh><t>feng</t></rPh></si>"
    for prefix in ("", "x"):
        mark = f"{prefix}:" if prefix else ""
        prefixed = [text.replace("</", "</\0").replace("<", f"<{mark}").replace(f"<{mark}/\0", f"</{mark}") for text in (cells, strings)]  # fmt: skip
        data = with_cells(prefixed[0].replace('<x:c r="A5" s="1"/>', ""), prefix=prefix, strings=prefixed[1])
        data = data if prefix else with_cells(cells.replace('<c r="A5" s="1"/>', ""), strings=strings)
        header, rows, rejects, _ = read(data)
        assert header == ["id", "description"]
        assert rows == [
            (3, ["1234567", "风电"]),
            (4, ["TRUE", "#DIV/0!"]),
            (6, ["2025-03-31", "0.001"]),
            (7, ["a\rb", "xy"]),
        ]
        assert not rejects


def test_rows_that_cannot_be_rows_are_rejects_with_their_number_and_cells():
    def fill(made):
        sheet = ledger(made)
        for at in range(10, 250):
            sheet.write(at, 0, "1")
        sheet.write_row("A300", ["x"] * 7)
        sheet.write_row("A301", ["1", "a\x01"])
        sheet.write_row("A302", ["1", "b" * 1001])

    _, rows, rejects, _ = read(book(fill))
    assert len(rows) == 243
    assert [(one.line, str(one.reason), one.column, one.byte_offset) for one in rejects] == [
        (300, "too_many_fields", "", None),
        (301, "control_character", "项目名称", None),
        (302, "field_too_long", "项目名称", None),
    ]
    assert rejects[0].raw == '["x", "x", "x", "x", "x", "x", "x"]'


def test_a_formula_without_its_value_is_a_reject_and_not_an_empty_cell():
    spoiled = respelled(ledger_bytes(), SHEET, lambda part: part.replace(b"<v>15000.5</v>", b"<v></v>"))
    _, rows, rejects, _ = read(spoiled)
    assert len(rows) == 2
    assert [(one.line, str(one.reason), one.column) for one in rejects] == [
        (7, "formula_without_value", "总投资（万元）")
    ]
    assert rejects[0].raw == '["合计"]'


def test_a_cell_without_a_name_above_it_is_a_column_of_its_own():
    def fill(made):
        sheet = ledger(made)
        sheet.write("G5", "beside")

    header, rows, rejects, _ = read(book(fill))
    assert header == [*HEADER, "", ""]
    assert rows[0][1][6] == "beside"
    assert not rejects


def doubled(data):
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, "<worksheet/>")
    return made.getvalue()


DTD = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"id,description\n1,a\n", "no workbook"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        (ledger_bytes()[:-200], "damaged"),
        (respelled(ledger_bytes(), SHEET, lambda _: None), "the part xl/worksheets/sheet1.xml is missing"),
        (respelled(ledger_bytes(), SHEET, lambda part: part[: len(part) // 2]), "damaged"),
        (respelled(ledger_bytes(), SHEET, lambda part: DTD + part[part.index(b"<worksheet") :]), "document type"),
        (respelled(ledger_bytes(), SHEET, lambda part: part.replace(b't="s"><v>', b't="s"><v>99999')), "there is no text"),
        (respelled(ledger_bytes(), SHEET, lambda part: part.replace(b'r="A2"', b'r="ZZZZZZ2"')), "no column"),
        (respelled(ledger_bytes(), SHEET, lambda part: part.replace(b'<row r="5"', b'<row r="2000000"')), "out of order"),
        (respelled(ledger_bytes(), SHEET, lambda part: part.replace(b'<row r="6"', b'<row r="2"')), "out of order"),
        (respelled(ledger_bytes(), "xl/workbook.xml", lambda _: b"<workbook/>"), "no sheet"),
        (respelled(ledger_bytes(), "xl/sharedStrings.xml", lambda _: None), "missing"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_none_or_damaged_is_refused_and_named(data, said):
    message, code = refused(data)
    assert message.startswith("x.xlsx")
    assert said in message
    assert code == 2


def test_a_part_that_is_there_twice_is_refused():
    assert "there twice" in refused(doubled(ledger_bytes()))[0]


def test_an_archive_that_would_fill_the_machine_passes_a_limit():
    packed = respelled(ledger_bytes(), SHEET, lambda part: part + b" " * (70 << 20))
    message, code = refused(packed)
    assert code == 5
    assert "Save a table as CSV" in message


def test_a_cell_at_the_far_corner_costs_nothing():
    rows = (
        '<row r="1"><c r="A1" t="str"><v>description</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    header, found, _, _ = read(with_cells(rows))
    assert (len(header), len(found), found[0][0]) == (16384, 1, 1048576)


@pytest.mark.parametrize(
    ("written", "number", "code", "shown"),
    [
        ("1", 0, None, "1"),
        ("1.0", 0, None, "1"),
        ("12", 164, "000000", "000012"),
        ("0.30000000000000004", 0, None, "0.3"),
        ("1.23456789012345677e17", 0, None, "123456789012346000"),
        ("1E+30", 0, None, "1e+30"),
        ("0.05", 9, None, "5%"),
        ("0.1234", 164, "0.0%;[Red]-0.0%", "12.34%"),
        ("45747", 14, None, "2025-03-31"),
        ("45747.5", 22, None, "2025-03-31 12:00:00"),
        ("45747", 164, '[$-804]yyyy"年"m"月"d"日"', "2025-03-31"),
        ("45747", 31, None, "2025-03-31"),
        ("0.34375", 20, None, "08:15:00"),
        ("1.5", 46, None, "36:00:00"),
        ("60", 14, None, "60"),
        ("-5", 14, None, "-5"),
        ("99999999", 14, None, "99999999"),
        ("12000", 164, '#,##0.00 "USD"', "12000"),
        ("12000", 164, "0.00E+00", "12000"),
        ("5", 164, 'General "days"', "5"),
        ("1e400", 0, None, "inf"),
        ("no number", 0, None, "no number"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_they_are_shown(written, number, code, shown):
    assert number_text(written, format_of(number, code), from_1904=False) == shown


def test_days_of_workbooks_that_count_from_1904():
    assert number_text("44285", format_of(14, None), from_1904=True) == "2025-03-31"


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 60))
def test_any_number_in_any_format_gives_a_text(value, number):
    assert number_text(repr(value), format_of(number, None), from_1904=False)


@given(st.text(max_size=30), st.text(max_size=20))
def test_any_format_and_any_value_give_a_text(code, written):
    number_text(written, format_of(164, code), from_1904=False)


@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_workbook_with_a_spoiled_byte_is_read_or_refused(at, byte):
    data = bytearray(_LEDGER)
    data[at % len(data)] = byte
    try:
        header, rows, *_ = read(bytes(data))
    except Refusal:
        return
    assert all(len(row) == len(header) for _, row in rows)


_LEDGER = ledger_bytes()
