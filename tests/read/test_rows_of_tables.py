import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.read.encodings import Encoding
from matcher.read.tables.records import Bounds
from tests.read.reading import BOUNDS, records

SMALL = Bounds(field_characters=40, record_bytes=64, raw_characters=30)


def test_every_kind_of_line_end_ends_a_row_and_places_are_exact():
    read = records(b"1,a\n2,b\r\n3,c\r4,d")
    assert read.rows == [(1, 0, 4, ["1", "a"]), (2, 4, 9, ["2", "b"]), (3, 9, 13, ["3", "c"]), (4, 13, 16, ["4", "d"])]


def test_a_line_end_inside_quotes_belongs_to_the_field():
    read = records(b'1,"a\nb\r\nc"\n2,d\n')
    assert read.rows == [(1, 0, 11, ["1", "a\nb\r\nc"]), (4, 11, 15, ["2", "d"])]


def test_blank_lines_are_no_rows_but_count_as_lines():
    read = records(b"\n1,a\n\n  \n2,b\n\n")
    assert [row[0] for row in read.rows] == [2, 5]
    assert not read.rejects


def test_empty_cells_are_a_row():
    assert records(b",\n").cells == [["", ""]]


def test_signs_that_some_readers_take_for_line_ends_stay_in_their_field():
    text = "a\u2028b\u2029c\x85d\x0be\x0cf"
    assert records(f"1,{text}\n".encode()).cells == [["1", text]]


def test_short_and_long_rows_are_rejects_with_place_reason_and_raw_text():
    read = records(b"1,a\n2\n3,b,c\n4,d\n")
    assert read.cells == [["1", "a"], ["4", "d"]]
    first, second = read.rejects
    assert (first.line, first.byte_offset, str(first.reason), first.raw) == (2, 4, "too_few_fields", "2")
    assert (second.line, second.byte_offset, str(second.reason), second.raw) == (3, 6, "too_many_fields", "3,b,c")
    assert second.message == "3 fields where the header has 2"


def test_a_quote_that_never_closes_costs_only_the_line_that_opens_it():
    read = records(b'1,a\n2,"open\n3,b\n4,"c"\n5,d')
    assert read.cells == [["1", "a"], ["3", "b"], ["4", "c"], ["5", "d"]]
    assert read.reasons == [(2, "open_quote")]
    assert read.rejects[0].raw == '2,"open'


def test_thousands_of_open_quotes_are_thousands_of_rejects():
    read = records(b"".join(b'%d,"open\n' % number for number in range(5000)))
    assert read.count == len(read.rejects) == 5000


def test_an_open_quote_does_not_swallow_rows_up_to_a_stray_quote_far_below():
    read = records(b'1,"open,x\n2,b,x\n3,5" pipe,x\n4,c" ,x\n5,e,x\n', header=("id", "a", "b"))
    assert [row[0] for row in read.rows] == [2, 3, 4, 5]
    assert read.reasons == [(1, "open_quote")]


def test_rows_behind_an_open_quote_that_a_stray_quote_closes_are_not_swallowed():
    read = records(b'1,"open,x\n2,b,x\n3,a pipe of 5",x\n4,e,x\n', header=("id", "a", "b"))
    assert [row[0] for row in read.rows] == [2, 3, 4]
    assert read.reasons == [(1, "open_quote")]


def test_a_text_of_several_lines_with_commas_is_no_open_quote():
    data = b'1,"first, of two\nsecond, and third, line\n",x\n'
    assert records(data, header=("id", "a", "b")).cells == [["1", "first, of two\nsecond, and third, line\n", "x"]]


def test_a_quoted_field_that_goes_on_behind_its_quote_is_a_reject():
    read = records(b'1,"say \\"hi\\" now"\n2,"a" b\n3,c\n')
    assert read.reasons == [(1, "stray_quote"), (2, "stray_quote")]
    assert read.cells == [["3", "c"]]


def test_quotes_inside_an_unquoted_field_are_letters():
    assert records(b'1,a 5" pipe\n').cells == [["1", 'a 5" pipe']]


@pytest.mark.parametrize("control", [b"\0", b"\x1a", b"\x1b[31m", b"\x07", b"\x7f"])
def test_control_characters_make_a_reject_whose_raw_text_cannot_act(control):
    read = records(b"1,a\n2,b" + control + b"\n3,c\n")
    assert read.reasons == [(2, "control_character")]
    assert read.cells == [["1", "a"], ["3", "c"]]
    assert read.rejects[0].raw.isprintable()


def test_bytes_that_are_no_text_cost_only_their_line():
    read = records(b"1,a\n2,\xff\xfe\n3,c\n")
    assert read.reasons == [(2, "undecodable")]
    assert read.rejects[0].raw == "2,\\xff\\xfe"


