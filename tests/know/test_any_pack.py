"""Whatever a pack holds, it is loaded or refused with places: never a crash, never a guess."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_pack import FILES, write_pack

from matcher.know import lint_pack
from matcher.know.source.complaints import plain
from matcher.know.source.nodes import read_tree

NAMES = sorted(name for name in FILES if name.endswith(".yaml"))
TREES: dict[str, Any] = {name: plain(read_tree(FILES[name].encode(), name).root) for name in NAMES}
STRANGE = [
    "", " ", "x", "yes", "-1", "99999999999", "4.10", "2022-02-30", "a, b", "*", "{", "judged", "any_qualifies", "above 5",
    "between 1 and 2", "one of [a]", "2 of 3", "mill", "en", "风", [], ["x"], [[]], [["x"]], [["x"], "y"], {}, {"x": "y"},
    {"en": "x"}, {"en": ["x"], "zh": ["风"]}, {"id": "x"}, {"list": []}, {"meet": "any", "list": [{}]}, [{}], [{"x": "y"}],
]  # fmt: skip


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every path into a tree of mappings, lists and texts."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in places(one, (*path, key)))]


def changed(tree: Any, path: tuple[str | int, ...], value: Any, how: str) -> Any:
    """The tree with the node at a path replaced, left out, named otherwise or given twice."""
    tree = copy.deepcopy(tree)
    if not path:
        return value
    parent = tree
    for step in path[:-1]:
        parent = parent[step]
    if how == "replaced":
        parent[path[-1]] = value
    elif isinstance(parent, list):
        parent[:] = [*parent, parent[path[-1]]] if how == "renamed" else parent[: path[-1]]
    else:
        old = parent.pop(path[-1])
        if how == "renamed":
            parent[str(value)[:8]] = old
    return tree


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("pack"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_pack_with_anything_anywhere_is_loaded_or_refused_with_places(folder: Path, data: st.DataObject):
    name = data.draw(st.sampled_from(NAMES))
    path = data.draw(st.sampled_from(places(TREES[name])))
    how = data.draw(st.sampled_from(["replaced", "replaced", "removed", "renamed"]))
    tree = changed(TREES[name], path, data.draw(st.sampled_from(STRANGE)), how)
    file = folder / name
    try:
        file.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
        for problem in lint_pack(folder):
            assert problem.message
            assert problem.place.file.startswith(str(folder))
            assert problem.place.line > 0 or problem.message == "this file is missing"
    finally:
        file.write_text(FILES[name], encoding="utf-8")


@given(st.binary(max_size=200), st.sampled_from(NAMES))
def test_a_pack_with_any_bytes_in_a_file_is_refused(folder: Path, data: bytes, name: str):
    file = folder / name
    try:
        file.write_bytes(data)
        assert lint_pack(folder)
    finally:
        file.write_text(FILES[name], encoding="utf-8")


def test_the_tiny_pack_reads_the_same_with_a_plain_yaml_reader():
    for name in NAMES:
        assert yaml.load(FILES[name], Loader=yaml.BaseLoader) == TREES[name]  # noqa: S506  (texts only)
