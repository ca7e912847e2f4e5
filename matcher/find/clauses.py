"""Where the clauses of a text end. A clause is a sentence, a piece between semicolons, or a line of a list."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from matcher.model.rules import Language

_ABBREVIATED = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]|\b(?:no|e\.g|i\.e|approx|incl))$", re.IGNORECASE)
_CLOSING = "\"')]"


class Clauses:
    """Splits texts by the clause-ending characters of the pack's languages."""

    def __init__(self, languages: Iterable[Language]) -> None:
        marks = {mark for language in languages for mark in language.ends_clause} | {"\n"}
        self._mark = re.compile("[" + re.escape("".join(sorted(marks))) + "]")

    def ends(self, text: str) -> list[int]:
        """The ends of all clauses but the last, ascending, as code points of the original text."""
        return [found.end() for found in self._mark.finditer(text) if _ends_clause(text, found.start())]


def _ends_clause(text: str, at: int) -> bool:
    """Whether the mark at a position ends a clause: not the stop of a number or abbreviation, nor a wrapped line."""
    mark, following = text[at], text[at + 1 : at + 2]
    if mark == "\n":
        return not text[at + 1 : at + 40].lstrip()[:1].islower()
    if mark == ".":
        return (not following or following.isspace() or following in _CLOSING) and not _ABBREVIATED.search(
            text[max(0, at - 8) : at]
        )
    return True


def clause_at(ends: list[int], position: int) -> int:
    """The number of the clause, from 0, that the position lies in."""
    return bisect_right(ends, position)
