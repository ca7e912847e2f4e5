"""`taxomatch audit rules`: what the rules did to an input or in a recorded run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.audits import inputs

if TYPE_CHECKING:
    from matcher.audit.usage import RuleUse
    from matcher.model.rules import RuleBook


def rules(
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", help="A table as for batch, a project file, or the folder of a record.")
    ],
    quotes: Annotated[int, typer.Option("--quotes", min=0, help="How many quotes of each rule are kept.")] = 3,
    most: Annotated[int, typer.Option("--most", min=1, help="How many rows of each table are shown.")] = 25,
    format_: inputs.FormatOption = inputs.TableFormat.TABLE,
    output: give.OutputOption = None,
    text_col: inputs.TextColumns = None,
    title_col: inputs.TitleColumn = None,
    id_col: inputs.IdColumn = None,
    sheet: inputs.SheetOption = None,
    encoding: inputs.EncodingOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
) -> None:
    """Show which rules fired and on which words, which claim the same texts, and what came to nothing."""
    from matcher.audit.seen import seen_in_answers, seen_in_record
    from matcher.audit.usage import count_uses

    given = None
    if is_record(source):
        from matcher.audit.record import open_record

        record = open_record(source)
        book = record.matcher().pack.book
        seen = seen_in_record(record)
    else:
        from matcher.cli.reading import Input

        matcher = give.load(pack)
        book = matcher.pack.book
        given = Input(source, matcher.pack, inputs.columns_of(text_col, title_col, id_col, encoding, sheet))
        seen = seen_in_answers(matcher.classify_many(given.documents()), book.rules)
    write_use(count_uses(seen, book, quotes), book, format_, output, lang or "en", most)
    if given:
        given.end()


def is_record(source: Path) -> bool:
    """Whether an input is the folder of a record."""
    return source.is_dir() and (source / "manifest.json").is_file()


def write_use(
    use: "RuleUse", book: "RuleBook", format_: inputs.TableFormat, output: Path | None, language: str, most: int
) -> None:
    """Write what was counted: everything as JSON, or the tables."""
    import sys

    from matcher.audit.usage_told import use_object, use_sheets
    from matcher.cli.audits.sheets import write_sheets
    from matcher.tell.voice import Voice

    shown = sys.maxsize if format_ is inputs.TableFormat.CSV else most
    sheets = use_sheets(use, book, Voice(book.sentences, language), shown)
    write_sheets(sheets, use_object(use), format_, output)
