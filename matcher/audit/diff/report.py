"""A comparison as objects and as rows, for every format alike."""

from collections.abc import Iterator, Sequence
from typing import Any

from matcher.audit.diff.answers import Kind
from matcher.audit.diff.changes import Change
from matcher.audit.diff.compare import Comparison, Difference
from matcher.tell.sheets import Sheet

_HEADS = ("cause", "kind", "id", "where", "before", "after", "accepted", "sha256")
UNTRACED = "not traced to one change"


def cause_of(causes: Sequence[Change]) -> str:
    """What made a difference, in one line."""
    return "; ".join(map(str, causes)) or UNTRACED


def sheet_of(done: Comparison, accepted: Sequence[Difference], *, shifted: bool) -> Sheet:
    """A table with a row for each value that came out otherwise; `shifted` asks for the same answers too."""
    rows = tuple(_rows(done, accepted, shifted=shifted))
    return Sheet(name="differences", title="Decisions that come out otherwise", heads=_HEADS, rows=rows)


def object_of(done: Comparison, accepted: Sequence[Difference], *, shifted: bool) -> dict[str, Any]:
    """The whole comparison as plain objects."""
    known = set(map(id, accepted))
    return {
        "documents": done.documents,
        "counts": {kind.value: count for kind, count in sorted(done.counts.items())},
        "accepted": len(accepted),
        "groups": [
            {
                "causes": [_change(one) for one in causes],
                "decisions": [
                    {
                        "kind": one.kind.value,
                        "id": one.id,
                        "sha256": one.sha256,
                        "accepted": id(one) in known,
                        "changes": [
                            {"where": turn.where, "before": turn.before, "after": turn.after} for turn in one.turns
                        ],
                    }
                    for one in group
                    if shifted or one.kind is not Kind.SHIFTED
                ],
            }
            for causes, group in done.groups
        ],
        "changes_without_effect": [_change(one) for one in done.idle],
        "refused": done.refused,
    }


def _change(one: Change) -> dict[str, str]:
    return {"file": one.file, "where": one.where, "before": one.before, "after": one.after}


def _rows(done: Comparison, accepted: Sequence[Difference], *, shifted: bool) -> Iterator[tuple[str, ...]]:
    known = set(map(id, accepted))
    for causes, group in done.groups:
        for one in group:
            if not shifted and one.kind is Kind.SHIFTED:
                continue
            said = "yes" if id(one) in known else ""
            for turn in one.turns or (None,):
                told = [turn.where, turn.before, turn.after] if turn else ["", "", ""]
                yield (cause_of(causes), one.kind.value, one.id, *told, said, one.sha256)
