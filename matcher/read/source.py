"""The bytes of an input, from a file or from standard input, opened so that they can be read twice."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from matcher.model.problems import Place, Problem, Refusal

STANDARD_INPUT = "-"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open input. `identity` is its device and inode, `None` where no file stands behind it."""

    name: str
    stream: BinaryIO
    size: int
    identity: tuple[int, int] | None

    @property
    def place(self) -> Place:
        """The input as a whole, for complaints."""
        return Place(file=self.name)


@contextmanager
def open_source(name: str) -> Iterator[Source]:
    """Open `name`, or standard input for `-`; it is only ever read.

    What cannot be read twice (a pipe) is copied to a nameless temporary file first.
    """
    if name == STANDARD_INPUT:
        with _copied("standard input", sys.stdin.buffer) as source:
            yield replace(source, identity=_identity(sys.stdin.buffer))
        return
    with _opened(name) as stream:
        about = os.fstat(stream.fileno())
        if stat.S_ISREG(about.st_mode):
            yield Source(name=name, stream=stream, size=about.st_size, identity=(about.st_dev, about.st_ino))
        else:
            with _copied(name, stream) as source:
                yield source


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


@contextmanager
def _copied(name: str, stream: BinaryIO) -> Iterator[Source]:
    with tempfile.TemporaryFile() as copy:
        try:
            while chunk := stream.read(_CHUNK):
                copy.write(chunk)
            copy.flush()
        except OSError as error:
            raise _refused(name, f"cannot be read: {error.strerror or error}", "Give a file instead.") from None
        size = copy.tell()
        copy.seek(0)
        yield Source(name=name, stream=copy, size=size, identity=None)


def _refused(name: str, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=Place(file=name), message=message, hint=hint)])
