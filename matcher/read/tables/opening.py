"""A table of any format, opened by what its name or its first bytes say it is."""

from collections.abc import Collection, Mapping

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.source import Source
from matcher.read.tables.parquet import open_parquet
from matcher.read.tables.records import Bounds
from matcher.read.tables.sheets import open_sheet
from matcher.read.tables.table import Table, TableOptions
from matcher.read.tables.texts import open_fields, open_objects
from matcher.read.workbooks import is_workbook

_JSON_LINES = (".jsonl", ".ndjson")
_PARQUET = (".parquet", ".pq")
_OTHERS = (".csv", ".tsv", ".tab", ".gz")


def is_table(ending: str) -> bool:
    """Whether files with an ending are tables of many rows."""
    return ending in (*_OTHERS, *_JSON_LINES, *_PARQUET) or is_workbook(ending)


def open_table(
    source: Source,
    options: TableOptions,
    known: Mapping[str, tuple[str, ...]],
    bounds: Bounds,
    terms: Collection[str] = (),
) -> Table:
    """The table of a source, ready to be read. `known` are the names of columns by role, for finding the header.

    `terms` are words that its texts may hold, which help to tell its encoding.

    Refuses what is empty, damaged, of no sure encoding, or without a header that can be used, and options that do
    not go with the format.
    """
    if is_workbook(source.ending):
        refuse_unfit(options, "a workbook", "encoding", "delimiter")
        return open_sheet(source, options, known, bounds)
    if source.ending in _PARQUET:
        refuse_unfit(options, "a Parquet file", "encoding", "delimiter", "sheet", "header_row")
        return open_parquet(source, bounds)
    words = [*options.choice.names(), *(name for names in known.values() for name in names), *terms]
    if source.ending in _JSON_LINES:
        refuse_unfit(options, "a file of JSON lines", "delimiter", "sheet", "header_row")
        return open_objects(source, options, bounds, words)
    refuse_unfit(options, "a text", "sheet")
    return open_fields(source, options, known, bounds, words)


def refuse_unfit(options: TableOptions, what: str, *unfit: str) -> None:
    """Refuse options that mean nothing for a format."""
    problems = [
        Problem(
            place=Place(file=f"--{name.replace('_', '-')}"), message=f"{what} has none", hint="Leave the option out."
        )
        for name in unfit
        if getattr(options, name) is not None
    ]
    if problems:
        raise Refusal(problems)
