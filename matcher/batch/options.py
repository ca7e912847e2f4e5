"""What a run is asked for, and what it needs from the floors below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from matcher.model.assessment import Assessment
from matcher.model.document import Options
from matcher.model.rules import Pack
from matcher.read import TableOptions


class RecordPlan(Protocol):
    """What a record keeps of an answer; it can be sent to another process."""

    def lines(self, pack: Pack) -> Callable[[Assessment, int, int, int], bytes]:
        """What makes a line of an answer about the row at a line, with its first place and the place behind it."""


class RecordSink(Protocol):
    """Where the lines of a record go."""

    def take(self, told: Sequence[bytes]) -> None:
        """Append lines, in the order of the input."""

    def publish(self, *, rows: int, rejects: int, input_bytes: int, input_sha256: str) -> None:
        """Close the record and move it to its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """How a run is recorded."""

    plan: RecordPlan
    sink: RecordSink


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How a run reads and writes. `answers` bears on the answers themselves; `limit` counts rows and rejects.

    `long` puts side tables beside the output. `summary` is the file that the counts go to as JSON.
    With more than one of `jobs`, workers load the pack of the folder `pack`, or the shipped one. `resume` goes on with
    what a run of the same left.
    """

    table: TableOptions = field(default_factory=TableOptions)
    answers: Options = field(default_factory=Options)
    rejects: str | None = None
    limit: int | None = None
    raw_cells: bool = False
    excel_bom: bool = False
    long: bool = False
    summary: str | None = None
    pack: Path | None = None
    jobs: int = 1
    resume: bool = False
