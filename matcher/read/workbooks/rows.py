"""What a workbook holds: sheets, and rows of texts."""

from typing import NamedTuple


class Sheet(NamedTuple):
    """The name of a sheet, and whether it is hidden."""

    name: str
    hidden: bool


class Row(NamedTuple):
    """A row by its number from 1: its cells as texts, up to the last that holds anything.

    `unknown` is the place, from 0, of the first cell with a formula whose value the file does not hold; -1 where
    there is none.
    """

    number: int
    cells: list[str]
    unknown: int = -1
