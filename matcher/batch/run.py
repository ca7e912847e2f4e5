"""Many rows: a table in, the same table out with the answers beside it, and what was no row in a file of its own."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from matcher.batch.answering import Answering
from matcher.batch.opening import (
    STANDARD_OUTPUT,
    delimiter_of,
    open_rows,
    refuse_overwriting,
    rejects_place,
)
from matcher.batch.options import AnswerCells, BatchOptions, Classifier
from matcher.batch.progress import shown_progress
from matcher.batch.rejects import RejectLines, RejectsFile
from matcher.batch.stopping import stoppable
from matcher.batch.summary import Summary
from matcher.batch.target import PartFile, StandardOutput, Target, new_run_id
from matcher.batch.writing import TableWriter
from matcher.read import Block, Source, open_source


def run(
    classifier: Classifier,
    source_name: str,
    target_name: str,
    cells: AnswerCells,
    options: BatchOptions,
    tell: Callable[[str], object] = lambda _: None,
) -> Summary:
    """Classify every row of a table; the counts of the run.

    `source_name` and `target_name` are files, or `-` for standard input and output. The output holds all columns of
    the input and those of `cells`, one row for each row read, in order; it is moved into its place only when rows
    read = rows written + rejects. Whatever goes wrong before leaves no output and no part of it. A closed pipe ends
    the run with SystemExit(0), a signal with SystemExit(128 + its number), both after cleaning up.
    """
    with ExitStack() as stack:
        stack.enter_context(stoppable())
        source = stack.enter_context(open_source(source_name))
        delimiter = delimiter_of(target_name)
        rejects, target = _places(stack, source, target_name, options)
        writer = TableWriter(target, delimiter, raw_cells=options.raw_cells, excel_bom=options.excel_bom)
        try:
            summary = _answer_all(stack, classifier, source, writer, rejects, cells, options, tell)
            rejects.flush()
            target.flush()
        except BrokenPipeError:
            _silence_stdout()
            raise SystemExit(0) from None
        if summary.rows_in != summary.rows_out + summary.rejects:
            message = f"{summary.rows_in} rows read, {summary.rows_out} written, {summary.rejects} rejected"
            raise RuntimeError(message)
        summary.rejects_file = rejects.publish()
        target.publish()
        return summary


def _places(
    stack: ExitStack, source: Source, target_name: str, options: BatchOptions
) -> tuple[RejectsFile | RejectLines, Target]:
    """Where rejects and output go; both leave nothing behind unless they are published."""
    rejects_name = rejects_place(target_name, options)
    refuse_overwriting(source, target_name, rejects_name)
    run_id = new_run_id()
    target: Target = StandardOutput()
    if target_name != STANDARD_OUTPUT:
        target = PartFile(Path(target_name), run_id)
    stack.callback(target.discard)
    rejects: RejectsFile | RejectLines = RejectLines()
    if rejects_name:
        rejects = RejectsFile(Path(rejects_name), run_id, raw_cells=options.raw_cells)
    stack.callback(rejects.discard)
    return rejects, target


def _answer_all(
    stack: ExitStack,
    classifier: Classifier,
    source: Source,
    writer: TableWriter,
    rejects: RejectsFile | RejectLines,
    cells: AnswerCells,
    options: BatchOptions,
    tell: Callable[[str], object],
) -> Summary:
    """Read, answer and write block after block."""
    opened = open_rows(source, classifier.pack, options)
    for line in opened.told:
        tell(f"{source.place}: {line}")
    summary = Summary(unread=opened.maker.unread)
    answering = Answering(classifier, opened, cells, options.answers, summary)
    progress = stack.enter_context(shown_progress(source.name, source.size))
    writer.write([[*opened.table.header, *cells.columns]])
    for block in _limited(opened.table.blocks(), options.limit):
        rejected = list(block.rejects)
        for rows in answering.rows(block, rejected):
            writer.write(rows)
        rejects.take(sorted(rejected, key=lambda reject: reject.line))
        summary.rejects += len(rejected)
        summary.reasons.update(reject.reason for reject in rejected)
        if block.stops:
            progress(block.stops[-1])
    return summary


def _limited(blocks: Iterable[Block], limit: int | None) -> Iterator[Block]:
    """The blocks, or as many records of them, rows and rejects alike, as `limit` says."""
    left = limit
    for block in blocks:
        if left is None:
            yield block
            continue
        lines = sorted([*block.lines, *(reject.line for reject in block.rejects)])[:left]
        left -= len(lines)
        if lines:
            yield _up_to(block, lines[-1])
        if not left:
            return


def _up_to(block: Block, line: int) -> Block:
    count = sum(one <= line for one in block.lines)
    return replace(
        block,
        lines=block.lines[:count],
        starts=block.starts[:count],
        stops=block.stops[:count],
        rows=block.rows[:count],
        rejects=[reject for reject in block.rejects if reject.line <= line],
    )


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter does not complain of the closed pipe when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
