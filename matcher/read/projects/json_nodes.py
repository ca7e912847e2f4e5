"""JSON to nodes: numbers stay as they are written, every key knows its place, repeated keys are told."""

import re
from bisect import bisect_right
from json import JSONDecodeError, JSONDecoder

from matcher.model.problems import Place, Problem
from matcher.read.projects.nodes import MAX_DEPTH, Broken, Entries, Items, Node, Text, repeated_key, too_deep

_STRINGS = JSONDecoder()
_GAP = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\n")


def read_json(text: str, file: str, problems: list[Problem], *, several: bool) -> list[Node]:
    """The values of a JSON text: one, or with `several` as many as follow each other (JSON lines).

    `null` is read as nothing written. Raises Broken where the text is no JSON, with the place.
    """
    reader = _Reader(text, file, problems)
    values = list[Node]()
    while not reader.at_end():
        if values and not several:
            hint = "Write several projects as a list in [], or name the file .jsonl."
            raise Broken(reader.problem("something follows the end of the JSON value", hint))
        values.append(reader.value(0))
    return values


class _Reader:
    """Walks through the text once."""

    def __init__(self, text: str, file: str, problems: list[Problem]) -> None:
        self._text = text
        self._file = file
        self._problems = problems
        self._at = 0
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def at_end(self) -> bool:
        """Whether only gaps are left."""
        self._skip()
        return self._at == len(self._text)

    def problem(self, message: str, hint: str = "") -> Problem:
        """A complaint about what stands here."""
        return Problem(place=self._place(), message=message, hint=hint)

    def value(self, depth: int) -> Node:
        """The value that begins here."""
        self._skip()
        place, sign = self._place(), self._text[self._at : self._at + 1]
        if sign in ("[", "{") and depth >= MAX_DEPTH:
            raise Broken(too_deep(place))
        if sign == "{":
            return self._entries(place, depth)
        if sign == "[":
            return self._items(place, depth)
        if sign == '"':
            return Text(place=place, text=self._string())
        match = _LITERAL.match(self._text, self._at)
        if not match:
            hint = 'Write "a text", a number, [a list] or {keys}.'
            raise Broken(self.problem("a JSON value should stand here", hint))
        self._at = match.end()
        return Text(place=place, text="" if match.group() == "null" else match.group())

    def _items(self, place: Place, depth: int) -> Items:
        node = Items(place=place)
        self._at += 1
        if self._takes("]"):
            return node
        while True:
            node.items.append(self.value(depth + 1))
            if self._takes("]"):
                return node
            self._demand(",", "a comma or ]")

    def _entries(self, place: Place, depth: int) -> Entries:
        node = Entries(place=place)
        self._at += 1
        if self._takes("}"):
            return node
        while True:
            self._skip()
            at = self._place()
            if self._text[self._at : self._at + 1] != '"':
                hint = 'Write a key in double quotes, as in {"id": "P1"}.'
                raise Broken(self.problem("a key should stand here", hint))
            key = self._string()
            self._demand(":", "a colon")
            value = self.value(depth + 1)
            if key in node.values:
                self._problems.append(repeated_key(node, key, at))
            else:
                node.values[key] = value
                node.places[key] = at
            if self._takes("}"):
                return node
            self._demand(",", "a comma or }")

    def _string(self) -> str:
        try:
            value, self._at = _STRINGS.raw_decode(self._text, self._at)
        except JSONDecodeError as error:
            self._at = min(error.pos, len(self._text))
            message = f"this text cannot be read: {error.msg}"
            raise Broken(self.problem(message, "Mend the quotes or the escape.")) from None
        text = str(value)
        if not text.isascii() and _HALF.search(text):
            raise Broken(self.problem("a text with half a character in it", "A \\ud... escape needs its other half."))
        return text

    def _takes(self, sign: str) -> bool:
        self._skip()
        found = self._text.startswith(sign, self._at)
        self._at += found
        return found

    def _demand(self, sign: str, name: str) -> None:
        if not self._takes(sign):
            raise Broken(self.problem(f"{name} should stand here"))

    def _skip(self) -> None:
        match = _GAP.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _place(self) -> Place:
        line = bisect_right(self._lines, self._at)
        return Place(file=self._file, line=line, column=self._at - self._lines[line - 1] + 1)
