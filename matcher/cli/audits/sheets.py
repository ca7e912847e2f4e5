"""Tables written in the format that was asked for."""

import json
from collections.abc import Sequence
from pathlib import Path

from matcher.cli import give
from matcher.cli.audits.inputs import TableFormat
from matcher.tell.sheets import Sheet, print_sheets, sheet_csv, sheets_csv, sheets_markdown


def write_sheets(sheets: Sequence[Sheet], whole: object, format_: TableFormat, output: Path | None) -> None:
    """Print the tables, or write them as Markdown or as one table of all cells; as JSON, `whole` is written."""
    if format_ is TableFormat.JSON:
        give.write(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", output)
    elif format_ is TableFormat.TABLE:
        with give.console_to(output) as console:
            print_sheets(sheets, console)
    else:
        give.write(sheets_csv(sheets) if format_ is TableFormat.CSV else sheets_markdown(sheets), output)


def write_sheet(sheet: Sheet, format_: TableFormat, output: Path | None) -> None:
    """Print a single table, or write it as Markdown, as CSV, or as JSON with an object for each row."""
    if format_ is TableFormat.CSV:
        give.write(sheet_csv(sheet), output)
        return
    write_sheets([sheet], [dict(zip(sheet.heads, row, strict=True)) for row in sheet.rows], format_, output)
