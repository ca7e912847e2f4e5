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
    columns = inputs.columns_of(text_col, title_col, id_col, encoding, sheet)
    use, book = used(source, columns, quotes, pack)
    write_use(use, book, format_, output, lang or "en", most)


def is_record(source: Path) -> bool:
    """Whether an input is the folder of a record."""
    return source.is_dir() and (source / "manifest.json").is_file()


def used(source: Path, columns: inputs.Columns, quotes: int, pack: Path | None) -> "tuple[RuleUse, RuleBook]":
    """What the rules did to an input, or, with the record's own pack, in a recorded run."""
    from matcher.audit.seen import seen_in_answers, seen_in_record
    from matcher.audit.usage import count_uses
    from matcher.cli.reading import documents_in

    if is_record(source):
        from matcher.audit.record import open_record

        record = open_record(source)
        book = record.matcher().pack.book
        return count_uses(seen_in_record(record), book, quotes), book
    matcher = give.load(pack)
    book = matcher.pack.book
    answers = matcher.classify_many(documents_in(source, matcher.pack, columns))
    return count_uses(seen_in_answers(answers, book.rules), book, quotes), book


def write_use(
    use: "RuleUse", book: "RuleBook", format_: inputs.TableFormat, output: Path | None, language: str, most: int
) -> None:
    """Write what was counted: everything as JSON, or the tables."""
    import json
    import sys

    from matcher.audit.usage_told import use_object, use_sheets
    from matcher.cli.audits.sheets import write_sheets
    from matcher.tell.voice import Voice

    if format_ is inputs.TableFormat.JSON:
        give.write(json.dumps(use_object(use), ensure_ascii=False, indent=2) + "\n", output)
        return
    shown = sys.maxsize if format_ is inputs.TableFormat.CSV else most
    write_sheets(use_sheets(use, book, Voice(book.sentences, language), shown), format_, output)
