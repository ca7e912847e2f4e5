"""What each framework says of a match: its steps are data, walked one after another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.judge.criteria import Evidence, findings_of
from matcher.judge.editions import EditionChoice
from matcher.judge.listings import (
    OTHER_OBJECTIVE,
    Case,
    JudgedListing,
    align,
    assess_harm,
    assess_safeguards,
    is_shown,
    judge_listings,
)
from matcher.model.assessment import AlsoListed, Finding, Question, Verdict
from matcher.model.document import Attestations
from matcher.model.rules import Pack
from matcher.model.states import Alignment, Contribution, Coverage, Kind, ListingStatus, Member, Outcome
from matcher.model.taxonomy import Activity, Framework, Listing, Words

CONTRIBUTION, HARM, SAFEGUARDS = "contribution", "dnsh", "safeguards"
ATTESTED_AGAINST_FIGURE = "attested_against_figure"
CONFLICTING_FIGURES = "conflicting_figures"
DISQUALIFIED = "disqualified"
UNVERIFIED_CRITERIA = "unverified_criteria"
_TICKS = ("direct", "enabling", "none")
_CONTRIBUTIONS = (Contribution.FAILS, Contribution.UNDETERMINED, Contribution.MEETS)
_ALIGNMENTS = (Alignment.NOT_ALIGNED, Alignment.UNDETERMINED, Alignment.ALIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the lists make of a match: everything about it that does not depend on where its words stand.

    `shows_green`: the criteria of an item in use are met, or one is and none is not met. `reasons`: why a reader
    should look at it.
    """

    codes: dict[str, tuple[str, ...]]
    also_listed: tuple[AlsoListed, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    shows_green: bool
    excluded_by: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """What one framework sees of an activity: the items it counts as listed, those that an exclusion has ended, and
    those whose part the text does not show. `in_force`: it speaks about the day at all.
    """

    framework: Framework
    choice: EditionChoice | None
    in_force: bool
    listed: tuple[JudgedListing, ...]
    ended: tuple[JudgedListing, ...]
    hidden: tuple[JudgedListing, ...]
    ended_by: tuple[str, ...]
    barred_by: tuple[str, ...]


def judge_activity(case: Case, evidence: Evidence, attest: Attestations, pack: Pack) -> Standing:
    """What every framework of the pack says of the activity."""
    activity = pack.taxonomy.activities[case.activity]
    judged = judge_listings(activity, case, evidence, pack)
    editions = {choice.framework: choice for choice in case.editions}
    sights = [
        _look(framework, editions.get(framework.id), activity, judged, case, pack)
        for framework in pack.taxonomy.frameworks.values()
        if framework.coverage is not Coverage.NONE and not framework.edition_of
    ]
    verdicts = tuple(
        _labelled_verdict(sight, activity) if sight.framework.label else _verdict(sight, activity, attest, pack)
        for sight in sights
    )
    in_use = [one for sight in sights if not sight.framework.label for one in (*sight.listed, *sight.ended)]
    return Standing(
        codes=_codes(activity, judged, in_use, pack),
        also_listed=tuple(
            AlsoListed(framework=one.listing.framework, code=one.listing.code, because=one.unclaimed)
            for one in judged
            if one.unclaimed
        ),
        verdicts=verdicts,
        findings=tuple(found for one in in_use if one.criteria for found in findings_of(one.criteria, one.listing)),
        questions=tuple(_questions(activity, sights, verdicts, pack.book.sentences)),
        shows_green=any(
            one.criteria is not None and one.criteria.shows_green
            for sight in sights
            if not sight.framework.label
            for one in sight.listed
        ),
        excluded_by=tuple(dict.fromkeys(one for sight in sights for one in (*sight.ended_by, *sight.barred_by))),
        reasons=tuple(dict.fromkeys(_reasons(sights, in_use))),
    )


def exclusions_of(activity: str, pack: Pack) -> tuple[str, ...]:
    """The exclusions that the activity is, as a subject."""
    return tuple(one.id for one in pack.book.exclusions.values() if activity in one.activities)


def _look(
    framework: Framework,
    choice: EditionChoice | None,
    activity: Activity,
    judged: Sequence[JudgedListing],
    case: Case,
    pack: Pack,
) -> _Sight:
    """Sort the listings that a framework reads into listed, ended and hidden."""
    reads = [choice.edition] if choice else list(framework.basis or (framework.id,))
    names = {framework.id, choice.edition if choice else framework.id}
    listed: list[JudgedListing] = []
    ended: list[JudgedListing] = []
    hidden: list[JudgedListing] = []
    ended_by: list[str] = []
    for one in judged:
        if one.listing.framework not in reads or not _serves(one, framework):
            continue
        bars = [name for name in one.disqualified if names & set(pack.book.exclusions[name].bars)]
        ended_by += bars
        (ended if bars else listed if is_shown(one.listing, case) else hidden).append(one)
    return _Sight(
        framework=framework,
        choice=choice,
        in_force=bool(choice.edition) if choice else framework.in_force is None or framework.in_force <= case.day,
        listed=tuple(listed),
        ended=tuple(ended),
        hidden=tuple(hidden),
        ended_by=tuple(dict.fromkeys(ended_by)),
        barred_by=tuple(one for one in exclusions_of(activity.id, pack) if names & set(pack.book.exclusions[one].bars)),
    )


def _serves(judged: JudgedListing, framework: Framework) -> bool:
    """Whether a listing serves the objective that counts: the one the framework borrows, else the one of the text."""
    if not framework.label:
        return judged.unclaimed != OTHER_OBJECTIVE
    return framework.basis_objective.get(judged.listing.framework, judged.objective) == judged.objective


def _status(sight: _Sight, activity: Activity) -> ListingStatus:
    """The step `listed`. A framework that lists what an exclusion names keeps its own word about it."""
    if not sight.in_force:
        return ListingStatus.OUT_OF_SCOPE
    if activity.kind is Kind.BROAD:
        return ListingStatus.UNDETERMINED
    if sight.listed:
        return ListingStatus.ELIGIBLE
    if sight.ended:
        return ListingStatus.EXCLUDED
    if sight.hidden:
        return ListingStatus.UNDETERMINED
    return ListingStatus.EXCLUDED if sight.barred_by else ListingStatus.NOT_LISTED


def _verdict(sight: _Sight, activity: Activity, attest: Attestations, pack: Pack) -> Verdict:
    """What a framework says in its own steps."""
    framework, choice = sight.framework, sight.choice
    status = _status(sight, activity)
    contribution: Contribution | None = None
    alignment: Alignment | None = None
    harm: dict[str, Outcome] = {}
    if status is ListingStatus.ELIGIBLE:
        aligned = {one.listing.key: align(one, attest, pack.taxonomy) for one in sight.listed}
        best = max(
            sight.listed,
            key=lambda one: (_ALIGNMENTS.index(aligned[one.listing.key]), _CONTRIBUTIONS.index(one.contribution)),
        )
        contribution, alignment = best.contribution, aligned[best.listing.key]
        harm = assess_harm(best.listing, attest.dnsh, pack.taxonomy)
    elif status is ListingStatus.UNDETERMINED:
        contribution, alignment = Contribution.UNDETERMINED, Alignment.UNDETERMINED
    elif status is ListingStatus.EXCLUDED and sight.ended:
        contribution, alignment = Contribution.FAILS, Alignment.NOT_ALIGNED
    is_open = status in (ListingStatus.ELIGIBLE, ListingStatus.UNDETERMINED)
    return Verdict(
        framework=framework.id,
        status=status,
        contribution=contribution if CONTRIBUTION in framework.steps else None,
        alignment=alignment if framework.ceiling == Alignment.ALIGNED else None,
        dnsh=harm if HARM in framework.steps else {},
        safeguards=assess_safeguards(attest.safeguards) if SAFEGUARDS in framework.steps and is_open else None,
        edition=choice.edition if choice else "",
        because=dict(choice.because) if choice else {},
        excluded_by=_excluded_by(sight, status),
    )


def _excluded_by(sight: _Sight, status: str) -> tuple[str, ...]:
    if status != ListingStatus.EXCLUDED:
        return ()
    return sight.ended_by or sight.barred_by


def _labelled_verdict(sight: _Sight, activity: Activity) -> Verdict:
    """What a framework says that tells all its steps as one status, with its label."""
    framework = sight.framework
    member = activity.common_ground.member
    by_side = {side: [one for one in sight.listed if one.listing.framework == side] for side in framework.basis}
    ended = {one.listing.framework for one in sight.ended if not by_side.get(one.listing.framework)}
    hidden = {one.listing.framework for one in sight.hidden if not by_side.get(one.listing.framework)}
    if activity.kind is Kind.BROAD:
        status: str = ListingStatus.UNDETERMINED
    elif ended or sight.barred_by:
        status = ListingStatus.EXCLUDED
    elif member is Member.NO:
        status = ListingStatus.NOT_LISTED
    elif member is Member.UNCLEAR or hidden:
        status = ListingStatus.UNDETERMINED
    elif CONTRIBUTION in framework.steps and _all_sides_meet(by_side, activity.common_ground.criteria_from):
        status = f"{framework.ceiling}_{framework.label}"
    else:
        status = f"{framework.steps[0]}_{framework.label}"
    return Verdict(framework=framework.id, status=status, excluded_by=_excluded_by(sight, status))


def _all_sides_meet(by_side: Mapping[str, Sequence[JudgedListing]], criteria_from: Sequence[str]) -> bool:
    """Whether an item of every side whose criteria speak is met."""
    return bool(criteria_from) and all(
        any(one.contribution is Contribution.MEETS for one in by_side.get(side, ())) for side in criteria_from
    )


def _codes(
    activity: Activity, judged: Sequence[JudgedListing], in_use: Sequence[JudgedListing], pack: Pack
) -> dict[str, tuple[str, ...]]:
    """The codes claimed under every list, best first, then the sector codes."""
    frameworks = pack.taxonomy.frameworks.values()
    parents = {one.edition_of for one in frameworks}
    codes: dict[str, tuple[str, ...]] = {}
    for framework in frameworks:
        if framework.coverage is Coverage.NONE or framework.label or framework.id in parents:
            continue
        names = {framework.id, framework.edition_of}
        codes[framework.id] = tuple(
            one.listing.code
            for one in judged
            if one.listing.framework == framework.id
            and one.claimed
            and not any(names & set(pack.book.exclusions[name].bars) for name in one.disqualified)
        )
    codes |= {"isic": activity.isic, "nace": activity.nace}
    ticked = [(code, tick) for one in in_use for code, tick in one.listing.industry.items()]
    ticked.sort(key=lambda pair: _TICKS.index(pair[1]) if pair[1] in _TICKS else len(_TICKS))
    return codes | {"gb4754": tuple(dict.fromkeys(code for code, _ in ticked))}


def _questions(
    activity: Activity, sights: Sequence[_Sight], verdicts: Sequence[Verdict], sentences: Mapping[str, Words]
) -> Iterator[Question]:
    """What would settle the answer: open criteria of listed items, and the part that a hidden item holds."""
    for sight, verdict in zip(sights, verdicts, strict=True):
        if sight.framework.label or verdict.contribution is Contribution.MEETS:
            continue
        if verdict.status == ListingStatus.ELIGIBLE:
            for one in sight.listed:
                for ruling in one.criteria.open if one.criteria else ():
                    yield _question(activity, one.listing, ruling.criterion.id, ruling.missing)
        elif verdict.status == ListingStatus.UNDETERMINED:
            for one in sight.hidden:
                asks = {
                    language: sentences.get("asks_part", {}).get(language, "{holds}").replace("{holds}", holds)
                    for language, holds in one.listing.holds.items()
                }
                yield _question(activity, one.listing, "holds", asks)


def _question(activity: Activity, listing: Listing, about: str, asks: Words) -> Question:
    return Question(about=activity.id, id=about, framework=listing.framework, asks=asks, code=listing.code)


def _reasons(sights: Sequence[_Sight], in_use: Sequence[JudgedListing]) -> Iterator[str]:
    """Why a reader should look at the judgement."""
    if any(sight.ended_by for sight in sights):
        yield DISQUALIFIED
    for one in in_use:
        if one.criteria is None:
            continue
        if any(ruling.against_figure for ruling in one.criteria.rulings):
            yield ATTESTED_AGAINST_FIGURE
        if any(ruling.conflicting for ruling in one.criteria.rulings):
            yield CONFLICTING_FIGURES
        settled = [ruling for ruling in one.criteria.rulings if ruling.outcome in (Outcome.MET, Outcome.NOT_MET)]
        decided = one.contribution is not Contribution.UNDETERMINED
        if decided and not all(ruling.criterion.verified != "no" and one.listing.verified for ruling in settled):
            yield UNVERIFIED_CRITERIA
