"""A screening as a register that can be edited and read back, with its results in `tm_` columns beside it.

A value stands in its own column only if a person gave it: read back, a proposal of a rule never passes for evidence.
"""

from collections.abc import Iterator, Sequence

from matcher.model.materiality import Axis, Factor, Horizon, Origin, Rating, Record, RecordKind
from matcher.model.ratings import Materiality, RecordResult
from matcher.model.topics import MaterialityBook
from matcher.tell.materiality.numbers import shown
from matcher.tell.materiality.sentences import columns_of

RESULTS = (
    *("tm_verdict", "tm_severity", "tm_score", "tm_lower", "tm_upper"),
    *("tm_rules", "tm_confidence", "tm_missing", "tm_proposed"),
)
_OF_HORIZON = (Factor.MAGNITUDE, Factor.LIKELIHOOD)
_OF_IMPACT = (Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY, Factor.LIKELIHOOD)
_OVERRIDE = ("value", "by", "on", "because", "document", "second")
_Cells = dict[str, str]


class RegisterCells:
    """Turns records into rows of cells, in the order of `columns`."""

    def __init__(self, book: MaterialityBook, language: str = "en") -> None:
        self._names = list(book.columns)
        self.columns = (*(_name(book.columns[one], language) for one in self._names), *RESULTS)

    def of(self, told: Materiality) -> Iterator[list[str]]:
        """The rows of a screening: every record with its results, then what was said of topics."""
        for result in told.records:
            rows = list(_record(result.record))
            rows[0] |= _results(result)
            yield from (self._row(row) for row in rows)
        for topic in told.topics:
            for said in topic.none_found:
                kind = RecordKind.IMPACT_NEGATIVE if said.axis is Axis.IMPACT else RecordKind.RISK
                yield self._row(
                    {
                        **_about(said.standard_version, said.topic),
                        "kind": kind,
                        "title": said.because,
                        "none_found_by": said.by,
                        "none_found_on": said.on.isoformat() if said.on else "",
                    }
                )
        for aside in told.out_of_scope:
            yield self._row({**_about(aside.standard_version, aside.topic), "out_of_scope": aside.because})

    def _row(self, cells: _Cells) -> list[str]:
        return [cells.get(name, "") for name in (*self._names, *RESULTS)]


def _about(standard: str, topic: str) -> _Cells:
    return {"standard_version": standard, "topic": topic}


def _record(record: Record) -> Iterator[_Cells]:
    """The first row of a record, then one for every further horizon and override."""
    rows = [_first(record)]
    horizons = [one for one in Horizon if one in record.horizons or one in record.left_out]
    for at, horizon in enumerate(horizons):
        cells = {"horizon": horizon.value, "left_out": record.left_out.get(horizon, "")}
        cells |= _ratings({factor: record.horizons.get(horizon, {}).get(factor, Rating()) for factor in _OF_HORIZON})
        if at:
            rows.append({"id": record.id, **cells})
        else:
            rows[0] |= cells
    for override in record.overrides:
        horizon_, _, factor = override.what.rpartition(".")
        row = {"id": record.id, "override": factor, "horizon": horizon_}
        row |= {f"override_{name}": str(getattr(override, name) or "") for name in _OVERRIDE}
        rows.append(row)
    yield from rows


def _first(record: Record) -> _Cells:
    return {
        "id": record.id,
        "title": record.title,
        **_about(record.standard_version, record.topic),
        "kind": record.kind,
        "state": record.state,
        "value_chain": record.value_chain or "",
        "human_rights": {True: "yes", False: "no", None: ""}[record.human_rights],
        "horizon": record.horizon or "",
        **_ratings({factor: record.ratings.get(factor, Rating()) for factor in _OF_IMPACT}),
        "residual_of": record.residual_of,
        "mitigation": record.mitigation or "",
        "mitigation_evidence": record.mitigation_evidence,
    }


def _ratings(ratings: dict[Factor, Rating]) -> _Cells:
    cells: _Cells = {}
    for factor, rating in ratings.items():
        if rating.origin is not Origin.USER:
            continue
        value = "" if rating.value is None else str(rating.value)
        cells[factor.value] = "cannot_judge" if rating.declined else value
        cells[f"{factor.value}_evidence"] = rating.evidence
    return cells


def _proposed(record: Record) -> str:
    """What rules propose and no person has given: whoever agrees writes it into its column, with a document."""
    told = [
        f"{column}={rating.value} ({rating.rule}{_quoted(rating.evidence)})"
        for column, rating in columns_of(record)
        if rating.origin is not Origin.USER and rating.value is not None
    ]
    return "; ".join(told)


def _quoted(words: str) -> str:
    return f": {words}" if words else ""


def _results(result: RecordResult) -> _Cells:
    values: Sequence[str] = (
        result.verdict,
        shown(result.severity),
        shown(result.score),
        shown(result.lower),
        shown(result.upper),
        "+".join(result.rules),
        result.confidence or "",
        "; ".join((*result.missing, *result.declined)),
        _proposed(result.record),
    )
    return dict(zip(RESULTS, values, strict=True))


def _name(words: Sequence[str], language: str) -> str:
    """The column's name for a reader: the first one, or the first that is not ASCII for readers of another script."""
    if language == "en":
        return words[0]
    return next((word for word in words if not word.isascii()), words[0])
