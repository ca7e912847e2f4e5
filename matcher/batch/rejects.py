"""Where rejected rows go: a CSV beside the output, made only if there are any, or JSON lines on stderr."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from matcher.batch.target import PartFile, clear_place
from matcher.read import Reject
from matcher.tell.neutral import neutral

_COLUMNS = Reject._fields


class RejectsFile:
    """A CSV of rejects. Its part is begun by the first of them; a file of an earlier run gives way in any case."""

    def __init__(self, target: Path, run_id: str, *, raw_cells: bool) -> None:
        self.target = target
        self._run_id = run_id
        self._raw_cells = raw_cells
        self._part: PartFile | None = None
        clear_place(target)

    def take(self, rejects: Sequence[Reject]) -> None:
        """Write rejects down."""
        if not rejects:
            return
        text = io.StringIO()
        writer = csv.writer(text)
        if self._part is None:
            self._part = PartFile(self.target, self._run_id)
            writer.writerow(_COLUMNS)
        writer.writerows(rejects if self._raw_cells else map(_neutral, rejects))
        self._part.write(text.getvalue().encode("utf-8", "backslashreplace"))

    def flush(self) -> None:
        """Hand everything to the disk."""
        if self._part:
            self._part.flush()

    def publish(self) -> str:
        """Move the file to its place; its name, or nothing where there was no reject."""
        if self._part:
            self._part.publish()
            return str(self.target)
        self._remove_earlier()
        return ""

    def discard(self) -> None:
        """Leave nothing behind."""
        if self._part:
            self._part.discard()

    def _remove_earlier(self) -> None:
        """Remove rejects of an earlier run, which would now be taken for rejects of this one."""
        with suppress(OSError):
            with self.target.open("rb") as earlier:
                ours = earlier.readline(100).strip() == ",".join(_COLUMNS).encode()
            if ours:
                self.target.unlink()


class RejectLines:
    """Rejects as JSON lines on stderr, each as it comes."""

    def take(self, rejects: Sequence[Reject]) -> None:
        """Print rejects."""
        for reject in rejects:
            sys.stderr.write(json.dumps(reject._asdict()) + "\n")

    def flush(self) -> None:
        """Nothing is held back."""

    def publish(self) -> str:
        """No file was made."""
        return ""

    def discard(self) -> None:
        """Nothing to remove."""


def _neutral(reject: Reject) -> Reject:
    """The reject with nothing in the cells that hold words of the input that a spreadsheet would act on."""
    raw, column = neutral(reject.raw), neutral(reject.column)
    return reject if raw is reject.raw and column is reject.column else reject._replace(raw=raw, column=column)
