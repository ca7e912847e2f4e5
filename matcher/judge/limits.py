"""Whether a value meets a limit: met, not met or unknown, exactly."""

from fractions import Fraction

from matcher.model.evidence import Interval, Measurement
from matcher.model.states import Outcome
from matcher.model.taxonomy import Limit, Taxonomy


def compare(limit: Limit, measurement: Measurement, taxonomy: Taxonomy) -> Outcome:
    """Whether the measurement meets the limit: `met`, `not_met` or `unknown`.

    A figure is an interval: it meets only if the whole of it does, and fails only if no part of it meets. Values
    of different dimensions, and of another kind than the limit asks for, leave the answer unknown: 4 to 6 is neither
    above 5 nor not above 5.
    """
    if measurement.unclear:
        return Outcome.UNKNOWN
    if limit.word in ("present", "absent"):
        return _compare_fact(limit, present=measurement.present)
    if measurement.figure is not None:
        return _compare_figure(limit, measurement, measurement.figure, taxonomy)
    if measurement.word and limit.word in ("exactly", "one of"):
        said = measurement.word.casefold()
        return Outcome.MET if said in (value.casefold() for value in limit.values) else Outcome.NOT_MET
    return Outcome.UNKNOWN


def _compare_fact(limit: Limit, *, present: bool | None) -> Outcome:
    if present is None:
        return Outcome.UNKNOWN
    return Outcome.MET if present is (limit.word == "present") else Outcome.NOT_MET


def _compare_figure(limit: Limit, measurement: Measurement, figure: Interval, taxonomy: Taxonomy) -> Outcome:
    """A figure in the base unit of its dimension against the limit, brought to the same base."""
    measure = taxonomy.measures.get(measurement.measure)
    demanded = taxonomy.units.get(limit.unit or (measure.unit if measure else ""))
    given = taxonomy.units.get(measurement.unit)
    if (demanded.dimension if demanded else limit.unit) != (given.dimension if given else measurement.unit):
        return Outcome.UNKNOWN
    allowed = _allowed(limit, demanded.exact_factor if demanded else Fraction(1))
    if not allowed or _is_empty(figure):
        return Outcome.UNKNOWN
    if any(_lies_inside(figure, part) for part in allowed):
        return Outcome.MET
    if all(_lies_apart(figure, part) for part in allowed):
        return Outcome.NOT_MET
    return Outcome.UNKNOWN


def _allowed(limit: Limit, factor: Fraction) -> tuple[Interval, ...]:
    """The values that meet the limit, in the base unit; none where its values are not numbers."""
    try:
        values = [Fraction(value) * factor for value in limit.values]
    except ValueError:
        return ()
    match limit.word, values:
        case "above", [value]:
            return (Interval(low=value, low_open=True),)
        case "at least", [value]:
            return (Interval(low=value),)
        case "below", [value]:
            return (Interval(high=value, high_open=True),)
        case "at most", [value]:
            return (Interval(high=value),)
        case "between", [one, other]:
            return (Interval(low=min(one, other), high=max(one, other)),)
        case "exactly" | "one of", [*all_values]:
            return tuple(Interval(low=value, high=value) for value in all_values)
        case _:
            return ()


def _is_empty(figure: Interval) -> bool:
    if figure.low is None or figure.high is None:
        return False
    return figure.low > figure.high or (figure.low == figure.high and (figure.low_open or figure.high_open))


def _lies_inside(figure: Interval, part: Interval) -> bool:
    """Whether every value of the figure is one of the part."""
    low_holds = part.low is None or (
        figure.low is not None
        and (figure.low > part.low or (figure.low == part.low and (figure.low_open or not part.low_open)))
    )
    high_holds = part.high is None or (
        figure.high is not None
        and (figure.high < part.high or (figure.high == part.high and (figure.high_open or not part.high_open)))
    )
    return low_holds and high_holds


def _lies_apart(figure: Interval, part: Interval) -> bool:
    """Whether no value of the figure is one of the part."""
    return _ends_before(figure, part) or _ends_before(part, figure)


def _ends_before(first: Interval, second: Interval) -> bool:
    if first.high is None or second.low is None:
        return False
    return first.high < second.low or (first.high == second.low and (first.high_open or second.low_open))
