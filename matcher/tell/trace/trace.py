"""What every rule made of a document, step by step, and why something was not found; in the words of one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.model.document import Document
from matcher.model.evidence import Candidate, GroupSought, Hit, NearTerm, Reading, Span
from matcher.model.rules import Rule, RuleBook
from matcher.model.states import Drawer
from matcher.tell.voice import Voice

_GROUPS_TOLD = 3
_TOO_FEW_POINTS = "too_few_points"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtTold:
    """A doubt: its kind in words, and the cue that says so."""

    kind: str
    says: str
    cue: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class HitTold:
    """A hit: the drawer it lies in, its term, the words of the text, what speaks against it."""

    drawer: str
    term: str
    quote: str
    span: Span
    clause: int
    how: str
    key: str
    doubts: tuple[DoubtTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTold:
    """A line of the method, the points it adds, and what they come to by then."""

    name: str
    points: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateTold:
    """What one rule made of the document. `because` says why it came to nothing; empty for what counts."""

    rule: str
    finds: str
    points: int
    needed: int
    steps: tuple[StepTold, ...]
    hits: tuple[HitTold, ...]
    set_aside: str
    because: str

    @property
    def drawers(self) -> list[str]:
        """The drawers with hits, in the order of a rule."""
        return [one for one in Drawer if any(hit.drawer == one for hit in self.hits)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTold:
    """A group of terms that must stand together: for each part its terms and the words that stand for it, or none."""

    parts: tuple[tuple[tuple[str, ...], str], ...]

    @property
    def standing(self) -> int:
        """How many parts stand."""
        return sum(bool(quote) for _, quote in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why something was not found: what became of it, and, where too little of its rule stands, what is missing."""

    finds: str
    matched: bool
    says: str
    points: int
    needed: int
    names: dict[str, tuple[str, ...]]
    groups: tuple[GroupTold, ...]
    nearest: NearTerm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The whole trace of one document; `why_not` where somebody asked."""

    document: Document
    candidates: tuple[CandidateTold, ...]
    why_not: WhyNot | None = None


def trace_of(document: Document, reading: Reading, book: RuleBook, voice: Voice, only: str | None = None) -> Trace:
    """The trace of a reading: of every candidate, best first, or of the one for `only`."""
    fields = {"title": document.title, "text": document.text}
    told = [_candidate(one, book.rules[one.rule], fields, book, voice) for one in reading.candidates]
    told += _features(reading, {one.rule for one in told}, fields, book, voice)
    return Trace(document=document, candidates=tuple(one for one in told if only in (None, one.finds)))


def why_not(
    finds: str, trace: Trace, sought: Sequence[GroupSought], nearest: NearTerm | None, book: RuleBook, voice: Voice
) -> WhyNot:
    """Why the document is no match of what a rule finds. `trace` holds the candidate, if there is one."""
    fields = {"title": trace.document.title, "text": trace.document.text}
    candidate = next((one for one in trace.candidates if one.finds == finds), None)
    points = candidate.points if candidate else 0
    matched = candidate is not None and not candidate.set_aside
    says = voice.say("explain_matched") if matched else candidate.because if candidate else voice.say("explain_no_hits")
    told = WhyNot(
        finds=finds, matched=matched, says=says, points=points, needed=book.method.match_at, names={}, groups=()
    )
    if candidate is not None and candidate.set_aside != _TOO_FEW_POINTS:
        return told
    groups = (
        GroupTold(parts=tuple((part.terms, _cut(part.span, fields) if part.span else "") for part in one.parts))
        for one in sought
        if one.standing or not any(other.standing for other in sought)
    )
    return replace(told, names=_names(finds, book), groups=tuple(groups)[:_GROUPS_TOLD], nearest=nearest)


def _candidate(candidate: Candidate, rule: Rule, fields: dict[str, str], book: RuleBook, voice: Voice) -> CandidateTold:
    because = voice.word(candidate.because or {}) or voice.say(f"set_aside_{candidate.set_aside}")
    return CandidateTold(
        rule=rule.id,
        finds=rule.finds,
        points=candidate.points,
        needed=book.method.match_at,
        steps=tuple(_steps(candidate)),
        hits=tuple(_hit(hit, fields, book, voice) for hit in candidate.hits),
        set_aside=candidate.set_aside,
        because=because if candidate.set_aside else "",
    )


def _features(
    reading: Reading, known: set[str], fields: dict[str, str], book: RuleBook, voice: Voice
) -> Iterator[CandidateTold]:
    """The rules that only a barring feature speaks for: these have no points."""
    for index in dict.fromkeys(hit.rule for hit in reading.features):
        rule = book.rules[index]
        if rule.id not in known:
            hits = tuple(_hit(hit, fields, book, voice) for hit in reading.features if hit.rule == index)
            yield CandidateTold(
                rule=rule.id,
                finds=rule.finds,
                points=0,
                needed=book.method.match_at,
                steps=(),
                hits=hits,
                set_aside=Drawer.FEATURE,
                because=voice.say("explain_feature"),
            )


def _steps(candidate: Candidate) -> Iterator[StepTold]:
    total = 0
    for name, points in candidate.steps:
        total += points
        yield StepTold(name=name, points=points, total=total)


def _hit(hit: Hit, fields: dict[str, str], book: RuleBook, voice: Voice) -> HitTold:
    return HitTold(
        drawer=book.table.phrases[hit.phrase].kind,
        term=hit.term,
        quote=_cut(hit.span, fields),
        span=hit.span,
        clause=hit.clause + 1,
        how=hit.how.value,
        key=hit.key,
        doubts=tuple(
            DoubtTold(kind=one.kind.value, says=voice.say(f"doubt_{one.kind}"), cue=one.cue, span=one.cue_span)
            for one in hit.doubts
        ),
    )


def _cut(span: Span, fields: dict[str, str]) -> str:
    return fields[span.field][span.start : span.end]


def _names(finds: str, book: RuleBook) -> dict[str, tuple[str, ...]]:
    """The terms that name it by themselves, by language, as the author of the rule wrote them."""
    rule = next((one.index for one in book.rules if one.finds == finds), -1)
    names: dict[str, dict[str, None]] = {}
    for phrase in book.table.phrases:
        if phrase.rule == rule and phrase.kind == Drawer.NAMES_IT:
            written = (book.table.terms[term].written for part in phrase.parts for term in part)
            names.setdefault(phrase.language, {}).update(dict.fromkeys(written))
    return {language: tuple(terms) for language, terms in names.items()}
