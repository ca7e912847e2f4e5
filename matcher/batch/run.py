"""Many rows: a table in, the same table out with the answers beside it, and what was no row in a file of its own."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from matcher.batch.answering import Answered
from matcher.batch.cells import AnswerCells
from matcher.batch.forms import STANDARD_OUTPUT, Form, RowWriter, form_of
from matcher.batch.journal import Asked, hash_of
from matcher.batch.noticing import Ids
from matcher.batch.opening import open_rows, refuse_overwriting, rejects_place
from matcher.batch.options import BatchOptions, Recording, RecordSink
from matcher.batch.output import Output, check_place, to_files, to_stdout
from matcher.batch.pieces import after, pieces, records_of
from matcher.batch.plan import Work, answers
from matcher.batch.progress import shown_progress
from matcher.batch.report import as_json
from matcher.batch.stopping import stoppable
from matcher.batch.summary import Summary
from matcher.batch.workers import INTERNAL
from matcher.model.problems import Place, Refusal
from matcher.read import Block, Reject, Source, Table, open_source
from matcher.river import Matcher

_STOPPED = (129, 130, 143)


def run(
    matcher: Matcher,
    source_name: str,
    target_name: str,
    cells: AnswerCells,
    options: BatchOptions,
    tell: Callable[[str], object] = lambda _: None,
    record: Recording | None = None,
) -> Summary:
    """Classify every row of a table; the counts of the run.

    `source_name` and `target_name` are files, or `-` for standard input and output. The output holds all columns of
    the input and those of `cells`, one row for each row read, in order; it is moved into its place only when rows
    read = rows written + rejects. Whatever goes wrong before leaves no output; a run that was stopped or whose
    worker died leaves what it has done so far for one that resumes it. A closed pipe ends the run with SystemExit(0),
    a signal with SystemExit(128 + its number). A `record` is moved into its place before the output is.
    """
    plan, sink = (record.plan, record.sink) if record else (None, None)
    form = form_of(target_name, long=options.long, raw_cells=options.raw_cells, excel_bom=options.excel_bom)
    with ExitStack() as stack:
        stack.enter_context(stoppable())
        source = stack.enter_context(open_source(source_name))
        output = stack.enter_context(_output(matcher, source, target_name, form, options, tell))
        opened = open_rows(source, matcher.pack, options)
        writer = RowWriter(form, opened.table.header, cells)
        form.check_columns(writer.width, Place(file=target_name))
        for line in (*opened.told, *writer.told):
            tell(f"{source.place}: {line}")
        work = Work(matcher=matcher, opened=opened, form=form, writer=writer, options=options, record=plan)
        try:
            summary = _answer_all(stack, work, output, Place(file=target_name), sink)
            output.finish(writer)
        except BrokenPipeError:
            _silence_stdout()
            raise SystemExit(0) from None
        if summary.rows_in != summary.rows_out + summary.rejects:
            message = f"{summary.rows_in} rows read, {summary.rows_out} written, {summary.rejects} rejected"
            raise RuntimeError(message)
        if options.summary:
            output.add(Path(options.summary), as_json(summary).encode("utf-8", "backslashreplace"))
        if sink:
            hashed = hash_of(source.stream)
            sink.publish(rows=summary.rows_in, rejects=summary.rejects, input_bytes=source.size, input_sha256=hashed)
        summary.rejects_file = output.publish()
        return summary


@contextmanager
def _output(
    matcher: Matcher,
    source: Source,
    target_name: str,
    form: Form,
    options: BatchOptions,
    tell: Callable[[str], object],
) -> Iterator[Output]:
    """Where everything goes. What is not published is discarded, or left for a run that resumes this one."""
    rejects_name = rejects_place(target_name, options)
    rejects = Path(rejects_name) if rejects_name else None
    places = [Path(name) for name in (rejects_name, options.summary) if name]
    if target_name != STANDARD_OUTPUT:
        places = [*filter(None, (*form.files(Path(target_name)), form.descriptor(Path(target_name)))), *places]
    refuse_overwriting(source, places)
    for place in places:
        check_place(place)
    if target_name == STANDARD_OUTPUT:
        if options.resume:
            raise Refusal("--resume: nothing is kept of a run to standard output; name a file with -o")
        output = to_stdout(rejects, raw_cells=options.raw_cells)
    else:
        asked = Asked.of(source.stream, options, matcher.pack)
        output = to_files(form, Path(target_name), rejects, asked, resume=options.resume)
    if options.resume:
        tell(f"resumed after {output.begun.records} records" if output.begun else "nothing to resume: begun anew")
    try:
        yield output
    except BaseException as error:
        records = output.leave() if _was_stopped(error) else 0
        if records:
            tell(f"stopped after {records} records; the same command with --resume goes on from there")
        else:
            output.discard()
        raise


def _answer_all(stack: ExitStack, work: Work, output: Output, target: Place, sink: RecordSink | None) -> Summary:
    """Read, answer and write piece after piece."""
    table = work.opened.table
    if output.begun:
        summary, done = Summary.from_state(output.begun.counts), output.begun.records
    else:
        summary, done = Summary.empty_for(work.matcher.pack), 0
        output.append(work.writer.opening())
    progress = stack.enter_context(shown_progress(table.source.name, table.source.size))
    ids = Ids(work.opened.columns)
    left = after(done, map(ids.noticed, pieces(table.blocks(), work.options.limit)))
    for piece, answered in answers(stack, work, left):
        rejects = sorted([*piece.rejects, *_refused(table, piece, answered)], key=lambda reject: reject.line)
        summary.add(answered.summary)
        summary.reject(rejects)
        output.append(answered.chunks, rejects)
        if sink:
            sink.take(answered.recorded)
        work.form.check_rows(summary.rows_out, target)
        done += records_of(piece)
        summary.rows_in = done
        output.note(done, summary.state())
        progress(piece.after.place)
    summary.repeated_ids = ids.repeated
    return summary


def _refused(table: Table, piece: Block, answered: Answered) -> Iterator[Reject]:
    """The rows of a piece that could be no rows of the output, as rejects."""
    for one in answered.refused:
        yield table.refused(piece, one.index, one.message, one.column)._replace(reason=one.reason)


def _was_stopped(error: BaseException) -> bool:
    """Whether a run ended by something that will not happen again when it is resumed."""
    if isinstance(error, Refusal):
        return error.exit_code == INTERNAL
    if isinstance(error, SystemExit):
        return error.code in _STOPPED
    return isinstance(error, (KeyboardInterrupt, MemoryError))


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter does not complain of the closed pipe when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
