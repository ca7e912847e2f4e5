"""A project file as a tree of texts: every scalar as it was written, every node and key with its place."""

from dataclasses import dataclass, field

from matcher.model.problems import Place, Problem

MAX_DEPTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A scalar; what type it has is decided by whoever asks."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    place: Place
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """Keys and values, in the order of the file; `places` says where each key stands."""

    place: Place
    values: dict[str, "Node"] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


Node = Text | Items | Entries


class Broken(Exception):
    """The file cannot be read further; what was wrong before is in its collected problems as well."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def repeated_key(entries: Entries, key: str, place: Place) -> Problem:
    """The complaint about a key that stands twice in one mapping."""
    first = entries.places[key]
    return Problem(
        place=place,
        message=f"the key {key!r} stands here again",
        hint=f"It stands in line {first.line} already; keep one of the two.",
    )


def too_deep(place: Place) -> Problem:
    """The complaint about nesting without end."""
    return Problem(
        place=place, message=f"nested deeper than {MAX_DEPTH}", hint="A project file needs three levels at most."
    )
