"""`taxomatch batch`: a table of projects to the same table with the answers beside it."""

from typing import Annotated

import typer

from matcher.cli import give
from matcher.cli.outcome import Exit, end, refuse, tell
from matcher.cli.recording import RecordOption, RedactOption, recorded, refuse_recording

_COLUMN = "NAME"


def batch(
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="A .csv, .tsv, .jsonl, .xlsx or .parquet table, also .gz; or a folder of project files; - for stdin.",
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            help="A .csv, .tsv, .jsonl, .xlsx or .parquet file, written whole or not at all; - for stdout.",
        ),
    ] = None,
    text_col: Annotated[
        list[str] | None,
        typer.Option("--text-col", metavar=_COLUMN, help="A column with the description; may be repeated."),
    ] = None,
    title_col: Annotated[
        str | None, typer.Option("--title-col", metavar=_COLUMN, help="The column with the title.")
    ] = None,
    id_col: Annotated[str | None, typer.Option("--id-col", metavar=_COLUMN, help="The column with the id.")] = None,
    data_col: Annotated[
        list[str] | None,
        typer.Option(
            "--data-col", metavar="NAME=MEASURE[:UNIT]", help="A column with figures for a measure; may be repeated."
        ),
    ] = None,
    date_col: Annotated[
        str | None, typer.Option("--date-col", metavar=_COLUMN, help="The column with the deal's date.")
    ] = None,
    deal_kind_col: Annotated[
        str | None, typer.Option("--deal-kind-col", metavar=_COLUMN, help="The column with loan, bond or other.")
    ] = None,
    deal_state_col: Annotated[
        str | None, typer.Option("--deal-state-col", metavar=_COLUMN, help="The column with the deal's state.")
    ] = None,
    edition_col: Annotated[
        str | None, typer.Option("--edition-col", metavar=_COLUMN, help="The column with the edition chosen.")
    ] = None,
    amount_col: Annotated[
        str | None, typer.Option("--amount-col", metavar=_COLUMN, help="The column with the amount.")
    ] = None,
    as_of: give.AsOfOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="The encoding of the input, if it is not found.")
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option("--delimiter", help="One character, or comma, semicolon, tab, pipe; if it is not found."),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME|N", help="The sheet of a workbook, by name or number, if not found."),
    ] = None,
    header_row: Annotated[
        int | None, typer.Option("--header-row", min=1, help="The line of the header, from 1, if it is not found.")
    ] = None,
    rejects: Annotated[
        str | None,
        typer.Option("--rejects", metavar="FILE", help="Where rejected rows go; OUTPUT.rejects.csv if not told."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=64, help="So many processes; the output is the same for any number.")
    ] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what a run of the same left when it was stopped.")
    ] = False,
    record: RecordOption = None,
    redact: RedactOption = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Stop after so many rows.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show how the table would be read; write nothing.")
    ] = False,
    long: Annotated[
        bool,
        typer.Option("--long", help="Write candidates, evidence, criteria and figures as tables beside OUTPUT."),
    ] = False,
    summary_file: Annotated[
        str | None, typer.Option("--summary", metavar="FILE", help="Write the counts and shares of the run as JSON.")
    ] = None,
    materiality: Annotated[
        bool, typer.Option("--materiality", help="Add what may be material: topics, verdict, coverage.")
    ] = False,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="Copy cells that begin like a formula as they are.")
    ] = False,
    excel_bom: Annotated[
        bool, typer.Option("--excel-bom", help="Begin the output with a mark that Excel understands.")
    ] = False,
) -> None:
    """Classify every row of a table: all its columns come back, with the `tm_` columns beside them."""
    from matcher.batch import BatchOptions, answer_cells, form_of, lines, look, run, settle
    from matcher.cli.materiality import with_materiality
    from matcher.read import Choice, TableOptions, read_data_column

    named = {
        "title": title_col,
        "id": id_col,
        "date": date_col,
        "deal_kind": deal_kind_col,
        "deal_state": deal_state_col,
        "edition": edition_col,
        "amount": amount_col,
    }
    choice = Choice(
        text=tuple(text_col or ()),
        single={role: name for role, name in named.items() if name is not None},
        data=tuple(map(read_data_column, data_col or ())),
    )
    if output is None and not dry_run:
        refuse("nowhere to write: name a file with -o, or - for stdout")
    refuse_recording(record, redact=redact, resume=resume, output=output)
    matcher = give.load(pack)
    asked = give.options_of(as_of, lang, matcher)
    options = BatchOptions(
        table=TableOptions(encoding=encoding, delimiter=delimiter, header_row=header_row, sheet=sheet, choice=choice),
        answers=with_materiality(asked, matcher) if materiality else asked,
        rejects=rejects,
        limit=limit,
        raw_cells=raw_cells,
        excel_bom=excel_bom,
        long=long,
        summary=summary_file,
        pack=pack,
        jobs=jobs,
        resume=resume,
    )
    if output is None or dry_run:
        for line in look(source, matcher.pack, options):
            tell(line)
        return
    settle()
    form = form_of(output, long=long)
    cells = answer_cells(
        matcher.pack, language=lang, materiality=materiality, lists_apart=form.lists_apart, long=form.long
    )
    with recorded(record, matcher, options, source, redact=redact) as recording:
        summary = run(matcher, source, output, cells, options, tell, recording)
        for line in lines(summary):
            tell(line)
    end(Exit(summary.exit_code))
