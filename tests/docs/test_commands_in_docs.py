"""Every command that README and docs show is run, and gives what the page says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.console_blocks import HOUSE, PAGES, Shown, agrees, blocks, run_session

SESSIONS = [
    pytest.param(session, id=f"{page.name}-{number}")
    for page in PAGES
    for number, session in enumerate(blocks(page), start=1)
]


@pytest.mark.parametrize("session", SESSIONS)
def test_a_session_runs_as_shown(session: list[Shown], tmp_path: Path):
    for shown, done in zip(session, run_session(session, tmp_path), strict=True):
        assert done.code == shown.code, (shown.command, done.output)
        assert agrees(shown.output, done.output), "\n".join(
            [f"`{shown.command}` says something else now; if that is right, write: make docs", *done.output]
        )


def test_every_make_target_that_a_page_names_exists():
    named = {word for page in PAGES for word in re.findall(r"\bmake ([a-z]+)`", page.read_text(encoding="utf-8"))}
    targets = set(re.findall(r"(?m)^([a-z]+):", (HOUSE / "Makefile").read_text(encoding="utf-8")))
    assert named <= targets


def test_every_link_inside_the_house_leads_somewhere():
    for page in [*PAGES, HOUSE / "CONTRIBUTING.md", HOUSE / "taxonomy" / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_command_reference_is_current():
    done = subprocess.run(
        [sys.executable, "tools/make_command_reference.py", "--check"], cwd=HOUSE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_every_state_is_in_the_glossary():
    from matcher.model import states

    glossary = (HOUSE / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = {
        str(member)
        for kind in vars(states).values()
        if isinstance(kind, type)
        for member in getattr(kind, "__members__", {}).values()
    }
    missing = {word for word in words if f"`{word}`" not in glossary}
    assert not missing


def test_the_python_that_pages_show_runs():
    blocks_of_python = [
        found.group(1)
        for page in PAGES
        for found in re.finditer(r"(?ms)^```python\n(.*?)^```$", page.read_text(encoding="utf-8"))
    ]
    assert blocks_of_python
    for block in blocks_of_python:
        exec(compile(block, "page", "exec"), {})  # noqa: S102, our own pages


def test_formats_names_every_column_and_every_key():
    from matcher.cli.formats import TOOL
    from matcher.know import load_pack
    from matcher.river import Matcher
    from matcher.tell.cells import Cells
    from matcher.tell.objects import Objects
    from matcher.tell.voice import Voice

    page = (HOUSE / "docs" / "formats.md").read_text(encoding="utf-8")
    matcher = Matcher(load_pack(None))
    book, taxonomy = matcher.pack.book, matcher.pack.taxonomy
    assert not [column for column in Cells(book, taxonomy).columns if f"`{column}`" not in page]
    text = "A solar park and a 20 MW geothermal plant; no coal-fired unit. A gas pipeline beside it."
    objects = Objects(book.rules, taxonomy.activities, TOOL)
    told = objects.of(matcher.classify(text), Voice(book.sentences, "en"))
    missing = {key for key in _keys(told) if not re.search(rf"\b{re.escape(key)}\b", page)}
    assert not missing


def _keys(told: object) -> set[str]:
    """All keys of an object but those that are ids of the pack."""
    if isinstance(told, list):
        return {key for one in told for key in _keys(one)}
    if not isinstance(told, dict):
        return set()
    ids = {"frameworks", "dnsh"}
    below = {key for name, value in told.items() for key in _keys(list(value.values()) if name in ids else value)}
    return set(told) | below
