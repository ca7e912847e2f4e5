"""Entries set into YAML files at the right line, so that everything else in them stays as its author wrote it."""

import json
import re
from collections.abc import Mapping as Map
from collections.abc import Sequence as Run

from matcher.know.source.nodes import Mapping, Node, Sequence, read_tree
from matcher.model.problems import Place, Problem, Refusal

_NO_CONTENT = re.compile(r"\s*(#.*)?")
_DASH = 3

Value = str | Map[str, "Value"] | Run["Value"]


def appended(data: bytes, file: str, key: str, entries: Run[Map[str, Value]]) -> bytes:
    """The file with entries added at the end of its list under a top-level key."""
    lines, items, end = _list_of(data, file, key)
    indent = " " * (items[-1].column - _DASH)
    lines[end:end] = [line for entry in entries for line in entry_lines(entry, indent)]
    return _joined(lines)


def replaced(data: bytes, file: str, key: str, name: str, entry: Map[str, Value]) -> bytes:
    """The file with another entry in place of the one of that id in its list under a top-level key."""
    lines, items, end = _list_of(data, file, key)
    at = next(at for at, item in enumerate(items) if isinstance(item, Mapping) and _id_of(item) == name)
    first = items[at].line - 1
    last = _content_end(lines, items[at + 1].line - 1) if at + 1 < len(items) else end
    lines[first:last] = entry_lines(entry, " " * (items[at].column - _DASH))
    return _joined(lines)


def without_expectation(data: bytes, key: str) -> bytes:
    """The file of a rule without what its examples expect under a key."""
    text = data.decode("utf-8")
    word = re.escape(key)
    text = re.sub(rf"(?m)^ +{word}: [\w-]+ *(#.*)?\n", "", text)
    return re.sub(rf", {word}: [\w-]+(?=[,}}])", "", text).encode("utf-8")


def entry_lines(entry: Map[str, Value], indent: str) -> list[str]:
    """A mapping as an element of a block list: a line for each key, its value in flow style."""
    lines = [f"{key}: {flow(value)}" for key, value in entry.items()]
    return [f"{indent}{'- ' if at == 0 else '  '}{line}" for at, line in enumerate(lines)]


def flow(value: Value) -> str:
    """A value in flow style. A text that is no plain word is quoted; what cannot be printed becomes a space."""
    if isinstance(value, str):
        clean = "".join(letter if letter.isprintable() else " " for letter in value)
        return clean if re.fullmatch(r"[A-Za-z][\w-]*", clean, re.ASCII) else json.dumps(clean, ensure_ascii=False)
    if isinstance(value, Map):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def _list_of(data: bytes, file: str, key: str) -> tuple[list[str], list[Node], int]:
    """The lines of a file, the elements of a block list in it, and the line after the last of them."""
    root = read_tree(data, file).root
    node = root.entries.get(key) if root else None
    if root is None or not isinstance(node, Sequence) or not node.items or node.items[0].line == root.keys[key].line:
        hint = "Write it as a block list, each element behind a hyphen on a line of its own."
        raise Refusal([Problem(place=Place(file=file), message=f"nothing can be added to `{key}`", hint=hint)])
    lines = data.decode("utf-8").splitlines()
    after = [scalar.line for scalar in root.keys.values() if scalar.line > node.items[-1].line]
    return lines, node.items, _content_end(lines, min(after) - 1 if after else len(lines))


def _content_end(lines: Run[str], end: int) -> int:
    """The end of what stands before a line, without the blank lines and remarks right above it."""
    while end and _NO_CONTENT.fullmatch(lines[end - 1]):
        end -= 1
    return end


def _id_of(item: Mapping) -> str:
    return getattr(item.entries.get("id"), "text", "")


def _joined(lines: Run[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("utf-8")
