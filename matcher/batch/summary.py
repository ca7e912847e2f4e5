"""What a run came to, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matcher.batch.standing import Standings, steps_of
from matcher.model.assessment import Assessment
from matcher.model.rules import Pack
from matcher.model.states import Status
from matcher.read import Reject

_DONE, _DONE_WITH_REJECTS = 0, 3
_COUNTERS = ("statuses", "classes", "reviews", "languages", "reasons", "unread")
_NUMBERS = ("rows_in", "rows_out", "rejects", "repeated_ids", "garbled")


@dataclass(slots=True, kw_only=True)
class Summary:
    """Counts of a run, filled while it goes on. `target` and `rejects_file` are empty where nothing was made there."""

    target: str = ""
    rejects_file: str = ""
    rows_in: int = 0
    rows_out: int = 0
    rejects: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    reviews: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    standings: Standings = field(default_factory=Standings)
    repeated_ids: int = 0
    garbled: int = 0

    @classmethod
    def empty_for(cls, pack: Pack) -> "Summary":
        """A summary of nothing yet, that knows the frameworks of a pack."""
        return cls(standings=Standings(steps=steps_of(pack)))

    def take(self, answer: Assessment) -> None:
        """Count one answer."""
        self.rows_out += 1
        self.statuses[answer.status] += 1
        self.classes[answer.class_id] += 1
        self.reviews[answer.review.band] += 1
        self.languages[answer.language] += 1
        self.standings.take(answer)

    def add(self, other: "Summary") -> None:
        """Count everything that the summary of later rows has."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        self.standings.add(other.standings)

    def state(self) -> dict[str, Any]:
        """The counts as plain objects, such as JSON holds."""
        numbers = {name: getattr(self, name) for name in _NUMBERS}
        counters = {name: dict(getattr(self, name)) for name in _COUNTERS}
        return {**numbers, **counters, "standings": self.standings.state()}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Summary":
        """The summary that had that state."""
        counts: dict[str, Any] = {name: state[name] for name in _NUMBERS}
        counts |= {name: Counter(state[name]) for name in _COUNTERS}
        return cls(**counts, standings=Standings.from_state(state["standings"]))

    def reject(self, rejects: Sequence[Reject]) -> None:
        """Count rejects."""
        self.rejects += len(rejects)
        self.reasons.update(reject.reason for reject in rejects)

    @property
    def exit_code(self) -> int:
        """0, or 3 where rows were rejected or files could not be read."""
        return _DONE_WITH_REJECTS if self.rejects or self.statuses[Status.ERROR] else _DONE
