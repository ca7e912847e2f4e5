"""The counts of a run for a person, line by line, and for programs, as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Any

from matcher.batch.standing import NO, OPEN, YES, Standings
from matcher.batch.summary import Summary
from matcher.model.problems import printable

_SHARE, _PERCENT = (Decimal(1), Decimal("0.000001")), (Decimal(100), Decimal("0.1"))
_DOWN, _UP = Context(prec=200, rounding=ROUND_FLOOR), Context(prec=200, rounding=ROUND_CEILING)
_EVERY = {YES: "yes", NO: "no", OPEN: "undetermined"}
_IDS_SHOWN = 5


def lines(summary: Summary) -> Iterator[str]:
    """The counts for a person, one group a line, the most frequent first."""
    yield f"{summary.rows_in} rows read, {summary.rows_out} written, {summary.rejects} rejected"
    for name, counts in (
        ("status", summary.statuses),
        ("class", summary.classes),
        ("review", summary.reviews),
        ("language", summary.languages),
        ("rejected", summary.reasons),
        ("cells not understood", summary.unread),
    ):
        if counts:
            yield f"{name}: {_counted(counts)}"
    yield from _standing_lines(summary)
    if summary.repeated_ids:
        yield f"ids that stood before: {summary.repeated_ids} rows"
    if summary.garbled:
        yield f"rows with the sign for lost characters (U+FFFD): {summary.garbled}"
    if summary.rejects_file:
        yield f"rejects: {summary.rejects_file}"


def as_json(summary: Summary) -> str:
    """The counts for programs. Amounts and shares are decimal numbers as text: exact sums, shares to six places."""
    standings = summary.standings
    told = {
        "rows": {"read": summary.rows_in, "written": summary.rows_out, "rejected": summary.rejects},
        "status": _ordered(summary.statuses),
        "class": _ordered(summary.classes),
        "review": _ordered(summary.reviews),
        "language": _ordered(summary.languages),
        "rejected": _ordered(summary.reasons),
        "cells_not_understood": _ordered(summary.unread),
        "repeated_ids": summary.repeated_ids,
        "garbled": summary.garbled,
        "projects": standings.rows,
        "amounts": _amounts(standings) if standings.units or standings.unread else None,
        "frameworks": _frameworks(summary),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def every_project(summary: Summary, at: int) -> str:
    """Whether every project takes the step of that place: yes, no, or undetermined.

    One no is enough for no. It is yes only if each row of the input is a yes, so not with rejects or without rows.
    """
    standings = summary.standings
    if standings.count(at, NO):
        return _EVERY[NO]
    is_open = standings.count(at, OPEN) or summary.rejects or not standings.rows
    return _EVERY[OPEN if is_open else YES]


def _standing_lines(summary: Summary) -> Iterator[str]:
    standings = summary.standings
    for framework in dict.fromkeys(step.framework for step in standings.steps):
        counts = Counter({status: count for (one, status), count in standings.statuses.items() if one == framework})
        if counts:
            yield f"{framework}: {_counted(counts)}"
    for at, step in enumerate(standings.steps):
        shares = [told for unit in standings.units if (told := _told_share(standings, at, unit))]
        if shares:
            yield printable(f"{step.framework} {step.word}, share of the amount: {', '.join(shares)}")
    for name, count in (("that cannot be read", standings.unread), ("left empty", standings.missing)):
        if count and (standings.units or standings.unread):
            yield f"amounts {name}, in no share: {count}"
    for at, step in enumerate(standings.steps):
        if step.label and standings.rows:
            yield printable(f"{step.framework} {step.word} for every project: {_told_of_all(summary, at)}")


def _told_share(standings: Standings, at: int, unit: str) -> str:
    """The share in one unit for a person; nothing where there is no amount to have a share of."""
    total, least, most = _sums(standings, at, unit)
    if not total:
        return ""
    low, high = _shares(total, least, most, _PERCENT)
    return f"{low} to {high} % of {total:,f} {unit}".rstrip()


def _told_of_all(summary: Summary, at: int) -> str:
    """Whether every project takes the step, with the rows that decide."""
    standings, said = summary.standings, every_project(summary, at)
    if said == _EVERY[YES]:
        return said
    letter = NO if said == _EVERY[NO] else OPEN
    ids, count = standings.first_ids(at, letter)[:_IDS_SHOWN], standings.count(at, letter)
    if not ids:
        return said
    return f"{said}, because of {count} rows: {', '.join(ids)}{', ...' if count > len(ids) else ''}"


def _frameworks(summary: Summary) -> dict[str, Any]:
    standings = summary.standings
    told: dict[str, Any] = {}
    for at, step in enumerate(standings.steps):
        counts = Counter(
            {status: count for (one, status), count in standings.statuses.items() if one == step.framework}
        )
        framework = told.setdefault(step.framework, {"status": _ordered(counts), "steps": {}})
        said = every_project(summary, at)
        letter = {_EVERY[NO]: NO, _EVERY[OPEN]: OPEN}.get(said)
        framework["steps"][step.word] = {
            "projects": {name: standings.count(at, one) for one, name in ((YES, "yes"), (NO, "no"), (OPEN, "open"))},
            "every_project": said,
            "decided_by": {
                "rows": standings.count(at, letter) if letter else 0,
                "first_ids": standings.first_ids(at, letter) if letter else [],
            },
            "amount": {unit: _interval(standings, at, unit) for unit in standings.units},
        }
    return told


def _interval(standings: Standings, at: int, unit: str) -> dict[str, Any]:
    """The share of the amount in one unit that takes a step: at least what is sure, at most what may be."""
    total, least, most = _sums(standings, at, unit)
    low, high = _shares(total, least, most, _SHARE) if total else (None, None)
    return {
        "total": f"{total:f}",
        "minimum": f"{least:f}",
        "maximum": f"{most:f}",
        "minimum_share": low,
        "maximum_share": high,
    }


def _sums(standings: Standings, at: int, unit: str) -> tuple[Decimal, Decimal, Decimal]:
    """The amounts in a unit: of all rows, of those that take the step, and of those that do or may."""
    least = standings.amount(at, YES, unit)
    most = _UP.add(least, standings.amount(at, OPEN, unit))
    return _UP.add(most, standings.amount(at, NO, unit)), least, most


def _shares(total: Decimal, least: Decimal, most: Decimal, scale: tuple[Decimal, Decimal]) -> tuple[str, str]:
    """The two sums as shares of the total: the one rounded down, the other up. `scale` is the whole, and the step."""
    whole, step = scale
    low = _DOWN.quantize(_DOWN.divide(_DOWN.multiply(least, whole), total), step)
    high = _UP.quantize(_UP.divide(_UP.multiply(most, whole), total), step)
    return f"{low:f}", f"{high:f}"


def _amounts(standings: Standings) -> dict[str, Any]:
    return {"read": _ordered(standings.units), "not_read": standings.unread, "empty": standings.missing}


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{word} {count}" for word, count in _ordered(counts).items())
