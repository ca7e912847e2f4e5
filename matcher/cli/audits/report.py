"""`taxomatch audit report`: a whole input on one page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.audits import inputs
from matcher.cli.audits.rules import is_record
from matcher.cli.outcome import refuse, tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matcher.cli.reading import Input
    from matcher.model.document import Document, Options
    from matcher.river import Matcher


def report(
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", help="A table as for batch, a project file, or the folder of a record.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="The page to write, .html; - for stdout.")],
    gold: Annotated[
        str | None, typer.Option("--gold", metavar="COL", help="The column with the right classes, to measure by.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="COL", help="Measure each value of it by itself too.")
    ] = None,
    most_rows: Annotated[int, typer.Option("--rows", min=0, help="How many documents are told in a line.")] = 5000,
    most_whole: Annotated[
        int, typer.Option("--whole", min=0, help="How many are told whole, those to review first.")
    ] = 200,
    text_col: inputs.TextColumns = None,
    title_col: inputs.TitleColumn = None,
    id_col: inputs.IdColumn = None,
    sheet: inputs.SheetOption = None,
    encoding: inputs.EncodingOption = None,
    as_of: give.AsOfOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
) -> None:
    """Write one page about an input: what came of it, each document, the rules at work, open questions, sources."""
    from matcher import __version__
    from matcher.audit.labels import Marker, Scored
    from matcher.audit.report.overview import Overview
    from matcher.audit.report.page import ReportPage
    from matcher.audit.seen import seen_in_answers
    from matcher.audit.usage import count_uses
    from matcher.cli.audits.gold import RESAMPLES, Beside, labelled, report_of
    from matcher.tell.voice import Voice

    columns = inputs.columns_of(text_col, title_col, id_col, encoding, sheet)
    matcher, options, documents, given = _given(source, columns, pack, as_of, lang)
    book = matcher.pack.book
    seen = Overview(most_rows=most_rows, most_whole=most_whole)
    marker = None
    if gold is not None:
        marker = Marker(what=Scored.CLASS)
        if given is None:
            refuse(f"{source}: a record has no column of labels; name the input itself")
        documents = labelled(given, matcher, Beside(gold=gold, by=by), marker)
    answers = matcher.classify_many(documents, options)
    watched = seen.watch(marker.watch(answers) if marker else answers)
    use = count_uses(seen_in_answers(watched, book.rules), book, quotes=3)
    right = report_of(marker, (), RESAMPLES, source) if marker else None
    page = ReportPage(matcher.pack, Voice(book.sentences, lang or "en"), ("taxomatch", __version__))
    give.write(page.of(source.name, seen, use, right), output)
    tell(f"{seen.documents} documents on one page: {output}")
    if given:
        given.end()


def _given(
    source: Path, columns: inputs.Columns, pack: Path | None, as_of: str | None, lang: str | None
) -> "tuple[Matcher, Options, Iterable[Document], Input | None]":
    """The documents of an input, or of a record with the pack and the options that it was made with."""
    from matcher.cli.reading import Input

    if not is_record(source):
        matcher = give.load(pack)
        given = Input(source, matcher.pack, columns)
        return matcher, give.options_of(as_of, lang, matcher), given.documents(), given
    from matcher.audit.record import open_record

    record = open_record(source)
    if record.manifest.options.redact:
        refuse(f"{source}: this record was made with --redact and holds no texts; name the input itself")
    found = (document for line in record.lines() if (document := record.document(line)) is not None)
    return record.matcher(), record.manifest.options.answers, found, None
