"""The bytes of an input, from a file or from standard input, opened so that they can be read twice."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.folders import is_of_many, manifest, project_files
from matcher.read.packed import BadPacking, TooLong, unpacked
from matcher.read.signatures import kind_of_input

STANDARD_INPUT = "-"
PACKED = ".gz"
_CHUNK = 1 << 20
_LIMIT_PASSED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open input. `identity` is its device and inode, `None` where no file stands behind it.

    `ending` says what kind of file it is: that of its name in small letters, without a `.gz`, which is unpacked
    already; for standard input that of what it holds, if its first bytes tell. `files` are the project files of a
    folder or pattern, whose `stream` is then a list of their names, sizes and hashes.
    """

    name: str
    stream: BinaryIO
    size: int
    identity: tuple[int, int] | None
    ending: str = ""
    files: Sequence[str] = ()

    @property
    def place(self) -> Place:
        """The input as a whole, for complaints."""
        return Place(file=self.name)


@contextmanager
def open_file(name: str) -> Iterator[Source]:
    """Open the file `name`, or standard input for `-`; it is only ever read.

    What cannot be read twice (a pipe) is copied to a nameless temporary file first, and what is packed by gzip is
    unpacked to one, within bounds (exit code 5).
    """
    if name == STANDARD_INPUT:
        with _copied("standard input", _pieces(sys.stdin.buffer)) as source, _by_content(source) as seen:
            yield replace(seen, identity=_identity(sys.stdin.buffer))
        return
    ending = PurePath(name).suffix.casefold()
    with _opened(name) as stream:
        about = os.fstat(stream.fileno())
        identity = (about.st_dev, about.st_ino) if stat.S_ISREG(about.st_mode) else None
        if ending == PACKED:
            with _unpacked(name, stream) as source:
                ending = PurePath(PurePath(name).stem).suffix.casefold()
                yield replace(source, identity=identity, ending=ending)
        elif identity:
            yield Source(name=name, stream=stream, size=about.st_size, identity=identity, ending=ending)
        else:
            with _copied(name, _pieces(stream)) as source:
                yield replace(source, ending=ending)


@contextmanager
def open_source(name: str) -> Iterator[Source]:
    """Open the table `name` as `open_file` does; a folder or a pattern of project files as all of them."""
    if name == STANDARD_INPUT or not is_of_many(name):
        with open_file(name) as source:
            yield source
        return
    files = project_files(name)
    if not files:
        raise _refused(name, "no project file is there", "Name a folder or a pattern that holds some.")
    with _copied(name, manifest(name, files)) as source:
        yield replace(source, files=files)


@contextmanager
def _by_content(source: Source) -> Iterator[Source]:
    """Standard input as what its first bytes say."""
    ending = kind_of_input(source.stream.read(_CHUNK))
    source.stream.seek(0)
    if ending != PACKED:
        yield replace(source, ending=ending)
        return
    with _unpacked(source.name, source.stream) as inner:
        ending = kind_of_input(inner.stream.read(_CHUNK))
        inner.stream.seek(0)
        yield replace(inner, ending="" if ending == PACKED else ending)


@contextmanager
def _unpacked(name: str, stream: BinaryIO) -> Iterator[Source]:
    try:
        with _copied(name, unpacked(stream)) as source:
            yield source
    except BadPacking as error:
        raise _refused(name, f"cannot be unpacked: {error}", "Pack it anew with gzip, or give it unpacked.") from None
    except TooLong as error:
        problem = Problem(place=Place(file=name), message=str(error), hint="Unpack it yourself if that is right.")
        raise Refusal([problem], exit_code=_LIMIT_PASSED) from None


def _identity(stream: BinaryIO) -> tuple[int, int] | None:
    """Device and inode of the file behind a stream, if there is one."""
    with suppress(OSError):
        about = os.fstat(stream.fileno())
        if stat.S_ISREG(about.st_mode):
            return about.st_dev, about.st_ino
    return None


def _opened(name: str) -> BinaryIO:
    try:
        mode = Path(name).stat().st_mode
        if stat.S_ISDIR(mode):
            raise _refused(name, "this is a folder", "Name a file.")
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise _refused(name, "this is a device", "Name a file, or use - for standard input.")
        return Path(name).open("rb")
    except FileNotFoundError:
        raise _refused(name, "no such file", "Check the name and the folder you are in.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _refused(name, f"cannot be read: {reason}", "Check the name and the right to read it.") from None


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: stream.read(_CHUNK), b"")


@contextmanager
def _copied(name: str, pieces: Iterator[bytes]) -> Iterator[Source]:
    """The pieces in a temporary file without a name."""
    with tempfile.TemporaryFile() as copy:
        try:
            for piece in pieces:
                copy.write(piece)
            copy.flush()
        except OSError as error:
            raise _refused(name, f"cannot be read: {error.strerror or error}", "Give a file instead.") from None
        size = copy.tell()
        copy.seek(0)
        yield Source(name=name, stream=copy, size=size, identity=None)


def _refused(name: str, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=Place(file=name), message=message, hint=hint)])
