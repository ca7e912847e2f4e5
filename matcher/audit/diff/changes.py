"""What differs between the files of two packs: terms, figures, facts, each by its file and its place in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from matcher.know.source.nodes import Mapping as MappingNode
from matcher.know.source.nodes import Node, Scalar, read_tree

Plain = str | list["Plain"] | dict[str, "Plain"]
_NAMING_KEYS = (("id",), ("in", "code"), ("in",))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Change:
    """One thing that stands otherwise in a file: `where` is its path inside it, empty for the file as a whole.

    `before` or `after` is empty where there was nothing. `words` are the texts that came or went.
    """

    file: str
    where: str
    before: str
    after: str
    words: frozenset[str] = field(default=frozenset(), compare=False)

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        if not self.before:
            return f"{place} + {self.after}"
        return f"{place} - {self.before}" if not self.after else f"{place} {self.before} → {self.after}"


def pack_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Change]:
    """Every change between the files of two packs, in the order of files and of places in them."""
    found: list[Change] = []
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new or name.endswith(".md"):
            continue
        if old is not None and new is not None:
            found += _between(_plain_of(name, old), _plain_of(name, new), name, "")
            continue
        words = frozenset(_texts(_plain_of(name, old or new or b"")))
        told = ("", "new file") if old is None else ("removed file", "")
        found.append(Change(file=name, where="", before=told[0], after=told[1], words=words))
    return found


def _plain_of(name: str, data: bytes) -> Plain:
    """The texts of a file in their structure; a list of words is a list of lines."""
    if name.endswith(".yaml"):
        root = read_tree(data, name).root
        return _plain(root) if root is not None else data.decode("utf-8", "replace")
    return list(data.decode("utf-8", "replace").splitlines())


def _plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MappingNode):
        return {key: _plain(value) for key, value in node.entries.items()}
    return [_plain(one) for one in node.items]


def _between(before: Plain, after: Plain, file: str, where: str) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _of_key(before.get(key), after.get(key), file, f"{where}.{key}" if where else key)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _between_lists(before, after, file, where)
    else:
        yield _change(file, where, before, after)


def _of_key(before: Plain | None, after: Plain | None, file: str, where: str) -> Iterator[Change]:
    """What became of one key; a list that comes or goes whole is told item by item."""
    if before is not None and after is not None:
        yield from _between(before, after, file, where)
    elif isinstance(before if after is None else after, list):
        yield from _between_lists(_as_list(before), _as_list(after), file, where)
    else:
        yield _change(file, where, before, after)


def _between_lists(before: list[Plain], after: list[Plain], file: str, where: str) -> Iterator[Change]:
    """Items that went and items that came; those that bear the same name, or the same place, are compared inside."""
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    for old in list(gone):
        name, place = _name_of(old), before.index(old)
        new = next((one for one in come if name and _name_of(one) == name), None)
        if new is None and place < len(after) and after[place] in come and not name:
            new = after[place]
        if new is not None and type(new) is type(old) and not isinstance(new, str):
            gone.remove(old)
            come.remove(new)
            yield from _between(old, new, file, f"{where}[{name or place + 1}]")
    for old in gone:
        yield _change(file, where, old, None)
    for new in come:
        yield _change(file, where, None, new)


def _name_of(item: Plain) -> str:
    """What an item of a list is called, by the keys that tell it from its neighbours; empty where it has none."""
    if not isinstance(item, dict):
        return ""
    for keys in _NAMING_KEYS:
        if all(key in item for key in keys):
            return " ".join(_shown(item[key]) for key in keys)
    return ""


def _change(file: str, where: str, before: Plain | None, after: Plain | None) -> Change:
    words = frozenset(text for one in (before, after) if one is not None for text in _texts(one))
    told = ["" if one is None else _shown(one) or "''" for one in (before, after)]
    return Change(file=file, where=where, before=told[0], after=told[1], words=words)


def _shown(plain: Plain) -> str:
    """An item as one line of text."""
    if isinstance(plain, str):
        return plain
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{key}: {_shown(value)}" for key, value in plain.items()) + "}"
    return "[" + ", ".join(map(_shown, plain)) + "]"


def _texts(plain: Plain) -> Iterator[str]:
    """Every text in an item."""
    if isinstance(plain, str):
        yield plain
    else:
        for one in plain.values() if isinstance(plain, dict) else plain:
            yield from _texts(one)


def _as_list(plain: Plain | None) -> list[Plain]:
    return plain if isinstance(plain, list) else []
