"""Which lines of two records are about the same document."""

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from matcher.audit.record import Line, Record
from matcher.audit.record.fields import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The numbers of two lines about one document, 0 where a record has none; `differs`: not the same decision."""

    before: int
    after: int
    differs: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What is kept of a line while pairs are sought."""

    number: int
    id: str
    sha256: str
    decision: bytes


def paired(old: Record, new: Record) -> list[Pair]:
    """The lines of both records in pairs: by the hash of their document, what is left by its id, in order.

    Those of the old record come in its order, then those that only the new one has.
    """
    before, after = list(map(_mark, old.lines())), list(map(_mark, new.lines()))
    found: dict[int, _Mark] = {}
    _pair(before, after, found, lambda mark: mark.sha256)
    taken = {mark.number for mark in found.values()}
    left = [mark for mark in before if mark.number not in found and mark.id]
    _pair(left, [mark for mark in after if mark.number not in taken], found, lambda mark: mark.id)
    return list(_pairs(before, after, found))


def _pair(
    before: Sequence[_Mark], after: Sequence[_Mark], found: dict[int, _Mark], key: Callable[[_Mark], str]
) -> None:
    """Note for each line before the first line after with the same key that is still free."""
    free: dict[str, deque[_Mark]] = defaultdict(deque)
    for mark in after:
        free[key(mark)].append(mark)
    for mark in before:
        if waiting := free.get(key(mark)):
            found[mark.number] = waiting.popleft()


def _pairs(before: Sequence[_Mark], after: Sequence[_Mark], found: dict[int, _Mark]) -> Iterator[Pair]:
    for mark in before:
        other = found.get(mark.number)
        differs = other is None or other.decision != mark.decision
        yield Pair(before=mark.number, after=other.number if other else 0, differs=differs)
    taken = {mark.number for mark in found.values()}
    for mark in after:
        if mark.number not in taken:
            yield Pair(before=0, after=mark.number)


def _mark(line: Line) -> _Mark:
    decision = {name: value for name, value in line.decision.items() if name != "decision_id"}
    return _Mark(
        number=line.number,
        id=str(line.document.get("id", "")),
        sha256=str(line.document.get("sha256", "")),
        decision=hashlib.sha256(canonical(decision)).digest(),
    )
