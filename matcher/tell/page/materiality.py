"""A screening of materiality as a part of a page: the topics, how each record came to its verdict, what is open."""

from collections.abc import Iterator

from matcher.model.materiality import Axis, MaterialVerdict, RecordKind
from matcher.model.ratings import Materiality
from matcher.model.topics import MaterialityBook
from matcher.tell.materiality.sentences import Waterfall
from matcher.tell.materiality.terminal import claims, coverage, headline, kind_cell, questions, thresholds
from matcher.tell.page.markup import items, safe, table, tag
from matcher.tell.voice import Voice


def materiality_section(told: Materiality, book: MaterialityBook, voice: Voice) -> str:
    """The screening of one project."""
    say = voice.say
    parts = [
        tag("h2", safe(headline(told, book, voice))),
        tag("p", safe(thresholds(told, voice)), kind="soft"),
        tag("p", safe(coverage(told, voice) if told.topics else say("mat_no_topics"))),
        _topics(told, voice),
        *_records(told, book, voice),
    ]
    for head, found in (
        ("mat_claims", claims(told, voice)),
        ("mat_out_of_scope", [f"{one.topic}: {one.because}" for one in told.out_of_scope]),
        ("questions", questions(told, book, voice)),
    ):
        if found:
            parts += [tag("h3", safe(say(head))), items(map(safe, found))]
    parts.append(tag("p", safe(say("mat_disclaimer")), kind="soft"))
    return tag("section", "\n".join(filter(None, parts)), kind="answer")


def _topics(told: Materiality, voice: Voice) -> str:
    heads = ["", voice.say("mat_topic"), *(voice.say(f"kind_{kind}") for kind in RecordKind)]
    heads += [*(voice.say(f"axis_{axis}") for axis in Axis), voice.say("mat_verdict"), voice.say("mat_confidence")]
    rows = [
        [
            *(safe(one.code), safe(voice.word(one.name)), *(safe(kind_cell(one, kind)) for kind in RecordKind)),
            *(safe(voice.say(f"verdict_{one.axes[axis]}")) for axis in Axis),
            *(safe(voice.say(f"verdict_{one.verdict}")), safe(one.confidence or "")),
        ]
        for one in told.topics
    ]
    return table(heads, rows, caption=voice.say("mat_topics"))


def _records(told: Materiality, book: MaterialityBook, voice: Voice) -> Iterator[str]:
    """The records that were rated, each with its steps folded away."""
    waterfall = Waterfall(book, voice)
    for one in told.records:
        record = one.record
        if record.candidate and one.verdict is MaterialVerdict.NOT_ASSESSED:
            continue
        kind = f"{voice.say(f'kind_{record.kind}')}, {voice.say(f'state_{record.state}')}"
        head = f"{record.topic} {kind}: {record.title or record.id} ({voice.say(f'verdict_{one.verdict}')})"
        yield tag("details", tag("summary", safe(head)) + items(safe(sentence) for sentence in waterfall.of(one)))
