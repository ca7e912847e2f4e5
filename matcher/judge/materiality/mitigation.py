"""Gross and residual: which of the two a topic counts, by the rules of the standard (2.7 of the method)."""

from collections.abc import Sequence
from dataclasses import replace

from matcher.model.materiality import IMPACTS, MaterialVerdict, MitigationState, Record, RecordState
from matcher.model.ratings import RecordResult
from matcher.model.topics import MaterialityBook

_STILL_MATERIAL = (MaterialVerdict.MATERIAL, MaterialVerdict.INDICATIVE_MATERIAL)
_NO_LONGER = (MaterialVerdict.NOT_MATERIAL, MaterialVerdict.INDICATIVE_NOT_MATERIAL)


def settle(results: Sequence[RecordResult], book: MaterialityBook) -> list[RecordResult]:
    """The results with `decides` and `managed` filled in; every number stays, whichever decides."""
    residuals = {one.record.residual_of: one for one in results if one.record.residual_of and not one.faults}
    return [_settled(one, residuals, book) for one in results]


def _settled(one: RecordResult, residuals: dict[str, RecordResult], book: MaterialityBook) -> RecordResult:
    if one.record.residual_of:
        return replace(one, decides=not one.faults and _may_decide(one.record, book))
    residual = residuals.get(one.record.id)
    if residual is None:
        return one
    managed = one.verdict in _STILL_MATERIAL and residual.verdict in _NO_LONGER
    return replace(one, decides=not _may_decide(residual.record, book), managed=managed)


def _may_decide(residual: Record, book: MaterialityBook) -> bool:
    """Only for potential impacts, measures in place and shown to work, under a standard that allows it."""
    standard = book.standards.get(residual.standard_version)
    return (
        standard is not None
        and standard.residual_decides
        and residual.kind in IMPACTS
        and residual.state is RecordState.POTENTIAL
        and residual.mitigation is MitigationState.IMPLEMENTED
        and bool(residual.mitigation_evidence.strip())
    )
