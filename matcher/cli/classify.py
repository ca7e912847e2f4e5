"""`taxomatch classify`: project descriptions to assessments."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.materiality import with_materiality
from matcher.cli.outcome import Exit, end, refuse
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


_GATES = {*map(str, Status), *map(str, Band), str(Outcome.NOT_MET), str(Outcome.UNKNOWN)}


def classify(
    files: Annotated[list[str] | None, typer.Argument(help="Project files: txt, md, json, yaml; - for stdin.")] = None,
    text: give.TextOption = None,
    data: give.DataOption = None,
    as_of: give.AsOfOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    format_: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.TABLE,
    output: give.OutputOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show hits, doubts and points (table only).")] = False,
    materiality: Annotated[
        bool, typer.Option("--materiality", help="Add what may be material, both ways, and what rates it.")
    ] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", help="The encoding, if it is not found.")] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", help="End with exit code 1 if an answer has this status, band or criterion outcome."),
    ] = None,
) -> None:
    """Say which activity each project description is, on what evidence, and what is still unknown."""
    for gate in fail_on or ():
        if gate not in _GATES:
            refuse(f"--fail-on {gate}: expected one of {', '.join(sorted(_GATES))}")
    figures = give.data_of(data)
    matcher = give.load(pack)
    options = give.options_of(as_of, lang, matcher)
    if materiality:
        options = with_materiality(options, matcher)
    documents = give.documents_of(files or (), text, figures, encoding=encoding)
    answers = list(matcher.classify_many(documents, options))
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
    from matcher.cli.formats import written

    give.write(written(answers, matcher, str(format_), lang), output)


def _print(
    answers: "list[Assessment]", matcher: "Matcher", output: give.OutputOption, lang: str | None, *, explain: bool
) -> None:
    """Print the answers for a reader; into a file without colour."""
    from rich.console import Console

    from matcher.tell.terminal import print_assessment
    from matcher.tell.voice import Voice
    from matcher.tell.waterfall import print_reading

    console = give.console()
    if output is not None:
        console = Console(record=True, file=open("/dev/null", "w"), width=120, highlight=False, markup=False)  # noqa: SIM115, PTH123
    for answer in answers:
        voice = Voice(matcher.pack.book.sentences, lang or answer.language)
        print_assessment(answer, voice, console)
        if answer.materiality is not None and matcher.pack.materiality is not None:
            from matcher.tell.materiality.terminal import print_materiality

            print_materiality(answer.materiality, matcher.pack.materiality, voice, console)
        if explain:
            print_reading(answer.document, matcher.read(answer.document), matcher.pack.book, voice, console)
    if output is not None:
        give.write(console.export_text(), output)


def _is_caught(answer: "Assessment", gates: Iterable[str]) -> bool:
    """Whether a gate holds for the answer."""
    outcomes = {finding.outcome for match in answer.matches for finding in match.findings}
    return any(gate in (answer.status, answer.review.band) or gate in outcomes for gate in gates)
