"""`taxomatch audit replay`: a record decided once more."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.audits import inputs as given
from matcher.cli.outcome import Exit, end, refuse, tell

if TYPE_CHECKING:
    from matcher.audit.record import Manifest
    from matcher.model.document import Document
    from matcher.river import Matcher


def replay(
    record: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that --record made.")],
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", metavar="FILE", help="The input again, where the record holds no texts."),
    ] = None,
    data: give.DataOption = None,
    format_: given.FormatOption = given.TableFormat.TABLE,
    output: give.OutputOption = None,
) -> None:
    """Decide a record once more from its own pack and list what comes out otherwise; exit code 1 if anything does."""
    from matcher.audit.record import open_record
    from matcher.audit.replay import replay as replayed
    from matcher.audit.verify import verify
    from matcher.cli.audits.sheets import write_sheet
    from matcher.tell.sheets import Sheet

    opened = open_record(record)
    findings = verify(record)
    for finding in findings:
        tell(f"changed since it was made: {finding}")
    if opened.manifest.options.redact and not inputs:
        refuse("this record was made with --redact and holds no texts: name the input with --input")
    matcher = opened.matcher()
    documents = _documents(inputs, data, opened.manifest, matcher) if inputs else None
    done = replayed(opened, matcher, documents)
    for line in done.other_program:
        tell(f"another program: {line}; decision ids are not compared")
    rows = tuple((str(one.number), one.document, one.where, one.before, one.after) for one in done.differences)
    heads = ("number", "document", "where", "recorded", "now")
    write_sheet(Sheet(name="differences", title="Decided otherwise now", heads=heads, rows=rows), format_, output)
    tell(f"{done.decisions} decisions replayed, {done.different} different")
    if done.different or findings:
        end(Exit.GATE_FAILED)


def _documents(
    inputs: Sequence[str], data: Sequence[str] | None, manifest: "Manifest", matcher: "Matcher"
) -> "Iterator[tuple[int, Document]]":
    """The documents of the input, with the line each stands in, or its number."""
    if manifest.command != "batch":
        yield from enumerate(give.documents_of(inputs, None, give.data_of(data)), start=1)
        return
    import msgspec

    from matcher.batch import BatchOptions, open_rows
    from matcher.batch.answering import maker_of
    from matcher.read import TableOptions, open_source

    if len(inputs) != 1:
        refuse("the record is of one table: give --input once")
    options = BatchOptions(table=msgspec.convert(manifest.options.table, TableOptions))
    with open_source(inputs[0]) as source:
        opened = open_rows(source, matcher.pack, options)
        maker = maker_of(matcher.pack, opened.table.header, opened.columns)
        for block in opened.table.blocks():
            yield from zip(block.lines, block.documents or maker.documents(block), strict=True)
