"""The text of a document with what was found in it marked, piece by piece, for a page."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from matcher.model.assessment import Assessment
from matcher.model.evidence import Hit
from matcher.tell.page.markup import safe, tag
from matcher.tell.voice import Voice

KINDS = ("barred", "match", "part", "figure", "cue", "doubted", "aside")
"""What a piece of text can be, the one that is shown first where several meet."""


class Mark(NamedTuple):
    """A marked piece of a field. `rank` is that of its kind; `says` is told when it is pointed at."""

    start: int
    end: int
    rank: int
    says: str


def marked_fields(answer: Assessment, voice: Voice) -> Iterator[str]:
    """The title and the text, as far as there are any, with the evidence marked; then what the marks mean."""
    kinds: set[str] = set()
    for name, text in (("title", answer.document.title), ("text", answer.document.text)):
        if text.strip():
            marks = [mark for field, mark in _marks(answer, voice) if field == name]
            kinds |= {KINDS[mark.rank] for mark in marks}
            yield tag("div", _pieces(text, marks), kind=f"field {name}", more=f'lang="{safe(answer.language)}"')
    if kinds:
        told = "".join(
            tag("span", tag("mark", safe(voice.say("page_mark")), kind=kind) + " " + safe(voice.say(f"page_{kind}")))
            for kind in KINDS
            if kind in kinds
        )
        yield tag("p", told, kind="legend")


def _pieces(text: str, marks: list[Mark]) -> str:
    """The text cut at every edge of a mark, each piece within the first kind of mark that covers it."""
    edges = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    waiting = sorted(marks, key=lambda mark: mark.start)
    active: list[Mark] = []
    out: list[str] = []
    for start, end in pairwise(edges):
        while waiting and waiting[0].start <= start:
            active.append(waiting.pop(0))
        active = [mark for mark in active if mark.end > start]
        piece = safe(text[start:end])
        best = min(active, key=lambda mark: (mark.rank, mark.start, -mark.end, mark.says), default=None)
        if best is None:
            out.append(piece)
        else:
            out.append(tag("mark", piece, kind=KINDS[best.rank], more=f'title="{safe(best.says)}"'))
    return "".join(out)


def _marks(answer: Assessment, voice: Voice) -> Iterator[tuple[str, Mark]]:
    """Every mark with its field."""
    for one in answer.exclusions:
        yield from _of_hits(one.hits, "barred", voice.word(one.name), voice)
    for match in answer.matches:
        yield from _of_hits(match.hits, "part" if match.part else "match", voice.word(match.name), voice)
        for finding in match.findings:
            if finding.span is not None:
                span, says = finding.span, f"{finding.id}: {finding.value} {finding.unit}".strip()
                yield span.field, Mark(span.start, span.end, KINDS.index("figure"), says)
    for aside in answer.set_aside:
        yield from _of_hits(aside.hits, "aside", voice.word(aside.name), voice)


def _of_hits(hits: Iterable[Hit], kind: str, name: str, voice: Voice) -> Iterator[tuple[str, Mark]]:
    for hit in hits:
        rank = KINDS.index("doubted" if hit.doubts else kind)
        yield hit.span.field, Mark(hit.span.start, hit.span.end, rank, f"{name}: {hit.term}")
        for doubt in hit.doubts:
            says = f"{voice.say(f'doubt_{doubt.kind}')}: {doubt.hit_term}"
            yield doubt.cue_span.field, Mark(doubt.cue_span.start, doubt.cue_span.end, KINDS.index("cue"), says)
