"""How the projects of a run stand under each framework: one by one, by amount, and all together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import Any

from matcher.batch.amounts import read_amount
from matcher.model.assessment import Assessment, Verdict
from matcher.model.document import Document
from matcher.model.rules import Pack
from matcher.model.states import Alignment, Band, Contribution, ListingStatus, Status

YES, NO, OPEN = "y", "n", "o"
_SETTLED = {
    Alignment.ALIGNED: YES,
    Contribution.MEETS: YES,
    Alignment.UNDETERMINED: OPEN,
    Contribution.UNDETERMINED: OPEN,
}
_LISTED, _CONTRIBUTION, _SAFEGUARDS = "listed", "contribution", "safeguards"
_FIRST_IDS, _ID_LENGTH, _MOST_UNITS = 20, 200, 50
_EXACT = Context(prec=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of one framework, such as `eligible` of the EU Taxonomy. `word` is what an answer says that took it."""

    framework: str
    step: str
    word: str
    label: str = ""

    def told(self, verdict: Verdict) -> str:
        """Whether the verdict takes the step: y, n, or o where that is open."""
        if verdict.status == ListingStatus.UNDETERMINED:
            return OPEN
        if self.label:
            if verdict.status == self.word or (self.step == _LISTED and verdict.status.endswith(self.label)):
                return YES
            return OPEN if verdict.status.endswith(self.label) else NO
        if self.step == _LISTED:
            return YES if verdict.status == self.word else NO
        found = verdict.contribution if self.step == _CONTRIBUTION else verdict.alignment
        return _SETTLED.get(found, NO) if found else NO


def steps_of(pack: Pack) -> tuple[Step, ...]:
    """The steps of the frameworks of a pack, in their order, as far as an answer can tell of them."""
    steps = []
    for one in pack.taxonomy.frameworks.values():
        if one.edition_of or not one.steps:
            continue
        if one.label:
            words = {_LISTED: f"{one.steps[0]}_{one.label}", _CONTRIBUTION: f"{one.ceiling}_{one.label}"}
        else:
            words = {_LISTED: ListingStatus.ELIGIBLE, _CONTRIBUTION: Contribution.MEETS, _SAFEGUARDS: Alignment.ALIGNED}
        steps += [
            Step(framework=one.id, step=step, word=str(words[step]), label=one.label)
            for step in one.steps
            if step in words
        ]
    return tuple(steps)


@dataclass(slots=True, kw_only=True)
class Standings:
    """Counts and sums over the projects of a run. Rows that are no projects, such as totals, are not in them.

    An outcome is a letter for each of the `steps`. A row counts as yes or no only where its answer needs no review;
    else it is open. `ids` are the first rows of each outcome, with their numbers. Sums are exact.
    """

    steps: tuple[Step, ...] = ()
    rows: int = 0
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    ids: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    sums: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    units: Counter[str] = field(default_factory=Counter)
    unread: int = 0
    missing: int = 0

    def take(self, answer: Assessment) -> None:
        """Count one answer."""
        if answer.status is Status.SKIPPED:
            return
        if answer.matches:
            for verdict in answer.matches[0].verdicts:
                self.statuses[verdict.framework, verdict.status] += 1
        outcome = self._outcome(answer)
        self.outcomes[outcome] += 1
        first = self.ids.setdefault(outcome, [])
        if len(first) < _FIRST_IDS:
            first.append((self.rows, answer.document.id[:_ID_LENGTH]))
        self.rows += 1
        self._take_amount(outcome, answer.document)

    def add(self, other: "Standings") -> None:
        """Count everything that another one has, as what comes after."""
        for outcome, ids in other.ids.items():
            first = self.ids.setdefault(outcome, [])
            first += [(self.rows + number, name) for number, name in ids[: _FIRST_IDS - len(first)]]
        kept = [unit for unit in other.units if unit in self.units]
        kept += [unit for unit in other.units if unit not in self.units][: max(0, _MOST_UNITS - len(self.units))]
        for (outcome, unit), amount in other.sums.items():
            if unit in kept:
                self.sums[outcome, unit] = _EXACT.add(self.sums.get((outcome, unit), Decimal(0)), amount)
        for unit in kept:
            self.units[unit] += other.units[unit]
        self.unread += other.unread + sum(count for unit, count in other.units.items() if unit not in kept)
        self.rows += other.rows
        self.statuses.update(other.statuses)
        self.outcomes.update(other.outcomes)
        self.missing += other.missing

    def state(self) -> dict[str, Any]:
        """Everything as plain objects, such as JSON holds."""
        return {
            "steps": [[step.framework, step.step, step.word, step.label] for step in self.steps],
            "rows": self.rows,
            "statuses": [[*key, count] for key, count in self.statuses.items()],
            "outcomes": dict(self.outcomes),
            "ids": self.ids,
            "sums": [[*key, str(amount)] for key, amount in self.sums.items()],
            "units": dict(self.units),
            "unread": self.unread,
            "missing": self.missing,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Standings":
        """What had that state."""
        return cls(
            steps=tuple(
                Step(framework=framework, step=step, word=word, label=label)
                for framework, step, word, label in state["steps"]
            ),
            rows=state["rows"],
            statuses=Counter({(framework, status): count for framework, status, count in state["statuses"]}),
            outcomes=Counter(state["outcomes"]),
            ids={outcome: [(number, name) for number, name in ids] for outcome, ids in state["ids"].items()},
            sums={(outcome, unit): Decimal(amount) for outcome, unit, amount in state["sums"]},
            units=Counter(state["units"]),
            unread=state["unread"],
            missing=state["missing"],
        )

    def count(self, at: int, letter: str) -> int:
        """How many rows have the letter at the step of that place."""
        return sum(count for outcome, count in self.outcomes.items() if outcome[at] == letter)

    def amount(self, at: int, letter: str, unit: str) -> Decimal:
        """The sum of the amounts in a unit of the rows that have the letter at the step of that place."""
        total = Decimal(0)
        for (outcome, one), amount in self.sums.items():
            if one == unit and outcome[at] == letter:
                total = _EXACT.add(total, amount)
        return total

    def first_ids(self, at: int, letter: str) -> list[str]:
        """The ids of the first rows that have the letter at the step of that place."""
        found = sorted(one for outcome, ids in self.ids.items() if outcome[at] == letter for one in ids)
        return [name for _, name in found[:_FIRST_IDS]]

    def _outcome(self, answer: Assessment) -> str:
        """The letters of one answer, one for each step."""
        band, status = answer.review.band, answer.status
        if status is Status.UNMATCHED and band is Band.REJECT:
            return NO * len(self.steps)
        if band is not Band.ACCEPT:
            return OPEN * len(self.steps)
        verdicts = answer.matches[0].verdicts if answer.matches else ()
        return "".join(self._letters(verdicts))

    def _letters(self, verdicts: Sequence[Verdict]) -> Iterator[str]:
        by_framework = {one.framework: one for one in verdicts}
        for step in self.steps:
            verdict = by_framework.get(step.framework)
            yield step.told(verdict) if verdict else NO

    def _take_amount(self, outcome: str, document: Document) -> None:
        if document.amount is None:
            self.missing += 1
            return
        read = read_amount(document.amount)
        if read is None:
            self.unread += 1
            return
        amount, unit = read
        self.units[unit] += 1
        self.sums[outcome, unit] = _EXACT.add(self.sums.get((outcome, unit), Decimal(0)), amount)
