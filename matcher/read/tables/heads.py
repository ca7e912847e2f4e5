"""The first records of a table, and which of them is its header. What stands above it is told and is no row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.tables.columns import Choice
from matcher.read.tables.dialect import header_index
from matcher.read.tables.names import fold_name
from matcher.read.tables.records import Reject

HEADS = 200
"""How many of the first records are looked at."""

_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One of the first records: its line, its place, the place behind it, and its cells."""

    line: int
    start: int
    stop: int
    cells: list[str]


def column_names(known: Mapping[str, Sequence[str]], choice: Choice) -> set[str]:
    """The names by which a header is known, folded: those of the pack and those the user gives."""
    return {fold_name(name) for role in known.values() for name in role} | set(map(fold_name, choice.names()))


def find_header(
    file: str, heads: Sequence[Head], rejects: Sequence[Reject], names: Collection[str], wanted: int | None
) -> Head:
    """The record that is the header: the one in the line that the user says, or the one found.

    Refuses a line in which no record begins, and a table with a reject above its header.
    """
    if wanted is not None:
        for head in heads:
            if head.line == wanted:
                return head
        lines = f"from {heads[0].line} to {heads[-1].line}" if heads else "in none of the first lines"
        place = Place(file=file, line=wanted, column=1)
        raise Refusal([Problem(place=place, message="no header begins in this line", hint=f"Records stand {lines}.")])
    found = heads[header_index([head.cells for head in heads], names)] if heads else None
    for reject in rejects:
        if found is None or reject.line < found.line:
            place = Place(file=file, line=reject.line, column=1)
            hint = "Mend the line, or say with --header-row in which line the header stands."
            raise Refusal([Problem(place=place, message=f"the line cannot be read: {reject.message}", hint=hint)])
    if found is None:
        raise Refusal([Problem(place=Place(file=file), message="the file holds no table")])
    return found


def told_of_header(heads: Sequence[Head], header: Head) -> list[str]:
    """The lines above the header, and its own where there are any."""
    above = [head for head in heads if head.line < header.line]
    told = []
    for head in above:
        words = " ".join(" ".join(head.cells).split())
        told.append(f"above the header, line {head.line}: {words[:_SHOWN]!r}")
    return [*told, f"header: line {header.line}"] if above else told
