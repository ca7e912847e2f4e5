"""A table as blocks of records, in constant memory, with the line and the byte where each of them begins."""

import csv
from collections.abc import Iterator
from itertools import accumulate
from typing import Protocol

from matcher.read.line_ends import end_of_whole_lines
from matcher.read.tables.decoding import LineDecoder
from matcher.read.tables.feed import Feed
from matcher.read.tables.records import Block, Position, Reject, RejectReason, Shape, raw_text

_WINDOW = 1 << 20
_FIELD_LIMIT = (1 << 31) - 1


class Piece(Protocol):
    """Some whole lines and their places, which become a block."""

    def __init__(self, texts: list[str], places: list[int], first_line: int, shape: Shape, *, careful: bool) -> None:
        """`places` are the offsets of the lines and, last, of what follows them."""

    def read(self, *, quoted: bool, last: bool, give_up: bool) -> tuple[Block, int]:
        """The records of the lines, and how many of the lines they take."""


class Records:
    """The records of a text from `start` on, cut into blocks by pieces of a kind.

    A quote that does not close before the file ends, or within `bounds.record_bytes`, makes a reject of the line
    that opens it, and reading goes on at the next line; so does a quoted field that goes on behind its closing
    quote. Blank lines are no records. `count` is the number of records so far, rows and rejects.
    """

    def __init__(self, feed: Feed, shape: Shape, kind: type[Piece], *, mixed: bool, start: Position) -> None:
        csv.field_size_limit(_FIELD_LIMIT)
        self._feed = feed
        self._shape = shape
        self._kind = kind
        self._decoder = LineDecoder(encoding=feed.encoding, mixed=mixed)
        self._most = shape.bounds.record_bytes
        self._line, self._offset = start
        self._buffer = b""
        self.count = 0

    def __iter__(self) -> Iterator[Block]:
        window = min(_WINDOW, self._most)
        while self._fill(window):
            last = self._feed.ended and len(self._buffer) <= window
            data = self._buffer[:window]
            end = len(data) if last else end_of_whole_lines(data)
            if end:
                block, used = self._whole_lines(data[:end], last=last, give_up=last or window >= self._most)
            elif window >= self._most:
                block, used = self._long_line(), 0
            else:
                window *= 2
                continue
            self._buffer = self._buffer[used:]
            window = window * 2 if end and not used else min(_WINDOW, self._most)
            self.count += len(block.rows) + len(block.rejects)
            if block.rows or block.rejects:
                yield block

    def _fill(self, window: int) -> bool:
        """Read until the buffer holds as much as `window`, or the file ends; whether it holds anything."""
        while len(self._buffer) < window and not self._feed.ended:
            self._buffer += self._feed.read(window - len(self._buffer))
        return bool(self._buffer)

    def _whole_lines(self, data: bytes, *, last: bool, give_up: bool) -> tuple[Block, int]:
        """The records of some lines, and how many bytes they take; the rest is a record not finished yet."""
        if not data.strip(b"\r\n "):
            self._line += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
            self._offset += self._feed.length(data)
            return self._block_of([]), len(data)
        lines = data.splitlines(keepends=True)
        places = list(accumulate(self._feed.lengths(lines), initial=self._offset))
        texts, careful = self._decoder.decode(data, lines)
        careful = careful or max(map(len, lines)) > self._shape.bounds.field_characters
        piece = self._kind(texts, places, self._line, self._shape, careful=careful)
        block, used = piece.read(quoted=b'"' in data, last=last, give_up=give_up)
        self._line, self._offset = block.after
        return block, len(data) if used == len(lines) else sum(map(len, lines[:used]))

    def _block_of(self, rejects: list[Reject]) -> Block:
        """A block without rows that ends where reading stands."""
        after = Position(self._line, self._offset)
        return Block(lines=(), starts=(), stops=(), rows=[], rejects=rejects, after=after)

    def _long_line(self) -> Block:
        bounds = self._shape.bounds
        text = self._decoder.decode_line(self._buffer[: bounds.raw_characters])
        reject = Reject(
            line=self._line,
            byte_offset=self._offset,
            column="",
            reason=RejectReason.LINE_TOO_LONG,
            message=f"a line of more than {bounds.record_bytes} bytes",
            raw=f"{raw_text(text, bounds)}... (cut here)",
        )
        self._skip_line()
        return self._block_of([reject])

    def _skip_line(self) -> None:
        """Read past the end of the line that the buffer begins with."""
        self._line += 1
        while self._fill(_WINDOW):
            ends = [place for place in (self._buffer.find(b"\n"), self._buffer.find(b"\r")) if place >= 0]
            end = min(ends, default=len(self._buffer)) + 1
            if end < len(self._buffer) or self._feed.ended:
                end += self._buffer[end - 1 : end + 1] == b"\r\n"
                self._offset += self._feed.length(self._buffer[:end])
                self._buffer = self._buffer[end:]
                return
            self._offset += self._feed.length(self._buffer[: end - 1])
            self._buffer = self._buffer[end - 1 :]
            if self._buffer:
                self._buffer += self._feed.read(_WINDOW)
