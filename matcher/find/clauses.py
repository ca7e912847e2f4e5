"""Where the clauses of a text end. A clause is a sentence, a piece between semicolons, or a line of a list."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from matcher.model.rules import Language

_FULL_STOP = r"(?<![ (/.][A-Za-z])(?<!\b[Nn]o)(?<!\be\.g)(?<!\bi\.e)\.(?=\s|$|[\"')\]])"
_NEW_LINE = r"\r?\n(?![ \t]*[a-z])"


class Clauses:
    """Splits texts by the clause-ending characters of the pack's languages."""

    def __init__(self, languages: Iterable[Language]) -> None:
        marks = {mark for language in languages for mark in language.ends_clause}
        plain = "".join(re.escape(mark) for mark in sorted(marks - {"."}))
        parts = [_NEW_LINE, *([f"[{plain}]"] if plain else []), *([_FULL_STOP] if "." in marks else [])]
        self._end = re.compile("|".join(parts))

    def ends(self, text: str) -> list[int]:
        """The ends of all clauses but the last, ascending, as code points of the original text."""
        return [found.end() for found in self._end.finditer(text)]


def clause_at(ends: list[int], position: int) -> int:
    """The number of the clause, from 0, that the position lies in."""
    return bisect_right(ends, position)
