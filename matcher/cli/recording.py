"""`--record DIR` of classify and batch: the options that a record keeps, and the record of a few documents."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher.cli.outcome import refuse, tell

if TYPE_CHECKING:
    from matcher.audit.record import InputFile, RecordWriter
    from matcher.batch import BatchOptions, Recording
    from matcher.model.assessment import Assessment
    from matcher.model.document import Options
    from matcher.river import Matcher

RecordOption = Annotated[
    Path | None,
    typer.Option("--record", metavar="DIR", help="Keep what led to every answer, and the pack, in a new folder."),
]
RedactOption = Annotated[
    bool, typer.Option("--redact", help="Leave the texts out of the record; a replay then needs the input.")
]


@contextmanager
def record_into(
    folder: Path,
    command: str,
    matcher: "Matcher",
    pack: Path | None,
    options: "Options",
    *,
    redact: bool,
    table: str = "",
    read_as: dict[str, Any] | None = None,
    limit: int | None = None,
) -> "Iterator[RecordWriter]":
    """What writes the record of a run; it leaves nothing behind unless it was closed.

    `table` is the name of the table that is recorded, `read_as` how it is read.
    """
    from matcher.audit.record import RecordWriter, RunOptions

    asked = RunOptions(answers=options, redact=redact, table=read_as or {}, limit=limit)
    writer = RecordWriter(
        folder, command=command, pack_folder=pack, identity=matcher.pack.identity, options=asked, table=table
    )
    try:
        yield writer
    finally:
        writer.discard()


def record_answers(
    writer: "RecordWriter", answers: "Sequence[Assessment]", matcher: "Matcher", files: Sequence[str], *, redact: bool
) -> None:
    """Record the answers about documents of project files, and tell the seal."""
    from matcher.audit.record import RecordPlan

    line_of = RecordPlan(redact=redact).lines(matcher.pack)
    writer.take([line_of(answer, 0, 0, 0) for answer in answers])
    writer.close(tuple(map(_input, files)), read=len(answers))
    tell_seal(writer)


def tell_seal(writer: "RecordWriter") -> None:
    """Tell what to keep elsewhere."""
    tell(f"recorded in {writer.target}; seal: {writer.seal}")


@contextmanager
def recorded(
    record: Path | None, matcher: "Matcher", options: "BatchOptions", source: str, *, redact: bool
) -> "Iterator[Recording | None]":
    """How a run over a table is recorded, and where, if it is; the seal is told when it is done."""
    import msgspec

    from matcher.audit.record import RecordPlan
    from matcher.batch import Recording

    if record is None:
        yield None
        return
    asked, read_as = options.answers, msgspec.to_builtins(options.table)
    table = "-" if source == "-" else Path(source).name
    with record_into(
        record,
        "batch",
        matcher,
        options.pack,
        asked,
        redact=redact,
        table=table,
        read_as=read_as,
        limit=options.limit,
    ) as writer:
        yield Recording(plan=RecordPlan(redact=redact), sink=writer)
        tell_seal(writer)


def refuse_recording(
    record: Path | None, *, redact: bool, resume: bool = False, output: str | Path | None = None
) -> None:
    """Refuse what does not go together with --record, and --redact without it."""
    if record is None:
        if redact:
            refuse("--redact leaves texts out of a record: give --record DIR too")
        return
    if resume:
        refuse("--record is made in one run: leave out --resume, or --record")
    if output is not None and str(output) != "-" and Path(output).resolve() == record.resolve():
        refuse(f"--record {record}: this is the output itself; name another folder")


def _input(name: str) -> "InputFile":
    """A file that was read, with its hash; standard input, which is gone, and what cannot be read have none."""
    import hashlib

    from matcher.audit.record import InputFile

    path = Path(name)
    try:
        if name == "-" or not path.is_file():
            return InputFile(name=path.name)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
            return InputFile(name=path.name, bytes=stream.tell(), sha256=digest.hexdigest())
    except OSError:
        return InputFile(name=path.name)
