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
