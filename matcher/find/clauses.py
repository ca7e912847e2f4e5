"""Where the clauses of a text end. A clause is a sentence, a piece between semicolons, or a line of a list."""

import re
from collections.abc import Iterable

from matcher.model.rules import Language

_ABBREVIATED = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]|\b(?:no|e\.g|i\.e|approx|incl))$", re.IGNORECASE)
_STOP, _NEW_LINE = ".", "\n"
_CLOSING = re.escape("\"')]")


class Clauses:
    """Splits texts by the clause-ending characters of the pack's languages."""

    def __init__(self, languages: Iterable[Language]) -> None:
        marks = {mark for language in languages for mark in language.ends_clause} | {_NEW_LINE}
        plain = re.escape("".join(sorted(marks - {_STOP, _NEW_LINE})))
        self._mark = re.compile(rf"[{plain}{_NEW_LINE}]" + (rf"|\.(?=[\s{_CLOSING}]|\Z)" if _STOP in marks else ""))

    def ends(self, text: str) -> list[int]:
        """The ends of all clauses but the last, ascending, as code points of the original text."""
        return [end for found in self._mark.finditer(text) if _ends_clause(text, end := found.end())]


def _ends_clause(text: str, end: int) -> bool:
    """Whether the mark before a position ends a clause: not the stop of an abbreviation, nor a wrapped line."""
    mark = text[end - 1]
    if mark == _STOP:
        return not _ABBREVIATED.search(text[max(0, end - 9) : end - 1])
    return mark != _NEW_LINE or not text[end : end + 39].lstrip()[:1].islower()
