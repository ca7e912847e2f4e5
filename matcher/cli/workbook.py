"""A register as a workbook: one sheet to fill in with lists to choose from, one with what the steps mean."""

import datetime
from pathlib import Path

from matcher.model.materiality import Horizon, MitigationState, RecordKind, RecordState, ValueChain
from matcher.model.topics import MaterialityBook

_CHOICES = {
    "kind": [kind.value for kind in RecordKind],
    "state": [state.value for state in RecordState],
    "value_chain": [place.value for place in ValueChain],
    "horizon": [horizon.value for horizon in Horizon],
    "mitigation": [state.value for state in MitigationState],
    "human_rights": ["yes", "no"],
}
_STEPS = ("scale", "scope", "irremediability", "likelihood", "magnitude")
_ROWS = 500
_MADE = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  (the same bytes on every day)


def write_workbook(path: Path, columns: list[str], rows: list[list[str]], book: MaterialityBook, lang: str) -> None:
    """Write the workbook; every cell is text, so that nothing in it acts."""
    from xlsxwriter import Workbook

    workbook = Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    workbook.set_properties({"created": _MADE})
    head = workbook.add_format({"bold": True, "bg_color": "#e8eef5", "text_wrap": True, "valign": "top"})
    sheet = workbook.add_worksheet("register")
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, max(11, min(26, len(name) + 3)))
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if cell:
                sheet.write_string(number, at, cell)
    for at, name in enumerate(book.columns):
        choices = [*book.standards] if name == "standard_version" else _CHOICES.get(name)
        choices = ["1", "2", "3", "4", "5", "cannot_judge"] if name in _STEPS else choices
        if choices:
            sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": choices, "error_type": "warning"})
    sheet.freeze_panes(1, 2)
    _scales(workbook.add_worksheet("scales"), book, lang, head)
    workbook.close()


def _scales(sheet: "object", book: MaterialityBook, lang: str, head: object) -> None:
    from xlsxwriter.worksheet import Worksheet

    if not isinstance(sheet, Worksheet):
        return
    sheet.set_column(1, len(book.scales), 34)
    for at, scale in enumerate(book.scales.values(), start=1):
        sheet.write_string(0, at, scale.name.get(lang) or scale.name["en"], head)
        for step, words in enumerate(scale.anchors, start=1):
            sheet.write_string(step, 0, str(step))
            sheet.write_string(step, at, words.get(lang) or words["en"])
