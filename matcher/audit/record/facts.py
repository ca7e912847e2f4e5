"""What an answer rests on, as plain objects: every rule that mattered, what was measured, what was judged.

No sentences: they are made from the pack, which the record holds. Spans count code points of the original field.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from matcher.model.assessment import Assessment, Excluded, Finding, Match, Verdict
from matcher.model.evidence import Candidate, Doubt, Hit, Measurement, Reading, Span
from matcher.model.ratings import KindResult, Materiality
from matcher.model.rules import Pack

JsonObject = dict[str, Any]


class Facts:
    """Turns answers of one pack into facts; `redact` leaves out every word and figure of the document."""

    def __init__(self, pack: Pack, *, redact: bool = False) -> None:
        self._rules = pack.book.rules
        self._redact = redact

    def of(self, answer: Assessment) -> JsonObject:
        """The facts of one answer. Raises ValueError where it does not hold its reading."""
        reading = answer.reading
        if reading is None:
            raise ValueError("an answer without its reading cannot be recorded")
        told: JsonObject = {
            "decision_id": answer.decision_id,
            "status": answer.status.value,
            "class": answer.class_id,
            "activity": answer.activity,
            "language": answer.language,
            "as_of": {"date": answer.as_of.date.isoformat(), "from": answer.as_of.source.value},
            "review": {"band": answer.review.band.value, "reasons": list(answer.review.reasons)},
            "flags": list(answer.flags),
            "rules": [self._candidate(one, reading.measurements.get(one.rule, ())) for one in reading.candidates],
            "set_aside": [
                {"rule": one.rule, "finds": one.finds, "points": one.points, "reason": one.reason}
                for one in answer.set_aside
            ],
            "matches": [self._match(one) for one in answer.matches],
            "exclusions": [_exclusion(one) for one in answer.exclusions],
            "questions": [
                {"about": one.about, "id": one.id, "framework": one.framework, "code": one.code}
                for one in answer.questions
            ],
            **self._beside(reading),
        }
        if answer.materiality is not None:
            told["materiality"] = _materiality(answer.materiality)
        return told

    def _beside(self, reading: Reading) -> JsonObject:
        """What bears on the answer beside the rules; only what there is."""
        told: JsonObject = {}
        if reading.features:
            told["features"] = [{"rule": self._rules[one.rule].id, **self._hit(one)} for one in reading.features]
        if reading.possible_exclusions:
            told["possible_exclusions"] = list(reading.possible_exclusions)
        if reading.other_language:
            told["other_language"] = reading.other_language
        return told

    def _candidate(self, one: Candidate, measured: Sequence[Measurement]) -> JsonObject:
        rule = self._rules[one.rule]
        told: JsonObject = {
            "rule": rule.id,
            "finds": rule.finds,
            "points": one.points,
            "steps": [list(step) for step in one.steps],
            "set_aside": one.set_aside,
            "by_typo": one.by_typo,
            "hits": [self._hit(hit) for hit in one.hits],
        }
        if measured:
            told["measurements"] = [self._measurement(measurement) for measurement in measured]
        return told

    def _hit(self, hit: Hit) -> JsonObject:
        told: JsonObject = {"term": hit.term, "how": hit.how.value, "language": hit.language, **_span(hit.span)}
        if hit.key:
            told["key"] = hit.key
        if hit.doubts:
            told["doubts"] = [self._doubt(doubt) for doubt in hit.doubts]
        return told

    def _doubt(self, doubt: Doubt) -> JsonObject:
        told: JsonObject = {"kind": doubt.kind.value, **_span(doubt.cue_span)}
        if doubt.key:
            told["key"] = doubt.key
        if not self._redact:
            told["cue"] = doubt.cue
        return told

    def _measurement(self, one: Measurement) -> JsonObject:
        told: JsonObject = {"measure": one.measure, "basis": one.basis.value, "unclear": one.unclear}
        if one.span is not None:
            told |= _span(one.span)
        if not self._redact:
            told |= {"written": one.written, "unit": one.unit, "word": one.word, "present": one.present}
            if one.figure is not None:
                told |= {"low": _exact(one.figure.low), "high": _exact(one.figure.high)}
                told |= {"low_open": one.figure.low_open, "high_open": one.figure.high_open}
        return told

    def _match(self, match: Match) -> JsonObject:
        return {
            "activity": match.activity,
            "rule": match.rule,
            "class": match.class_id,
            "shows_class": match.shows_class,
            "points": match.points,
            "confidence": match.confidence,
            "part": match.part,
            "codes": {framework: list(codes) for framework, codes in match.codes.items()},
            "also_listed": [
                {"in": one.framework, "code": one.code, "because": one.because} for one in match.also_listed
            ],
            "frameworks": {one.framework: _verdict(one) for one in match.verdicts},
            "criteria": [self._finding(one) for one in match.findings],
        }

    def _finding(self, one: Finding) -> JsonObject:
        told: JsonObject = {
            "id": one.id,
            "framework": one.framework,
            "code": one.code,
            "outcome": one.outcome.value,
            "limit": one.limit,
            "source": one.source,
            "verified": one.verified,
        }
        if one.basis is not None:
            told["basis"] = one.basis.value
        if one.span is not None:
            told |= _span(one.span)
        if not self._redact and (one.value or one.by):
            told |= {"value": one.value, "unit": one.unit, "by": one.by}
        return told


def _span(span: Span) -> JsonObject:
    return {"field": span.field, "start": span.start, "end": span.end}


def _verdict(one: Verdict) -> JsonObject:
    told: JsonObject = {"status": one.status}
    if one.edition:
        told["edition"] = one.edition
    if one.contribution is not None:
        told["contribution"] = one.contribution.value
    if one.alignment is not None:
        told["alignment"] = one.alignment.value
    if one.safeguards is not None:
        told |= {"dnsh": {name: found.value for name, found in one.dnsh.items()}, "safeguards": one.safeguards.value}
    if one.excluded_by:
        told["excluded_by"] = list(one.excluded_by)
    return told


def _exclusion(one: Excluded) -> JsonObject:
    return {
        "id": one.id,
        "class": one.class_id,
        "subject": one.subject,
        "bars": list(one.bars),
        "source": one.source,
        "points": one.points,
    }


def _materiality(told: Materiality) -> JsonObject:
    """The numbers and verdicts of a screening; the records of a register stand in the fields of its document."""
    return {
        "standard": told.standard,
        "preset": told.preset,
        "in_scope": told.in_scope,
        "decided": told.decided,
        "rules": sorted(_rules_of(told)),
        "topics": [
            {
                "code": topic.code,
                "topic": topic.topic,
                "verdict": topic.verdict.value,
                "axes": {axis.value: verdict.value for axis, verdict in topic.axes.items()},
                "kinds": {kind.value: _kind(result) for kind, result in topic.kinds.items()},
            }
            for topic in told.topics
        ],
    }


def _rules_of(told: Materiality) -> Iterable[str]:
    return {rule for one in told.records for rule in (*one.rules, *one.record.rules)} | {
        one.rule for one in told.noticed
    }


def _kind(result: KindResult) -> JsonObject:
    return {
        "verdict": result.verdict.value,
        "records": result.records,
        "score": _exact(result.score),
        "lower": _exact(result.lower),
        "upper": _exact(result.upper),
    }


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else str(number)
