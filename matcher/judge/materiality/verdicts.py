"""From numbers to a verdict, from verdicts of records to one of an axis, from both axes to one of the topic."""

from collections.abc import Sequence
from fractions import Fraction

from matcher.judge.materiality.numbers import Numbers
from matcher.model.materiality import Confidence, MaterialVerdict, RecordKind
from matcher.model.materiality import MaterialVerdict as V

DECIDED_BY_LOWER_BOUND = "DECIDED_BY_LOWER_BOUND"
DECIDED_BY_UPPER_BOUND = "DECIDED_BY_UPPER_BOUND"
LOW_LIKELIHOOD_HIGH_SEVERITY = "LOW_LIKELIHOOD_HIGH_SEVERITY"
LOW_LIKELIHOOD_HIGH_MAGNITUDE = "LOW_LIKELIHOOD_HIGH_MAGNITUDE"
NEAR_THRESHOLD = "NEAR_THRESHOLD"
NO_EVIDENCE = "NO_EVIDENCE"

_INDICATIVE = {
    V.MATERIAL: V.INDICATIVE_MATERIAL,
    V.NOT_MATERIAL: V.INDICATIVE_NOT_MATERIAL,
    V.REVIEW: V.INDICATIVE_REVIEW,
}
_STRONGEST = (V.MATERIAL, V.REVIEW, V.INDICATIVE_MATERIAL, V.INDICATIVE_REVIEW)
_CLEARED = (V.INDICATIVE_NOT_MATERIAL, V.NOT_MATERIAL)
DECIDED = (V.MATERIAL, V.NOT_MATERIAL)
"""The verdicts that count as decided; an indicative one waits for evidence, a review for a person."""


def decide(numbers: Numbers, kind: RecordKind, threshold: Fraction, near: Fraction) -> tuple[V, tuple[str, ...]]:
    """The verdict on one record by 2.3 to 2.6 of the method, and the rules that made it."""
    if not numbers.assessed or numbers.lower is None or numbers.upper is None:
        return V.NOT_ASSESSED, (NO_EVIDENCE,)
    rules = list(numbers.rules)
    score = point_score(numbers, threshold)
    if score is not None:
        verdict = V.MATERIAL if score >= threshold else V.NOT_MATERIAL
    elif numbers.lower >= threshold:
        return V.MATERIAL, (*rules, DECIDED_BY_LOWER_BOUND)
    elif numbers.upper < threshold and (numbers.grave or not numbers.may_be_grave):
        verdict = V.NOT_MATERIAL
        rules.append(DECIDED_BY_UPPER_BOUND)
    else:
        return V.INCOMPLETE, tuple(rules)
    if verdict is V.NOT_MATERIAL and numbers.grave:
        verdict = V.REVIEW
        rules.append(_rare_but_grave(kind))
    if score is not None and abs(score - threshold) < near:
        rules.append(NEAR_THRESHOLD)
    return verdict, tuple(rules)


def point_score(numbers: Numbers, threshold: Fraction) -> Fraction | None:
    """The one score of a record: where nothing is missing, or where one whole horizon is enough to say material."""
    greatest = max(numbers.by_horizon.values(), default=None)
    if numbers.score is None and greatest is not None and greatest >= threshold:
        return greatest
    return numbers.score


def indicative(verdict: MaterialVerdict, confidence: Confidence | None) -> MaterialVerdict:
    """The verdict, prefixed where it rests on an activity rule or a sector prior."""
    weak = confidence in (Confidence.C, Confidence.D)
    return _INDICATIVE.get(verdict, verdict) if weak else verdict


def of_axis(verdicts: Sequence[MaterialVerdict], *, none_found: bool) -> MaterialVerdict:
    """The verdict of one axis: the strongest of its records; cleared only when every record is.

    Without a record it is not assessed, unless somebody looked and found none.
    """
    judged = [one for one in verdicts if one is not V.ERROR]
    if not judged:
        return V.NOT_MATERIAL if none_found else V.NOT_ASSESSED
    if all(one is V.NOT_ASSESSED for one in judged):
        return V.NOT_ASSESSED
    return _strongest(judged)


def of_topic(impact: MaterialVerdict, financial: MaterialVerdict) -> MaterialVerdict:
    """The verdict of a topic: material on either axis is enough, not material needs both (ESRS 1, 2023 para 28)."""
    if impact is financial is V.NOT_ASSESSED:
        return V.NOT_ASSESSED
    return _strongest([impact, financial])


def weakest(confidences: Sequence[Confidence]) -> Confidence | None:
    """The lowest confidence; None where there is none."""
    return max(confidences, default=None)


def _strongest(verdicts: Sequence[MaterialVerdict]) -> MaterialVerdict:
    for one in _STRONGEST:
        if one in verdicts:
            return one
    if all(one in _CLEARED for one in verdicts):
        return min(verdicts, key=_CLEARED.index)
    return V.INCOMPLETE


def _rare_but_grave(kind: RecordKind) -> str:
    financial = kind in (RecordKind.RISK, RecordKind.OPPORTUNITY)
    return LOW_LIKELIHOOD_HIGH_MAGNITUDE if financial else LOW_LIKELIHOOD_HIGH_SEVERITY
