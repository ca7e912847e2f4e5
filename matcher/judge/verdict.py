"""The answer about a document: its status, its class, its matches, and what a reader should do with it."""

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matcher.judge.criteria import NO_EVIDENCE, gather
from matcher.judge.editions import EditionChoice, LawDays, choose_editions
from matcher.judge.exclusions import Play, barring, excluded_of, sort_out, subject_exclusion
from matcher.judge.frameworks import DISQUALIFIED, Standing, judge_activity
from matcher.judge.listings import Case, measures_asked
from matcher.judge.matches import (
    NO_CLASS,
    NO_NAMES,
    Found,
    case_of,
    class_of,
    order_of,
    questions_of,
    shows_class,
    status_of,
)
from matcher.judge.titles import titled_in, titles_told_apart
from matcher.model.assessment import Assessment, Excluded, Match, Review, SetAside
from matcher.model.document import AsOf, Attestation, Attestations, Deal, Document
from matcher.model.evidence import Candidate, Measurement, Reading
from matcher.model.rules import Pack
from matcher.model.states import Band, Green, Maturity, Status
from matcher.model.taxonomy import Activity

TOO_FEW_POINTS, BETTER_RULE, TYPO_ONLY = "too_few_points", "better_rule", "typo_only"
_NO_DEAL, _NO_ATTESTATIONS = Deal(), Attestations()
_CANONICAL = json.JSONEncoder(separators=(",", ":"))
_UNJUDGED = {Status.ERROR: "unreadable", Status.EMPTY: "no_text", Status.SKIPPED: "no_project"}


