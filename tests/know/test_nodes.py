"""Bytes to a tree: everything is text, everything has a place, nothing crashes."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from matcher.know.source.folder import read_folder
from matcher.know.source.nodes import MAX_BYTES, MAX_DEPTH, Mapping, Node, Scalar, Sequence, read_tree


def texts(node: Node):
    """The tree without places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [texts(item) for item in node.items]
        case Mapping():
            return {key: texts(value) for key, value in node.entries.items()}


def messages(data: bytes, *, pure_python: bool = False) -> list[str]:
    return [
        f"{one.place.line}:{one.place.column}: {one.message}"
        for one in read_tree(data, "f", pure_python=pure_python).problems
    ]


@pytest.mark.parametrize("written", ["4.10", "NO", "1:30", "2022-01-01", "null", "~", "0x10", "1_000", "yes", "1e3"])
def test_every_value_stays_as_it_is_written(written: str):
    assert texts(read_tree(f"a: {written}\n".encode(), "f").root) == {"a": written}


def test_every_node_knows_its_line_and_column():
    root = read_tree("a:\n  - 风: x\n    b: [y]\n".encode(), "f").root
    item = root.entries["a"].items[0]
    assert (item.keys["风"].line, item.keys["风"].column) == (2, 5)
    assert (item.entries["b"].items[0].line, item.entries["b"].items[0].column) == (3, 9)


def test_an_empty_value_is_an_empty_text():
    assert texts(read_tree(b"a:\nb: ''\n", "f").root) == {"a": "", "b": ""}


@pytest.mark.parametrize("pure_python", [False, True])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: &x 1\n", "1:4: anchor '&x'"),
        (b"a: &x 1\nb: *x\n", "2:4: alias '*x'"),
        (b"a: !!str 1\n", "1:4: tag 'tag:yaml.org,2002:str'"),
        (b"a: !own {b: c}\n", "1:4: tag '!own'"),
        (b"<<: {a: b}\n", "1:1: merge key '<<'"),
        (b"a: 1\nb: 2\na: 3\n", "3:1: key 'a' is given again"),
        (b"? [a, b]\n: c\n", "1:3: a key that is a list or a mapping"),
        (b"a: 1\n---\nb: 2\n", "2:1: a second document begins here"),
        (b"a: [b:c]\n", "1:5: unquoted text 'b:c' inside brackets"),
        (b"- a\n", "1:1: the file does not hold keys and values"),
        (b"just text\n", "1:1: the file does not hold keys and values"),
        (b"", "1:1: the file is empty"),
        (b"# only a comment\n", "1:1: the file is empty"),
        (b"a: \xff\n", "1:4: this is no UTF-8"),
        ("é".encode("utf-16"), "1:1: this is no UTF-8"),
        (b"a: b\x00c\n", "1:5: unreadable character U+0000"),
        ("a: b\u200bc\n".encode(), "1:5: unreadable character U+200B"),
        ("a: b\u2028c\n".encode(), "1:5: unreadable character U+2028"),
    ],
)
def test_what_a_pack_does_not_use_is_refused_with_its_place(data: bytes, expected: str, pure_python: bool):
    assert expected in messages(data, pure_python=pure_python)


def test_every_problem_of_a_file_is_told_at_once():
    assert messages(b"a: &x 1\na: 2\nb: !t c\n") == [
        "1:4: anchor '&x'",
        "2:1: key 'a' is given again",
        "3:4: tag '!t'",
    ]


def test_a_repeated_key_names_the_line_of_the_first():
    assert "line 1" in read_tree(b"a: 1\na: 2\n", "f").problems[0].hint


@pytest.mark.parametrize("pure_python", [False, True])
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", "- - ? "])
def test_deep_nesting_is_refused_before_anything_recurses(opening: str, pure_python: bool):
    data = (opening * 100_000)[: MAX_BYTES - 1].encode()
    assert any("nesting is deeper than 40" in message for message in messages(data, pure_python=pure_python))


def test_nesting_up_to_the_limit_is_read():
    lists = MAX_DEPTH - 1
    data = f"a: {'[' * lists}x{']' * lists}\n".encode()
    assert not read_tree(data, "f").problems
    assert read_tree(f"a: [{'[' * lists}x{']' * lists}]\n".encode(), "f").problems


def test_a_file_above_the_limit_is_not_parsed():
    (problem,) = read_tree(b"a: " + b"x" * MAX_BYTES, "f").problems
    assert "bytes" in problem.message


def test_a_byte_order_mark_at_the_start_is_passed_over():
    assert texts(read_tree(b"\xef\xbb\xbfa: 1\n", "f").root) == {"a": "1"}


def test_broken_yaml_is_one_problem_with_its_place():
    (problem,) = read_tree(b"a: b: c\n", "f").problems
    assert problem.message.startswith("not readable as YAML")
    assert problem.place.line == 1


def test_without_the_fast_reader_the_plain_one_is_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert texts(read_tree(b"a: [1, 2]\n", "f").root) == {"a": ["1", "2"]}


@given(st.binary(max_size=400))
def test_any_bytes_give_a_tree_or_problems(data: bytes):
    tree = read_tree(data, "f")
    assert tree.root is not None or tree.problems


@given(st.text(alphabet="ab: \n-[]{},'\"#&*!?|>%<~\t水", max_size=120))
def test_anything_that_looks_like_yaml_gives_a_tree_or_problems(text: str):
    for pure_python in (False, True):
        tree = read_tree(text.encode(), "f", pure_python=pure_python)
        assert tree.root is not None or tree.problems
        assert all(one.place.file == "f" for one in tree.problems)


@given(
    st.recursive(
        st.text("ab4. 水", max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
        ),
        max_leaves=12,
    ).filter(lambda value: isinstance(value, dict))
)
def test_what_is_written_is_read_again(value: dict):
    written = yaml.safe_dump(value, default_style='"', allow_unicode=True).encode()
    assert texts(read_tree(written, "f").root) == value


def test_both_readers_read_every_file_of_the_pack_alike():
    contents = read_folder(None).contents
    for name in [name for name in contents if Path(name).suffix == ".yaml"]:
        fast, plain = (read_tree(contents[name], name, pure_python=pure) for pure in (False, True))
        assert fast.root is not None
        assert texts(fast.root) == texts(plain.root), name
