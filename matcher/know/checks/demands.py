"""Whether a demand fits the measure it is made of."""

from matcher.know.checks.known import Known
from matcher.know.source.complaints import Complaints, Path, nearest
from matcher.model.states import MeasureKind
from matcher.model.taxonomy import Limit, Measure

_FIGURE_WORDS = ("above", "at least", "below", "at most", "exactly", "between")
_FITS = {
    MeasureKind.QUANTITY: "a quantity is above, at least, below, at most, exactly or between figures",
    MeasureKind.PRESENT: "a fact is present or absent",
    MeasureKind.WORD: "a word is `exactly` one or `one of [...]`",
    MeasureKind.JUDGED: "what only somebody can judge is `judged`",
}


def check_demand(known: Known, complaints: Complaints, path: Path, measure_id: str, limit: Limit) -> None:
    """Note an unknown measure, a demand of another kind than its measure, and a unit of another dimension."""
    measures = known.taxonomy.measures
    if not known.name(complaints, (*path, "measure"), "measure", measure_id, measures) or limit.word == "judged":
        return
    measure = measures[measure_id]
    place = (*path, "must_be")
    if not _kind_fits(measure, limit):
        complaints.add(
            place,
            f"'{limit.written}' does not fit measure '{measure.id}', which is of kind {measure.kind}",
            f"Here {_FITS[measure.kind]}.",
        )
    elif measure.kind == MeasureKind.QUANTITY:
        _check_unit(known, complaints, place, measure, limit)
    elif measure.kind == MeasureKind.WORD and measure.words:
        for word in limit.values:
            known.name(complaints, place, f"word of measure '{measure.id}'", word, measure.words)


def _kind_fits(measure: Measure, limit: Limit) -> bool:
    is_figure = limit.word in _FIGURE_WORDS and all(
        value[-1:].isdigit() and _is_number(value) for value in limit.values
    )
    return {
        MeasureKind.QUANTITY: is_figure,
        MeasureKind.PRESENT: limit.word in ("present", "absent"),
        MeasureKind.WORD: limit.word in ("exactly", "one of"),
        MeasureKind.JUDGED: False,
    }[measure.kind]


def _is_number(value: str) -> bool:
    return value.removeprefix("-").replace(".", "", 1).isdigit()


def _check_unit(known: Known, complaints: Complaints, place: Path, measure: Measure, limit: Limit) -> None:
    units = known.taxonomy.units
    if not measure.unit:
        if limit.unit:
            complaints.add(
                place,
                f"unit '{limit.unit}' for measure '{measure.id}', which is a plain number",
                "Write the number alone.",
            )
        return
    wanted = units.get(measure.unit)
    if wanted is None:
        return
    if not limit.unit:
        if not wanted.before:
            hint = f"Write it in {measure.unit}, or in another unit of it."
            complaints.add(place, f"'{limit.written}' has no unit", hint)
        return
    if units[limit.unit].dimension != wanted.dimension:
        same = [unit.id for unit in units.values() if unit.dimension == wanted.dimension]
        complaints.add(place, f"unit '{limit.unit}' cannot measure '{measure.id}'", nearest(limit.unit, same))
