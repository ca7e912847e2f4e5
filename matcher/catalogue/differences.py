"""What two items of lists ask differently of the same activity, on one day."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.judge.criteria import is_valid
from matcher.judge.listings import objective_of
from matcher.model.taxonomy import CriteriaGroup, Criterion, Listing, Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What one item (`here`) and another (`there`) do not share.

    `criteria_here` and `criteria_there` are those that only one of them has, `other_limits` pairs that ask for the
    same measure and set another limit. Objectives are empty where a list knows none. `unknown_here` and
    `unknown_there` say that no criterion of that item is held, so that nothing can be compared.
    """

    objective_here: str
    objective_there: str
    criteria_here: tuple[Criterion, ...]
    criteria_there: tuple[Criterion, ...]
    other_limits: tuple[tuple[Criterion, Criterion], ...]
    same: tuple[Criterion, ...]
    harm_here: tuple[str, ...]
    harm_there: tuple[str, ...]
    unknown_here: bool
    unknown_there: bool


def differences_of(here: Listing, there: Listing, taxonomy: Taxonomy, day: datetime.date) -> Differences:
    """What the two items do not share, by the criteria in force on the day."""
    ours = list(criteria_on(here.criteria, day)) if here.criteria else []
    theirs = list(criteria_on(there.criteria, day)) if there.criteria else []
    same = [one for one in ours if any(_demand(one) == _demand(other) for other in theirs)]
    demands = {_demand(one) for one in same}
    only_ours = [one for one in ours if _demand(one) not in demands]
    only_theirs = [one for one in theirs if _demand(one) not in demands]
    pairs = [(one, other) for one in only_ours for other in only_theirs if one.measure and one.measure == other.measure]
    paired = {id(criterion) for pair in pairs for criterion in pair}
    return Differences(
        objective_here=objective_of(here, taxonomy),
        objective_there=objective_of(there, taxonomy),
        criteria_here=tuple(one for one in only_ours if id(one) not in paired),
        criteria_there=tuple(one for one in only_theirs if id(one) not in paired),
        other_limits=tuple(pairs),
        same=tuple(same),
        harm_here=tuple(one for one in here.dnsh if one not in there.dnsh),
        harm_there=tuple(one for one in there.dnsh if one not in here.dnsh),
        unknown_here=here.criteria is None and not here.any_qualifies,
        unknown_there=there.criteria is None and not there.any_qualifies,
    )


def criteria_on(group: CriteriaGroup, day: datetime.date) -> Iterator[Criterion]:
    """Every criterion of a group that is in force on the day, groups within it too."""
    if is_valid(group, day):
        yield from (criterion for criterion in group.criteria if is_valid(criterion, day))
        for inner in group.groups:
            yield from criteria_on(inner, day)


def _demand(criterion: Criterion) -> tuple[object, ...]:
    """What makes two criteria the same: measure and limit, or the question where only somebody can judge."""
    limit = criterion.must_be
    if not criterion.measure:
        return (tuple(sorted(criterion.asks.items())),)
    return criterion.measure, limit.word, limit.values, limit.unit
