"""A table opened, whatever its format: a header, its rows as a stream, and what to tell about how it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from matcher.read.source import Source
from matcher.read.tables.columns import Choice
from matcher.read.tables.records import Block, Reject


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """How a user says a table is to be read; what is left out is found.

    `header_row` is a line, from 1; `sheet` the name of a sheet, or its number from 1.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    choice: Choice = field(default_factory=Choice)


class Table(Protocol):
    """An open table. `told` is what a person should know about how it is read."""

    @property
    def source(self) -> Source:
        """Where it is read from."""

    @property
    def header(self) -> Sequence[str]:
        """The names of its columns."""

    @property
    def told(self) -> Sequence[str]:
        """Sentences, without the name of the file."""

    def blocks(self) -> Iterator[Block]:
        """The records below the header, in blocks; the same ones each time it is called."""

    def refused(self, block: Block, index: int, message: str, column: str) -> Reject:
        """The reject that a row of a block becomes where what it holds cannot be used."""
