"""A screening as plain objects for JSON; `assessment.schema.json` describes them under `materiality`."""

from fractions import Fraction
from typing import Any

from matcher.model.materiality import Axis, NoneFound, Rating, Record
from matcher.model.ratings import KindResult, Materiality, RecordResult, TopicResult
from matcher.model.topics import MaterialityBook
from matcher.tell.materiality.numbers import shown
from matcher.tell.materiality.sentences import Waterfall, columns_of
from matcher.tell.voice import Voice

JsonObject = dict[str, Any]


class MaterialityObjects:
    """Turns screenings into plain objects. Only sentences and names are in the voice's language."""

    def __init__(self, book: MaterialityBook) -> None:
        self._book = book

    def of(self, told: Materiality, voice: Voice) -> JsonObject:
        """The whole screening."""
        waterfall = Waterfall(self._book, voice)
        return {
            "standard_version": told.standard,
            "preset": told.preset,
            "thresholds": {kind.value: float(threshold) for kind, threshold in told.thresholds.items()},
            "material_topics": [one.code for one in told.material],
            "coverage": {"decided": told.decided, "in_scope": told.in_scope},
            "topics": [_topic(one, voice) for one in told.topics],
            "records": [_record(one, waterfall) for one in told.records],
            "noticed": [
                {
                    "rule": one.rule,
                    "name": voice.word(one.name),
                    "claim": one.claim,
                    "quote": one.quote,
                    "field": one.hit.span.field,
                    "start": one.hit.span.start,
                    "end": one.hit.span.end,
                    "because": voice.word(one.because),
                }
                for one in told.noticed
            ],
            "questions": [
                {"record": one.record, "topic": one.topic, "factor": one.column, "asks": voice.word(one.asks)}
                for one in told.missing
            ],
            "out_of_scope": [{"topic": one.topic, "because": one.because} for one in told.out_of_scope],
            "unplaced": list(told.unplaced),
            "disclaimer": voice.say("mat_disclaimer"),
        }


def _topic(one: TopicResult, voice: Voice) -> JsonObject:
    return {
        "topic": one.code,
        "id": one.topic,
        "name": voice.word(one.name),
        "pillar": one.pillar,
        "verdict": one.verdict,
        "impact": one.axes[Axis.IMPACT],
        "financial": one.axes[Axis.FINANCIAL],
        "confidence": one.confidence,
        "managed": one.managed,
        "kinds": {kind.value: _kind(found) for kind, found in one.kinds.items()},
        "none_found": [_none_found(said) for said in one.none_found],
    }


def _kind(one: KindResult) -> JsonObject:
    return {
        "verdict": one.verdict,
        "records": one.records,
        "record": one.record,
        "score": _number(one.score),
        "lower": _number(one.lower),
        "upper": _number(one.upper),
        "confidence": one.confidence,
    }


def _none_found(said: NoneFound) -> JsonObject:
    return {"axis": said.axis, "by": said.by, "on": said.on.isoformat() if said.on else None, "because": said.because}


def _record(one: RecordResult, waterfall: Waterfall) -> JsonObject:
    record = one.record
    return {
        "id": record.id,
        "title": record.title,
        "standard_version": record.standard_version,
        "topic": record.topic,
        "kind": record.kind,
        "state": record.state,
        "value_chain": record.value_chain,
        "human_rights": record.human_rights,
        "candidate": record.candidate,
        "factors": {column: _rating(rating) for column, rating in columns_of(record)},
        "left_out": {horizon.value: because for horizon, because in record.left_out.items()},
        "verdict": one.verdict,
        "computed": one.computed,
        "on_evidence": one.on_evidence,
        "rules": list(one.rules),
        "errors": [fault.code for fault in one.faults],
        "threshold": _number(one.threshold),
        "severity": _number(one.severity),
        "score": _number(one.score),
        "lower": _number(one.lower),
        "upper": _number(one.upper),
        "exact": {name: str(number) for name, number in _exact(one) if number is not None},
        "missing": list(one.missing),
        "cannot_judge": list(one.declined),
        "confidence": one.confidence,
        "without_document": list(one.undocumented),
        "residual_of": record.residual_of,
        "decides": one.decides,
        "managed": one.managed,
        "overrides": _overrides(record),
        "checks": _checks(record),
        "steps": list(waterfall.of(one)),
    }


def _exact(one: RecordResult) -> list[tuple[str, Fraction | None]]:
    return [("severity", one.severity), ("score", one.score), ("lower", one.lower), ("upper", one.upper)]


def _overrides(record: Record) -> list[JsonObject]:
    return [
        {
            "what": one.what,
            "value": one.value,
            "by": one.by,
            "on": one.on.isoformat() if one.on else None,
            "because": one.because,
            "document": one.document,
            "second": one.second,
        }
        for one in record.overrides
    ]


def _checks(record: Record) -> list[JsonObject]:
    return [
        {
            "about": one.about,
            "met": one.met,
            "by": one.by,
            "on": one.on.isoformat() if one.on else None,
            "document": one.document,
            "verified_by": one.verified_by,
        }
        for one in record.checks
    ]


def _rating(rating: Rating) -> JsonObject:
    return {
        "value": "cannot_judge" if rating.declined else rating.value,
        "origin": rating.origin,
        "confidence": rating.confidence if rating.value is not None else None,
        "evidence": rating.evidence,
        "rule": rating.rule,
        "start": rating.span.start if rating.span else None,
        "end": rating.span.end if rating.span else None,
        "field": rating.span.field if rating.span else None,
        "shifted_from": rating.shifted_from,
        "superseded": [_rating(one) for one in rating.superseded],
    }


def _number(number: Fraction | None) -> float | None:
    return None if number is None else float(shown(number))
