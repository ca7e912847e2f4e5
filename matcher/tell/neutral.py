"""Cells that cannot act in a spreadsheet."""

import re

_ACTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)([eE][+-]?\d+)?%?")


def neutral(cell: str) -> str:
    """The cell with a leading apostrophe where a spreadsheet would take it for a formula; numbers stay."""
    if cell.startswith(_ACTS) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def restored(cell: str) -> str:
    """The cell as it was before `neutral` made it so."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell
