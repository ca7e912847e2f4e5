"""Where rejected rows go: a CSV beside the output, made only if there are any, or JSON lines on stderr."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from contextlib import suppress

from matcher.batch.target import PartFile
from matcher.read import Reject
from matcher.tell.neutral import neutral

_COLUMNS = Reject._fields


class RejectsFile:
    """A CSV of rejects in the making."""

    def __init__(self, part: PartFile, *, raw_cells: bool) -> None:
        self.part = part
        self._raw_cells = raw_cells

    def take(self, rejects: Sequence[Reject]) -> None:
        """Write rejects down."""
        if not rejects:
            return
        text = io.StringIO()
        writer = csv.writer(text)
        if not self.part.reached.size:
            writer.writerow(_COLUMNS)
        writer.writerows(rejects if self._raw_cells else map(_neutral, rejects))
        self.part.write(text.getvalue().encode("utf-8", "backslashreplace"))

    def publish(self) -> str:
        """Move the file to its place, with its name; where there was no reject, one of an earlier run gives way."""
        if self.part.reached.size:
            self.part.publish()
            return str(self.part.shown)
        self._remove_earlier()
        self.part.discard()
        return ""

    def _remove_earlier(self) -> None:
        """Remove rejects of an earlier run, which would now be taken for rejects of this one."""
        with suppress(OSError):
            with self.part.target.open("rb") as earlier:
                ours = earlier.readline(100).strip() == ",".join(_COLUMNS).encode()
            if ours:
                self.part.target.unlink()


class RejectLines:
    """Rejects as JSON lines on stderr, each as it comes."""

    def take(self, rejects: Sequence[Reject]) -> None:
        """Print rejects."""
        for reject in rejects:
            sys.stderr.write(json.dumps(reject._asdict()) + "\n")

    def publish(self) -> str:
        """No file was made."""
        return ""


def _neutral(reject: Reject) -> Reject:
    """The reject with nothing in the cells that hold words of the input that a spreadsheet would act on."""
    raw, column = neutral(reject.raw), neutral(reject.column)
    return reject if raw is reject.raw and column is reject.column else reject._replace(raw=raw, column=column)
