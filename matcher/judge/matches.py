"""A candidate in play as a match: the case it makes, whether it shows its class, and where it stands among others."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.judge.editions import EditionChoice
from matcher.judge.exclusions import named_clauses, overlap, stands
from matcher.judge.frameworks import Standing
from matcher.judge.listings import Case
from matcher.model.assessment import Match, Question
from matcher.model.evidence import Candidate
from matcher.model.states import Green, How, Kind, Status
from matcher.model.taxonomy import Activity

NO_CLASS = "none"
NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A match with what it was made of. `aside`: it stands beside the subject and decides nothing.

    `leads`: it is the subject, of a class that nothing turns green, so that no other part speaks before it.
    """

    match: Match
    activity: Activity
    candidate: Candidate
    standing: Standing
    aside: bool
    leads: bool

    @property
    def is_broad(self) -> bool:
        """Whether only a field is named, and no activity of it."""
        return self.activity.kind is Kind.BROAD


def case_of(
    candidate: Candidate,
    activity: Activity,
    day: datetime.date,
    editions: tuple[EditionChoice, ...],
    barred: frozenset[str],
    titled: frozenset[str],
) -> Case:
    """What the text says that bears on the lists: parts and titles of items, objectives named, exclusions met."""
    return Case(
        activity=activity.id,
        day=day,
        editions=editions,
        shown=_shown(candidate),
        titled=titled,
        objectives=frozenset(hit.key for hit in candidate.hits if hit.how is How.OBJECTIVE and stands(hit)),
        barred=barred,
        by_typo=candidate.by_typo,
    )


def _shown(candidate: Candidate) -> frozenset[str]:
    """The listings whose part stands, without doubt, in a clause that names the activity."""
    showing = [hit for hit in candidate.hits if hit.how is How.SHOWN and stands(hit)]
    if not showing:
        return NO_NAMES
    clauses = named_clauses(candidate)
    return frozenset(hit.key for hit in showing if hit.clause in clauses)


def shows_class(activity: Activity, candidate: Candidate, standing: Standing) -> bool:
    """Whether the match shows the class of its activity: by its nature, or since its green is shown."""
    if activity.kind is Kind.BROAD or activity.green is not Green.WHEN_MET:
        return True
    return standing.shows_green or any(hit.how is How.GREEN_NAMED and stands(hit) for hit in candidate.hits)


def order_of(found: Found) -> tuple[bool, bool, bool, int, int, str]:
    """A key that sorts the best first; what stands aside and broad groups come last."""
    candidate = found.candidate
    return found.aside, found.is_broad, not found.leads, -candidate.points, candidate.named_at, found.match.rule


def class_of(found: Sequence[Found]) -> str:
    """The class of the best match that shows it.

    Where an ordinary thing is named first, which only its criteria would make green, a thing that is merely mentioned
    beside it shows nothing: what stands attached to it does not make it green.
    """
    first = min(found, key=lambda one: one.candidate.named_at, default=None)
    ordinary = first is not None and not (first.match.shows_class or first.aside or first.is_broad)
    showing = (
        one
        for one in found
        if one.match.shows_class and not one.aside and not (ordinary and not named_clauses(one.candidate))
    )
    return next((one.match.class_id for one in showing), NO_CLASS)


def status_of(found: Sequence[Found], ambiguous_within: int) -> Status:
    """The status of a document that is not excluded."""
    activities = [one for one in found if not one.is_broad]
    if not activities:
        return Status.BROAD if found else Status.UNMATCHED
    rivals = [one for one in activities if not one.aside][:2]
    if len(rivals) < 2:  # noqa: PLR2004 - it takes two
        return Status.MATCHED
    first, second = rivals
    close = abs(first.match.points - second.match.points) <= ambiguous_within
    differ = first.match.class_id != second.match.class_id
    return Status.AMBIGUOUS if close and differ and overlap(first.candidate, second.candidate) else Status.MATCHED


def questions_of(found: Sequence[Found], status: Status) -> Iterator[Question]:
    """Every open question, but for what merely stands beside the subject; of a broad group the one that narrows it."""
    for one in found:
        if one.aside and not one.match.part:
            continue
        if status is Status.BROAD:
            yield Question(about=one.activity.id, id="activity", framework="", asks=one.activity.asks)
        yield from one.standing.questions
