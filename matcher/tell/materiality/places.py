"""Where topics stand in a matrix: a mark for the harmful side, one for the good side, or a margin without an axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from matcher.model.materiality import Confidence, RecordKind
from matcher.model.ratings import KindResult, Materiality, TopicResult

_DOWN = (RecordKind.RISK, RecordKind.IMPACT_NEGATIVE)
_UP = (RecordKind.OPPORTUNITY, RecordKind.IMPACT_POSITIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A value on one axis: a point where both ends are the same, else the bounds of what is known."""

    low: Fraction
    high: Fraction

    @property
    def is_point(self) -> bool:
        """Whether the value is known."""
        return self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark of a topic. `x` (financial) or `y` (impact) is None where that axis is not assessed; never both."""

    topic: TopicResult
    good: bool
    x: Reach | None
    y: Reach | None
    records: int
    sure: bool


def marks_of(told: Materiality) -> Iterator[tuple[TopicResult, tuple[Mark, ...]]]:
    """The marks of every topic of which something is known: one, or two joined ones, never a net of them."""
    for topic in told.topics:
        marks = tuple(_marks(topic))
        if marks:
            yield topic, marks


def unrated_of(told: Materiality) -> list[TopicResult]:
    """The topics of which nothing is known, which have no place in a matrix."""
    return [topic for topic in told.topics if not any(one.upper is not None for one in topic.kinds.values())]


def _marks(topic: TopicResult) -> Iterator[Mark]:
    known = {kind: one for kind, one in topic.kinds.items() if one.upper is not None}
    if not known:
        return
    sides = [good for good, kinds in ((False, _DOWN), (True, _UP)) if any(kind in known for kind in kinds)]
    x_kinds = {good: _pick(known, _DOWN[0], _UP[0], good=good) for good in sides}
    y_kinds = {good: _pick(known, _DOWN[1], _UP[1], good=good) for good in sides}
    if len(sides) > 1 and x_kinds[False] is x_kinds[True] and y_kinds[False] is y_kinds[True]:
        sides = [RecordKind.IMPACT_POSITIVE in known]
    for good in sides:
        found = [known[kind] for kind in (x_kinds[good], y_kinds[good]) if kind is not None]
        yield Mark(
            topic=topic,
            good=good,
            x=_reach(known, x_kinds[good]),
            y=_reach(known, y_kinds[good]),
            records=sum(one.records for one in found),
            sure=all(one.confidence in (Confidence.A, Confidence.B) for one in found),
        )


def _pick(known: dict[RecordKind, KindResult], down: RecordKind, up: RecordKind, *, good: bool) -> RecordKind | None:
    """The kind of this side, else that of the other side, else none."""
    first, second = (up, down) if good else (down, up)
    return first if first in known else second if second in known else None


def _reach(known: dict[RecordKind, KindResult], kind: RecordKind | None) -> Reach | None:
    if kind is None:
        return None
    one = known[kind]
    if one.score is not None:
        return Reach(low=one.score, high=one.score)
    return Reach(low=one.lower, high=one.upper) if one.lower is not None and one.upper is not None else None
