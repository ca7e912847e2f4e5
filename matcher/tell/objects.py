"""An assessment as plain objects, as `--format json` writes it; `assessment.schema.json` describes the shape."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from matcher.model.assessment import Assessment, Excluded, Finding, Match, SetAside, Verdict
from matcher.model.evidence import Doubt, Hit
from matcher.model.rules import Rule
from matcher.model.taxonomy import Activity
from matcher.model.topics import MaterialityBook
from matcher.tell.materiality.objects import MaterialityObjects
from matcher.tell.voice import Voice

JsonObject = dict[str, Any]
Pages = tuple[int, ...]


class Objects:
    """Turns assessments into plain objects."""

    def __init__(
        self,
        rules: tuple[Rule, ...],
        activities: dict[str, Activity],
        tool: tuple[str, str],
        materiality: MaterialityBook | None = None,
    ) -> None:
        self._rules = rules
        self._materiality = MaterialityObjects(materiality) if materiality else None
        self._activities = activities
        self._tool = {"name": tool[0], "version": tool[1]}

    def of(self, answer: Assessment, voice: Voice) -> JsonObject:
        """The whole answer. Sentences are in the voice's language, everything else is the same in all."""
        fields = {"title": answer.document.title, "text": answer.document.text}
        pages = answer.document.pages
        told = {
            "id": answer.document.id,
            "status": answer.status,
            "class": answer.class_id,
            "activity": answer.activity,
            "matches": [self._match(match, fields, pages, voice) for match in answer.matches],
            "set_aside": [self._set_aside(one, fields, pages, voice) for one in answer.set_aside],
            "exclusions": [self._exclusion(one, fields, pages, voice) for one in answer.exclusions],
            "questions": [
                {
                    "about": one.about,
                    "id": one.id,
                    "framework": one.framework,
                    "code": one.code,
                    "asks": voice.word(one.asks),
                }
                for one in answer.questions
            ],
            "language": answer.language,
            "review": {"band": answer.review.band, "reasons": list(answer.review.reasons)},
            "flags": list(answer.flags),
            "as_of": {"date": answer.as_of.date.isoformat(), "from": answer.as_of.source},
            "pack": {
                "id": answer.pack.id,
                "version": answer.pack.version,
                "fingerprint": answer.pack.fingerprint,
            },
            "tool": self._tool,
            "decision_id": answer.decision_id,
            "problem": answer.document.problem or None,
        }
        if answer.materiality is not None and self._materiality is not None:
            told["materiality"] = self._materiality.of(answer.materiality, voice)
        return told

    def _match(self, match: Match, fields: dict[str, str], pages: Pages, voice: Voice) -> JsonObject:
        """One match."""
        activity = self._activities[match.activity]
        industry = {code for listing in activity.listings for code in listing.industry}
        codes: JsonObject = {framework: list(found) for framework, found in match.codes.items()}
        codes |= {"isic": list(activity.isic), "nace": list(activity.nace), "gb4754": sorted(industry)}
        return {
            "activity": match.activity,
            "name": voice.word(match.name),
            "class": match.class_id,
            "points": match.points,
            "confidence": match.confidence / 100,
            "part": match.part,
            "codes": codes,
            "also_listed": [
                {"in": one.framework, "code": one.code, "because": one.because} for one in match.also_listed
            ],
            "frameworks": {verdict.framework: _verdict(verdict, voice) for verdict in match.verdicts},
            "evidence": self._evidence(match.hits, fields, pages),
            "doubts": _doubts(match.doubts, fields),
            "criteria": [_criterion(finding, fields, voice) for finding in match.findings],
        }

    def _set_aside(self, one: SetAside, fields: dict[str, str], pages: Pages, voice: Voice) -> JsonObject:
        """One candidate that came to nothing."""
        return {
            "finds": one.finds,
            "name": voice.word(one.name),
            "points": one.points,
            "reason": one.reason,
            "because": voice.word(one.because) or voice.say(f"set_aside_{one.reason}"),
            "evidence": self._evidence(one.hits, fields, pages),
            "doubts": _doubts(one.doubts, fields),
        }

    def _exclusion(self, one: Excluded, fields: dict[str, str], pages: Pages, voice: Voice) -> JsonObject:
        """One exclusion."""
        return {
            "id": one.id,
            "name": voice.word(one.name),
            "class": one.class_id,
            "subject": one.subject,
            "bars": list(one.bars),
            "because": voice.word(one.because),
            "source": one.source,
            "points": one.points,
            "evidence": self._evidence(one.hits, fields, pages),
        }

    def _evidence(self, hits: Iterable[Hit], fields: dict[str, str], pages: Pages) -> list[JsonObject]:
        """The hits that nothing speaks against first, then the doubted ones, each in text order."""
        return [
            {
                "rule": self._rules[hit.rule].id,
                "term": hit.term,
                "start": hit.span.start,
                "end": hit.span.end,
                "quote": fields[hit.span.field][hit.span.start : hit.span.end],
                "how": hit.how,
                "role": self._rules[hit.rule].role,
                "language": hit.language,
                "field": hit.span.field,
                "doubted": bool(hit.doubts),
            }
            | _page_of(hit, pages)
            for hit in sorted(hits, key=lambda hit: bool(hit.doubts))
        ]


def _page_of(hit: Hit, pages: Pages) -> JsonObject:
    """The page a hit of the text stands on, from 1, where the document has pages."""
    return {"page": bisect_right(pages, hit.span.start)} if pages and hit.span.field == "text" else {}


def _verdict(verdict: Verdict, voice: Voice) -> JsonObject:
    """What one framework says; only the steps that the framework has."""
    told: JsonObject = {"status": verdict.status}
    if verdict.edition:
        told |= {"edition": verdict.edition, "because": voice.word(verdict.because)}
    if verdict.contribution is not None:
        told["contribution"] = verdict.contribution
    if verdict.alignment is not None:
        told["alignment"] = verdict.alignment
    if verdict.safeguards is not None:
        told |= {"dnsh": dict(verdict.dnsh), "safeguards": verdict.safeguards}
    if verdict.excluded_by:
        told["excluded_by"] = list(verdict.excluded_by)
    return told


def _doubts(doubts: Iterable[Doubt], fields: dict[str, str]) -> list[JsonObject]:
    """The doubts, with the cue and the words it speaks against."""
    return [
        {
            "kind": doubt.kind,
            "cue": doubt.cue,
            "start": doubt.cue_span.start,
            "end": doubt.cue_span.end,
            "field": doubt.cue_span.field,
            "against": {
                "quote": fields[doubt.hit_span.field][doubt.hit_span.start : doubt.hit_span.end],
                "start": doubt.hit_span.start,
                "end": doubt.hit_span.end,
                "field": doubt.hit_span.field,
            },
        }
        for doubt in doubts
    ]


def _criterion(finding: Finding, fields: dict[str, str], voice: Voice) -> JsonObject:
    """One criterion with what is known of it; `missing` is the question that would settle it."""
    span = finding.span
    return {
        "id": finding.id,
        "framework": finding.framework,
        "code": finding.code,
        "outcome": finding.outcome,
        "basis": finding.basis,
        "limit": finding.limit,
        "value": finding.value or None,
        "unit": finding.unit or None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "field": span.field if span else None,
        "quote": fields[span.field][span.start : span.end] if span else None,
        "missing": voice.word(finding.missing) or None,
        "source": finding.source,
        "verified": finding.verified,
        "by": finding.by or None,
    }
