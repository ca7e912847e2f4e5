"""`taxomatch materiality`: impacts, risks and opportunities scored, explained and drawn."""

import sys
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.outcome import Exit, end, refuse, tell

if TYPE_CHECKING:
    from matcher.model.document import Document, Options
    from matcher.model.materiality import MaterialityOptions
    from matcher.model.ratings import Materiality
    from matcher.model.topics import MaterialityBook
    from matcher.river import Matcher

app = typer.Typer(help="Score, explain and draw double materiality.", rich_markup_mode=None, no_args_is_help=True)

TABLES = (".csv", ".tsv", ".tab", ".xlsx")
_MATRIX = (".svg", ".html", ".csv")
_TEMPLATE = (".csv", ".xlsx")

StandardOption = Annotated[
    str | None, typer.Option("--standard", help="esrs_2023, esrs_2026 or cn-exchange; the register's own if not given.")
]
PresetOption = Annotated[str | None, typer.Option("--preset", help="The thresholds: screening or reporting.")]
PriorsOption = Annotated[
    Path | None, typer.Option("--sector-priors", help="A CSV of what is usual in industries; none is shipped.")
]
EncodingOption = Annotated[str | None, typer.Option("--encoding", help="The encoding of the file, if it is not found.")]
FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A register (csv, xlsx) or a project file.")]


class Format(StrEnum):
    """The formats of a screening."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


@app.command()
def score(
    file: FileArgument,
    standard: StandardOption = None,
    preset: PresetOption = None,
    sector_priors: PriorsOption = None,
    format_: Annotated[Format, typer.Option("--format", help="How the screening is written.")] = Format.TABLE,
    output: give.OutputOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Score a register, or the project of a file: every record and topic, each step in words, what is missing."""
    matcher = give.load(pack)
    book = book_of(matcher)
    options = options_of(book, standard, preset, sector_priors)
    give.options_of(None, lang, matcher)
    from matcher.cli.screenings import written

    told = screened(matcher, book, file, options, encoding)
    text = written(told, matcher, str(format_), lang)
    if text is not None:
        give.write(text, output)
        return
    _print(told, matcher, lang, output)


@app.command()
def matrix(
    file: FileArgument,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file ending in .svg, .html or .csv; else the terminal.")
    ] = None,
    standard: StandardOption = None,
    preset: PresetOption = None,
    sector_priors: PriorsOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Draw the materiality matrix of a register or project; the same facts as a table are in .html and .csv."""
    ending = output.suffix.casefold() if output else ""
    if output is not None and ending not in _MATRIX:
        refuse(f"-o {output}: expected a name that ends in {', '.join(_MATRIX)}")
    matcher = give.load(pack)
    book = book_of(matcher)
    options = options_of(book, standard, preset, sector_priors)
    give.options_of(None, lang, matcher)
    from matcher.cli.screenings import drawn

    found = screened(matcher, book, file, options, encoding)
    if len(found) > 1:
        refuse(f"{file}: {len(found)} projects; a matrix shows one")
    document, told, language = found[0]
    if output is None:
        from matcher.tell.materiality.terminal import print_matrix
        from matcher.tell.voice import Voice

        print_matrix(told, book, Voice(matcher.pack.book.sentences, lang or language), give.console())
        return
    give.write(drawn(told, matcher, ending, lang or language, document.title or document.id), output)


@app.command()
def topics(
    standard: StandardOption = None,
    format_: Annotated[Format, typer.Option("--format", help="How the list is written.")] = Format.TABLE,
    pack: give.PackOption = None,
    lang: Annotated[str, typer.Option("--lang", metavar="en|zh", help="The language of names.")] = "en",
) -> None:
    """List the topics with their codes in every standard and related items elsewhere."""
    matcher = give.load(pack)
    book = book_of(matcher)
    options_of(book, standard, None, None)
    from matcher.cli.screenings import topic_list

    sys.stdout.write(topic_list(book, standard, str(format_), lang))


@app.command()
def template(
    output: Annotated[Path, typer.Option("-o", "--output", help="A file ending in .csv or .xlsx.")],
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="A project file whose candidates are filled in.")
    ] = None,
    standard: StandardOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Write an empty register, or one with the candidates of a project, to be filled in and scored."""
    ending = output.suffix.casefold()
    if ending not in _TEMPLATE:
        refuse(f"-o {output}: expected a name that ends in {', '.join(_TEMPLATE)}")
    matcher = give.load(pack)
    book = book_of(matcher)
    options = options_of(book, standard, None, None)
    give.options_of(None, lang, matcher)
    from matcher.cli.screenings import write_template

    told = screened(matcher, book, file, options, encoding)[0] if file else None
    write_template(output, book, told[1] if told else None, lang or "en")
    tell(f"{output}: fill it in, then: taxomatch materiality score {output}")


