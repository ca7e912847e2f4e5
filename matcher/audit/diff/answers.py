"""What of a decision is its answer, and in which way two answers to the same document differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from matcher.audit.record.facts import JsonObject

NONE = "-"


class Kind(StrEnum):
    """What became of a decision. SHIFTED is the same answer with other points or evidence."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    SHIFTED = "shifted"
    NEW = "new"
    MISSING = "missing"


COUNTED = (Kind.GAINED, Kind.LOST, Kind.CHANGED, Kind.NEW, Kind.MISSING)
"""The kinds that are differences of answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision about one document, which is known by its id and the hash of its fields (`fields` may be unknown)."""

    id: str
    sha256: str
    facts: JsonObject
    fields: JsonObject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A value of an answer before and after."""

    where: str
    before: str
    after: str


Answer = dict[tuple[str, str], str]
"""What a reader acts on, flat: values by the activity they belong to (empty: the document) and by name."""


def answer_in(facts: Mapping[str, Any]) -> Answer:
    """The answer alone, without what is empty."""
    told: Answer = {
        ("", "status"): facts["status"],
        ("", "class"): facts["class"],
        ("", "activity"): facts["activity"],
        ("", "other activities"): _joined(one["activity"] for one in facts["matches"][1:]),
        ("", "exclusions"): _joined(one["id"] for one in facts["exclusions"]),
        ("", "review"): facts["review"]["band"],
        ("", "as of"): facts["as_of"]["date"],
    }
    for match in facts["matches"]:
        own = match["activity"]
        told |= {(own, f"codes {name}"): _joined(codes) for name, codes in match["codes"].items()}
        for name, verdict in match["frameworks"].items():
            told |= {(own, f"{name} {step}"): _text(value) for step, value in verdict.items()}
        for one in match["criteria"]:
            told[own, f"{one['framework']} {one['code']} {one['id']}"] = one["outcome"]
    for topic in facts.get("materiality", {}).get("topics", ()):
        told["", f"material {topic['code']}"] = topic["verdict"]
    return {name: value for name, value in told.items() if value}


def turns_between(before: Answer, after: Answer) -> tuple[Turn, ...]:
    """Every value that is not the same in two answers; what belongs to an activity that came or went is left out."""
    shared = {own for own, _ in before} & {own for own, _ in after} | {""}
    return tuple(
        Turn(where=f"{own} {name}".strip(), before=before.get((own, name), NONE), after=after.get((own, name), NONE))
        for own, name in dict.fromkeys([*before, *after])
        if own in shared and before.get((own, name)) != after.get((own, name))
    )


def kind_of(before: Answer, after: Answer) -> Kind:
    """In which way two decisions about one document differ, which differ in something."""
    if before == after:
        return Kind.SHIFTED
    was, now = ("", "activity") in before, ("", "activity") in after
    if was != now:
        return Kind.GAINED if now else Kind.LOST
    return Kind.CHANGED


def _joined(values: Iterable[object]) -> str:
    return "; ".join(map(str, values))


def _text(value: str | Mapping[str, str] | Sequence[str]) -> str:
    if isinstance(value, Mapping):
        return _joined(f"{name}={one}" for name, one in value.items())
    return value if isinstance(value, str) else _joined(value)
