"""Workbooks written the way banks keep them, and parts of them spoiled."""

import datetime
import io
import zipfile

import xlsxwriter

HEADER = ["序号", "项目名称", "建设内容", "总投资（万元）", "日期"]
ROWS = [
    [1, "学校", "新建一所中学", 12000, datetime.date(2025, 3, 31)],
    [27, "公路", "改建县道\n二十公里", 3000.5, datetime.date(2024, 11, 2)],
]
AS_TEXT = [
    ["000001", "学校", "新建一所中学", "12000", "2025-03-31"],
    ["000027", "公路", "改建县道\n二十公里", "3000.5", "2024-11-02"],
]


def book(fill, **options) -> bytes:
    """The bytes of a workbook that `fill` writes."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, **options}) as made:
        fill(made)
    return data.getvalue()


def ledger(made, name="台账", *, hidden_rows=False):
    """A ledger with a merged title, a line with the unit, formats, and a row of sums."""
    sheet = made.add_worksheet(name)
    day, number = made.add_format({"num_format": 'yyyy"年"m"月"d"日"'}), made.add_format({"num_format": "000000"})
    sheet.merge_range("A1:E1", "某银行绿色贷款台账", made.add_format({"bold": True}))
    sheet.write("A2", "单位：万元")
    sheet.write_row("A4", HEADER)
    for at, row in enumerate(ROWS, start=4):
        sheet.write_number(at, 0, row[0], number)
        sheet.write_row(at, 1, row[1:4])
        sheet.write_datetime(at, 4, row[4], day)
        if hidden_rows:
            sheet.set_row(at, None, None, {"hidden": True})
    sheet.write("A7", "合计")
    sheet.write_formula("D7", "=SUM(D5:D6)", None, 15000.5)
    sheet.write_blank("Z900", None, day)
    return sheet


def ledger_bytes(**options) -> bytes:
    return book(lambda made: ledger(made, **options))


def respelled(data: bytes, part: str, change) -> bytes:
    """The workbook with one part changed, or left out where `change` gives None."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            content = change(content) if info.filename == part else content
            if content is not None:
                new.writestr(info.filename, content)
    return made.getvalue()


def with_cells(rows: str, *, prefix="", strings="", styles="") -> bytes:
    """A workbook of bare XML: the rows of its only sheet, and its texts."""
    mark = f"{prefix}:" if prefix else ""
    names = f'xmlns{":" + prefix if prefix else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    parts = {
        "_rels/.rels": rels.format(f'<Relationship Id="a" Type="{link}/officeDocument" Target="/xl/book.xml"/>'),
        "xl/book.xml": f'<{mark}workbook {names} xmlns:r="{link}"><{mark}sheets>'
        f'<{mark}sheet name="S" sheetId="1" r:id="b"/></{mark}sheets></{mark}workbook>',
        "xl/_rels/book.xml.rels": rels.format(
            f'<Relationship Id="b" Type="{link}/worksheet" Target="one.xml"/>'
            f'<Relationship Id="c" Type="{link}/sharedStrings" Target="texts.xml"/>'
            f'<Relationship Id="d" Type="{link}/styles" Target="styles.xml"/>'
            f'<Relationship Id="e" Type="{link}/externalLink" Target="file:///etc/passwd" TargetMode="External"/>'
        ),
        "xl/one.xml": f"<{mark}worksheet {names}><{mark}sheetData>{rows}</{mark}sheetData></{mark}worksheet>",
        "xl/texts.xml": f"<{mark}sst {names}>{strings}</{mark}sst>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()
