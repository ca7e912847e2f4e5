"""`taxomatch audit gold`: how right the answers are, by labels that people gave."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.audits import inputs
from matcher.cli.outcome import refuse, tell

if TYPE_CHECKING:
    from matcher.audit.gold import GoldReport
    from matcher.audit.labels import Marker
    from matcher.cli.reading import Input
    from matcher.model.document import Document
    from matcher.river import Matcher

RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The columns that people filled in: the labels, the group of each row, the codes by list."""

    gold: str
    by: str | None = None
    codes: dict[str, str] = field(default_factory=dict)


def gold(
    source: inputs.InputArgument,
    gold_: Annotated[str, typer.Option("--gold", metavar="COL", help="The column with the right labels, joined by ;")],
    by: Annotated[
        str | None, typer.Option("--by", metavar="COL", help="Measure each value of it by itself too.")
    ] = None,
    what: Annotated[str, typer.Option("--what", metavar="class|activity", help="What the labels name.")] = "class",
    gold_codes: Annotated[
        list[str] | None,
        typer.Option("--gold-codes", metavar="LIST=COL", help="A column with right codes of a list, as eu=code."),
    ] = None,
    resamples: Annotated[
        int, typer.Option("--resamples", min=0, max=10_000, help="How often rows are drawn again for the intervals.")
    ] = RESAMPLES,
    format_: inputs.FormatOption = inputs.TableFormat.TABLE,
    output: give.OutputOption = None,
    svg: Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Draw the curves there.")] = None,
    wrong: Annotated[
        Path | None, typer.Option("--wrong", metavar="FILE", help="List every wrong answer there, as CSV.")
    ] = None,
    text_col: inputs.TextColumns = None,
    title_col: inputs.TitleColumn = None,
    id_col: inputs.IdColumn = None,
    sheet: inputs.SheetOption = None,
    encoding: inputs.EncodingOption = None,
    as_of: give.AsOfOption = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
) -> None:
    """Measure the answers by labels: shares per class, confusions, calibration, thresholds, with 95 % intervals."""
    from matcher.audit.labels import Marker, Scored
    from matcher.cli.reading import Input

    if what not in list(Scored):
        refuse(f"--what {what}: expected one of {', '.join(Scored)}")
    matcher = give.load(pack)
    columns = inputs.columns_of(text_col, title_col, id_col, encoding, sheet)
    beside = Beside(gold=gold_, by=by, codes=_code_columns(gold_codes or (), matcher))
    marker = Marker(what=Scored(what))
    given = Input(source, matcher.pack, columns)
    answers = matcher.classify_many(labelled(given, matcher, beside, marker), give.options_of(as_of, None, matcher))
    for _ in marker.watch(answers):
        pass
    report = report_of(marker, beside.codes, resamples, source)
    write_report(report, matcher, format_, output, svg, lang or "en")
    if wrong is not None:
        from matcher.audit.gold_told import wrong_rows

        give.write(wrong_rows(marker.scorings), wrong)
    given.end()


def report_of(marker: "Marker", frameworks: Iterable[str], resamples: int, source: Path) -> "GoldReport":
    """The measure of what was marked. Refuses where no row has a label."""
    from matcher.audit.gold import report_on

    if not marker.scorings:
        refuse(f"{source}: no row has a label, so nothing can be measured ({marker.unlabelled} rows without one)")
    return report_on(marker.scorings, marker.unlabelled, tuple(frameworks), resamples)


def write_report(
    report: "GoldReport",
    matcher: "Matcher",
    format_: inputs.TableFormat,
    output: Path | None,
    svg: Path | None,
    language: str,
) -> None:
    """Write the tables in their format, and the drawings where they are asked for."""
    from matcher.audit.gold_told import gold_drawings, gold_object, gold_sheets
    from matcher.cli.audits.sheets import write_sheets
    from matcher.tell.charts import stacked
    from matcher.tell.voice import Voice

    voice = Voice(matcher.pack.book.sentences, language)
    if svg is not None:
        give.write(stacked(gold_drawings(report, voice)), svg)
    write_sheets(gold_sheets(report, voice), gold_object(report), format_, output)


def labelled(given: "Input", matcher: "Matcher", beside: Beside, marker: "Marker") -> "Iterator[Document]":
    """The documents of an input; the marker is given the labels of each. Labels the pack does not know are told."""
    from matcher.audit.labels import NONE, Labels, Scored, labels_in

    taxonomy = matcher.pack.taxonomy
    known = {NONE, *(taxonomy.classes if marker.what is Scored.CLASS else taxonomy.activities)}
    strange = set[str]()
    asked = [beside.gold, *([beside.by] if beside.by else []), *beside.codes.values()]
    for row in given.rows(list(dict.fromkeys(asked))):
        right = labels_in(row.cells[beside.gold])
        strange |= set(right) - known
        codes = {name: labels_in(row.cells[column]) for name, column in beside.codes.items()}
        marker.expect(Labels(right=right, codes=codes, group=row.cells[beside.by] if beside.by else ""))
        yield row.document
    if strange:
        tell(f"{given.source}: labels that the pack does not know, never right: {', '.join(sorted(strange))}")


def _code_columns(given: "list[str] | tuple[()]", matcher: "Matcher") -> dict[str, str]:
    """The columns with codes, by list. Refuses lists that hold no codes."""
    codes = {}
    taxonomy = matcher.pack.taxonomy
    known = {listing.framework for one in taxonomy.activities.values() for listing in one.listings}
    for one in given:
        name, equals, column = one.partition("=")
        if not equals or name not in known:
            refuse(f"--gold-codes {one}: expected LIST=COL with a list of {', '.join(sorted(known))}")
        codes[name] = column
    return codes
