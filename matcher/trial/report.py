"""What came of the examples, line by line for people."""

from dataclasses import dataclass

from matcher.model.problems import Place, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One expectation of one example that did not come true. `why` holds the evidence for what came instead."""

    place: Place
    rule: str
    key: str
    expected: str
    came: str
    text: str
    why: tuple[str, ...] = ()

    def problem(self) -> Problem:
        """The failure as a problem, for one list with those of the lint."""
        return Problem(
            place=self.place,
            message=f"{self.key}: expected {self.expected}, came {self.came}",
            hint="\n".join((f'"{self.text}"', *self.why)),
        )

    def __str__(self) -> str:
        return str(self.problem())


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialReport:
    """How many examples and expectations were tried, and which failed, by place."""

    examples: int
    expectations: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return not self.failures

    def with_(self, other: "TrialReport") -> "TrialReport":
        """Both reports as one."""
        return TrialReport(
            examples=self.examples + other.examples,
            expectations=self.expectations + other.expectations,
            failures=tuple(sorted((*self.failures, *other.failures), key=lambda one: (one.place, one.key))),
        )

    def __str__(self) -> str:
        wrong = len({failure.place for failure in self.failures})
        last = f"{self.examples} examples, {self.expectations} expectations, {wrong} examples failed"
        return "\n".join([*map(str, self.failures), last])
