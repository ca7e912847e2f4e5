"""Runs a command inside the test, with the pack that is loaded already."""

from pathlib import Path
from unittest.mock import patch

from matcher import Matcher
from matcher.cli import give
from matcher.cli.main import app
from matcher.cli.outcome import run_guarded


def command(matcher: Matcher, *words: object, code: int = 0) -> None:
    with patch.object(give, "load", lambda _: matcher):
        assert run_guarded(lambda: app([str(word) for word in words]), debug=True) == code


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
