"""Some assessments as a page of their own."""

from collections.abc import Callable, Iterable, Sequence

from matcher.model.assessment import Assessment
from matcher.model.rules import PackIdentity
from matcher.model.taxonomy import Source
from matcher.model.topics import MaterialityBook
from matcher.tell.page.answer import answer_section, name_of
from matcher.tell.page.markup import items, page, safe, table, tag
from matcher.tell.page.materiality import materiality_section
from matcher.tell.page.trace import trace_section
from matcher.tell.trace.trace import Trace
from matcher.tell.voice import Voice


def answers_page(
    answers: Sequence[Assessment],
    voice_of: Callable[[Assessment], Voice],
    sources: dict[str, Source],
    tool: tuple[str, str],
    traces: Sequence[Trace] = (),
    materiality: MaterialityBook | None = None,
) -> str:
    """The answers one below the other, each with its trace if there are traces, and the sources they rest on.

    `tool` is the program's name and version, `materiality` the book that screenings were made with.
    """
    voice = voice_of(answers[0])
    title = name_of(answers[0]) if len(answers) == 1 else voice.say("page_title", number=len(answers))
    parts = [tag("h1", safe(voice.say("page_head")))]
    if len(answers) > 1:
        links = (f'<a href="#d{at}">{safe(name_of(one))}</a>' for at, one in enumerate(answers, start=1))
        parts.append(tag("nav", items(links), more=f'aria-label="{safe(voice.say("page_documents"))}"'))
    sections = []
    for at, answer in enumerate(answers, start=1):
        sections.append(answer_section(answer, voice_of(answer), f"d{at}"))
        if answer.materiality is not None and materiality is not None:
            sections.append(materiality_section(answer.materiality, materiality, voice_of(answer)))
        if traces:
            sections.append(trace_section(traces[at - 1], voice_of(answer)))
    parts.append(tag("main", "\n".join(sections)))
    parts.append(sources_section(answers, sources, voice))
    parts.append(page_foot(answers[0].pack, tool, voice))
    return page(title, voice.language, "\n".join(filter(None, parts)))


def sources_section(answers: Iterable[Assessment], sources: dict[str, Source], voice: Voice) -> str:
    """The documents that criteria and exclusions of the answers cite, and how far each was read."""
    cited = {finding.source for answer in answers for match in answer.matches for finding in match.findings}
    cited |= {one.source for answer in answers for one in answer.exclusions}
    found = sorted({source for one in cited if (source := one.partition(",")[0].strip()) in sources})
    rows = [
        [tag("code", safe(one)), safe(voice.word(sources[one].title)), safe(str(sources[one].verified))]
        for one in found
    ]
    heads = [voice.say(key) for key in ("page_source", "page_source_title", "page_source_read")]
    shown = table(heads, rows)
    return tag("section", tag("h2", safe(voice.say("page_sources"))) + shown) if shown else ""


def page_foot(pack: PackIdentity, tool: tuple[str, str], voice: Voice) -> str:
    """What made the page, by which pack, and what it is not."""
    name, version = tool
    made = (
        f"{safe(name)} {safe(version)} · {safe(pack.id)} {safe(pack.version)} · {tag('code', safe(pack.fingerprint))}"
    )
    return tag("footer", tag("p", made) + tag("p", safe(voice.say("disclaimer"))))
