"""What is wrong, where, what was expected, what to write: the one shape of every complaint to a user."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


def printable(text: str) -> str:
    """The text with every character that could act on a terminal or break its line written as an escape."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or unicodedata.category(letter) == "Zs" else ascii(letter)[1:-1]
        for letter in text
    )


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A place in a file. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = printable(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One complaint: `message` says what is wrong, `hint` what was expected and what to write."""

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        lines = [f"{self.place}: {printable(self.message)}"]
        lines += [f"    {printable(line)}" for line in self.hint.splitlines()]
        return "\n".join(lines)


class Refusal(Exception):
    """Something the user gave cannot be used. Carries every problem found, sorted by place, never only the first.

    The doors turn it into one message and the exit code of the contract (2 unless `exit_code` says otherwise).
    """

    def __init__(self, problems: Iterable[Problem] | str, *, exit_code: int = 2) -> None:
        self.problems: tuple[Problem, ...] = () if isinstance(problems, str) else tuple(sorted(problems))
        self.exit_code = exit_code
        super().__init__(problems if isinstance(problems, str) else "\n".join(map(str, self.problems)))
