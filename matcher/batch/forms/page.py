"""Some answered rows on their way to the streams."""

from collections.abc import Sequence

from matcher.batch.cells import AnswerCells
from matcher.model.assessment import Assessment


class Page:
    """Some answered rows as lines of each table. `columns` names those of each, `longest` is what a cell may hold."""

    def __init__(self, cells: AnswerCells, columns: Sequence[Sequence[str]], longest: int | None) -> None:
        self._cells = cells
        self._columns = columns
        self._longest = longest
        self.tables: list[list[list[str]]] = [[] for _ in columns]

    def add(self, line: int, row: Sequence[str], answer: Assessment) -> tuple[str, int, int] | None:
        """Add a row of the input with its answer.

        What comes back is None; or, where a cell is too long for the form, the name of its column, its length and the
        greatest length, and then nothing is added.
        """
        number = [str(line)] if self._cells.beside else []
        told = [[[*row, *number, *self._cells.of(answer)]]]
        told += [[[str(line), *one] for one in table.of(answer)] for table in self._cells.beside]
        if self._longest is not None and (fault := self._too_long(told, self._longest)):
            return fault
        for table, lines in zip(self.tables, told, strict=True):
            table.extend(lines)
        return None

    def _too_long(self, told: Sequence[list[list[str]]], longest: int) -> tuple[str, int, int] | None:
        for columns, lines in zip(self._columns, told, strict=True):
            for line in lines:
                for name, cell in zip(columns, line, strict=True):
                    if len(cell) * 2 > longest and (length := _units(cell)) > longest:
                        return name, length, longest
        return None


def _units(text: str) -> int:
    """The length of a text as a workbook counts it, in UTF-16."""
    return len(text) + sum(letter > "\uffff" for letter in text)
