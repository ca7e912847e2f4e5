"""What does not fit a shape, said as problems with a place, what was expected and the nearest known word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from matcher.know.source.nodes import Mapping, Node, Scalar
from matcher.know.source.nodes import Sequence as NodeSequence
from matcher.model.problems import Place, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

Path = Sequence[str | int]
Plain: TypeAlias = "str | list[Plain] | Located"


@dataclass(slots=True)
class Complaints:
    """Collects the problems of one file; places are found by walking the tree along a path of keys and indexes."""

    file: str
    root: Mapping
    problems: list[Problem] = field(default_factory=list)

    def at(self, *path: str | int, key: bool = False) -> Place:
        """The place of the node at `path`, or of the last key of it; of the nearest node above if there is none."""
        node: Node = self.root
        place = node
        for step in path:
            if isinstance(node, Mapping) and step in node.entries:
                place = node.keys[str(step)] if key else node.entries[str(step)]
                node = node.entries[str(step)]
            elif isinstance(node, NodeSequence) and isinstance(step, int) and step < len(node.items):
                place = node = node.items[step]
        return Place(file=self.file, line=place.line, column=place.column)

    def has(self, *path: str | int) -> bool:
        """Whether there is a node at exactly this path."""
        node: Node = self.root
        for step in path:
            if isinstance(node, Mapping) and step in node.entries:
                node = node.entries[str(step)]
            elif isinstance(node, NodeSequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return False
        return True

    def add(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> None:
        """Note a problem with the value at `path`, or with its key."""
        self.problems.append(Problem(place=self.at(*path, key=key), message=message, hint=hint))

    def unknown(self, path: Path, what: str, word: str, known: Iterable[str], *, key: bool = False) -> None:
        """Note a word that is none of the known ones, with the nearest of them."""
        message = f"'{word}' is no {what}" if " of " in what else f"unknown {what} '{word}'"
        self.add(path, message, nearest(word, known), key=key)

    def add_errors(self, error: "ValidationError") -> None:
        """Note everything that a shape found wrong; keys unknown or missing are noted by the shapes themselves."""
        for detail in error.errors(include_url=False):
            kind, path = str(detail["type"]), [step for step in detail["loc"] if step != "[key]"]
            if kind in ("extra_forbidden", "missing"):
                continue
            of_key = "[key]" in detail["loc"]
            message, hint = _wording(kind, detail, str(path[-1]) if of_key else self._text_at(path))
            self.add(path, message, hint, key=of_key)

    def _text_at(self, path: Path) -> str:
        node: Node = self.root
        for step in path:
            if isinstance(node, Mapping) and step in node.entries:
                node = node.entries[str(step)]
            elif isinstance(node, NodeSequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
        return node.text if isinstance(node, Scalar) else ""


def nearest(word: str, known: Iterable[str], *, most: int = 12) -> str:
    """What to write instead of an unknown word: the nearest known one, and all of them when they are few."""
    from rapidfuzz import fuzz, process, utils

    choices = sorted(set(known))
    best = process.extractOne(word, choices, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60)
    guess = f"did you mean '{best[0]}'? " if best else ""
    if not choices:
        return "None is known."
    if len(choices) <= most:
        return f"{guess}Known: {', '.join(choices)}."
    return guess.strip() or f"{len(choices)} are known, none is near."


def plain(node: Node) -> Plain:
    """The tree as texts, lists and located mappings, as the shapes take it."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, NodeSequence):
        return [plain(item) for item in node.items]
    return Located(node)


class Located(dict[str, "Plain"]):
    """A mapping that knows the node it comes from, so that a shape can point to its keys."""

    def __init__(self, node: Mapping) -> None:
        super().__init__((key, plain(value)) for key, value in node.entries.items())
        self.node = node


def _wording(kind: str, detail: "ErrorDetails", text: str) -> tuple[str, str]:
    context = detail.get("ctx", {})
    if kind in ("literal_error", "enum"):
        known = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return f"unknown word '{text}'", nearest(text, known, most=30)
    if kind == "wrong":
        return str(context["message"]), str(context["hint"])
    expected = _EXPECTED.get(kind, "")
    if kind == "string_too_short":
        return "nothing is written here", expected
    if kind in ("string_too_long", "string_pattern_mismatch"):
        return f"'{text[:40]}' does not fit here", _TOO_LONG if kind == "string_too_long" else _pattern_hint(detail)
    if expected:
        return f"'{text}' does not fit here" if text else "this does not fit here", expected
    return f"'{text}' does not fit here" if text else "this does not fit here", str(detail["msg"])


def _pattern_hint(detail: "ErrorDetails") -> str:
    name = str(detail["loc"][-1])
    return _PATTERN_HINTS.get(name, f"It must match {detail['ctx']['pattern']}.")


_TOO_LONG = "A term has 120 characters at most."
_PATTERN_HINTS = {
    "meet": 'Write `any`, `all`, or a count such as "2 of 3".',
    "factor": "Write a decimal or a fraction, such as 0.001 or 1/3.",
    "id": "An id here has small letters, digits and underscores.",
    "column": "A column name has small letters, digits and underscores.",
    "language": "Write the two-letter code of the language, such as en.",
}
_EXPECTED = {
    "string_type": "A text was expected.",
    "string_too_short": "A text was expected.",
    "list_type": "A list was expected, such as `[one, two]`.",
    "dict_type": "Keys and values were expected, such as `{key: value}`.",
    "model_type": "Keys and values were expected, such as `{key: value}`.",
    "model_attributes_type": "Keys and values were expected, such as `{key: value}`.",
    "too_short": "At least one entry was expected.",
    "too_long": "Fewer entries were expected.",
}
