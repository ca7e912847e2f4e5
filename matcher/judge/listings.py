"""The items of the lists that an activity stands under: which are claimed, and what each demands."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matcher.judge.criteria import CriteriaJudgement, Evidence, Setting, holds, is_valid, judge_criteria
from matcher.judge.editions import EditionChoice
from matcher.model.document import Attestation, Attestations
from matcher.model.rules import Pack
from matcher.model.states import Alignment, Contribution, Outcome, Relation, Safeguards
from matcher.model.taxonomy import Activity, Condition, CriteriaGroup, Listing, Taxonomy

OTHER_OBJECTIVE = "objective"
NOT_SHOWN = "undetermined"
_RELATIONS = {relation: rank for rank, relation in enumerate(Relation)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the judgement of a match depends on, beside figures and attestations; small and hashable.

    `shown` are the keys of narrower listings that the text shows, `titled` those whose item's own title it holds,
    `objectives` those it names, `barred` the exclusions it meets, and `day` the day whose law is applied. A match
    `by_typo` qualifies for nothing by itself.
    """

    activity: str
    day: datetime.date
    editions: tuple[EditionChoice, ...] = ()
    shown: frozenset[str] = frozenset()
    titled: frozenset[str] = frozenset()
    objectives: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    by_typo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedListing:
    """One listing judged. `unclaimed` says why its code is not claimed; `disqualified` names the exclusions met that
    end it. `attested`: attestations alone carry the contribution.
    """

    listing: Listing
    objective: str
    unclaimed: str
    disqualified: tuple[str, ...]
    contribution: Contribution
    attested: bool
    criteria: CriteriaJudgement | None

    @property
    def claimed(self) -> bool:
        """Whether the text supports this item, whatever it demands."""
        return not self.unclaimed


def judge_listings(activity: Activity, case: Case, evidence: Evidence, pack: Pack) -> tuple[JudgedListing, ...]:
    """Every listing of the activity that stands on its list on the day, in the order in which codes are shown.

    That order is: by relation, then the items whose own title the text holds, then by code.
    """
    taxonomy = pack.taxonomy
    listings = [one for one in activity.listings if _is_listed(one, case.day, taxonomy)]
    objectives = {id(listing): objective_of(listing, taxonomy) for listing in listings}
    judged = []
    for listing in sorted(listings, key=lambda one: _order(one, case.titled)):
        beside = [objectives[id(one)] for one in listings if one.framework == listing.framework]
        unclaimed = ""
        if objectives[id(listing)] not in _served(beside, case.objectives, taxonomy):
            unclaimed = OTHER_OBJECTIVE
        elif not is_shown(listing, case):
            unclaimed = NOT_SHOWN
        judged.append(_judge_listing(listing, objectives[id(listing)], unclaimed, case, evidence, pack))
    return tuple(judged)


def _is_listed(listing: Listing, day: datetime.date, taxonomy: Taxonomy) -> bool:
    """Whether the item stands on its list on the day; one whose days are not held always does."""
    item = taxonomy.item(listing.framework, listing.code)
    return item is None or is_valid(item, day)


def measures_asked(activity: Activity, pack: Pack) -> frozenset[str]:
    """The measures that bear on some listing of the activity: in a criterion, a condition or a disqualifier."""
    exclusions = pack.book.exclusions
    asked = {exclusions[name].measure for one in activity.listings for name in one.disqualifiers if name in exclusions}
    for listing in activity.listings:
        asked.update(_measures_of(listing.criteria) if listing.criteria else ())
    return frozenset(asked)


def _measures_of(group: CriteriaGroup) -> Iterator[str]:
    conditions = [group.applies_when, *(criterion.applies_when for criterion in group.criteria)]
    yield from (condition.measure for condition in conditions if condition is not None)
    yield from (criterion.measure for criterion in group.criteria)
    for inner in group.groups:
        yield from _measures_of(inner)


def is_shown(listing: Listing, case: Case) -> bool:
    """Whether the text shows the part that the item holds; an item that is not narrower holds all of it."""
    if listing.relation is not Relation.NARROWER or listing.key in case.shown:
        return True
    return bool(listing.shown_by) and case.shown.issuperset(listing.shown_by)


