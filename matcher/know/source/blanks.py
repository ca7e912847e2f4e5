"""Blanks that `rules new` leaves in a file: each is a problem that says what to write."""

from collections.abc import Iterator

from matcher.know.source.nodes import Mapping, Node, Scalar, Sequence
from matcher.model.problems import Place, Problem

_BLANK = "<fill in: "


def blanks(root: Mapping, shown: str) -> list[Problem]:
    """A problem for every blank of a file that is still to be filled in."""
    return [
        Problem(
            place=Place(file=shown, line=one.line, column=one.column),
            message="this blank is still to be filled in",
            hint=f"Write {one.text.removeprefix(_BLANK).removesuffix('>')}.",
        )
        for one in _scalars(root)
        if one.text.startswith(_BLANK)
    ]


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for value in node.entries.values():
            yield from _scalars(value)
