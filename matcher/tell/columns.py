"""What the columns of a table hold, for formats that tell numbers and lists from text."""

from dataclasses import dataclass
from enum import StrEnum

_WHOLE = {"tm_points"}
_SHARES = {"tm_confidence"}
_LISTS = {
    "tm_alternatives",
    "tm_criteria",
    "tm_missing",
    "tm_excluded_by",
    "tm_evidence",
    "tm_rules",
    "tm_doubts",
    "tm_flags",
    "tm_review_reason",
    "tm_material_topics",
}
_CODES = "_codes"


class Kind(StrEnum):
    """What the cells of a column hold. An empty cell is no value in all kinds but `text`."""

    TEXT = "text"
    WORD = "word"
    WHOLE = "whole"
    SHARE = "share"
    YES_OR_NO = "yes_or_no"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column by its name, with what its cells hold. `text` is copied as it came, `word` is a word of ours."""

    name: str
    kind: Kind = Kind.TEXT


def added_column(name: str) -> Column:
    """One of the columns that an answer adds to a row."""
    if name in _WHOLE:
        return Column(name=name, kind=Kind.WHOLE)
    if name in _SHARES:
        return Column(name=name, kind=Kind.SHARE)
    is_list = name in _LISTS or (name.startswith("tm_") and name.endswith(_CODES))
    return Column(name=name, kind=Kind.LIST if is_list else Kind.WORD)
