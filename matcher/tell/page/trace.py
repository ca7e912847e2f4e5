"""A trace as a part of a page: for each rule how its points add up, and what of it stands in the text."""

from collections.abc import Iterator

from matcher.tell.page.markup import items, safe, table, tag
from matcher.tell.trace.trace import CandidateTold, HitTold, Trace, WhyNot
from matcher.tell.voice import Voice

_HEADS = ("page_drawer", "page_quote", "page_term", "page_where", "page_doubts")


def trace_section(trace: Trace, voice: Voice) -> str:
    """The trace, why-not first: that is what was asked."""
    parts = list(_why_not(trace.why_not, voice)) if trace.why_not else []
    parts += [part for one in trace.candidates for part in _candidate(one, voice)]
    return tag("section", tag("h2", safe(voice.say("page_trace"))) + "\n".join(parts), kind="answer")


def _candidate(one: CandidateTold, voice: Voice) -> Iterator[str]:
    head = voice.say("explain_head", rule=one.rule, finds=one.finds, points=one.points)
    yield tag("h3", safe(head))
    if one.because:
        needed = voice.say("explain_needs", points=one.points, needed=one.needed)
        yield tag("p", f"{tag('b', safe(one.because))} {safe(f'({needed})')}")
    steps = [[tag("code", safe(step.name)), f"{step.points:+d}", str(step.total)] for step in one.steps]
    yield table([voice.say(key) for key in ("page_step", "page_points", "page_total")], steps, kind="sums")
    rows = [_hit(hit, voice) for drawer in one.drawers for hit in one.hits if hit.drawer == drawer]
    yield table([voice.say(key) for key in _HEADS], rows)


def _hit(hit: HitTold, voice: Voice) -> list[str]:
    quote = safe(f"“{hit.quote}”")
    place = voice.say("explain_clause", number=hit.clause)
    return [
        safe(voice.say(f"drawer_{hit.drawer}")),
        tag("s", quote) if hit.doubts else quote,
        safe(f"{hit.term} ({hit.how})" + (f" {hit.key}" if hit.key else "")),
        safe(f"{place}, {hit.span.field} {hit.span.start}-{hit.span.end}"),
        items(safe(f"{one.says}: “{one.cue}”") for one in hit.doubts),
    ]


def _why_not(told: WhyNot, voice: Voice) -> Iterator[str]:
    yield tag("h3", safe(voice.say("explain_why_not", finds=told.finds)))
    needed = voice.say("explain_needs", points=told.points, needed=told.needed)
    yield tag("p", safe(told.says if told.matched else f"{told.says} ({needed})"), kind="lead")
    if told.matched:
        return
    if told.nearest is not None:
        near = told.nearest
        yield tag("p", safe(voice.say("explain_nearest", found=near.found, term=near.term, share=near.share)))
    for group in told.groups:
        said = voice.say("explain_group", standing=group.standing, parts=len(group.parts))
        lines = [
            safe(voice.say("explain_stands", found=quote) if quote else voice.say("explain_lacks"))
            + tag("span", safe(f" ({' | '.join(terms)})"), kind="soft")
            for terms, quote in group.parts
        ]
        yield tag("p", safe(said)) + items(lines)
    if told.names:
        yield tag("p", safe(voice.say("explain_missing")))
    yield items(safe(", ".join(terms)) for terms in told.names.values())