def book_of(matcher: "Matcher") -> "MaterialityBook":
    """What the pack holds for materiality; refuses a pack without."""
    if matcher.pack.materiality is None:
        refuse("this pack holds nothing about materiality")
    return matcher.pack.materiality


def options_of(
    book: "MaterialityBook", standard: str | None, preset: str | None, priors: Path | None
) -> "MaterialityOptions":
    """What is asked of the screening. Refuses what the pack does not know."""
    from matcher.model.materiality import MaterialityOptions

    for option, wanted, known in (("--standard", standard, book.standards), ("--preset", preset, book.presets)):
        if wanted is not None and wanted not in known:
            refuse(f"{option} {wanted}: expected one of {', '.join(known)}")
    if priors is None:
        return MaterialityOptions(standard=standard or "", preset=preset or "")
    from matcher.read import read_priors

    return MaterialityOptions(standard=standard or "", preset=preset or "", priors=tuple(read_priors(str(priors))))


def with_materiality(options: "Options", matcher: "Matcher") -> "Options":
    """The options of an answer with a screening as the register, or the pack, asks for."""
    from dataclasses import replace

    from matcher.model.materiality import MaterialityOptions

    book_of(matcher)
    return replace(options, materiality=MaterialityOptions())


def screened(
    matcher: "Matcher", book: "MaterialityBook", file: str, options: "MaterialityOptions", encoding: str | None
) -> list[tuple["Document", "Materiality", str]]:
    """The screenings of the projects of a file, or of the register that a table is, each with its language."""
    from matcher.model.document import Document
    from matcher.model.problems import Refusal

    if PurePath(file).suffix.casefold() in TABLES:
        from matcher.read import Wording, read_register

        register, problems, told = read_register(
            file, Wording(columns=book.columns, values=book.values), encoding=encoding
        )
        if told:
            tell(f"{file}: {told}")
        problems += matcher.faults(register, options.standard)
        if problems:
            raise Refusal(sorted(set(problems)))
        document = Document(id=PurePath(file).name, materiality=register)
        return [(document, matcher.score(register, options), "en")]
    documents = give.documents_of([file], None, {}, encoding=encoding)
    if any(one.problem for one in documents):
        end(Exit.REFUSED)
    answers = ((one, matcher.classify(one)) for one in documents)
    return [(one, matcher.rate(one, options, answer), answer.language) for one, answer in answers]


def _print(
    told: "list[tuple[Document, Materiality, str]]", matcher: "Matcher", lang: str | None, output: Path | None
) -> None:
    """Print screenings for a reader; into a file without colour."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    from matcher.tell.materiality.terminal import print_materiality
    from matcher.tell.voice import Voice, inert

    console = give.console()
    if output is not None:
        console = Console(record=True, file=StringIO(), width=140, highlight=False, markup=False)
    for document, one, language in told:
        console.print(Text(inert(document.title or document.id), style="bold reverse"))
        print_materiality(one, book_of(matcher), Voice(matcher.pack.book.sentences, lang or language), console)
    if output is not None:
        give.write(console.export_text(), output)
