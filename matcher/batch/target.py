"""A file that is whole or absent: written beside its place under a name of its own, and moved there at the end."""

import errno
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from matcher.batch.locks import held, is_still, lock
from matcher.batch.remains import new_run_id, part_name
from matcher.model.problems import Place, Problem, Refusal

NOT_WRITTEN = 4


class Reached(NamedTuple):
    """How far a file has been written: its size in bytes, and the CRC-32 of them."""

    size: int
    check: int


class Target(Protocol):
    """Where a stream of the output of a run goes."""

    def write(self, data: bytes) -> None:
        """Append."""

    def flush(self) -> None:
        """Hand everything on to the system."""


class StandardOutput:
    """The output as a stream; what was written is written."""

    def write(self, data: bytes) -> None:
        """Print."""
        sys.stdout.buffer.write(data)

    def flush(self) -> None:
        """Push everything through the pipe."""
        sys.stdout.buffer.flush()


class PartFile:
    """A part file `.NAME.<run id>.part` in the folder of its target, locked while the run lives.

    `resumed` is the part that a run left, and how far it is to be trusted; what follows is cut off. Whatever goes
    wrong with the file is a Refusal with exit code 4.
    """

    def __init__(self, target: Path, run_id: str, resumed: tuple[Path, BinaryIO, Reached] | None = None) -> None:
        self.target = Path(os.path.realpath(target))
        self.shown = target
        with self.writing():
            refuse_what_is_no_file(self.target)
            if resumed is None:
                self.path, self.stream = self._create(run_id)
                self.reached = Reached(0, 0)
            else:
                self.path, self.stream, self.reached = resumed
                self.stream.truncate(self.reached.size)
                self.stream.seek(self.reached.size)

    def write(self, data: bytes) -> None:
        """Append to the part."""
        with self.writing():
            self.stream.write(data)
        self.reached = Reached(self.reached.size + len(data), zlib.crc32(data, self.reached.check))

    def flush(self) -> None:
        """Hand everything to the system, so that it outlives this process."""
        with self.writing():
            self.stream.flush()

    def sync(self) -> None:
        """Hand everything to the disk, so that only the move is left."""
        with self.writing():
            self.stream.flush()
            os.fsync(self.stream.fileno())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Within it what goes wrong with a file is a refusal that names the target, with exit code 4."""
        try:
            yield
        except OSError as error:
            raise failed(self.shown, error) from None

    def publish(self) -> None:
        """Move the part to its place, whole."""
        with self.writing():
            refuse_what_is_no_file(self.target)
            self.path.replace(self.target)
            self.stream.close()
            _sync_folder(self.target.parent)

    def discard(self) -> None:
        """Remove the part, if it is still there."""
        with suppress(OSError):
            self.path.unlink()
        self.leave()

    def leave(self) -> None:
        """Let go of the part and leave it where it is."""
        with suppress(OSError, ValueError):
            self.stream.close()

    def _create(self, run_id: str) -> tuple[Path, BinaryIO]:
        while True:
            path = self.target.with_name(part_name(self.target, run_id))
            stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), "r+b")
            if lock(stream) and is_still(path, stream):
                with suppress(OSError):
                    path.chmod(stat.S_IMODE(self.target.stat().st_mode))
                return path, stream
            stream.close()
            run_id = new_run_id()


def publish_all(parts: Sequence[PartFile]) -> None:
    """Move the parts of one run to their places, the first one, which is the main one, last.

    The main file of an earlier run is taken away first, so that a main file that is there has the other files of its
    own run beside it, and no two runs mix.
    """
    main, *others = parts
    if not others:
        main.publish()
        return
    with main.writing(), held(main.target.parent):
        refuse_what_is_no_file(main.target)
        main.target.unlink(missing_ok=True)
        for part in (*others, main):
            part.publish()


def refuse_what_is_no_file(path: Path) -> None:
    """Raise OSError where something other than a regular file stands at a place."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")


def failed(target: Path, error: OSError) -> Refusal:
    """The refusal for a target that cannot be written, with exit code 4."""
    problem = Problem(
        place=Place(file=str(target)),
        message=f"cannot be written: {error.strerror or error}",
        hint="Nothing was written. Name a file in a folder that you may write to, with room on its disk.",
    )
    return Refusal([problem], exit_code=NOT_WRITTEN)


def _sync_folder(folder: Path) -> None:
    """Make the move itself last, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
