"""What cannot be right about a record, as error codes; a record with a fault gets no number and no verdict."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from matcher.judge.materiality.numbers import HIGHEST, LOWEST, SEVERITY
from matcher.model.materiality import (
    IMPACTS,
    Factor,
    Horizon,
    MaterialVerdict,
    NoneFound,
    OutOfScope,
    Override,
    Rating,
    Record,
    RecordKind,
    RecordState,
)
from matcher.model.problems import Place
from matcher.model.ratings import Fault
from matcher.model.topics import MaterialityBook

_STATES = {True: (RecordState.ACTUAL, RecordState.POTENTIAL), False: (RecordState.CURRENT, RecordState.ANTICIPATED)}
_OF_HORIZONS = (Factor.MAGNITUDE, Factor.LIKELIHOOD)
_STEPS = f"a whole number from {LOWEST} to {HIGHEST}, cannot_judge, or nothing"
VERDICT = "verdict"
OVERRIDABLE = (MaterialVerdict.MATERIAL, MaterialVerdict.NOT_MATERIAL, MaterialVerdict.REVIEW)


def faults_of(record: Record, book: MaterialityBook, register: Sequence[Record]) -> tuple[Fault, ...]:
    """Every fault of a record; `register` are all records it stands among."""
    return (
        *_names(record, book),
        *(_impact(record) if record.kind in IMPACTS else _financial(record, book)),
        *_values(record),
        *_residual(record, register),
        *(fault for override in record.overrides for fault in _override(override, record)),
    )


def faults_between(records: Sequence[Record], standard: str) -> Iterator[tuple[Record, Fault]]:
    """What is wrong with records only beside others: one given twice, a standard unlike that of the register."""
    seen: dict[str, Record] = {}
    said: set[str] = set()
    for record in records:
        if record.id in seen:
            yield record, Fault(code="E_DUPLICATED_RECORD", column="id", found=record.id, expected="every id once")
        elif record.places and "id" not in record.places:
            same = repr(replace(record, id="", place=Place(file=""), places={}))
            if same in said:
                expected = "each record once, or an id or title that tells them apart"
                yield record, Fault(code="E_DUPLICATED_RECORD", column="id", expected=expected)
            said.add(same)
        seen.setdefault(record.id, record)
        yield from ((record, fault) for fault in _mixed(record.standard_version, standard))


def faults_of_topic(said: NoneFound | OutOfScope, book: MaterialityBook, standard: str) -> Iterator[Fault]:
    """What is wrong with a statement about a topic: its code, its standard, a missing name, day or reason."""
    yield from _code(said.standard_version, said.topic, book)
    yield from _mixed(said.standard_version, standard)
    needed = {"because": said.because} if isinstance(said, OutOfScope) else {"by": said.by, "on": said.on}
    for column, value in needed.items():
        if not value:
            yield Fault(code=f"E_MISSING_{column.upper()}", column=column, expected="who looked, and on which day")


def _mixed(found: str, standard: str) -> Iterator[Fault]:
    if standard and found and found != standard:
        yield Fault(code="E_MIXED_STANDARDS", column="standard_version", found=found, expected=standard)


def _names(record: Record, book: MaterialityBook) -> Iterator[Fault]:
    yield from _code(record.standard_version, record.topic, book)
    allowed = _STATES[record.kind in IMPACTS]
    if record.state not in allowed:
        yield Fault(code="E_STATE_OF_OTHER_AXIS", column="state", found=record.state, expected=" or ".join(allowed))


def _code(standard: str, code: str, book: MaterialityBook) -> Iterator[Fault]:
    if standard not in book.standards:
        known = ", ".join(book.standards)
        which = "E_UNKNOWN_STANDARD" if standard else "E_MISSING_STANDARD_VERSION"
        yield Fault(code=which, column="standard_version", found=standard, expected=f"one of {known}")
    elif book.topic_of(standard, code) is None:
        which = "E_UNKNOWN_TOPIC" if code else "E_MISSING_TOPIC"
        yield Fault(code=which, column="topic", found=code, expected=f"a topic code of {standard}")


def _impact(record: Record) -> Iterator[Fault]:
    given = {factor for factor, rating in record.ratings.items() if rating.given}
    if record.kind is RecordKind.IMPACT_POSITIVE and Factor.IRREMEDIABILITY in given:
        yield Fault(code="E_IRREMEDIABILITY_ON_POSITIVE", column="irremediability", expected="nothing here")
    if record.state is RecordState.ACTUAL and Factor.LIKELIHOOD in given:
        yield Fault(code="E_LIKELIHOOD_ON_ACTUAL", column="likelihood", expected="nothing here: it has happened")
    if Factor.MAGNITUDE in given or record.horizons:
        yield Fault(code="E_MAGNITUDE_ON_IMPACT", column="magnitude", expected="scale and scope")
    if record.left_out:
        yield Fault(code="E_LEFT_OUT_ON_IMPACT", column="left_out", expected="nothing here")


def _financial(record: Record, book: MaterialityBook) -> Iterator[Fault]:
    for factor in SEVERITY[RecordKind.IMPACT_NEGATIVE]:
        if factor in record.ratings and record.ratings[factor].given:
            yield Fault(code="E_SEVERITY_ON_FINANCIAL", column=factor, expected="magnitude and likelihood")
    if any(record.ratings[factor].given for factor in _OF_HORIZONS if factor in record.ratings):
        horizons = ", ".join(Horizon)
        yield Fault(code="E_MISSING_HORIZON", column="horizon", expected=f"one of {horizons} beside the magnitude")
    if record.state is RecordState.CURRENT:
        for horizon, ratings in record.horizons.items():
            if Factor.LIKELIHOOD in ratings and ratings[Factor.LIKELIHOOD].given:
                column = f"{horizon}.likelihood"
                yield Fault(code="E_LIKELIHOOD_ON_CURRENT", column=column, expected="nothing here: it has happened")
    yield from _left_out(record, book)


def _left_out(record: Record, book: MaterialityBook) -> Iterator[Fault]:
    standard = book.standards.get(record.standard_version)
    for horizon, because in record.left_out.items():
        column = f"{horizon}.left_out"
        if standard is not None and not standard.horizons_left_out:
            yield Fault(code="E_HORIZON_LEFT_OUT", column=column, expected="a magnitude: no horizon may be left out")
        if not because.strip():
            yield Fault(code="E_MISSING_REASON", column=column, expected="the reason for leaving it out")
        if any(rating.given for rating in record.horizons.get(horizon, {}).values()):
            yield Fault(code="E_LEFT_OUT_AND_RATED", column=column, expected="either a rating or a reason")


def _values(record: Record) -> Iterator[Fault]:
    yield from _out_of_range((factor.value, rating) for factor, rating in record.ratings.items())
    for horizon, ratings in record.horizons.items():
        yield from _out_of_range((f"{horizon}.{factor}", rating) for factor, rating in ratings.items())


def _out_of_range(ratings: Iterable[tuple[str, Rating]]) -> Iterator[Fault]:
    for column, rating in ratings:
        wrong = rating.value is None and not rating.declined and bool(rating.written)
        if wrong or (rating.value is not None and not LOWEST <= rating.value <= HIGHEST):
            found = rating.written or str(rating.value)
            yield Fault(code="E_OUT_OF_RANGE", column=column, found=found, expected=_STEPS)


def _residual(record: Record, register: Sequence[Record]) -> Iterator[Fault]:
    if not record.residual_of:
        if record.mitigation is not None or record.mitigation_evidence:
            yield Fault(code="E_MITIGATION_WITHOUT_GROSS", column="residual_of", expected="the id of the gross record")
        return
    gross = next((one for one in register if one.id == record.residual_of and one is not record), None)
    if gross is None or gross.residual_of:
        yield Fault(
            code="E_UNKNOWN_GROSS", column="residual_of", found=record.residual_of, expected="the id of a gross record"
        )
        return
    same = ("standard_version", "topic", "kind", "state")
    for column in same:
        ours, theirs = getattr(record, column), getattr(gross, column)
        if ours != theirs:
            yield Fault(code="E_RESIDUAL_DIFFERS", column=column, found=str(ours), expected=f"{theirs}, as {gross.id}")
    if record.mitigation is None:
        yield Fault(code="E_MISSING_MITIGATION", column="mitigation", expected="planned or implemented")


def _override(override: Override, record: Record) -> Iterator[Fault]:
    column = f"override.{override.what}"
    factors = (
        {factor.value for factor in (*SEVERITY[record.kind], Factor.LIKELIHOOD)}
        if record.kind in SEVERITY
        else {f"{horizon}.{factor}" for horizon in Horizon for factor in _OF_HORIZONS}
    )
    if override.what == VERDICT:
        if override.value not in OVERRIDABLE:
            expected = "one of " + ", ".join(OVERRIDABLE)
            yield Fault(code="E_UNKNOWN_VERDICT", column=column, found=override.value, expected=expected)
    elif override.what not in factors:
        expected = "verdict, or one of " + ", ".join(sorted(factors))
        yield Fault(code="E_UNKNOWN_OVERRIDE", column=column, found=override.what, expected=expected)
    elif override.value not in map(str, range(LOWEST, HIGHEST + 1)):
        yield Fault(code="E_OUT_OF_RANGE", column=column, found=override.value, expected=_STEPS)
    for what, value in (
        ("by", override.by),
        ("on", override.on),
        ("because", override.because),
        ("document", override.document),
    ):
        if not value:
            expected = "name, day, reason and document of the override"
            yield Fault(code=f"E_OVERRIDE_WITHOUT_{what.upper()}", column=column, expected=expected)
