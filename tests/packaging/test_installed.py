"""The main job from an installed wheel and from an editable install, each outside the checkout."""

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("packaging")

HOUSE = Path(__file__).parents[2]
LOCK = HOUSE / "requirements.lock"
PORTFOLIO = HOUSE / "examples" / "portfolio.csv"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that must succeed, with nothing of the checkout on Python's path."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", env={**clean, "PYTHONUTF8": "1"})
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", "wheel", *options, HOUSE, cwd=folder)
    return next(folder.glob("taxomatch-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an empty environment with nothing but the wheel and what it says it needs."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    kept = Path(sys.prefix) / "wheels"
    versions = folder.parent / "versions.txt"
    versions.write_text("\n".join(re.findall(r"(?m)^[a-z0-9.-]+==[^\\\n]+", LOCK.read_text(encoding="utf-8"))))
    source = ("--no-index", "--find-links", kept) if kept.is_dir() else ("--constraint", versions)
    run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", *source, wheel, cwd=folder)
    return folder / "bin" / "taxomatch"


@pytest.fixture(params=["wheel", "editable"])
def command(request: pytest.FixtureRequest) -> Path:
    if request.param == "wheel":
        found: Path = request.getfixturevalue("installed")
        return found
    return Path(sys.executable).parent / "taxomatch"


def test_the_wheel_holds_the_program_and_the_pack_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"matcher"}
    data = {name.removeprefix("matcher/_data/") for name in names if name.startswith("matcher/_data/")}
    here = {
        path.relative_to(HOUSE).as_posix()
        for folder in ("taxonomy", "rules")
        for path in (HOUSE / folder).rglob("*")
        if path.is_file()
    }
    assert data == here
    program = {name for name in names if name.endswith(".py")}
    assert program == {path.relative_to(HOUSE).as_posix() for path in (HOUSE / "matcher").rglob("*.py")}
    assert "matcher/py.typed" in names


def test_the_installed_program_is_the_one_of_the_wheel(installed: Path, tmp_path: Path):
    done = run(installed.parent / "python", "-c", "import matcher; print(matcher.__file__)", cwd=tmp_path)
    assert Path(done.stdout.strip()).is_relative_to(installed.parents[1])


def test_one_text_is_classified(command: Path, tmp_path: Path):
    text = "新建200MW集中式光伏电站项目，配套建设20%/2h电化学储能"
    done = run(command, "classify", "--text", text, "--format", "json", cwd=tmp_path)
    (answer,) = json.loads(done.stdout)
    assert answer["status"] == "matched"
    codes = {code for match in answer["matches"] for code in match["codes"]["eu"]}
    assert codes >= {"CCM 4.1", "CCM 4.10"}
    evidence = [one for match in answer["matches"] for one in match["evidence"]]
    assert evidence
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in evidence)


def test_a_ledger_is_scored_row_by_row(command: Path, tmp_path: Path):
    (tmp_path / "ledger.csv").write_bytes(PORTFOLIO.read_bytes())
    run(command, "batch", "ledger.csv", "-o", "scored.csv", cwd=tmp_path)
    with PORTFOLIO.open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    with (tmp_path / "scored.csv").open(encoding="utf-8", newline="") as file:
        scored = list(csv.DictReader(file))
    assert [row["loan_id"] for row in scored] == [row["loan_id"] for row in given]
    assert {path.name for path in tmp_path.iterdir()} == {"ledger.csv", "scored.csv"}


def test_the_doctor_finds_all_in_order(command: Path, tmp_path: Path):
    assert "all in order" in run(command, "doctor", cwd=tmp_path).stdout


def test_the_pack_can_be_written_out_and_used_in_place_of_ours(command: Path, tmp_path: Path):
    run(command, "rules", "export", "pack", cwd=tmp_path)
    text = ("classify", "--text", "A 20 MW wind farm.", "--format", "jsonl")
    ours = json.loads(run(command, *text, cwd=tmp_path).stdout)
    theirs = json.loads(run(command, *text, "--pack", "pack", cwd=tmp_path).stdout)
    assert ours == theirs
