"""Which files a living run holds: a lock lasts as long as the process that took it, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":

    def lock(stream: BinaryIO) -> bool:
        """True: an open file cannot be removed on this system anyway."""
        return not stream.closed

    @contextmanager
    def held(folder: Path) -> Iterator[None]:
        """Within it the folder is there; it cannot be locked on this system."""
        with os.scandir(folder):
            yield

else:
    import fcntl

    def lock(stream: BinaryIO) -> bool:
        """Lock the file for this process; False where another one holds it."""
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    @contextmanager
    def held(folder: Path) -> Iterator[None]:
        """Within it no other run moves files in the folder, where folders can be locked; waits for one that does."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def is_still(path: Path, stream: BinaryIO) -> bool:
    """Whether the open file is the one of that name, and was not taken away before it was locked."""
    ours = os.fstat(stream.fileno())
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)
