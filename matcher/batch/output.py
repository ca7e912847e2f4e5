"""Everything a run writes: the streams of its output, its rejects, its journal. All gets to its place, or nothing."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.batch.forms import Form, RowWriter
from matcher.batch.journal import Asked, Journal, Step, find_left
from matcher.batch.rejects import RejectLines, RejectsFile
from matcher.batch.remains import clear_remains, new_run_id
from matcher.batch.target import PartFile, StandardOutput, Target, failed, publish_all, refuse_what_is_no_file
from matcher.model.problems import Place
from matcher.read import Reject


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of an output: its streams, the files of its tables, which are the streams themselves unless the form is
    spooled, and the file that describes them.
    """

    streams: Sequence[PartFile]
    tables: Sequence[PartFile]
    descriptor: PartFile | None

    @property
    def spools(self) -> Sequence[PartFile]:
        """The streams that are no table yet."""
        return () if self.streams is self.tables else self.streams

    def publish(self) -> None:
        """Move the tables and their description to their places; the main table last."""
        publish_all([*self.tables, *([self.descriptor] if self.descriptor else ())])
        for spool in self.spools:
            spool.discard()


class Output:
    """What a run has written so far. `begun` is the step from which a resumed run goes on."""

    def __init__(
        self,
        parts: Parts | None,
        rejects: RejectsFile | RejectLines,
        journal: Journal | None = None,
        begun: Step | None = None,
    ) -> None:
        self.begun = begun
        self._parts = parts
        self._streams: Sequence[Target] = parts.streams if parts else [StandardOutput()]
        self._rejects = rejects
        self._journal = journal
        self._noted = begun.records if begun else 0
        self._beside = list[PartFile]()

    def append(self, chunks: Sequence[bytes], rejects: Sequence[Reject] = ()) -> None:
        """Write what a piece came to: one chunk for each stream, and its rejects."""
        for stream, chunk in zip(self._streams, chunks, strict=True):
            stream.write(chunk)
        self._rejects.take(rejects)

    def note(self, records: int, counts: dict[str, Any]) -> None:
        """Write down that so many records of the input are done, with these counts."""
        if self._journal:
            parts = list(self._files())
            for part in parts:
                part.flush()
            self._journal.note(Step(records=records, reached=tuple(part.reached for part in parts), counts=counts))
            self._noted = records

    def finish(self, writer: RowWriter) -> None:
        """Make the files whole, and hand everything to the disk or through the pipe: only publishing is left."""
        for stream in self._streams:
            stream.flush()
        parts = self._parts
        if parts:
            main = parts.tables[0]
            if parts.spools:
                with main.writing():
                    streams = [part.stream for part in parts.tables]
                    writer.finish([part.path for part in parts.spools], streams, Place(file=str(main.shown)))
            for part in parts.tables:
                part.sync()
            if parts.descriptor:
                parts.descriptor.write(writer.describe(main.shown, [part.path for part in parts.tables]))
        for part in self._files():
            part.sync()

    def add(self, place: Path, data: bytes) -> None:
        """A small file that is published with the others."""
        _clear(place)
        self._beside.append(PartFile(place, new_run_id()))
        self._beside[-1].write(data)
        self._beside[-1].sync()

    def publish(self) -> str:
        """Move everything to its place; the name of the file of rejects, if there is one."""
        rejects = self._rejects.publish()
        for part in self._beside:
            part.publish()
        if self._parts:
            self._parts.publish()
        if self._journal:
            self._journal.remove()
        return rejects

    def discard(self) -> None:
        """Leave nothing behind, if it was not published."""
        for part in (*self._files(), *self._beside):
            part.discard()
        if self._journal:
            self._journal.remove()

    def leave(self) -> int:
        """Let go of everything and leave it where it is, for a run that goes on; the number of records that are done.

        0: nothing is done yet, and nothing is left.
        """
        if not self._journal or not self._noted:
            self.discard()
            return 0
        for part in self._files():
            part.leave()
        for part in self._beside:
            part.discard()
        self._journal.leave()
        return self._noted

    def _files(self) -> Iterator[PartFile]:
        """Every part, in the order in which the journal has them."""
        if self._parts:
            yield from self._parts.streams
            yield from self._parts.tables if self._parts.spools else ()
            yield from [self._parts.descriptor] if self._parts.descriptor else ()
        if isinstance(self._rejects, RejectsFile):
            yield self._rejects.part


def to_stdout(rejects: Path | None, *, raw_cells: bool) -> Output:
    """The output on standard output, of which nothing is kept for later; rejects go to a file, or to stderr."""
    if rejects is None:
        return Output(None, RejectLines())
    _clear(rejects)
    return Output(None, RejectsFile(PartFile(rejects, new_run_id()), raw_cells=raw_cells))


def to_files(form: Form, target: Path, rejects: Path | None, asked: Asked, *, resume: bool) -> Output:
    """The output as files beside their places, gone on with where `resume` finds something.

    Remains of earlier runs to the same places are removed. Refuses, with exit code 4, what cannot be written.
    """
    tables, descriptor = form.files(target), form.descriptor(target)
    spools = [target.with_name(f"{target.name}.{name or 'rows'}") for name in form.streams] if form.spooled else []
    places = [*spools, *tables, *([descriptor] if descriptor else ()), *([rejects] if rejects else ())]
    left = find_left(target, asked, places) if resume else None
    for place in places:
        _clear(place)
    made, journal, step = (left.parts, left.journal, left.step) if left else (*_begun(target, places, asked), None)
    waiting = iter(made)
    streams = [next(waiting) for _ in (spools or tables)]
    for stream in streams if spools else ():
        stream.shown = target
    parts = Parts(
        streams=streams,
        tables=[next(waiting) for _ in tables] if spools else streams,
        descriptor=next(waiting) if descriptor else None,
    )
    kept = RejectsFile(next(waiting), raw_cells=form.raw_cells) if rejects else RejectLines()
    return Output(parts, kept, journal, step)


def check_place(place: Path) -> None:
    """Refuse, with exit code 4, a place that is no regular file or whose folder cannot be read."""
    try:
        real = Path(os.path.realpath(place))
        refuse_what_is_no_file(real)
        next(real.parent.iterdir(), None)
    except OSError as error:
        raise failed(place, error) from None


def _clear(place: Path) -> None:
    try:
        clear_remains(place)
    except OSError as error:
        raise failed(place, error) from None


def _begun(target: Path, places: Sequence[Path], asked: Asked) -> tuple[list[PartFile], Journal]:
    """New parts and the journal of a new run; none of them where one cannot be made."""
    run_id = new_run_id()
    parts = list[PartFile]()
    with ExitStack() as undo:
        for place in places:
            parts.append(PartFile(place, run_id))
            undo.callback(parts[-1].discard)
        journal = Journal.begin(target, asked, parts)
        undo.pop_all()
    return parts, journal
