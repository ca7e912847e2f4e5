"""What a run came to, in numbers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from matcher.model.assessment import Assessment

_DONE, _DONE_WITH_REJECTS = 0, 3


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
    reasons: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    repeated_ids: int = 0
    garbled: int = 0

    def take(self, answer: Assessment) -> None:
        """Count one answer."""
        self.rows_out += 1
        self.statuses[answer.status] += 1
        self.classes[answer.class_id] += 1
        self.reviews[answer.review.band] += 1

    @property
    def exit_code(self) -> int:
        """0, or 3 where rows were rejected."""
        return _DONE_WITH_REJECTS if self.rejects else _DONE

    def lines(self) -> Iterator[str]:
        """The counts for a person, one group a line, the most frequent first."""
        yield f"{self.rows_in} rows read, {self.rows_out} written, {self.rejects} rejected"
        for name, counts in (
            ("status", self.statuses),
            ("class", self.classes),
            ("review", self.reviews),
            ("rejected", self.reasons),
            ("cells not understood", self.unread),
        ):
            if counts:
                ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
                yield f"{name}: " + ", ".join(f"{word} {count}" for word, count in ordered)
        if self.repeated_ids:
            yield f"ids that stood before: {self.repeated_ids} rows"
        if self.garbled:
            yield f"rows with the sign for lost characters (U+FFFD): {self.garbled}"
        if self.rejects_file:
            yield f"rejects: {self.rejects_file}"
