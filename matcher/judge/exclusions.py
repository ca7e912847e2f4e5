"""What the money buys, and whether that is barred: the subject, the exclusions, and the facts that disqualify."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from matcher.model.assessment import Excluded
from matcher.model.evidence import Candidate, Hit, Reading
from matcher.model.rules import RuleBook
from matcher.model.states import DoubtKind, How
from matcher.model.taxonomy import Taxonomy

_NAMING = (How.NAMED, How.TOGETHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """The candidates of a document sorted out, each list best first.

    `subject` is the one named first, the title before the text. `idle` came to nothing.
    """

    subject: Candidate | None
    activities: tuple[Candidate, ...]
    exclusions: tuple[Candidate, ...]
    idle: tuple[Candidate, ...]


def sort_out(reading: Reading, book: RuleBook) -> Play:
    """The candidates in play, and which of them the document is about.

    An exclusion that only a repaired typing error completes is not in play; of two rules for one activity the better.
    """
    activities: list[Candidate] = []
    exclusions: list[Candidate] = []
    idle: list[Candidate] = []
    found: set[str] = set()
    for candidate in sorted(reading.candidates, key=lambda one: _rank(one, book)):
        rule = book.rules[candidate.rule]
        counts = candidate.points >= book.method.match_at and not candidate.set_aside
        if not counts or rule.finds in found or (rule.exclusion and candidate.by_typo):
            idle.append(candidate)
            continue
        found.add(rule.finds)
        (exclusions if rule.exclusion else activities).append(candidate)
    in_play = [*exclusions, *activities]
    subject = min(in_play, key=lambda one: (one.named_at, *_rank(one, book)), default=None)
    return Play(subject=subject, activities=tuple(activities), exclusions=tuple(exclusions), idle=tuple(idle))


def stands(hit: Hit) -> bool:
    """Whether nothing takes the hit back. Who spends the money (its role) says nothing about which thing it is."""
    return all(doubt.kind is DoubtKind.ROLE for doubt in hit.doubts)


def named_clauses(candidate: Candidate) -> frozenset[int]:
    """The clauses in which the candidate is named without doubt."""
    return frozenset(hit.clause for hit in candidate.hits if hit.how in _NAMING and stands(hit))


def overlap(first: Candidate, second: Candidate) -> bool:
    """Whether two candidates are named, without doubt, by words that stand on the same place."""
    places = [hit.span for hit in first.hits if hit.how in _NAMING and stands(hit)]
    return any(
        hit.span.field == place.field and hit.span.start < place.end and place.start < hit.span.end
        for hit in second.hits
        if hit.how in _NAMING and stands(hit)
        for place in places
    )


def barring(candidate: Candidate, play: Play, features: Iterable[Hit], book: RuleBook) -> frozenset[str]:
    """The exclusions whose words bear on a candidate: the subject, one named in the same clause, or a bare feature."""
    by_feature = {book.rules[hit.rule].finds for hit in features if stands(hit)}
    clauses = named_clauses(candidate) if play.exclusions else frozenset()
    by_name = {
        book.rules[one.rule].finds for one in play.exclusions if one is play.subject or clauses & named_clauses(one)
    }
    return frozenset(by_feature | by_name)


def subject_exclusion(play: Play, book: RuleBook, taxonomy: Taxonomy) -> str:
    """The exclusion that the subject is; empty where the subject is none.

    It is one by name, as an activity that an exclusion names as its own, or as the barred thing itself: an activity
    one of whose items is ended by an exclusion that is named with it.
    """
    if play.subject is None:
        return ""
    rule = book.rules[play.subject.rule]
    if rule.exclusion:
        return rule.finds
    own = next((one.id for one in book.exclusions.values() if rule.finds in one.activities), "")
    if own or not play.exclusions:
        return own
    named = barring(play.subject, play, (), book)
    ending = {name for one in taxonomy.activities[rule.finds].listings for name in one.disqualifiers}
    return next((name for name in book.exclusions if name in named & ending), "")


def excluded_of(
    play: Play, subject: str, features: Sequence[Hit], met: AbstractSet[str], book: RuleBook
) -> tuple[Excluded, ...]:
    """The exclusions the document meets, the subject first: those named, and those of `met` that end an item."""
    named = {book.rules[one.rule].finds: one for one in play.exclusions}
    first = [subject] if subject else []
    also = sorted(met - {subject, *named})
    return tuple(
        _excluded(name, named.get(name), name == subject, play, features, book)
        for name in dict.fromkeys([*first, *named, *also])
    )


def _excluded(
    name: str, candidate: Candidate | None, is_subject: bool, play: Play, features: Sequence[Hit], book: RuleBook
) -> Excluded:
    exclusion = book.exclusions[name]
    if candidate is None and is_subject:
        candidate = play.subject
    own = (one for one in play.activities if book.rules[one.rule].finds in exclusion.activities)
    candidate = candidate or next(own, None)
    by_feature = tuple(hit for hit in features if stands(hit) and book.rules[hit.rule].finds == name)
    return Excluded(
        id=name,
        name=exclusion.name,
        class_id=exclusion.class_id,
        subject=is_subject,
        bars=exclusion.bars,
        because=exclusion.because,
        source=str(exclusion.source),
        hits=candidate.hits if candidate else by_feature,
        points=candidate.points if candidate else 0,
    )


def _rank(candidate: Candidate, book: RuleBook) -> tuple[int, int, str]:
    return -candidate.points, candidate.named_at, book.rules[candidate.rule].id
