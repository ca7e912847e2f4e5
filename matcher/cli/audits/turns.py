"""A comparison for a reader: each cause, under it each decision, under it what turned into what."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.tell.markdown import safe
from matcher.tell.voice import inert

if TYPE_CHECKING:
    from matcher.audit.diff import Comparison, Difference

_CHANGES_SHOWN = 20
_WIDEST = 60


def as_table(done: "Comparison", accepted: "Sequence[Difference]", *, shifted: bool, most: int) -> str:
    """The comparison for a terminal, with up to so many decisions of each cause."""
    return "".join(f"{line}\n" for line in _table(done, accepted, shifted=shifted, most=most))


def _table(done: "Comparison", accepted: "Sequence[Difference]", *, shifted: bool, most: int) -> Iterator[str]:
    known = set(map(id, accepted))
    for causes, group in _shown_groups(done, shifted=shifted):
        yield from map(_wide, causes)
        for one in group[:most]:
            yield f"  {one.kind}  {_short(one.id)}{'  (accepted)' if id(one) in known else ''}"
            yield from (
                f"      {_short(turn.where)}: {_short(turn.before)} → {_short(turn.after)}" for turn in one.turns
            )
        if len(group) > most:
            yield f"  and {len(group) - most} more"
    idle = done.idle
    if idle:
        yield "changes that no answer shows:"
        yield from (f"  {_wide(str(change))}" for change in idle[:_CHANGES_SHOWN])
        if len(idle) > _CHANGES_SHOWN:
            yield f"  and {len(idle) - _CHANGES_SHOWN} more (--format json has them all)"


def as_markdown(done: "Comparison", accepted: "Sequence[Difference]", *, shifted: bool, most: int) -> str:
    """The comparison as Markdown, with up to so many decisions of each cause."""
    known, lines = set(map(id, accepted)), list[str]()
    for causes, group in _shown_groups(done, shifted=shifted):
        lines += [f"### {safe('; '.join(causes))}", "", "| decision | id | what | before | after |"]
        lines.append("| --- | --- | --- | --- | --- |")
        for one in group[:most]:
            kind = f"{one.kind} (accepted)" if id(one) in known else str(one.kind)
            rows = [(one.id, turn.where, turn.before, turn.after) for turn in one.turns] or [(one.id, "", "", "")]
            lines += [f"| {kind} | {' | '.join(map(safe, row))} |" for row in rows]
        lines += ["", *([f"and {len(group) - most} more", ""] if len(group) > most else [])]
    if done.idle:
        lines += ["### Changes that no answer shows", "", *(f"- {safe(str(change))}" for change in done.idle)]
    return "\n".join(lines) + "\n"


def _shown_groups(done: "Comparison", *, shifted: bool) -> "Iterator[tuple[list[str], list[Difference]]]":
    """Each cause, in words, with the decisions that are shown of it, if there are any."""
    from matcher.audit.diff.answers import Kind
    from matcher.audit.diff.report import UNTRACED

    for causes, group in done.groups:
        shown = [one for one in group if shifted or one.kind is not Kind.SHIFTED]
        if shown:
            yield list(map(str, causes)) or [UNTRACED], shown


def _short(text: str) -> str:
    """A value on one line, cut where it is long."""
    told = _wide(text)
    return told if len(told) <= _WIDEST else f"{told[: _WIDEST - 1]}…"


def _wide(text: str) -> str:
    """A cause on one line; what it says of files may be long."""
    return inert(" ".join(text.split()))
