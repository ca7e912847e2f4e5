"""Cells that cannot act: not in a spreadsheet, not on the terminal that prints the table."""

import re

_ACTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)([eE][+-]?\d+)?%?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def neutral(cell: str) -> str:
    """The cell with a leading apostrophe where a spreadsheet would take it for a formula, and control characters as
    their codes; numbers, tabs and line ends stay.
    """
    shown = _CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", cell)
    if shown.startswith(_ACTS) and not _NUMBER.fullmatch(shown):
        return "'" + shown
    return shown


def restored(cell: str) -> str:
    """The cell as it was before `neutral` put an apostrophe in front."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell
