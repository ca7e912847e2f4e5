import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model.problems import Refusal
from matcher.read.tables import rows as row_module
from tests.read.reading import documents, table


def read(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    opened = table(data, name="x.jsonl", **options)
    blocks = list(opened.blocks())
    rows = [row for block in blocks for row in zip(block.lines, block.starts, block.stops, block.rows, strict=True)]
    return opened, rows, [reject for block in blocks for reject in block.rejects]


def test_every_key_of_every_line_is_a_column_in_the_order_of_appearance():
    opened, rows, rejects = read('{"id": 1, "description": "a"}\n\n{"note": "x", "id": "2"}\n')
    assert opened.header == ["id", "description", "note"]
    assert rows == [(1, 0, 30, ["1", "a", ""]), (3, 31, 56, ["2", "", "x"])]
    assert not rejects
    assert opened.told == ["JSON lines with 3 keys"]


def test_values_come_as_they_are_written():
    _, rows, _ = read(
        '{"a": 1.50, "b": 1e5, "c": null, "d": true, "e": {"x": [1.0, "风"]}, "f": "\\u98ce", "g": 12345678901234567890}'
    )
    assert rows[0][3] == ["1.50", "1e5", "", "true", '{"x": [1.0, "风"]}', "风", "12345678901234567890"]


def test_a_line_that_is_no_object_is_a_reject_with_line_offset_and_raw_text():
    lines = ['{"id": "1"}', "[1]", '{"id": }', '{"id": 1, "id": 2}', '{"id": NaN}', '{"id": "a\\u0000"}', '{"id": "\\ud800"}', "[" * 3000]  # fmt: skip
    _, rows, rejects = read("\n".join(lines))
    assert [row[3] for row in rows] == [["1"]]
    assert [(one.line, str(one.reason)) for one in rejects] == [
        (2, "no_object"), (3, "no_object"), (4, "repeated_key"), (5, "no_object"), (6, "control_character"),
        (7, "undecodable"), (8, "no_object"),
    ]  # fmt: skip
    assert (rejects[0].byte_offset, rejects[0].raw) == (12, "[1]")
    assert rejects[2].column == "id"
    assert "nested too deep" in rejects[-1].message


def test_bytes_that_are_no_text_and_fields_that_are_too_long_cost_only_their_line():
    _, rows, rejects = read(b'{"id": "\xe9\xa3\x8e"}\n{"id": "\xff"}\n{"id": "%s"}\n{"id": "4"}\n' % (b"x" * 1001))
    assert [row[0] for row in rows] == [1, 4]
    assert [str(one.reason) for one in rejects] == ["undecodable", "field_too_long"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n", "holds no table"),
        ("[1]\n", "no line holds an object"),
        ("{}\n", "no line holds an object"),
        ("", "empty"),
    ],
)
def test_a_file_without_any_key_is_refused(text, said):
    with pytest.raises(Refusal, match=said):
        read(text)


def test_too_many_keys_pass_a_limit():
    with pytest.raises(Refusal) as caught:
        read(json.dumps(dict.fromkeys(map(str, range(16_385)))))
    assert caught.value.exit_code == 5


def test_many_short_lines_under_a_wide_header_are_read_in_small_blocks():
    opened, rows, _ = read(json.dumps(dict.fromkeys(map(str, range(10_000)), "x")) + "\n" + '{"1": "y"}\n' * 300)
    assert len(rows) == 301
    assert max(len(block.rows) for block in opened.blocks()) <= 210


def test_columns_are_found_by_name_and_wide_encodings_are_read():
    found, _, _ = documents('{"序号": "7", "建设内容": "风"}\n'.encode("utf-16"), name="x.jsonl")
    assert [(one.id, one.text) for one in found] == [("7", "风")]


PIECE = st.sampled_from(
    [
        b"{",
        b"}",
        b'"a"',
        b":",
        b",",
        b"1",
        b"[",
        b"]",
        b"\n",
        b"\r\n",
        b'{"a": 1}\n',
        b'{"b": "\xe9\xa3\x8e"}',
        b"\xff",
        b"\0",
    ]
)


@given(data=st.lists(PIECE, max_size=40).map(b"".join), window=st.integers(1, 30))
def test_every_line_is_a_row_a_reject_or_blank_whatever_the_window(data, window):
    whole = b'{"a": "", "b": ""}\n' + data
    _, rows, rejects = read(whole, encoding="utf-8")
    lines = [line for line in whole.splitlines() if line.strip(b" \t")]
    assert len(rows) + len(rejects) == len(lines)
    before, row_module._WINDOW = row_module._WINDOW, window
    try:
        assert read(whole, encoding="utf-8")[1:] == (rows, rejects)
    finally:
        row_module._WINDOW = before