def objective_of(listing: Listing, taxonomy: Taxonomy) -> str:
    """The objective whose prefix opens the code; empty for codes without one."""
    prefix, space, _ = listing.code.partition(" ")
    return next((one.id for one in taxonomy.objectives.values() if space and one.prefix == prefix), "")


def assess_harm(listing: Listing, attested: Mapping[str, Attestation], taxonomy: Taxonomy) -> dict[str, Outcome]:
    """Do no significant harm, objective by objective: only an attestation settles one that the listing names."""
    harm = {}
    for objective in taxonomy.objectives:
        if objective not in listing.dnsh:
            harm[objective] = Outcome.NOT_APPLICABLE
        elif objective in attested:
            harm[objective] = Outcome.MET if attested[objective].met else Outcome.NOT_MET
        else:
            harm[objective] = Outcome.UNKNOWN
    return harm


def assess_safeguards(attestation: Attestation | None) -> Safeguards:
    """The minimum safeguards: not assessed unless attested."""
    if attestation is None:
        return Safeguards.NOT_ASSESSED
    return Safeguards.ATTESTED if attestation.met else Safeguards.ATTESTED_NOT_MET


def align(judged: JudgedListing, attest: Attestations, taxonomy: Taxonomy) -> Alignment:
    """Whether the listing leads to alignment: only where attestations carry every step; one failed step ends it."""
    harm = set(assess_harm(judged.listing, attest.dnsh, taxonomy).values())
    safeguards = assess_safeguards(attest.safeguards)
    failed = judged.contribution is Contribution.FAILS or safeguards is Safeguards.ATTESTED_NOT_MET
    if failed or Outcome.NOT_MET in harm:
        return Alignment.NOT_ALIGNED
    carried = judged.contribution is Contribution.MEETS and judged.attested
    if carried and harm <= {Outcome.MET, Outcome.NOT_APPLICABLE} and safeguards is Safeguards.ATTESTED:
        return Alignment.ALIGNED
    return Alignment.UNDETERMINED


def _judge_listing(
    listing: Listing, objective: str, unclaimed: str, case: Case, evidence: Evidence, pack: Pack
) -> JudgedListing:
    setting = Setting(day=case.day, taxonomy=pack.taxonomy, evidence=evidence)
    criteria = judge_criteria(listing.criteria, setting) if listing.criteria else None
    contribution = Contribution.UNDETERMINED
    attested = False
    if case.by_typo:
        pass
    elif listing.any_qualifies:
        contribution, attested = Contribution.MEETS, True
    elif criteria is not None and criteria.failed:
        contribution = Contribution.FAILS
    elif criteria is not None and listing.criteria and criteria.met and listing.complete:
        contribution = Contribution.MEETS
        by_attestation = Setting(day=case.day, taxonomy=pack.taxonomy, evidence=evidence, attested_only=True)
        attested = bool(evidence.attested) and judge_criteria(listing.criteria, by_attestation).met
    return JudgedListing(
        listing=listing,
        objective=objective,
        unclaimed=unclaimed,
        disqualified=tuple(one for one in listing.disqualifiers if _is_met(one, case, setting, pack)),
        contribution=contribution,
        attested=attested,
        criteria=criteria,
    )


def _is_met(exclusion_id: str, case: Case, setting: Setting, pack: Pack) -> bool:
    """Whether a disqualifier is met: by the text, or by a figure for its measure."""
    exclusion = pack.book.exclusions[exclusion_id]
    if exclusion_id in case.barred:
        return True
    if exclusion.must_be is None:
        return False
    return holds(Condition(measure=exclusion.measure, must_be=exclusion.must_be), setting) is Outcome.MET


def _served(there: list[str], named: frozenset[str], taxonomy: Taxonomy) -> set[str]:
    """The objectives a text serves, of those that a framework lists the activity under.

    Those it names; if it names none of them the first of the pack; if that is not among them all. Items of no
    objective are always served.
    """
    listed = set(there)
    first = set(list(taxonomy.objectives)[:1])
    return (listed & named or listed & first or listed) | {""}


@lru_cache(maxsize=4096)
def _natural(code: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts 4.9 before 4.10."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", code))


def _order(listing: Listing, titled: frozenset[str]) -> tuple[int, bool, tuple[tuple[int, str], ...], str]:
    return _RELATIONS[listing.relation], listing.key not in titled, _natural(listing.code), listing.framework
