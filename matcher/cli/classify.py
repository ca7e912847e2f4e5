"""`taxomatch classify`: project descriptions to assessments."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.explain import trace_of_document
from matcher.cli.materiality import with_materiality
from matcher.cli.outcome import Exit, end, refuse
from matcher.cli.recording import RecordOption, RedactOption, record_answers, record_into, refuse_recording
from matcher.model.states import Band, Outcome, Status

if TYPE_CHECKING:
    from matcher.model.assessment import Assessment
    from matcher.river import Matcher


class Format(StrEnum):
    """The formats of an answer."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    HTML = "html"


_GATES = {*map(str, Status), *map(str, Band), str(Outcome.NOT_MET), str(Outcome.UNKNOWN)}


def classify(
    files: Annotated[
        list[str] | None, typer.Argument(help="Project files: txt, md, json, yaml, docx, pdf; - for stdin.")
    ] = None,
    text: give.TextOption = None,
    data: give.DataOption = None,
    as_of: give.AsOfOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    format_: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.TABLE,
    output: give.OutputOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show hits, doubts and points (table, html).")] = False,
    materiality: Annotated[
        bool, typer.Option("--materiality", help="Add what may be material, both ways, and what rates it.")
    ] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", help="The encoding, if it is not found.")] = None,
    record: RecordOption = None,
    redact: RedactOption = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", help="End with exit code 1 if an answer has this status, band or criterion outcome."),
    ] = None,
) -> None:
    """Say which activity each project description is, on what evidence, and what is still unknown."""
    for gate in fail_on or ():
        if gate not in _GATES:
            refuse(f"--fail-on {gate}: expected one of {', '.join(sorted(_GATES))}")
    refuse_recording(record, redact=redact, output=output)
    figures = give.data_of(data)
    matcher = give.load(pack)
    options = give.options_of(as_of, lang, matcher)
    if materiality:
        options = with_materiality(options, matcher)
    documents = give.documents_of(files or (), text, figures, encoding=encoding)
    answers = list(matcher.classify_many(documents, options))
    if record is not None:
        with record_into(record, "classify", matcher, pack, options, redact=redact) as writer:
            record_answers(writer, answers, matcher, files or (), redact=redact)
    _write(answers, matcher, format_, output, lang, explain=explain)
    if any(answer.status is Status.ERROR for answer in answers):
        end(Exit.DONE_WITH_REJECTS)
    if any(_is_caught(answer, fail_on or ()) for answer in answers):
        end(Exit.GATE_FAILED)


def _write(
    answers: "list[Assessment]",
    matcher: "Matcher",
    format_: Format,
    output: give.OutputOption,
    lang: str | None,
    *,
    explain: bool,
) -> None:
    """Write the answers in a format."""
    if format_ is Format.TABLE:
        _print(answers, matcher, output, lang, explain=explain)
        return
    if format_ is Format.HTML:
        from matcher.cli.formats import as_page
        from matcher.tell.voice import Voice

        sentences = matcher.pack.book.sentences
        traced = answers if explain else ()
        traces = [trace_of_document(one.document, matcher, Voice(sentences, lang or one.language)) for one in traced]
        give.write(as_page(answers, matcher, lang, traces), output)
        return
    from matcher.cli.formats import written

    give.write(written(answers, matcher, str(format_), lang), output)


def _print(
    answers: "list[Assessment]", matcher: "Matcher", output: give.OutputOption, lang: str | None, *, explain: bool
) -> None:
    """Print the answers for a reader; into a file without colour."""
    from matcher.tell.terminal import print_assessment
    from matcher.tell.trace.terminal import print_trace
    from matcher.tell.voice import Voice

    with give.console_to(output) as console:
        for answer in answers:
            voice = Voice(matcher.pack.book.sentences, lang or answer.language)
            print_assessment(answer, voice, console)
            if answer.materiality is not None and matcher.pack.materiality is not None:
                from matcher.tell.materiality.terminal import print_materiality

                print_materiality(answer.materiality, matcher.pack.materiality, voice, console)
            if explain:
                print_trace(trace_of_document(answer.document, matcher, voice), voice, console)


def _is_caught(answer: "Assessment", gates: Iterable[str]) -> bool:
    """Whether a gate holds for the answer."""
    outcomes = {finding.outcome for match in answer.matches for finding in match.findings}
    return any(gate in (answer.status, answer.review.band) or gate in outcomes for gate in gates)
