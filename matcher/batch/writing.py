"""Rows of the output as bytes, with nothing in them that a spreadsheet would act on."""

import csv
import io
from collections.abc import Iterable

from matcher.batch.target import Target
from matcher.tell.neutral import neutral

_MARK = "\ufeff"
_MAY_ACT = frozenset("=+-@\t\r")


class TableWriter:
    """Writes rows to a target as UTF-8, as RFC 4180 has them, with another delimiter if need be."""

    def __init__(self, target: Target, delimiter: str, *, raw_cells: bool, excel_bom: bool) -> None:
        self._target = target
        self._delimiter = delimiter
        self._raw_cells = raw_cells
        self._opening = _MARK if excel_bom else ""

    def write(self, rows: Iterable[list[str]]) -> None:
        """Append rows."""
        text = io.StringIO()
        text.write(self._opening)
        self._opening = ""
        writer = csv.writer(text, delimiter=self._delimiter)
        if self._raw_cells:
            writer.writerows(rows)
        else:
            writer.writerows([[neutral(cell) if cell[:1] in _MAY_ACT else cell for cell in row] for row in rows])
        self._target.write(text.getvalue().encode())
