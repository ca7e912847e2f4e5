"""The journal of a run: how far each file has come after each piece, for a run that goes on when this one ends."""

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from matcher import __version__
from matcher.batch.locks import is_still, lock
from matcher.batch.options import BatchOptions
from matcher.batch.remains import journal_name, journals_of, new_run_id
from matcher.batch.target import PartFile, Reached, failed
from matcher.model.problems import Refusal
from matcher.model.rules import Pack

_CHUNK = 1 << 20
_DAMAGED = (ValueError, RecursionError, msgspec.MsgspecError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run is: two runs of the same give the same bytes. All four are fingerprints or versions."""

    program: str
    input: str
    options: str
    pack: str

    @classmethod
    def of(cls, stream: BinaryIO, options: BatchOptions, pack: Pack) -> "Asked":
        """What a run over these bytes is. Options that do not bear on the bytes of the output do not count."""
        bearing = replace(options, jobs=1, resume=False, pack=None, summary=None)
        return cls(
            program=__version__,
            input=hash_of(stream),
            options=hashlib.sha256(repr(bearing).encode("utf-8", "backslashreplace")).hexdigest(),
            pack=pack.identity.fingerprint,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a run has come: records of the input that are done, each file, and the counts so far."""

    records: int
    reached: tuple[Reached, ...]
    counts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The first line of a journal."""

    asked: Asked
    parts: tuple[str, ...]


def hash_of(stream: BinaryIO) -> str:
    """The sha256 of a stream, which is at its beginning then."""
    held = hashlib.sha256()
    stream.seek(0)
    while data := stream.read(_CHUNK):
        held.update(data)
    stream.seek(0)
    return held.hexdigest()


class Journal:
    """The journal of a living run, locked while it lives: `.NAME.<run id>.journal` beside the target.

    Its first line says what was asked for and which parts there are, every further line is a step.
    """

    def __init__(self, path: Path, stream: BinaryIO, shown: Path) -> None:
        self._path = path
        self._stream = stream
        self._shown = shown

    @classmethod
    def begin(cls, target: Path, asked: Asked, parts: Sequence[PartFile]) -> "Journal":
        """A new journal of a run with these parts."""
        real = Path(os.path.realpath(target))
        head = _Head(asked=asked, parts=tuple(str(part.path) for part in parts))
        try:
            while True:
                path = real.with_name(journal_name(real, new_run_id()))
                stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), "r+b")
                if lock(stream) and is_still(path, stream):
                    break
                stream.close()
        except OSError as error:
            raise failed(target, error) from None
        journal = cls(path, stream, target)
        try:
            journal._add(head)
        except Refusal:
            journal.remove()
            raise
        return journal

    def note(self, step: Step) -> None:
        """Write a step down; the files must have been handed to the system before."""
        self._add(step)

    def remove(self) -> None:
        """Remove the journal: the run is over."""
        with suppress(OSError):
            self._path.unlink()
        self.leave()

    def leave(self) -> None:
        """Let go of the journal and leave it where it is."""
        with suppress(OSError):
            self._stream.close()

    def _add(self, entry: "_Head | Step") -> None:
        try:
            self._stream.write(json.dumps(asdict(entry), separators=(",", ":")).encode() + b"\n")
            self._stream.flush()
        except OSError as error:
            raise failed(self._shown, error) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a run left that can be gone on with: its journal, its parts and the last step that they hold."""

    journal: Journal
    parts: list[PartFile]
    step: Step


def find_left(target: Path, asked: Asked, places: Sequence[Path]) -> Left | None:
    """What the newest run left that nobody holds and that was asked for the same.

    `places` are the targets of its parts. A step counts only if every part still holds what it held then.
    """
    for path in journals_of(Path(os.path.realpath(target))):
        with suppress(OSError, *_DAMAGED):
            stream = path.open("r+b")
            left = _left(stream, asked, places) if lock(stream) and is_still(path, stream) else None
            if left is not None:
                step, parts = left
                return Left(journal=Journal(path, stream, target), parts=parts, step=step)
            stream.close()
    return None


def _left(stream: BinaryIO, asked: Asked, places: Sequence[Path]) -> tuple[Step, list[PartFile]] | None:
    """The last good step of an open journal, with its parts; the journal is cut off behind it."""
    head = msgspec.convert(json.loads(stream.readline()), _Head)
    names = [Path(name) for name in head.parts]
    if head.asked != asked or len(names) != len(places):
        return None
    steps = list(_steps(stream, len(places)))
    opened = list[BinaryIO]()
    with suppress(OSError):
        for name in names:
            opened.append(name.open("r+b"))
        if not all(lock(one) and is_still(name, one) for name, one in zip(names, opened, strict=True)):
            steps = []
        held = [_holds(one, [step.reached[at] for _, step in steps]) for at, one in enumerate(opened)]
        for index in reversed(range(len(steps))):
            if all(one[index] for one in held):
                end, step = steps[index]
                stream.truncate(end)
                stream.seek(end)
                several = zip(places, names, opened, step.reached, strict=True)
                return step, [PartFile(place, "", (name, one, reached)) for place, name, one, reached in several]
    for one in opened:
        one.close()
    return None


def _steps(stream: BinaryIO, files: int) -> Iterator[tuple[int, Step]]:
    """The steps of an open journal, each with the byte after it; a line that is none ends them."""
    end = stream.tell()
    with suppress(*_DAMAGED):
        for line in stream:
            step = msgspec.convert(json.loads(line), Step)
            if not line.endswith(b"\n") or len(step.reached) != files:
                return
            end += len(line)
            yield end, step


def _holds(stream: BinaryIO, reached: Sequence[Reached]) -> list[bool]:
    """For each of some growing sizes, whether the file begins with so many bytes of that CRC."""
    found, size, check = list[bool](), 0, 0
    for one in reached:
        while size < one.size and (data := stream.read(min(_CHUNK, one.size - size))):
            size, check = size + len(data), zlib.crc32(data, check)
        found.append((size, check) == one)
    return found
