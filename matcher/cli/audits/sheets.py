"""Tables of figures written in the format that was asked for."""

from collections.abc import Sequence
from pathlib import Path

from matcher.cli import give
from matcher.cli.audits.inputs import TableFormat
from matcher.tell.sheets import Sheet, print_sheets, sheets_csv, sheets_markdown


def write_sheets(sheets: Sequence[Sheet], format_: TableFormat, output: Path | None) -> None:
    """Print the tables, or write them as CSV or Markdown."""
    if format_ is TableFormat.TABLE:
        with give.console_to(output) as console:
            print_sheets(sheets, console)
    else:
        give.write(sheets_csv(sheets) if format_ is TableFormat.CSV else sheets_markdown(sheets), output)
