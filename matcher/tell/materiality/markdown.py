"""A screening as Markdown, to paste into a file note. Data is escaped, so that nothing in it can act."""

from collections.abc import Iterator

from matcher.model.materiality import Axis, MaterialVerdict, RecordKind
from matcher.model.ratings import Materiality
from matcher.model.topics import MaterialityBook
from matcher.tell.markdown import safe
from matcher.tell.materiality.sentences import Waterfall
from matcher.tell.materiality.terminal import claims, coverage, headline, kind_cell, questions, thresholds
from matcher.tell.voice import Voice


def markdown_of(told: Materiality, book: MaterialityBook, voice: Voice, name: str) -> str:
    """The screening of one project as Markdown, ending in a line break."""
    lines = [f"## {safe(name)}", "", f"**{headline(told, book, voice)}**", "", thresholds(told, voice), ""]
    lines += [coverage(told, voice) if told.topics else voice.say("mat_no_topics"), ""]
    lines += list(_topics(told, voice)) if told.topics else []
    lines += list(_records(told, book, voice))
    for head, found in (
        ("mat_claims", claims(told, voice)),
        ("mat_out_of_scope", [f"{one.topic}: {one.because}" for one in told.out_of_scope]),
        ("questions", questions(told, book, voice)),
    ):
        if found:
            lines += [f"### {voice.say(head)}", "", *(f"- {safe(one)}" for one in found), ""]
    lines += [f"### {voice.say('mat_scales')}", "", *_scales(book, voice), "", voice.say("mat_disclaimer"), ""]
    return "\n".join(lines) + "\n"


def _topics(told: Materiality, voice: Voice) -> Iterator[str]:
    heads = ["", voice.say("mat_topic"), *(voice.say(f"kind_{kind}") for kind in RecordKind)]
    heads += [*(voice.say(f"axis_{axis}") for axis in Axis), voice.say("mat_verdict"), voice.say("mat_confidence")]
    yield f"| {' | '.join(heads)} |"
    yield "| " + " | ".join("---" for _ in heads) + " |"
    for one in told.topics:
        cells = [one.code, voice.word(one.name), *(kind_cell(one, kind) for kind in RecordKind)]
        cells += [*(voice.say(f"verdict_{one.axes[axis]}") for axis in Axis), voice.say(f"verdict_{one.verdict}")]
        yield f"| {' | '.join([*cells, one.confidence or ''])} |"
    yield ""


def _records(told: Materiality, book: MaterialityBook, voice: Voice) -> Iterator[str]:
    waterfall = Waterfall(book, voice)
    for one in told.records:
        record = one.record
        if record.candidate and one.verdict is MaterialVerdict.NOT_ASSESSED:
            continue
        kind = f"{voice.say(f'kind_{record.kind}')}, {voice.say(f'state_{record.state}')}"
        verdict = voice.say(f"verdict_{one.verdict}")
        yield f"### {record.topic} {kind}: {safe(record.title or record.id)} ({verdict})"
        yield ""
        yield from (f"- {safe(sentence)}" for sentence in waterfall.of(one))
        yield ""


def _scales(book: MaterialityBook, voice: Voice) -> Iterator[str]:
    scales = list(book.scales.values())
    yield f"| | {' | '.join(voice.word(one.name) for one in scales)} |"
    yield "| " + " | ".join("---" for _ in range(len(scales) + 1)) + " |"
    for at in range(len(scales[0].anchors)):
        yield f"| {at + 1} | {' | '.join(voice.word(one.anchors[at]) for one in scales)} |"
