"""People beside the program, and beside each other: who agrees with whom, over the decisions both made."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from matcher.audit.agreement import Agreement, agreement_of
from matcher.audit.review.decisions import Decision, Said
from matcher.tell.sheets import Sheet
from matcher.tell.voice import Voice

_DIGITS = 6


def agreements(decisions: Sequence[Decision], program: str) -> list[Agreement]:
    """The program with all people, then every two people over the answers that both judged; the unsure do not count."""
    sure = [one for one in decisions if one.said is not Said.UNSURE]
    found = [agreement_of(program, "people", [(one.answer, one.class_id) for one in sure])]
    by_person: dict[str, dict[str, str]] = {}
    for one in sure:
        by_person.setdefault(one.by, {})[one.decision_id] = one.class_id
    for first, second in combinations(sorted(by_person), 2):
        both = sorted(by_person[first].keys() & by_person[second].keys())
        if both:
            pairs = [(by_person[first][each], by_person[second][each]) for each in both]
            found.append(agreement_of(first, second, pairs))
    return found


def agreement_object(decisions: Sequence[Decision], found: Sequence[Agreement], undecided: int) -> dict[str, Any]:
    """What was decided, and every agreement."""
    return {
        "decided": len(decisions),
        "undecided": undecided,
        "said": {said.value: sum(one.said is said for one in decisions) for said in Said},
        "agreements": [
            {
                "first": one.first,
                "second": one.second,
                "cases": one.cases,
                "agreed": one.agreed,
                "share": round(one.share, _DIGITS),
                "kappa": None if one.kappa is None else round(one.kappa, _DIGITS),
                "differences": [{"first": a, "second": b, "number": number} for a, b, number in one.differences],
            }
            for one in found
        ],
    }


def agreement_sheets(
    decisions: Sequence[Decision], found: Sequence[Agreement], undecided: int, voice: Voice
) -> list[Sheet]:
    """The tables a reader looks at."""
    say = voice.say
    return [
        Sheet(
            name="agreement",
            title=say("review_title", decided=len(decisions), undecided=undecided),
            heads=tuple(say(f"review_{name}") for name in ("first", "second", "cases", "agreed", "share", "kappa")),
            rows=tuple(
                (
                    *(one.first, one.second, str(one.cases), str(one.agreed), f"{one.share:.3f}"),
                    "–" if one.kappa is None else f"{one.kappa:.3f}",
                )
                for one in found
            ),
        ),
        Sheet(
            name="differences",
            title=say("review_differences"),
            heads=tuple(say(f"review_{name}") for name in ("first", "second", "first_says", "second_says", "number")),
            rows=tuple((one.first, one.second, a, b, str(number)) for one in found for a, b, number in one.differences),
        ),
    ]
