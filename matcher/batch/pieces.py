"""A table in pieces small enough to be answered one by one, here or in another process."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from matcher.read import Block

MOST_ROWS = 512


def pieces(blocks: Iterable[Block], limit: int | None = None) -> Iterator[Block]:
    """The blocks cut to pieces of some hundred rows, all records of the input in their order.

    `limit` ends them after so many records, rows and rejects alike.
    """
    left = limit
    for piece in (piece for block in blocks for piece in _cut(block)):
        if left is None or records_of(piece) <= left:
            yield piece
        elif left:
            yield _parted(piece, left)[0]
        if left is not None:
            left -= min(left, records_of(piece))
            if not left:
                return


def after(done: int, parts: Iterable[Block]) -> Iterator[Block]:
    """The pieces without the first records of them, which are done."""
    for piece in parts:
        records = records_of(piece)
        if done < records:
            yield _parted(piece, done)[1] if done else piece
        done -= min(done, records)


def records_of(piece: Block) -> int:
    """How many records of the input a piece holds, rows and rejects."""
    return len(piece.rows) + len(piece.rejects)


def _cut(block: Block) -> Iterator[Block]:
    """The block in pieces; a reject goes with the row before it."""
    if len(block.rows) <= MOST_ROWS:
        yield block
        return
    rejected = [reject.line for reject in block.rejects]
    done = 0
    for start in range(0, len(block.rows), MOST_ROWS):
        stop = start + MOST_ROWS
        till = bisect_left(rejected, block.lines[stop]) if stop < len(block.rows) else len(rejected)
        yield _between(block, start, stop, done, till)
        done = till


def _parted(piece: Block, records: int) -> tuple[Block, Block]:
    """The first records of a piece, and the others."""
    rejected = [reject.line for reject in piece.rejects]
    last = sorted([*piece.lines, *rejected])[records - 1] if records else -1
    row, reject = bisect_right(piece.lines, last), bisect_right(rejected, last)
    return (
        _between(piece, 0, row, 0, reject),
        _between(piece, row, len(piece.rows), reject, len(rejected)),
    )


def _between(block: Block, start: int, stop: int, first: int, last: int) -> Block:
    """Some rows of a block, and some of its rejects."""
    return replace(
        block,
        lines=block.lines[start:stop],
        starts=block.starts[start:stop],
        stops=block.stops[start:stop],
        rows=block.rows[start:stop],
        rejects=block.rejects[first:last],
        documents=block.documents[start:stop],
    )
