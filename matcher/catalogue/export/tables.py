"""A taxonomy as one CSV table of listings, or as a workbook of listings, criteria, sources and successors."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence

from matcher.catalogue.export.rows import (
    CRITERION_COLUMNS,
    LISTING_COLUMNS,
    SOURCE_COLUMNS,
    SUCCESSOR_COLUMNS,
    criterion_rows,
    listing_rows,
    source_rows,
    successor_rows,
)
from matcher.model.rules import Pack
from matcher.tell.neutral import neutral

_WIDTH = 24


def as_csv(pack: Pack) -> str:
    """The listings as comma-separated values; cells that a spreadsheet would take for a formula are made inert."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(LISTING_COLUMNS)
    writer.writerows([neutral(cell) for cell in row] for row in listing_rows(pack))
    return table.getvalue()


def as_workbook(pack: Pack) -> bytes:
    """The bytes of an xlsx workbook; every cell is text, and the same pack gives the same bytes."""
    import xlsxwriter

    sheets: dict[str, tuple[Sequence[str], Iterable[list[str]]]] = {
        "listings": (LISTING_COLUMNS, listing_rows(pack)),
        "criteria": (CRITERION_COLUMNS, criterion_rows(pack)),
        "sources": (SOURCE_COLUMNS, source_rows(pack)),
        "successors": (SUCCESSOR_COLUMNS, successor_rows(pack)),
    }
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        day = datetime.datetime.fromisoformat(pack.identity.valid_on).replace(tzinfo=datetime.UTC)
        book.set_properties({"title": f"{pack.identity.id} {pack.identity.version}", "created": day})
        bold = book.add_format({"bold": True})
        for name, (columns, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, _WIDTH)
            for at, column in enumerate(columns):
                sheet.write_string(0, at, column, bold)
            for line, row in enumerate(rows, start=1):
                for at, cell in enumerate(row):
                    sheet.write_string(line, at, cell)
    return target.getvalue()
