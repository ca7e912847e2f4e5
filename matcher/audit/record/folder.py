"""A folder that is whole or absent: filled beside its place under a name of its own, and moved there at the end."""

import os
import re
import secrets
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from matcher.know.export import refuse_unless_empty
from matcher.model.problems import Place, Problem, Refusal

NOT_WRITTEN = 4


class PartFolder:
    """A folder `.NAME.<run>.part` beside its target, locked while the run lives.

    Parts of the same target that no living run holds are removed on the way. Refuses a target that holds something
    (exit code 2); whatever goes wrong with writing is a Refusal with exit code 4.
    """

    def __init__(self, target: Path) -> None:
        refuse_unless_empty(target)
        self.target = target
        self._real = Path(os.path.realpath(target))
        try:
            self._clear()
            self.path, self._handle = self._create()
        except OSError as error:
            raise not_written(target, error) from None

    def publish(self) -> None:
        """Move the folder to its place, whole. Refuses if something is there by now."""
        try:
            if self._real.is_dir():
                self._real.rmdir()
            self.path.rename(self._real)
        except OSError as error:
            raise not_written(self.target, error) from None
        self._close()

    def discard(self) -> None:
        """Remove the part, if it is still there."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._close()

    def _create(self) -> tuple[Path, int]:
        while True:
            path = self._real.with_name(f".{self._real.name}.{secrets.token_hex(6)}.part")
            path.mkdir()
            handle = _locked(path)
            if handle is not None and path.exists():
                return path, handle

    def _clear(self) -> None:
        """Remove the parts that earlier runs left and no living run holds."""
        pattern = re.compile(rf"\.{re.escape(self._real.name)}\.[0-9a-f]+\.part")
        for path in self._real.parent.iterdir():
            if pattern.fullmatch(path.name) and path.is_dir() and (handle := _locked(path)) is not None:
                shutil.rmtree(path, ignore_errors=True)
                _release(handle)

    def _close(self) -> None:
        handle, self._handle = self._handle, -1
        _release(handle)


def not_written(target: Path, error: OSError) -> Refusal:
    """What is said when a record cannot be written."""
    problem = Problem(
        place=Place(file=str(target)),
        message=f"cannot be written: {error.strerror or error}",
        hint="Nothing was recorded. Name a new folder where you may write, with room on its disk.",
    )
    return Refusal([problem], exit_code=NOT_WRITTEN)


def _release(handle: int) -> None:
    if handle >= 0:
        with suppress(OSError):
            os.close(handle)


if sys.platform == "win32":

    def _locked(path: Path) -> int | None:
        """None for a folder in which a file is open, which cannot be renamed there; else no lock is needed."""
        try:
            path.rename(path)
        except OSError:
            return None
        return -1

else:
    import fcntl

    def _locked(path: Path) -> int | None:
        """A handle that locks the folder for this process; None where another one holds it."""
        try:
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle
