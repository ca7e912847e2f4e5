"""The numbers of one record as exact fractions, with bounds in place of what is unknown.

Formulas 2.3 and 2.4 of the method (docs/materiality.md): they rise with every factor, so the lowest step in place of
each missing value gives the lower bound and the highest the upper one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from matcher.model.materiality import (
    NOTHING_KNOWN,
    Factor,
    Horizon,
    Rating,
    Record,
    RecordKind,
    RecordState,
)

LOWEST, HIGHEST = 1, 5
SEVERITY = {
    RecordKind.IMPACT_NEGATIVE: (Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY),
    RecordKind.IMPACT_POSITIVE: (Factor.SCALE, Factor.SCOPE),
}
HR_PRECEDENCE = "HR_PRECEDENCE"
ACTUAL_NO_LIKELIHOOD = "ACTUAL_NO_LIKELIHOOD"
LIKELIHOOD_WEIGHTED = "LIKELIHOOD_WEIGHTED"
MAX_OVER_HORIZONS = "MAX_OVER_HORIZONS"

_Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What can be computed of one record.

    `score` is there when the factors that it needs are. `assessed` is False when every factor is missing. `grave`: so
    severe, or of such magnitude, that rarity never clears it; `may_be_grave`: a missing factor could make it so.
    """

    assessed: bool
    rules: tuple[str, ...] = ()
    severity: Fraction | None = None
    score: Fraction | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    grave: bool = False
    may_be_grave: bool = False
    missing: tuple[str, ...] = ()
    by_horizon: dict[Horizon, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraveAt:
    """From which severity, and which magnitude, on a thing is grave."""

    severity: Fraction
    magnitude: int


def severity_of(values: Sequence[int]) -> Fraction:
    """Half the mean and half the greatest of the values: any one can make it severe (ESRS 1, 2023 AR 11, 2026 AR 22).

    >>> severity_of([1, 1, 5])
    Fraction(11, 3)
    """
    return (Fraction(sum(values), len(values)) + max(values)) / 2


def weight_of(likelihood: int) -> Fraction:
    """The share of the score that a likelihood leaves."""
    return Fraction(likelihood, HIGHEST)


def numbers_of(record: Record, grave: GraveAt, *, human_rights: bool, usable: Mapping[str, Rating]) -> Numbers:
    """The numbers of a record, from the ratings in `usable` (by column) only."""
    if record.kind in SEVERITY:
        return _impact(record, grave, human_rights, usable)
    return _financial(record, grave, usable)


def columns_of(record: Record, *, human_rights: bool) -> tuple[str, ...]:
    """The columns that the score of a record rests on, in their order."""
    if record.kind in SEVERITY:
        severity = tuple(factor.value for factor in SEVERITY[record.kind])
        return (*severity, Factor.LIKELIHOOD.value) if _weighted(record, human_rights=human_rights) else severity
    needed = [Factor.MAGNITUDE] if record.state is RecordState.CURRENT else [Factor.MAGNITUDE, Factor.LIKELIHOOD]
    return tuple(f"{horizon}.{factor}" for horizon in Horizon if horizon not in record.left_out for factor in needed)


def _weighted(record: Record, *, human_rights: bool) -> bool:
    return record.state is RecordState.POTENTIAL and not (human_rights and record.kind is RecordKind.IMPACT_NEGATIVE)


def _impact(record: Record, grave: GraveAt, human_rights: bool, usable: Mapping[str, Rating]) -> Numbers:
    columns = columns_of(record, human_rights=human_rights)
    ranges = {column: _range(usable.get(column, NOTHING_KNOWN)) for column in columns}
    missing = tuple(column for column in columns if _is_open(ranges[column]))
    if len(missing) == len(columns):
        return Numbers(assessed=False, missing=missing)
    factors = [ranges[factor.value] for factor in SEVERITY[record.kind]]
    lowest, highest = (severity_of([one[side] for one in factors]) for side in (0, 1))
    weighted = _weighted(record, human_rights=human_rights)
    likelihood = ranges[Factor.LIKELIHOOD.value] if weighted else (HIGHEST, HIGHEST)
    lower, upper = lowest * weight_of(likelihood[0]), highest * weight_of(likelihood[1])
    if weighted:
        rule = LIKELIHOOD_WEIGHTED
    else:
        rule = HR_PRECEDENCE if record.state is RecordState.POTENTIAL else ACTUAL_NO_LIKELIHOOD
    return Numbers(
        assessed=True,
        rules=(rule,),
        severity=lowest if lowest == highest else None,
        score=lower if not missing else None,
        lower=lower,
        upper=upper,
        grave=weighted and lowest >= grave.severity,
        may_be_grave=weighted and highest >= grave.severity,
        missing=missing,
    )


def _financial(record: Record, grave: GraveAt, usable: Mapping[str, Rating]) -> Numbers:
    columns = columns_of(record, human_rights=False)
    ranges = {column: _range(usable.get(column, NOTHING_KNOWN)) for column in columns}
    missing = tuple(column for column in columns if _is_open(ranges[column]))
    if len(missing) == len(columns):
        return Numbers(assessed=False, missing=missing)
    lower, upper, whole, magnitudes = list[Fraction](), list[Fraction](), dict[Horizon, Fraction](), list[_Range]()
    for horizon in Horizon:
        magnitude = ranges.get(f"{horizon}.{Factor.MAGNITUDE}")
        if magnitude is None:
            continue
        likelihood = ranges.get(f"{horizon}.{Factor.LIKELIHOOD}", (HIGHEST, HIGHEST))
        magnitudes.append(magnitude)
        lower.append(magnitude[0] * weight_of(likelihood[0]))
        upper.append(magnitude[1] * weight_of(likelihood[1]))
        if not _is_open(magnitude) and not _is_open(likelihood):
            whole[horizon] = lower[-1]
    greatest = max(whole, key=lambda one: whole[one], default=None)
    return Numbers(
        assessed=True,
        rules=(f"{MAX_OVER_HORIZONS}:{greatest}",) if greatest else (),
        score=whole[greatest] if greatest and not missing else None,
        lower=max(lower),
        upper=max(upper),
        grave=any(magnitude[0] >= grave.magnitude for magnitude in magnitudes),
        may_be_grave=any(magnitude[1] >= grave.magnitude for magnitude in magnitudes),
        missing=missing,
        by_horizon=whole,
    )


def _range(rating: Rating) -> _Range:
    return (LOWEST, HIGHEST) if rating.value is None else (rating.value, rating.value)


def _is_open(bounds: _Range) -> bool:
    return bounds[0] != bounds[1]
