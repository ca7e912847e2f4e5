"""What must be in a decision for anybody to compare or count it; whatever else it holds is left as it is."""

from typing import Any, NotRequired, TypedDict


class Doubt(TypedDict):
    """What speaks against a hit."""

    kind: str
    field: str
    start: int
    end: int
    cue: NotRequired[str]
    key: NotRequired[str]


class Hit(TypedDict):
    """A term that was found."""

    term: str
    how: str
    field: str
    start: int
    end: int
    key: NotRequired[str]
    doubts: NotRequired[list[Doubt]]


class Candidate(TypedDict):
    """What a rule made of the document."""

    rule: str
    finds: str
    points: int
    set_aside: str
    steps: list[tuple[str, int]]
    hits: list[Hit]
    measurements: NotRequired[list[dict[str, Any]]]


class Criterion(TypedDict):
    """What is known of a criterion."""

    id: str
    framework: str
    code: str
    outcome: str


Match = TypedDict(
    "Match",
    {
        "activity": str,
        "rule": str,
        "class": str,
        "shows_class": bool,
        "points": int,
        "confidence": int,
        "codes": dict[str, list[str]],
        "also_listed": list[dict[str, str]],
        "frameworks": dict[str, dict[str, str | list[str] | dict[str, str]]],
        "criteria": list[Criterion],
    },
)


class Barred(TypedDict):
    """An exclusion that was met."""

    id: str


class Aside(TypedDict):
    """A candidate that came to nothing."""

    rule: str
    reason: str


class Review(TypedDict):
    """What a reader should do."""

    band: str
    reasons: list[str]


class Law(TypedDict):
    """The day whose law was applied."""

    date: str


class Topic(TypedDict):
    """A topic of a screening."""

    code: str
    verdict: str


class Screening(TypedDict):
    """A screening of double materiality."""

    topics: list[Topic]


Decision = TypedDict(
    "Decision",
    {
        "decision_id": str,
        "status": str,
        "class": str,
        "activity": str,
        "as_of": Law,
        "review": Review,
        "flags": list[str],
        "rules": list[Candidate],
        "set_aside": list[Aside],
        "matches": list[Match],
        "exclusions": list[Barred],
        "materiality": NotRequired[Screening],
    },
)
