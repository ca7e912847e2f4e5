"""`taxomatch audit diff`: what comes out otherwise between two packs or two records, and what made it so."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.audits import inputs
from matcher.cli.outcome import Exit, end, refuse, tell

if TYPE_CHECKING:
    from matcher.audit.diff import Comparison, Difference
    from matcher.audit.record import Record
    from matcher.cli.reading import Input
    from matcher.model.document import Document

_SHIPPED = "shipped"
_MANIFEST, _PACK = "manifest.json", "pack"


def diff(
    sides: Annotated[
        list[str] | None,
        typer.Argument(metavar="A B", help="Two of: a pack folder, shipped, a record. With --since: B or nothing."),
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--input", metavar="FILE", help="What both packs answer: a table or a project file.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="GITREF", help="Take as A the pack as it was at this commit.")
    ] = None,
    text_col: inputs.TextColumns = None,
    title_col: inputs.TitleColumn = None,
    id_col: inputs.IdColumn = None,
    sheet: inputs.SheetOption = None,
    encoding: inputs.EncodingOption = None,
    as_of: give.AsOfOption = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Differences that are accepted.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="Accept every difference found, in a file.")
    ] = None,
    shifted: Annotated[
        bool, typer.Option("--shifted", help="Show the same answers with other points or evidence too.")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="How many decisions of each cause are shown.")] = 20,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with exit code 1 if an answer differs and is not accepted.")
    ] = False,
    format_: inputs.FormatOption = inputs.TableFormat.TABLE,
    output: give.OutputOption = None,
) -> None:
    """Show which decisions come out otherwise between two packs or two records, by the rule or fact that made it so."""
    from matcher.audit.diff import Baseline, baseline_of, compare_records, read_baseline

    accepted_before = read_baseline(baseline) if baseline is not None else Baseline()
    given = None
    with ExitStack() as stack:
        old, new = _sides(list(sides or ()), since, stack)
        if _is_record(old) and _is_record(new):
            if source is not None or as_of is not None:
                refuse("--input and --as-of are for two packs: two records hold their decisions already")
            done = compare_records(_record(old), _record(new))
        else:
            columns = inputs.columns_of(text_col, title_col, id_col, encoding, sheet)
            done, given = _packs(old, new, source, columns, as_of)
    fresh, accepted, stale = accepted_before.split(done.answers)
    if write_baseline is not None:
        give.write(baseline_of(done.answers, accepted_before).written(), write_baseline)
        tell(f"{len(done.answers)} differences accepted in {write_baseline}")
    _write(done, accepted, format_, output, shifted=shifted, most=most)
    for line in done.refused[:10]:
        tell(f"refused by one of the packs: {line}")
    if stale:
        tell(f"accepted, but no longer met: {len(stale)}")
    if exit_code and (fresh or done.refused) and write_baseline is None:
        end(Exit.GATE_FAILED)
    if given:
        given.end()


def _sides(given: list[str], since: str | None, stack: ExitStack) -> tuple[str, str]:
    """The two sides as the user names them; the earlier pack of --since is written to a folder that goes away."""
    import tempfile

    from matcher.audit.diff import pack_at

    if since is None:
        if len(given) != 2:  # noqa: PLR2004, a comparison has two sides
            refuse("name two packs or two records: taxomatch audit diff A B")
        return given[0], given[1]
    if len(given) > 1:
        refuse("--since is one side already: name one pack folder, or none for ours")
    side = given[0] if given else _SHIPPED
    into = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "pack"
    tell(f"A is the pack as it was at {since}")
    return str(pack_at(since, _folder(side), into)), side


def _is_record(side: str) -> bool:
    return side != _SHIPPED and (Path(side) / _MANIFEST).is_file()


def _folder(side: str) -> Path | None:
    """Where the pack of a side stands; None for ours."""
    if _is_record(side):
        return Path(side) / _PACK
    return None if side == _SHIPPED else Path(side)


def _record(side: str) -> "Record":
    """The record of a side; what was changed in it since it was made is told."""
    from matcher.audit.record import open_record
    from matcher.audit.verify import verify

    for finding in verify(Path(side)):
        tell(f"changed since it was made: {finding}")
    return open_record(Path(side))


def _documents(record: "Record") -> "Iterator[Document]":
    """The documents of a record, once more."""
    for line in record.lines():
        document = record.document(line)
        if document is None:
            refuse("this record was made with --redact and holds no texts: give two packs and --input")
        yield document


def _packs(
    old: str, new: str, source: Path | None, columns: inputs.Columns, as_of: str | None
) -> "tuple[Comparison, Input | None]":
    """Two packs on one input; where a side is a record, its pack, on its documents, as they were asked then."""
    from matcher.audit.diff import compare_packs, pack_changes
    from matcher.cli.reading import Input
    from matcher.know.source.folder import read_folder

    recorded = next((_record(one) for one in (old, new) if _is_record(one)), None)
    if (source is None) == (recorded is None):
        refuse("give two packs and --input FILE, or a pack and a record, which holds its documents already")
    changes = pack_changes(*(read_folder(_folder(one)).contents for one in (old, new)))
    before, after = give.load(_folder(old)), give.load(_folder(new))
    options = give.options_of(as_of, None, after)
    documents: Iterator[Document] = iter(())
    given = None if source is None else Input(source, after.pack, columns)
    if given is not None:
        documents = given.documents()
    elif recorded is not None:
        documents = _documents(recorded)
        options = recorded.manifest.options.answers if as_of is None else options
    return compare_packs(before, after, changes, documents, options), given


def _write(
    done: "Comparison",
    accepted: "Sequence[Difference]",
    format_: inputs.TableFormat,
    output: give.OutputOption,
    *,
    shifted: bool,
    most: int,
) -> None:
    """Write the comparison; the counts are told on stderr in every format."""
    import json

    from matcher.audit.diff.report import object_of, sheet_of
    from matcher.cli.audits.turns import as_markdown, as_table
    from matcher.tell.sheets import sheet_csv

    if format_ is inputs.TableFormat.JSON:
        text = json.dumps(object_of(done, accepted, shifted=shifted), ensure_ascii=False, indent=2) + "\n"
    elif format_ is inputs.TableFormat.CSV:
        text = sheet_csv(sheet_of(done, accepted, shifted=shifted))
    else:
        shown = as_table if format_ is inputs.TableFormat.TABLE else as_markdown
        text = shown(done, accepted, shifted=shifted, most=most)
    give.write(text, output)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(done.counts.items())) or "no difference"
    tell(f"{done.documents} documents; changes of the pack: {len(done.changes)}; {counts}; accepted: {len(accepted)}")
