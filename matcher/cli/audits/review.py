"""`taxomatch audit review`: doubtful answers to people, their decisions back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.audits import inputs
from matcher.cli.outcome import refuse, tell

if TYPE_CHECKING:
    from matcher.audit.review.decisions import Decision, Filled
    from matcher.cli.reading import Input
    from matcher.river import Matcher

app = typer.Typer(
    help="Give doubtful answers to people, and take their decisions back.", rich_markup_mode=None, no_args_is_help=True
)
_BANDS = ("review", "accept", "reject", "all")


@app.command("export")
def export(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="A table, a project file, or the output of batch.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="A new .xlsx or .csv file to fill in.")],
    band: Annotated[str, typer.Option("--band", help="Which answers: review, accept, reject or all.")] = "review",
    text_col: inputs.TextColumns = None,
    title_col: inputs.TitleColumn = None,
    id_col: inputs.IdColumn = None,
    sheet: inputs.SheetOption = None,
    encoding: inputs.EncodingOption = None,
    as_of: give.AsOfOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
) -> None:
    """Write the doubtful answers into a table, with lists to choose the right answer from."""
    if band not in _BANDS:
        refuse(f"--band {band}: expected one of {', '.join(_BANDS)}")
    if output.suffix.casefold() not in (".xlsx", ".csv"):
        refuse(f"{output}: a review table ends in .xlsx or .csv")
    if output.exists():
        refuse(f"{output}: this file exists, and people may have filled it in; name a new one")
    from matcher.cli.reading import Input

    matcher = give.load(pack)
    columns = inputs.columns_of(text_col, title_col, id_col, encoding, sheet)
    given = Input(source, matcher.pack, columns)
    rows = [row for kept, row in _answered(given, matcher, as_of, lang) if band in ("all", kept)]
    _write(rows, output, matcher)
    tell(f"{len(rows)} answers to review written to {output}; take them back with: taxomatch audit review import")
    given.end()


@app.command("import")
def import_(
    sources: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Review tables that people have filled in.")],
    gold: Annotated[
        Path | None, typer.Option("--gold", metavar="FILE", help="Write the decisions as a labelled table, CSV.")
    ] = None,
    examples: Annotated[
        Path | None, typer.Option("--examples", metavar="DIR", help="Write them as examples for rules, YAML.")
    ] = None,
    format_: inputs.FormatOption = inputs.TableFormat.TABLE,
    output: give.OutputOption = None,
    encoding: inputs.EncodingOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
) -> None:
    """Check what people decided, say how far they agree with the program and each other, and keep it for later."""
    from matcher.audit.review.agreed import agreement_object, agreement_sheets, agreements
    from matcher.audit.review.decisions import decisions_in
    from matcher.cli.audits.sheets import write_sheets
    from matcher.tell.voice import Voice

    matcher = give.load(pack)
    tables = [_review_table(source, encoding, matcher) for source in sources]
    filled = [row for table in tables for row in _filled(table)]
    decisions, undecided = decisions_in(filled, matcher.pack.taxonomy)
    _keep(decisions, matcher, gold, examples)
    found = agreements(decisions, "taxomatch")
    voice = Voice(matcher.pack.book.sentences, lang or "en")
    told = agreement_object(decisions, found, undecided)
    write_sheets(agreement_sheets(decisions, found, undecided, voice), told, format_, output)
    for table in tables:
        table.end()


def _answered(
    given: "Input", matcher: "Matcher", as_of: str | None, lang: str | None
) -> Iterator[tuple[str, list[str]]]:
    """The rows of a review table, each with its band: from the cells of a batch output, else answered now."""
    from matcher.audit.review.decisions import ANSWERED, ASKED
    from matcher.audit.review.workbook import answered_cells
    from matcher.tell.cells import Cells
    from matcher.tell.voice import Voice

    empty = [""] * len(ASKED)
    if set(given.header) >= set(ANSWERED):
        for row in given.rows([*ANSWERED, "tm_language"]):
            own, cells = row.document, _as_given(row.cells, given.source)
            told = _as_given({"id": own.id, "title": own.title, "text": own.text}, given.source)
            yield cells["tm_review"], [*told.values(), cells["tm_language"], *answered_cells(cells), *empty]
        return
    answered = Cells(matcher.pack.book, matcher.pack.taxonomy)
    for answer in matcher.classify_many(given.documents(), give.options_of(as_of, lang, matcher)):
        voice = Voice(matcher.pack.book.sentences, lang or answer.language)
        cells = dict(zip(answered.columns, answered.of(answer, voice), strict=True))
        own = answer.document
        yield (
            answer.review.band.value,
            [own.id, own.title, own.text, answer.language, *answered_cells(cells), *empty],
        )


def _as_given(cells: dict[str, str], source: Path) -> dict[str, str]:
    """The cells as they were before a text table made those that begin like a formula harmless."""
    from matcher.tell.neutral import restored

    return cells if source.suffix.casefold() == ".xlsx" else {name: restored(cell) for name, cell in cells.items()}


def _write(rows: list[list[str]], output: Path, matcher: "Matcher") -> None:
    """Write the table whole, in the format of its ending."""
    import csv
    import io

    from matcher.audit.review.decisions import COLUMNS
    from matcher.tell.neutral import neutral

    if output.suffix.casefold() == ".csv":
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(map(neutral, row) for row in [COLUMNS, *rows])
        give.write("\ufeff" + text.getvalue(), output)
        return
    from matcher.audit.review.workbook import write_review

    part = output.with_name(f".{output.name}.part")
    try:
        cut = write_review(part, rows, matcher.pack.taxonomy)
        part.replace(output)
    except ValueError as problem:
        refuse(f"{output}: {problem}; export fewer of them, or to .csv")
    finally:
        part.unlink(missing_ok=True)
    if cut:
        tell(f"{output}: {cut} cells were longer than a cell can be, and were cut")


def _review_table(source: Path, encoding: str | None, matcher: "Matcher") -> "Input":
    """A table that was made for people to fill in."""
    from matcher.audit.review.workbook import SHEET
    from matcher.cli.reading import Input

    sheet = SHEET if source.suffix.casefold() == ".xlsx" else None
    columns = inputs.Columns(text=("text",), title="title", id="id", encoding=encoding, sheet=sheet)
    return Input(source, matcher.pack, columns)


def _filled(table: "Input") -> "Iterator[Filled]":
    """The rows of a review table with their places."""
    from matcher.audit.review.decisions import ASKED, COLUMNS, Filled
    from matcher.model.problems import Place

    header = table.header
    missing = [name for name in ("tm_class", "tm_decision_id", *ASKED) if name not in header]
    if missing:
        refuse(f"{table.source}: this is no review table; it lacks {', '.join(missing)}")
    for row in table.rows([name for name in COLUMNS if name in header]):
        yield Filled(
            cells=_as_given(row.cells, table.source), place=Place(file=str(table.source), line=row.line, column=1)
        )


def _keep(decisions: "list[Decision]", matcher: "Matcher", gold: Path | None, examples: Path | None) -> None:
    """Write what is asked for: a labelled table, examples."""
    from matcher.audit.review.kept import example_files, gold_csv

    if examples is not None:
        from matcher.know.export import write_files

        files, without = example_files(decisions, matcher.pack.book)
        write_files(examples, files)
        tell(f"{len(files)} files of examples written to {examples}")
        if without:
            tell(f"{without} decisions name no activity, or are unsure, and made no example")
    if gold is not None:
        give.write(gold_csv(decisions), gold)
        tell(f"labels written to {gold}; measure by them with: taxomatch audit gold {gold} --gold label")
