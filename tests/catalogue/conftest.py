"""The command line run inside the test, and packs written to folders."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from matcher.catalogue.search import Search
from matcher.cli.main import app
from matcher.model.problems import Refusal
from matcher.model.rules import Pack

HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of a command: its exit code, its output, and what it said beside it."""

    code: int
    out: str
    said: str


@pytest.fixture
def run() -> Callable[..., Ran]:
    def run_command(*words: str) -> Ran:
        result = CliRunner().invoke(app, list(words))
        if isinstance(result.exception, Refusal):
            return Ran(code=result.exception.exit_code, out=result.stdout, said=f"{result.stderr}{result.exception}")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(code=result.exit_code, out=result.stdout, said=result.stderr)

    return run_command


@pytest.fixture(scope="session")
def search(pack: Pack) -> Search:
    return Search(pack)


@pytest.fixture(scope="session")
def copy_of_ours(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A way to write our pack into a new folder."""

    def copied(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        for part in ("taxonomy", "rules"):
            shutil.copytree(HOUSE / part, folder / part)
        return folder

    return copied
