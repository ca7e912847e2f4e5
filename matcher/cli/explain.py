"""`taxomatch explain`: every clause of a text, what it hits, what is doubted, how the points add up; and why not."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.outcome import refuse

if TYPE_CHECKING:
    from matcher.model.assessment import Assessment
    from matcher.model.document import Document
    from matcher.river import Matcher
    from matcher.tell.trace.trace import Trace
    from matcher.tell.voice import Voice


class TraceFormat(StrEnum):
    """The formats of a trace."""

    TABLE = "table"
    MD = "md"
    JSON = "json"
    HTML = "html"


Told = tuple["Assessment", "Trace", "Voice"]


def explain(
    file: Annotated[str | None, typer.Argument(help="A project file; - for stdin.")] = None,
    text: give.TextOption = None,
    data: give.DataOption = None,
    activity: Annotated[str | None, typer.Option("--activity", help="Only this activity or exclusion.")] = None,
    why_not: Annotated[str | None, typer.Option("--why-not", metavar="ID", help="Say why it was not found.")] = None,
    format_: Annotated[TraceFormat, typer.Option("--format", help="How the trace is written.")] = TraceFormat.TABLE,
    output: give.OutputOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    as_of: give.AsOfOption = None,
) -> None:
    """Show the full trace of an answer: each drawer, hit, doubt and point, and what was missing."""
    from matcher.tell.voice import Voice

    figures = give.data_of(data)
    matcher = give.load(pack)
    for option, wanted in (("--activity", activity), ("--why-not", why_not)):
        _refuse_unknown(option, wanted, matcher)
    options = give.options_of(as_of, lang, matcher)
    told: list[Told] = []
    for document in give.documents_of([file] if file else [], text, figures):
        answer = matcher.classify(document, options)
        voice = Voice(matcher.pack.book.sentences, lang or answer.language)
        told.append((answer, trace_of_document(document, matcher, voice, activity, why_not), voice))
    if format_ is TraceFormat.TABLE:
        _print(told, output)
    else:
        give.write(written(told, matcher, format_), output)


def trace_of_document(
    document: "Document", matcher: "Matcher", voice: "Voice", only: str | None = None, wanted: str | None = None
) -> "Trace":
    """The trace of one document, of every rule or `only` one, with why `wanted` was not found."""
    from dataclasses import replace

    from matcher.tell.trace.trace import trace_of, why_not

    book = matcher.pack.book
    reading = matcher.read(document)
    trace = trace_of(document, reading, book, voice, only)
    if wanted is None:
        return trace
    whole = trace_of(document, reading, book, voice, wanted)
    sought, near = matcher.groups_sought(document, wanted), matcher.nearest_term(document, wanted)
    return replace(trace, why_not=why_not(wanted, whole, sought, near, book, voice))


def written(told: list[Told], matcher: "Matcher", format_: TraceFormat) -> str:
    """The answers with their traces as JSON, Markdown or a page."""
    if format_ is TraceFormat.JSON:
        import json

        from matcher.tell.trace.objects import trace_object

        return json.dumps([trace_object(trace) for _, trace, _ in told], ensure_ascii=False, indent=2) + "\n"
    if format_ is TraceFormat.MD:
        from matcher.tell.markdown import markdown
        from matcher.tell.trace.markdown import trace_markdown

        return "\n".join(markdown(answer, voice) + trace_markdown(trace, voice) for answer, trace, voice in told)
    from matcher.cli.formats import as_page

    return as_page([answer for answer, _, _ in told], matcher, told[0][2].language, [trace for _, trace, _ in told])


def _print(told: list[Told], output: give.OutputOption) -> None:
    from matcher.tell.terminal import print_assessment
    from matcher.tell.trace.terminal import print_trace

    with give.console_to(output) as console:
        for answer, trace, voice in told:
            print_assessment(answer, voice, console)
            print_trace(trace, voice, console)


def _refuse_unknown(option: str, wanted: str | None, matcher: "Matcher") -> None:
    """Refuse an id that no rule finds, with the nearest."""
    known = {rule.finds for rule in matcher.pack.book.rules}
    if wanted is not None and wanted not in known:
        from rapidfuzz import process

        near = ", ".join(match[0] for match in process.extract(wanted, sorted(known), limit=3))
        refuse(f"{option} {wanted}: no rule finds it; did you mean {near}?")