def judge(document: Document, reading: Reading, supplied: Sequence[Measurement], pack: Pack, as_of: AsOf) -> Assessment:
    """The assessment of one document. For many documents keep a `Judge`: it remembers what it has judged."""
    return Judge(pack).judge(document, reading, supplied, as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """One document before the judge. `barred` is the exclusion that its subject is; empty where it is none."""

    document: Document
    reading: Reading
    supplied: Sequence[Measurement]
    play: Play
    barred: str
    day: datetime.date
    editions: tuple[EditionChoice, ...]


class Judge:
    """Judges documents by one pack.

    While nothing is measured or attested, what the lists say of a match depends on a small `Case` only, and each
    case is judged once. `version` is that of the program; the decision id covers it.
    """

    def __init__(self, pack: Pack, version: str = "") -> None:
        self._pack = pack
        self._version = version
        self._law_days = LawDays(pack.taxonomy)
        self._confidence = tuple(_confidence(points, pack.book.calibration.steps) for points in range(101))
        self._ending = {
            activity.id: frozenset(name for listing in activity.listings for name in listing.disqualifiers)
            for activity in pack.taxonomy.activities.values()
        }
        self._asked = {one.id: measures_asked(one, pack) for one in pack.taxonomy.activities.values()}
        rivals = {one.id: titles_told_apart(one, pack.taxonomy) for one in pack.taxonomy.activities.values()}
        self._titles = {activity: titles for activity, titles in rivals.items() if titles}
        self._barred_things = {one for exclusion in pack.book.exclusions.values() for one in exclusion.activities}
        self._editions = lru_cache(maxsize=4096)(self._choose_editions)
        self._by_case = lru_cache(maxsize=16384)(self._judge_case)

    def judge(
        self,
        document: Document,
        reading: Reading,
        supplied: Sequence[Measurement],
        as_of: AsOf,
        *,
        language: str | None = None,
    ) -> Assessment:
        """The assessment of one document. `language` is the option of that name; it bears on the decision id."""
        decision_id = _decision_id(document, as_of, language, self._pack.identity.fingerprint, self._version)
        unjudged = _unjudged(document, reading)
        if unjudged is not None:
            review = Review(band=Band.REJECT, reasons=(_UNJUDGED[unjudged],))
            return self._assess(document, reading, as_of, decision_id, unjudged, review)
        book = self._pack.book
        play = sort_out(reading, book)
        matter = _Matter(
            document=document,
            reading=reading,
            supplied=supplied,
            play=play,
            barred=subject_exclusion(play, book, self._pack.taxonomy),
            day=self._law_days.before(as_of.date),
            editions=self._editions(document.deal, as_of.date),
        )
        found = sorted((self._find(candidate, matter) for candidate in play.activities), key=order_of)
        exclusions = self._exclusions(found, matter)
        status = Status.EXCLUDED if matter.barred else status_of(found, book.method.ambiguous_within)
        confidence = found[0].match.confidence if found else None
        if matter.barred:
            confidence = self._confidence[exclusions[0].points]
        told = tuple(dict.fromkeys(flag for one in matter.editions for flag in one.flags)) if found else ()
        reasons = (*self._doubts(status, found, matter, confidence), *self._remarks(found, matter), *told)
        return self._assess(
            document,
            reading,
            as_of,
            decision_id,
            status,
            self._review(confidence, tuple(dict.fromkeys(reasons))),
            class_id=exclusions[0].class_id if matter.barred else class_of(found),
            found=found,
            set_aside=tuple(self._set_aside(one) for one in play.idle),
            exclusions=exclusions,
            flags=told,
        )

    def _find(self, candidate: Candidate, matter: _Matter) -> Found:
        """The candidate as a match, with what the lists say of it."""
        play, reading = matter.play, matter.reading
        rule = self._pack.book.rules[candidate.rule]
        activity = self._pack.taxonomy.activities[rule.finds]
        against = NO_NAMES
        if play.exclusions or reading.features:
            against = barring(candidate, play, reading.features, self._pack.book) & self._ending[activity.id]
        titled = NO_NAMES
        if titles := self._titles.get(activity.id):
            titled = titled_in((matter.document.title, matter.document.text), titles)
        case = case_of(candidate, activity, matter.day, matter.editions, against, titled)
        standing = self._stand(case, reading.measurements.get(candidate.rule, ()), matter)
        never = self._never_green(activity)
        if matter.barred:
            aside = activity.id not in self._barred_things and matter.barred not in against
        elif candidate is play.subject:
            aside = False
        else:
            aside = activity.id in self._barred_things or (never and self._subject_can_be_green(play))
        match = Match(
            activity=activity.id,
            name=activity.name,
            class_id=activity.class_id,
            shows_class=shows_class(activity, candidate, standing),
            points=candidate.points,
            confidence=self._confidence[candidate.points],
            part=aside and bool(matter.barred) and not never,
            rule=rule.id,
            codes=standing.codes,
            also_listed=standing.also_listed,
            verdicts=standing.verdicts,
            hits=candidate.hits,
            doubts=tuple(doubt for hit in candidate.hits for doubt in hit.doubts),
            findings=standing.findings,
        )
        leads = never and candidate is play.subject
        return Found(match=match, activity=activity, candidate=candidate, standing=standing, aside=aside, leads=leads)

    def _stand(self, case: Case, stated: Sequence[Measurement], matter: _Matter) -> Standing:
        """What the lists say of a match; remembered where only the case decides."""
        attest, asked = matter.document.attest, self._asked[case.activity]
        stated = [one for one in stated if one.measure in asked]
        supplied = [one for one in matter.supplied if one.measure in asked]
        if not stated and not supplied and attest == _NO_ATTESTATIONS:
            return self._by_case(case)
        return judge_activity(case, gather(stated, supplied, attest.criteria), attest, self._pack)

    def _judge_case(self, case: Case) -> Standing:
        return judge_activity(case, NO_EVIDENCE, _NO_ATTESTATIONS, self._pack)

    def _choose_editions(self, deal: Deal, day: datetime.date) -> tuple[EditionChoice, ...]:
        return choose_editions(deal, day, self._pack.taxonomy, self._pack.book.sentences)

    def _never_green(self, activity: Activity) -> bool:
        known = self._pack.taxonomy.classes.get(activity.class_id)
        return activity.green is Green.NEVER or (known is not None and known.never_green)

    def _subject_can_be_green(self, play: Play) -> bool:
        rule = self._pack.book.rules[play.subject.rule] if play.subject else None
        return rule is not None and not self._never_green(self._pack.taxonomy.activities[rule.finds])

    def _exclusions(self, found: Sequence[Found], matter: _Matter) -> tuple[Excluded, ...]:
        """The exclusions the document meets: named, or ending an item of a match."""
        met = {name for one in found for name in one.standing.excluded_by}
        if not (met or matter.barred or matter.play.exclusions):
            return ()
        return excluded_of(matter.play, matter.barred, matter.reading.features, met, self._pack.book)

    def _doubts(self, status: Status, found: Sequence[Found], matter: _Matter, confidence: int | None) -> Iterator[str]:
        """Why the answer itself may be wrong."""
        play, reading, method = matter.play, matter.reading, self._pack.book.method
        if confidence is not None and confidence < method.accept_at:
            yield "low_confidence"
        if status in (Status.AMBIGUOUS, Status.BROAD):
            yield status.value
        nearly = method.match_at - method.ambiguous_within
        if status is Status.UNMATCHED and any(nearly <= one.points < method.match_at for one in play.idle):
            yield "near_match"
        if reading.possible_exclusions:
            yield "possible_exclusion"
        if not matter.barred and (play.exclusions or any(one.aside for one in found)):
            yield "fossil_beside"
        if any(one.match.part for one in found):
            yield "green_part"
        if reading.other_language:
            yield "other_language"
        yield from (*matter.document.flags, *reading.flags)

    def _remarks(self, found: Sequence[Found], matter: _Matter) -> Iterator[str]:
        """What a reader should know of the rule at work and of the criteria."""
        leading = found[0].candidate if found else next(iter(matter.play.exclusions), None)
        if leading is not None and leading.by_typo:
            yield TYPO_ONLY
        if leading is not None and self._pack.book.rules[leading.rule].maturity is Maturity.DRAFT:
            yield "draft_rule"
        if found and not matter.barred and not found[0].match.shows_class and class_of(found) == NO_CLASS:
            yield "class_depends_on_criteria"
        for one in found:
            yield from (reason for reason in one.standing.reasons if reason != DISQUALIFIED or not matter.barred)
        if matter.document.attest.criteria or matter.document.attest.dnsh:
            yield from _misplaced(matter.document.attest, found, self._pack.taxonomy.objectives)

    def _review(self, confidence: int | None, reasons: tuple[str, ...]) -> Review:
        """Accept a sure claim, look at a doubtful one; reject where nothing, or hardly anything, is claimed."""
        if confidence is not None and confidence < self._pack.book.method.reject_below:
            return Review(band=Band.REJECT, reasons=reasons)
        if reasons:
            return Review(band=Band.REVIEW, reasons=reasons)
        return Review(band=Band.REJECT if confidence is None else Band.ACCEPT)

    def _set_aside(self, candidate: Candidate) -> SetAside:
        """A candidate that came to nothing, with the reason."""
        book = self._pack.book
        rule = book.rules[candidate.rule]
        named = book.exclusions if rule.exclusion else self._pack.taxonomy.activities
        reason = candidate.set_aside or (TYPO_ONLY if rule.exclusion and candidate.by_typo else BETTER_RULE)
        if not candidate.set_aside and candidate.points < book.method.match_at:
            reason = TOO_FEW_POINTS
        return SetAside(
            finds=rule.finds,
            rule=rule.id,
            name=named[rule.finds].name,
            points=candidate.points,
            reason=reason,
            because=candidate.because or {},
            hits=candidate.hits,
            doubts=tuple(doubt for hit in candidate.hits for doubt in hit.doubts),
        )

    def _assess(
        self,
        document: Document,
        reading: Reading,
        as_of: AsOf,
        decision_id: str,
        status: Status,
        review: Review,
        *,
        class_id: str = NO_CLASS,
        found: Sequence[Found] = (),
        set_aside: tuple[SetAside, ...] = (),
        exclusions: tuple[Excluded, ...] = (),
        flags: tuple[str, ...] = (),
    ) -> Assessment:
        return Assessment(
            document=document,
            status=status,
            class_id=class_id,
            activity=found[0].match.activity if found and not found[0].aside else "",
            matches=tuple(one.match for one in found),
            set_aside=set_aside,
            exclusions=exclusions,
            questions=tuple(questions_of(found, status)),
            language=reading.language,
            review=review,
            flags=(*document.flags, *reading.flags, *flags),
            as_of=as_of,
            pack=self._pack.identity,
            decision_id=decision_id,
            reading=reading,
        )


def _unjudged(document: Document, reading: Reading) -> Status | None:
    """The status of a document that is not judged at all."""
    if document.problem:
        return Status.ERROR
    if document.skip:
        return Status.SKIPPED
    empty = not reading.candidates and not (_is_visible(document.title) or _is_visible(document.text))
    return Status.EMPTY if empty else None


def _is_visible(text: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in text)


def _misplaced(attest: Attestations, found: Sequence[Found], objectives: Collection[str]) -> Iterator[str]:
    """Attestations that no criterion of the matches asks for or that name no objective, and those that more than one
    match takes for its own.
    """
    uses = Counter(name for one in found for name in {finding.id for finding in one.match.findings})
    if any(name not in uses for name in attest.criteria) or any(name not in objectives for name in attest.dnsh):
        yield "attestation_unused"
    if any(uses[name] > 1 for name in attest.criteria):
        yield "attested_for_several"


def _confidence(points: int, steps: Sequence[tuple[int, int]]) -> int:
    """The confidence, in hundredths, of the last step that the points reach."""
    return next((confidence for start, confidence in reversed(steps) if start <= points), 0)


def _decision_id(document: Document, as_of: AsOf, language: str | None, fingerprint: str, version: str) -> str:
    """A hash over all that bears on the answer, and nothing else."""
    deal, attest = document.deal, document.attest
    bearing = [fingerprint, version, as_of.date.isoformat(), as_of.source, language or ""]
    bearing += [document.title, document.text, document.problem, document.skip]
    bearing += [part for pair in sorted(document.data.items()) for part in pair]
    if document.flags:
        bearing += ["flags", *document.flags]
    if deal != _NO_DEAL:
        bearing += ["deal", *map(str, (deal.kind, deal.state, deal.date, deal.chosen_edition))]
    if attest != _NO_ATTESTATIONS:
        bearing += ["attest", _CANONICAL.encode(_plain(attest))]
    whole = "\x00".join(f"{len(part)} {part}" for part in bearing)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _plain(attest: Attestations) -> list[object]:
    """Attestations as lists that are the same whatever order they were given in."""

    def of(one: Attestation | None) -> list[str | bool] | None:
        return [one.met, one.by, str(one.on), one.document, one.verified_by] if one else None

    criteria = [[name, of(one)] for name, one in sorted(attest.criteria.items())]
    harm = [[name, of(one)] for name, one in sorted(attest.dnsh.items())]
    return [criteria, harm, of(attest.safeguards)]
