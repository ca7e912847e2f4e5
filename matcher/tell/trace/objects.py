"""A trace as plain objects, for JSON."""

from typing import Any

from matcher.model.evidence import Span
from matcher.tell.trace.trace import CandidateTold, HitTold, Trace, WhyNot


def trace_object(trace: Trace) -> dict[str, Any]:
    """The whole trace; spans count code points of the original field."""
    told: dict[str, Any] = {
        "id": trace.document.id,
        "candidates": [_candidate(one) for one in trace.candidates],
    }
    if trace.why_not is not None:
        told["why_not"] = _why_not(trace.why_not)
    return told


def _candidate(one: CandidateTold) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "finds": one.finds,
        "points": one.points,
        "needed": one.needed,
        "steps": [{"step": step.name, "points": step.points, "total": step.total} for step in one.steps],
        "set_aside": one.set_aside or None,
        "because": one.because or None,
        "drawers": {drawer: [_hit(hit) for hit in one.hits if hit.drawer == drawer] for drawer in one.drawers},
    }


def _hit(hit: HitTold) -> dict[str, Any]:
    return {
        "term": hit.term,
        "quote": hit.quote,
        **_place(hit.span),
        "clause": hit.clause,
        "how": hit.how,
        "key": hit.key or None,
        "doubts": [{"kind": one.kind, "cue": one.cue, **_place(one.span)} for one in hit.doubts],
    }


def _place(span: Span) -> dict[str, Any]:
    return {"field": span.field, "start": span.start, "end": span.end}


def _why_not(told: WhyNot) -> dict[str, Any]:
    near = told.nearest
    return {
        "finds": told.finds,
        "matched": told.matched,
        "because": told.says,
        "points": told.points,
        "needed": told.needed,
        "names": {language: list(terms) for language, terms in told.names.items()},
        "groups": [
            [{"terms": list(terms), "found": quote or None} for terms, quote in group.parts] for group in told.groups
        ],
        "nearest": near and {"term": near.term, "found": near.found, **_place(near.span), "share": near.share},
    }
