"""YAML to nodes, event by event: no type is guessed, no tag runs, no alias multiplies, no depth overflows."""

from typing import Any

import yaml

from matcher.model.problems import Place, Problem
from matcher.read.projects.nodes import MAX_DEPTH, Broken, Entries, Items, Node, Text, repeated_key, too_deep

MAX_CHARACTERS = 1 << 20


def read_yaml(text: str, file: str, problems: list[Problem]) -> Node | None:
    """The one document of a YAML text, or `None` where it is empty. What is wrong goes to `problems`.

    Refused are aliases, anchors, tags, keys that are no text, repeated keys and a second document. Raises Broken
    where reading cannot go on: no YAML, nested too deep, too long.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"{len(text)} characters, more than a YAML file may have ({MAX_CHARACTERS})"
        raise Broken(Problem(place=Place(file=file), message=message, hint="Split it into several files."))
    builder = _Builder(file, problems)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            builder.take(event)
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Place(file=file, line=before.count("\n") + 1, column=error.position - before.rfind("\n"))
        message = f"a character that YAML does not allow: {chr(int(error.character))!r}"
        raise Broken(Problem(place=place, message=message, hint="Remove it.")) from None
    except yaml.MarkedYAMLError as error:
        raise Broken(_syntax(error, file)) from None
    return builder.root


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
    said = " ".join(part for part in (error.context, error.problem) if part)
    return Problem(
        place=place,
        message=f"this is no YAML: {said}",
        hint="Write `key: value`, with a space behind the colon; quote a text that holds `: ` or begins with a sign.",
    )


class _Builder:
    """Builds nodes from events with a stack of its own, so that no depth reaches Python's."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.root: Node | None = None
        self._file = file
        self._problems = problems
        self._open: list[Items | Entries] = []
        self._keys: list[tuple[str, Place] | None] = []
        self._documents = 0

    def take(self, event: Any) -> None:  # noqa: ANN401 - the events of PyYAML have no types
        """Take in the next event."""
        place = Place(file=self._file, line=event.start_mark.line + 1, column=event.start_mark.column + 1)
        if isinstance(event, yaml.NodeEvent):
            self._check_extras(event, place)
        if isinstance(event, yaml.ScalarEvent):
            self._put(Text(place=place, text=event.value))
        elif isinstance(event, yaml.AliasEvent):
            self._put(Text(place=place, text=""))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(Items(place=place))
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(Entries(place=place))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                hint = "Write several projects as a list, each beginning with `- `, or as several files."
                raise Broken(Problem(place=place, message="a second document begins here", hint=hint))

    def _check_extras(self, event: Any, place: Place) -> None:  # noqa: ANN401
        if isinstance(event, yaml.AliasEvent):
            self._complain(place, f"the alias *{event.anchor}", "Write the value out.")
        elif event.anchor is not None:
            self._complain(place, f"the anchor &{event.anchor}", "Remove it.")
        if getattr(event, "tag", None) is not None:
            self._complain(place, f"the tag {event.tag}", "Remove it; every value is read as text.")

    def _begin(self, node: Items | Entries) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise Broken(too_deep(node.place))
        self._put(node)
        self._open.append(node)
        self._keys.append(None)

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            if not isinstance(node, Text):
                self._complain(node.place, "a key that is no text", "Write `key: value`.")
            self._keys[-1] = (node.text if isinstance(node, Text) else "", node.place)
            return
        self._keys[-1] = None
        name, place = key
        if name in parent.values:
            self._problems.append(repeated_key(parent, name, place))
            return
        parent.values[name] = node
        parent.places[name] = place

    def _complain(self, place: Place, message: str, hint: str) -> None:
        self._problems.append(Problem(place=place, message=f"{message} is not used in project files", hint=hint))
