"""A trace as lines of words, shared by the terminal and Markdown: what each says, and how deep it stands."""

from collections.abc import Iterator
from typing import NamedTuple

from matcher.tell.trace.trace import CandidateTold, HitTold, Trace, WhyNot
from matcher.tell.voice import Voice

_BAR_POINTS = 4
_NAMES_TOLD = 20


class Line(NamedTuple):
    """A line of a trace. `kind` is one of head, sum, aside, drawer, hit, doubted, doubt, note, missing and near."""

    depth: int
    kind: str
    words: str


def lines_of(trace: Trace, voice: Voice) -> Iterator[Line]:
    """All lines of a trace, best candidate first, why-not last."""
    for candidate in trace.candidates:
        yield from _candidate(candidate, voice)
    if trace.why_not is not None:
        yield from _why_not(trace.why_not, voice)


def _candidate(one: CandidateTold, voice: Voice) -> Iterator[Line]:
    head = voice.say("explain_head", rule=one.rule, finds=one.finds, points=one.points)
    yield Line(1, "head", head)
    if one.because:
        yield Line(2, "aside", f"{one.because} ({voice.say('explain_needs', points=one.points, needed=one.needed)})")
    wide = max((len(step.name) for step in one.steps), default=0)
    for step in one.steps:
        bar = "█" * max(0, round(step.total / _BAR_POINTS))
        yield Line(2, "sum", f"{step.name:<{wide}}  {step.points:>+4d}  {step.total:>4d}  {bar}")
    for drawer in one.drawers:
        yield Line(2, "drawer", voice.say(f"drawer_{drawer}"))
        for hit in one.hits:
            if hit.drawer == drawer:
                yield from _hit(hit, voice)


def _hit(hit: HitTold, voice: Voice) -> Iterator[Line]:
    place = f"{voice.say('explain_clause', number=hit.clause)}, {hit.span.field} {hit.span.start}-{hit.span.end}"
    key = f"  {hit.key}" if hit.key else ""
    yield Line(3, "doubted" if hit.doubts else "hit", f"“{hit.quote}”  {hit.how}: {hit.term}  [{place}]{key}")
    for doubt in hit.doubts:
        yield Line(4, "doubt", f"{doubt.says}: “{doubt.cue}”")


def _why_not(told: WhyNot, voice: Voice) -> Iterator[Line]:
    yield Line(1, "head", voice.say("explain_why_not", finds=told.finds))
    if told.matched:
        yield Line(2, "note", told.says)
        return
    yield Line(2, "aside", f"{told.says} ({voice.say('explain_needs', points=told.points, needed=told.needed)})")
    for group in told.groups:
        if group.standing:
            yield Line(2, "note", voice.say("explain_group", standing=group.standing, parts=len(group.parts)))
            for terms, quote in group.parts:
                names = " | ".join(terms[:_NAMES_TOLD])
                said = voice.say("explain_stands", found=quote) if quote else voice.say("explain_lacks")
                yield Line(3, "hit" if quote else "missing", f"{said}  ({names})" if quote else f"{said}: {names}")
    if told.names or told.groups:
        yield Line(2, "note", voice.say("explain_missing"))
    for terms in told.names.values():
        more = f" … (+{len(terms) - _NAMES_TOLD})" if len(terms) > _NAMES_TOLD else ""
        yield Line(3, "missing", ", ".join(terms[:_NAMES_TOLD]) + more)
    for group in told.groups:
        if not group.standing:
            yield Line(3, "missing", " + ".join(f"({' | '.join(terms[:_NAMES_TOLD])})" for terms, _ in group.parts))
    near = told.nearest
    if near is not None:
        said = voice.say("explain_nearest", found=near.found, term=near.term, share=near.share)
        yield Line(2, "near", said)
