"""Where rejected rows go: a CSV beside the output, made only if there are any, or JSON lines on stderr."""

import csv
import io
import json
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from matcher.batch.target import PartFile, clear_place
from matcher.read import Reject
from matcher.tell.neutral import neutral

COLUMNS = ("line", "byte_offset", "column", "reason", "message", "raw")


def fields_of(reject: Reject) -> list[str]:
    """The cells of a reject, in the order of the columns."""
    return [
        str(reject.line),
        str(reject.byte_offset),
        reject.column,
        reject.reason.value,
        reject.message,
        reject.raw,
    ]


class RejectsFile:
    """A CSV of rejects. Its part is begun by the first of them; a file of an earlier run gives way in any case."""

    def __init__(self, target: Path, run_id: str, *, raw_cells: bool) -> None:
        self.target = target
        self._run_id = run_id
        self._raw_cells = raw_cells
        self._part: PartFile | None = None
        clear_place(target)

    def take(self, rejects: Iterable[Reject]) -> None:
        """Write rejects down."""
        rows = [fields_of(reject) for reject in rejects]
        if not rows:
            return
        if self._part is None:
            self._part = PartFile(self.target, self._run_id)
            rows.insert(0, list(COLUMNS))
        if not self._raw_cells:
            rows = [[neutral(cell) for cell in row] for row in rows]
        text = io.StringIO()
        csv.writer(text).writerows(rows)
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
                ours = earlier.readline(100).strip() == ",".join(COLUMNS).encode()
            if ours:
                self.target.unlink()


class RejectLines:
    """Rejects as JSON lines on stderr, each as it comes."""

    def take(self, rejects: Iterable[Reject]) -> None:
        """Print rejects."""
        for reject in rejects:
            values = {"line": reject.line, "byte_offset": reject.byte_offset}
            words = dict(zip(COLUMNS, fields_of(reject), strict=True))
            sys.stderr.write(json.dumps(words | values) + "\n")

    def flush(self) -> None:
        """Nothing is held back."""

    def publish(self) -> str:
        """No file was made."""
        return ""

    def discard(self) -> None:
        """Nothing to remove."""