def test_a_line_of_another_encoding_in_a_gb18030_file_is_not_guessed():
    data = "1,新建\n".encode("gb18030") + "2,新建风力\n".encode() + b"3,\x81\n"
    read = records(data, encoding=Encoding(name="gb18030", mixed=True))
    assert read.cells == [["1", "新建"]]
    assert read.reasons == [(2, "undecodable"), (3, "undecodable")]


def test_offsets_of_wide_encodings_are_those_of_the_file():
    text = "1,风\n2,\U00020bb7x\n3,y\n"
    data = text.encode("utf-16")
    read = records(data, encoding=Encoding(name="utf-16-le", mark=2, unit=2))
    assert [row[3] for row in read.rows] == [["1", "风"], ["2", "\U00020bb7x"], ["3", "y"]]
    for _, start, stop, cells in read.rows:
        assert data[start:stop].decode("utf-16-le").rstrip("\n").split(",") == cells


def test_half_a_character_at_the_end_of_a_wide_file_costs_its_row():
    data = "1,a\n2,b\n".encode("utf-16-le") + b"3\0,\0\xb7"
    assert records(data, encoding=Encoding(name="utf-16-le", unit=2)).reasons == [(3, "undecodable")]
    lone = "1,a\n".encode("utf-16-le") + b"2\0,\0\x00\xd8\n\0"
    assert records(lone, encoding=Encoding(name="utf-16-le", unit=2)).reasons == [(2, "undecodable")]


def test_a_field_longer_than_the_limit_is_a_reject_that_names_its_column():
    read = records(b"1," + b"x" * 41 + b"\n2,b\n", bounds=SMALL)
    assert read.reasons == [(1, "field_too_long")]
    assert read.rejects[0].column == "text"
    assert read.rejects[0].raw.endswith("(13 more characters)")


def test_a_line_longer_than_the_limit_is_passed_by_in_constant_memory():
    read = records(b"1,a\n2," + b"x" * 3_000_000 + b"\r\n3,c\n", bounds=SMALL)
    assert read.reasons == [(2, "line_too_long")]
    assert read.rows == [(1, 0, 4, ["1", "a"]), (3, 3_000_008, 3_000_012, ["3", "c"])]


def test_a_quoted_field_longer_than_a_record_may_be_is_an_open_quote():
    rows = b"".join(b"%d,row\n" % number for number in range(100, 200))
    read = records(b'1,"open\n' + rows + b'2,"z"\n', bounds=SMALL)
    assert read.reasons == [(1, "open_quote")]
    assert len(read.rows) == 101


def test_many_blank_lines_cost_next_to_nothing():
    read = records(b"\n" * 30_000_000 + b"1,a\n")
    assert read.rows == [(30_000_001, 30_000_000, 30_000_004, ["1", "a"])]


CELL = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ["", '"', '""', 'a"b', "a,b", "a\nb", "x\r\ny", "=1+1", " ", "，", "合计"]
)


@given(
    rows=st.lists(st.tuples(st.integers(0, 99).map(str), CELL, CELL), max_size=20),
    ends=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_what_is_written_as_a_table_comes_back_unchanged(rows, ends):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows(rows)
    read = records(text.getvalue().encode(), header=("id", "a", "b"))
    assert read.cells == [list(row) for row in rows]
    assert not read.rejects


PIECE = st.sampled_from(
    [b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"a", b"1", b"\0", b"\xff", "风".encode(), b" ", b"2,b\n", b'3,"']
)


@given(data=st.binary(max_size=60) | st.lists(PIECE, max_size=60).map(b"".join), small=st.booleans())
def test_every_line_is_in_exactly_one_record_or_blank(data, small):
    read = records(data, bounds=SMALL if small else BOUNDS)
    assert read.count == len(read.rows) + len(read.rejects)
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    taken = set()
    for line, start, stop, _ in read.rows:
        assert start == starts[line - 1]
        assert stop in starts
        lines = set(range(line, starts.index(stop) + 1))
        assert not taken & lines
        taken |= lines
    for reject in read.rejects:
        assert reject.byte_offset == starts[reject.line - 1]
        assert reject.line not in taken
        taken.add(reject.line)
    if not any(str(reject.reason).startswith(("too_", "control", "undecod", "field")) for reject in read.rejects):
        left = set(range(1, len(starts))) - taken
        assert all(
            not data[starts[line - 1] : starts[line]].decode("latin-1").strip(" \t\r\n\v\f\xa0") for line in left
        )


@given(data=st.lists(PIECE, max_size=80).map(b"".join), window=st.integers(1, 40))
def test_the_size_of_the_window_changes_nothing(data, window):
    from matcher.read.tables import rows

    whole = records(data)
    before = rows._WINDOW
    rows._WINDOW = window
    try:
        pieces = records(data)
    finally:
        rows._WINDOW = before
    assert (pieces.rows, pieces.rejects) == (whole.rows, whole.rejects)
