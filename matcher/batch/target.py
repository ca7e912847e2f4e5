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
from typing import BinaryIO

from matcher.model.problems import Place, Problem, Refusal

NOT_WRITTEN = 4
_LONGEST_NAME = 200


class PartFile:
    """A part file `.NAME.<run id>.part` in the folder of the target, locked while the run lives.

    Parts of the same target that no living run holds are removed on the way. Whatever goes wrong with the output
    is a Refusal with exit code 4.
    """

    def __init__(self, target: Path, run_id: str) -> None:
        self.target = Path(os.path.realpath(target))
        self._shown = target
        self._stem = _stem(self.target.name)
        try:
            self._refuse_what_is_no_file()
            self._remove_remains()
            self.path, self._stream = self._create(run_id)
        except OSError as error:
            raise self._failed(error) from None

    def write(self, data: bytes) -> None:
        """Append to the part."""
        try:
            self._stream.write(data)
        except OSError as error:
            raise self._failed(error) from None

    def flush(self) -> None:
        """Hand everything to the disk, so that only the move is left."""
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise self._failed(error) from None

    def publish(self) -> None:
        """Move the part to its place, whole."""
        try:
            self._refuse_what_is_no_file()
            self.path.replace(self.target)
            self._stream.close()
            _sync_folder(self.target.parent)
        except OSError as error:
            raise self._failed(error) from None

    def discard(self) -> None:
        """Remove the part, if it is still there."""
        with suppress(OSError):
            self.path.unlink()
        with suppress(OSError):
            self._stream.close()

    def _refuse_what_is_no_file(self) -> None:
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(self.target.stat().st_mode):
                raise OSError(errno.EINVAL, "not a regular file")

    def _create(self, run_id: str) -> tuple[Path, BinaryIO]:
        while True:
            path = self.target.with_name(f".{self._stem}.{run_id}.part")
            stream = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb")
            if _lock(stream) and _is_still(path, stream):
                with suppress(OSError):
                    os.fchmod(stream.fileno(), stat.S_IMODE(self.target.stat().st_mode))
                return path, stream
            stream.close()
            run_id = new_run_id()

    def _remove_remains(self) -> None:
        pattern = re.compile(rf"\.{re.escape(self._stem)}\.[0-9a-f]+\.part")
        for path in self.target.parent.iterdir():
            if pattern.fullmatch(path.name):
                with suppress(OSError), path.open("r+b") as remains:
                    if _lock(remains):
                        path.unlink()

    def _failed(self, error: OSError) -> Refusal:
        reason = error.strerror or str(error)
        problem = Problem(
            place=Place(file=str(self._shown)),
            message=f"cannot be written: {reason}",
            hint="Nothing was written. Name a file in a folder that you may write to, with room on its disk.",
        )
        return Refusal([problem], exit_code=NOT_WRITTEN)


def new_run_id() -> str:
    """A name for one run; it stands in part files and in nothing that is kept."""
    return secrets.token_hex(6)


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
