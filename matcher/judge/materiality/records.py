"""One record judged: overrides put in, numbers computed, verdict given, confidence told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from matcher.judge.materiality.faults import VERDICT
from matcher.judge.materiality.numbers import HR_PRECEDENCE, GraveAt, Numbers, columns_of, numbers_of
from matcher.judge.materiality.verdicts import decide, indicative, point_score, weakest
from matcher.model.materiality import Confidence, MaterialVerdict, Origin, Override, Rating, Record
from matcher.model.ratings import Fault, RecordResult
from matcher.model.topics import MaterialityBook, Preset

CANNOT_JUDGE = "CANNOT_JUDGE"
OVERRIDDEN = "OVERRIDDEN"
_EVIDENCE = (Confidence.A, Confidence.B)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    verdict: MaterialVerdict
    rules: tuple[str, ...]
    numbers: Numbers
    confidence: Confidence | None


class RecordJudge:
    """Judges records by the thresholds of one preset."""

    def __init__(self, book: MaterialityBook, preset: Preset) -> None:
        self._book = book
        self._preset = preset
        self._near = Fraction(book.near)
        self._grave = GraveAt(severity=Fraction(book.grave), magnitude=book.grave_magnitude)

    def judge(self, record: Record, faults: tuple[Fault, ...] = ()) -> RecordResult:
        """The result of one record; an error where it has a fault."""
        threshold = self._preset.threshold(record.kind)
        if faults:
            return _error(record, threshold, faults)
        human_rights = self._human_rights(record)
        columns = columns_of(record, human_rights=human_rights)
        given = dict(ratings_of(record))
        overridden = dict(_with_overrides(given, record))
        before = self._numbers(record, given, columns, human_rights=human_rights)
        now = self._numbers(record, overridden, columns, human_rights=human_rights) if record.overrides else before
        said = next((one for one in reversed(record.overrides) if one.what == VERDICT), None)
        verdict = MaterialVerdict(said.value) if said else indicative(now.verdict, now.confidence)
        if unsigned := _needs_second(record, before, verdict):
            return _error(record, threshold, (unsigned,))
        firm = {column: one for column, one in overridden.items() if one.confidence in _EVIDENCE}
        evidenced = self._numbers(record, firm, columns, human_rights=human_rights)
        numbers = now.numbers
        declined = tuple(one for one in numbers.missing if one in overridden and overridden[one].declined)
        rules = now.rules
        if not numbers.assessed and declined == numbers.missing:
            rules = (CANNOT_JUDGE,)
        return RecordResult(
            record=replace(record, human_rights=human_rights),
            verdict=verdict,
            computed=indicative(before.verdict, before.confidence),
            on_evidence=evidenced.verdict,
            threshold=threshold,
            rules=(*rules, OVERRIDDEN) if record.overrides else rules,
            severity=numbers.severity,
            score=point_score(numbers, threshold),
            lower=numbers.lower,
            upper=numbers.upper,
            by_horizon=numbers.by_horizon,
            missing=tuple(one for one in numbers.missing if one not in declined),
            declined=declined,
            confidence=now.confidence,
            undocumented=tuple(
                column
                for column in columns
                if (one := overridden.get(column)) and one.origin is Origin.USER and one.value and not one.evidence
            ),
        )

    def _human_rights(self, record: Record) -> bool:
        if record.human_rights is not None:
            return record.human_rights
        topic = self._book.topic_of(record.standard_version, record.topic)
        return topic is not None and topic.human_rights

    def _numbers(
        self, record: Record, usable: Mapping[str, Rating], columns: tuple[str, ...], *, human_rights: bool
    ) -> _Judged:
        numbers = numbers_of(record, self._grave, human_rights=human_rights, usable=usable)
        verdict, rules = decide(numbers, record.kind, self._preset.threshold(record.kind), self._near)
        used = [usable[column].confidence for column in columns if column in usable and usable[column].value]
        return _Judged(verdict=verdict, rules=rules, numbers=numbers, confidence=weakest(used))


def ratings_of(record: Record) -> Iterator[tuple[str, Rating]]:
    """Every rating of a record by its column: `scale`, or `long.magnitude` for a horizon."""
    yield from ((factor.value, rating) for factor, rating in record.ratings.items())
    for horizon, ratings in record.horizons.items():
        yield from ((f"{horizon}.{factor}", rating) for factor, rating in ratings.items())


def _with_overrides(given: Mapping[str, Rating], record: Record) -> Iterator[tuple[str, Rating]]:
    """The ratings with overridden factors in place; what was there before is kept as superseded."""
    replaced: dict[str, Override] = {one.what: one for one in record.overrides if one.what != VERDICT}
    for column in dict.fromkeys((*given, *replaced)):
        before, override = given.get(column), replaced.get(column)
        if override is None:
            yield column, given[column]
        else:
            beaten = (before, *before.superseded) if before is not None and before.given else ()
            yield column, Rating(value=int(override.value), evidence=override.document, superseded=beaten)


def _needs_second(record: Record, before: _Judged, verdict: MaterialVerdict) -> Fault | None:
    """A potential harm to human rights is cleared by two people only."""
    cleared = verdict is MaterialVerdict.NOT_MATERIAL and before.verdict is not MaterialVerdict.NOT_MATERIAL
    if not record.overrides or not cleared or HR_PRECEDENCE not in before.rules:
        return None
    if any(one.second and one.second.strip() != one.by.strip() for one in record.overrides):
        return None
    column = f"override.{record.overrides[-1].what}"
    return Fault(code="E_OVERRIDE_NEEDS_SECOND_NAME", column=column, expected="a second person in `second`")


def _error(record: Record, threshold: Fraction, faults: tuple[Fault, ...]) -> RecordResult:
    error = MaterialVerdict.ERROR
    return RecordResult(
        record=record, verdict=error, computed=error, on_evidence=error, threshold=threshold, faults=faults
    )
