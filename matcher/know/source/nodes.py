"""YAML read safely: every scalar stays text, every node knows its place, nothing is guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from matcher.model.problems import Place, Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 40

_UNREADABLE = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\xac\xae-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff"
    r"\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_SECOND = 2
_NEEDS_QUOTES = re.compile(r"[?:,\[\]{}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text and where it starts."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list and where it starts."""

    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys with their values, in file order; `keys` holds where each key stands."""

    line: int
    column: int
    entries: dict[str, "Node"] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What one file gave: its root, unless it could not be read at all, and every problem met on the way."""

    root: Mapping | None
    problems: tuple[Problem, ...]


def read_tree(data: bytes, file: str, *, pure_python: bool = False) -> Tree:
    """Read one YAML file into a tree of texts.

    Refused, each with its place: more than 1 MiB, nesting deeper than 40, bytes that are no UTF-8, control and hidden
    characters, several documents, anchors, aliases, tags, merge keys, repeated keys, keys that are no text, and
    unquoted texts with `? : , [ ] { }` inside brackets (YAML readers differ there). The tree is built from parser
    events one by one, so deep nesting is met before any reader could recurse into it.
    """
    if len(data) > MAX_BYTES:
        return _refused(
            Place(file=file), f"the file has {len(data)} bytes", f"A file may have {MAX_BYTES} bytes at most."
        )
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = _place_of_offset(file, data[: error.start].decode("utf-8"))
        return _refused(place, "this is no UTF-8", "Save the file as UTF-8.")
    if stranger := _UNREADABLE.search(text):
        place = _place_of_offset(file, text[: stranger.start()])
        return _refused(place, f"unreadable character U+{ord(stranger.group()):04X}", "Remove it.")
    builder = _Builder(file)
    try:
        for event in _events(text, pure_python=pure_python):
            builder.take(event)
    except _TooDeep:
        pass
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, file))
        return Tree(root=None, problems=tuple(builder.problems))
    if builder.root is None and not builder.problems:
        builder.complain(1, 1, "the file is empty", "Write one mapping of keys to values.")
    elif builder.root is not None and not isinstance(builder.root, Mapping):
        builder.complain(
            builder.root.line,
            builder.root.column,
            "the file does not hold keys and values",
            "A file of a pack is one mapping, such as `activity: some-id`.",
        )
    root = builder.root if isinstance(builder.root, Mapping) else None
    return Tree(root=root, problems=tuple(builder.problems))


class _TooDeep(Exception):
    """Nesting passed the limit; the problem is already told."""


class _Builder:
    """Turns parser events into nodes, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Sequence | Mapping] = []
        self._pending: list[Scalar | None] = []
        self._flow = 0
        self._documents = 0

    def complain(self, line: int, column: int, message: str, hint: str = "") -> None:
        """Note a problem at a place of this file."""
        self.problems.append(Problem(place=Place(file=self.file, line=line, column=column), message=message, hint=hint))

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        line, column = (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 1)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event, line, column)
            self._check_plain(event, line, column)
            self._place(Scalar(line=line, column=column, text=event.value))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_extras(event, line, column)
            self._start(event, line, column)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._flow = max(0, self._flow - 1)
            self._open.pop()
            self._pending.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.complain(
                line, column, f"alias '*{event.anchor}'", "Aliases are not used in packs: write the value out."
            )
            self._place(Scalar(line=line, column=column, text=""))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == _SECOND:
                self.complain(
                    line, column, "a second document begins here", "One file holds one document; remove `---`."
                )

    def _start(self, event: yaml.CollectionStartEvent, line: int, column: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            self.complain(line, column, f"nesting is deeper than {MAX_DEPTH}", "Write flatter lists and mappings.")
            raise _TooDeep
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        node: Mapping | Sequence = (Mapping if is_mapping else Sequence)(line=line, column=column)
        self._place(node)
        self._open.append(node)
        self._pending.append(None)
        self._flow += 1 if event.flow_style or self._flow else 0

    def _place(self, node: Node) -> None:
        if not self._open:
            if self._documents < _SECOND:
                self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self._pending[-1]
        if key is None:
            self._pending[-1] = self._key(node)
            return
        self._pending[-1] = None
        if key.text in parent.entries:
            first = parent.keys[key.text]
            self.complain(
                key.line,
                key.column,
                f"key '{key.text}' is given again",
                f"It already stands in line {first.line}; keep one of them.",
            )
            return
        parent.entries[key.text] = node
        parent.keys[key.text] = key

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self.complain(node.line, node.column, "a key that is a list or a mapping", "Keys are texts.")
            return Scalar(line=node.line, column=node.column, text=f"(key of line {node.line}, {node.column})")
        if node.text == "<<":
            self.complain(node.line, node.column, "merge key '<<'", "Merging is not used in packs: write the keys out.")
        return node

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int, column: int) -> None:
        if event.anchor is not None:
            self.complain(line, column, f"anchor '&{event.anchor}'", "Anchors are not used in packs: remove it.")
        if event.tag is not None:
            self.complain(line, column, f"tag '{event.tag}'", "Tags are not used in packs: every value is text.")

    def _check_plain(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        if self._flow and not event.style and _NEEDS_QUOTES.search(event.value):
            self.complain(
                line,
                column,
                f"unquoted text '{event.value}' inside brackets",
                "Put it in double quotes: YAML readers disagree about ? : , [ ] { } there.",
            )


def _events(text: str, *, pure_python: bool) -> Iterator[yaml.Event]:
    loader: Any = yaml.SafeLoader if pure_python else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
    return events


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
    what = getattr(error, "problem", None) or getattr(error, "context", None) or "unknown reason"
    return Problem(
        place=place,
        message=f"not readable as YAML: {what}",
        hint="Check indentation and brackets; quote a text that holds ': ' or begins with a sign.",
    )


def _place_of_offset(file: str, before: str) -> Place:
    lines = before.split("\n")
    return Place(file=file, line=len(lines), column=len(lines[-1]) + 1)


def _refused(place: Place, message: str, hint: str) -> Tree:
    return Tree(root=None, problems=(Problem(place=place, message=message, hint=hint),))
