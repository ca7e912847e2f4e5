"""A file that is whole or absent: written beside its place under a name of its own, and moved there at the end."""

import errno
import hashlib
import os
import re
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from matcher.model.problems import Place, Problem, Refusal

NOT_WRITTEN = 4
_LONGEST_NAME = 200


class Target(Protocol):
    """Where the output of a run goes."""

    def write(self, data: bytes) -> None:
        """Append."""

    def flush(self) -> None:
        """Hand everything on, so that only publishing is left."""

    def publish(self) -> None:
        """Make it the output."""

    def discard(self) -> None:
        """Leave nothing behind, if it was not published."""


class StandardOutput:
    """The output as a stream; what was written is written."""

    def write(self, data: bytes) -> None:
        """Print."""
        sys.stdout.buffer.write(data)

    def flush(self) -> None:
        """Push everything through the pipe."""
        sys.stdout.buffer.flush()

    def publish(self) -> None:
        """It is out already."""

    def discard(self) -> None:
        """It cannot be taken back."""


class PartFile:
    """A part file `.NAME.<run id>.part` in the folder of the target, locked while the run lives.

    Parts of the same target that no living run holds are removed on the way. Whatever goes wrong with the output
    is a Refusal with exit code 4.
    """

    def __init__(self, target: Path, run_id: str) -> None:
        self.target = Path(os.path.realpath(target))
        self._shown = target
        self._stem = _stem(self.target.name)
        clear_place(target)
        try:
            self.path, self._stream = self._create(run_id)
        except OSError as error:
            raise _failed(target, error) from None

    def write(self, data: bytes) -> None:
        """Append to the part."""
        try:
            self._stream.write(data)
        except OSError as error:
            raise _failed(self._shown, error) from None

    def flush(self) -> None:
        """Hand everything to the disk, so that only the move is left."""
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise _failed(self._shown, error) from None

    def publish(self) -> None:
        """Move the part to its place, whole."""
        try:
            _refuse_what_is_no_file(self.target)
            self.path.replace(self.target)
            self._stream.close()
            _sync_folder(self.target.parent)
        except OSError as error:
            raise _failed(self._shown, error) from None

    def discard(self) -> None:
        """Remove the part, if it is still there."""
        with suppress(OSError):
            self.path.unlink()
        with suppress(OSError):
            self._stream.close()

    def _create(self, run_id: str) -> tuple[Path, BinaryIO]:
        while True:
            path = self.target.with_name(f".{self._stem}.{run_id}.part")
            stream = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb")
            if _lock(stream) and _is_still(path, stream):
                with suppress(OSError):
                    path.chmod(stat.S_IMODE(self.target.stat().st_mode))
                return path, stream
            stream.close()
            run_id = new_run_id()


def clear_place(target: Path) -> None:
    """Remove the parts that earlier runs left of this target and no living run holds.

    Refuses, with exit code 4, a target that is no regular file or whose folder cannot be read.
    """
    real = Path(os.path.realpath(target))
    pattern = re.compile(rf"\.{re.escape(_stem(real.name))}\.[0-9a-f]+\.part")
    try:
        _refuse_what_is_no_file(real)
        for path in real.parent.iterdir():
            if pattern.fullmatch(path.name):
                with suppress(OSError), path.open("r+b") as remains:
                    if _lock(remains):
                        path.unlink()
    except OSError as error:
        raise _failed(target, error) from None


def new_run_id() -> str:
    """A name for one run; it stands in part files and in nothing that is kept."""
    return secrets.token_hex(6)


def _refuse_what_is_no_file(path: Path) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")


def _failed(target: Path, error: OSError) -> Refusal:
    problem = Problem(
        place=Place(file=str(target)),
        message=f"cannot be written: {error.strerror or error}",
        hint="Nothing was written. Name a file in a folder that you may write to, with room on its disk.",
    )
    return Refusal([problem], exit_code=NOT_WRITTEN)


def _stem(name: str) -> str:
    """The name of the target as its parts bear it; a long one is replaced by its hash, to stay a legal name."""
    raw = os.fsencode(name)
    return name if len(raw) <= _LONGEST_NAME else hashlib.sha256(raw).hexdigest()[:32]


def _is_still(path: Path, stream: BinaryIO) -> bool:
    """Whether the open file is the one of that name, and was not taken away before it was locked."""
    ours = os.fstat(stream.fileno())
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)


def _sync_folder(folder: Path) -> None:
    """Make the move itself last, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


if sys.platform == "win32":

    def _lock(stream: BinaryIO) -> bool:
        """True: an open file cannot be removed on this system anyway."""
        return stream.writable()

else:
    import fcntl

    def _lock(stream: BinaryIO) -> bool:
        """Lock the file for this process; False where another one holds it."""
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
