"""What a person decided about an answer: read from the cells of a review table, each fault told with its place."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from matcher.model.problems import Place, Problem, Refusal
from matcher.model.states import Green
from matcher.model.taxonomy import Taxonomy
from matcher.read import nearest

NONE = "none"
GIVEN = ("id", "title", "text", "language")
ANSWERED = (
    *("tm_status", "tm_class", "tm_activity", "tm_activity_name", "tm_confidence", "tm_alternatives", "tm_review"),
    *("tm_review_reason", "tm_evidence", "tm_doubts", "tm_missing", "tm_decision_id"),
)
ASKED = ("decision", "right_class", "right_activity", "by", "on", "why")
COLUMNS = (*GIVEN, *ANSWERED, *ASKED)
"""The columns of a review table: what came in, what the program says, what a person fills in."""

_DATE = len("2026-01-01")


class Said(StrEnum):
    """What a person says of an answer: right as it is, another class or activity, nothing at all, or not sure."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    NONE = "none"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `answer` is the program's class, `class_id` and `activity` the person's; empty where unsure."""

    id: str
    title: str
    text: str
    language: str
    decision_id: str
    answer: str
    said: Said
    class_id: str
    activity: str
    by: str
    on: datetime.date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A row of a review table: its cells by column, and its place."""

    cells: Mapping[str, str]
    place: Place


def decisions_in(rows: Iterable[Filled], taxonomy: Taxonomy) -> tuple[list[Decision], int]:
    """The decisions of a table, and how many rows nobody decided. Raises Refusal with every fault of every row."""
    found: list[Decision] = []
    problems: list[Problem] = []
    empty = 0
    judged: dict[tuple[str, str], tuple[Decision, Place]] = {}
    for row in rows:
        cells = {name: row.cells.get(name, "").strip() for name in ASKED}
        if not any(cells.values()):
            empty += 1
            continue
        faults = list(_faults(cells, row, taxonomy))
        if faults:
            problems += [Problem(place=row.place, message=message, hint=hint) for message, hint in faults]
            continue
        decision = _decision(cells, row, taxonomy)
        before, place = judged.setdefault((decision.decision_id, decision.by), (decision, row.place))
        if (before.class_id, before.activity) != (decision.class_id, decision.activity):
            hint = f"In {place} it is {before.class_id or before.said}; keep one of the two."
            message = f"{decision.by} decides the same answer twice, and otherwise"
            problems.append(Problem(place=row.place, message=message, hint=hint))
        found.append(decision)
    if problems:
        raise Refusal(problems)
    return found, empty


def _faults(cells: Mapping[str, str], row: Filled, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """What is wrong with one row, and what to write."""
    said, named = cells["decision"], (cells["right_class"], cells["right_activity"])
    if said not in list(Said):
        yield f"decision {said!r} is none of the four", f"Write one of: {', '.join(Said)}."
    if not cells["by"]:
        yield "nobody stands behind this decision", "Write a name under `by`."
    if _day(cells["on"]) is None:
        yield f"on {cells['on']!r} is no date", "Write the day of the decision, as 2026-01-31."
    if said in (Said.CORRECT, Said.NONE) and not cells["why"]:
        yield f"`{said}` without a reason", "Write under `why` what the program got wrong."
    if said == Said.CORRECT and not any(named):
        yield "`correct` without the right answer", "Write `right_class` or `right_activity`, or both."
    if said != Said.CORRECT and any(named):
        yield f"`{said}` with another answer beside it", "Write `correct`, or empty `right_class` and `right_activity`."
    yield from _strange(*named, taxonomy)
    if not row.cells.get("tm_decision_id"):
        yield "the row names no decision", "Keep the column `tm_decision_id` as it was exported."


def _strange(class_id: str, named: str, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """What is wrong with the class and the activity that a person names."""
    if class_id and class_id not in {NONE, *taxonomy.classes}:
        yield f"unknown class {class_id!r}", nearest(class_id, [NONE, *taxonomy.classes])
    activity = taxonomy.activities.get(named)
    if named and activity is None:
        yield f"unknown activity {named!r}", nearest(named, taxonomy.activities)
    if activity is not None and not class_id and activity.green is Green.WHEN_MET:
        hint = f"Write under `right_class` whether the text shows that: {activity.class_id}, or {NONE}."
        yield f"{activity.id!r} is green only under conditions", hint


def _decision(cells: Mapping[str, str], row: Filled, taxonomy: Taxonomy) -> Decision:
    answer = row.cells.get("tm_class") or NONE
    class_id, activity = _right(cells, row, answer, taxonomy)
    return Decision(
        id=row.cells.get("id", ""),
        title=row.cells.get("title", ""),
        text=row.cells.get("text", ""),
        language=row.cells.get("language", ""),
        decision_id=row.cells["tm_decision_id"],
        answer=answer,
        said=Said(cells["decision"]),
        class_id=class_id,
        activity=activity,
        by=cells["by"],
        on=_day(cells["on"]) or datetime.date.min,
        why=cells["why"],
    )


def _right(cells: Mapping[str, str], row: Filled, answer: str, taxonomy: Taxonomy) -> tuple[str, str]:
    """The class and activity that the person holds to be right."""
    match Said(cells["decision"]):
        case Said.CONFIRM:
            return answer, row.cells.get("tm_activity", "")
        case Said.CORRECT:
            named = cells["right_activity"]
            return cells["right_class"] or taxonomy.activities[named].class_id, named
        case Said.NONE:
            return NONE, ""
        case Said.UNSURE:
            return "", ""


def _day(cell: str) -> datetime.date | None:
    with suppress(ValueError):
        return datetime.date.fromisoformat(cell[:_DATE])
    return None
