from hypothesis import given
from hypothesis import strategies as st

from matcher.batch.pieces import MOST_ROWS, after, pieces, records_of
from matcher.read import Block, Reject, RejectReason
from matcher.read.tables.records import Position


def block_of(first, kinds):
    """A block of lines from `first` on: a row where `kinds` says so, else a reject."""
    lines = [first + at for at, is_row in enumerate(kinds) if is_row]
    return Block(
        lines=lines,
        starts=[line * 10 for line in lines],
        stops=[line * 10 + 9 for line in lines],
        rows=[[str(line)] for line in lines],
        rejects=[
            Reject(first + at, None, "", RejectReason.OPEN_QUOTE, "", "")
            for at, is_row in enumerate(kinds)
            if not is_row
        ],
        after=Position(first + len(kinds), 0),
    )


@st.composite
def blocks(draw):
    made, line = [], 2
    for size in draw(
        st.lists(st.sampled_from([0, 1, 3, MOST_ROWS - 1, MOST_ROWS, MOST_ROWS + 1, 3 * MOST_ROWS + 7]), max_size=3)
    ):
        rare = draw(st.integers(1, 40))
        made.append(block_of(line, [(line + at) % rare != 0 or rare == 1 for at in range(size)]))
        line += size
    return made


def lines_of(parts):
    told = []
    for part in parts:
        assert len(part.lines) == len(part.starts) == len(part.stops) == len(part.rows) <= MOST_ROWS
        assert [[str(line)] for line in part.lines] == part.rows
        told += sorted([*part.lines, *(reject.line for reject in part.rejects)])
    return told


@given(given=blocks())
def test_pieces_hold_every_record_once_and_in_order(given):
    whole = lines_of([]) + [
        line for block in given for line in sorted([*block.lines, *(one.line for one in block.rejects)])
    ]
    assert lines_of(pieces(given)) == whole


@given(given=blocks(), limit=st.integers(1, 2000), done=st.integers(0, 2000))
def test_a_limit_takes_the_first_records_and_what_is_done_is_left_out(given, limit, done):
    whole = lines_of(pieces(given))
    assert lines_of(pieces(given, limit)) == whole[:limit]
    assert lines_of(after(done, pieces(given, limit))) == whole[:limit][done:]
    assert sum(map(records_of, pieces(given, limit))) == len(whole[:limit])
