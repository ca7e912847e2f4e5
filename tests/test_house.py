"""The rules of the house: what may stand where, how long a module is, what help may load."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from matcher.know import load_pack
from matcher.model.states import Drawer

HOUSE = Path(__file__).parent.parent
MODULES = sorted((HOUSE / "matcher").rglob("*.py"))
WRITTEN = [
    path
    for folder in ("matcher", "taxonomy", "rules", "tests", "tools", "benchmarks", "docs", "examples")
    for path in sorted((HOUSE / folder).rglob("*"))
    if path.suffix in {".py", ".yaml", ".md", ".txt", ".csv", ".sh"}
]
IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LONGEST = 400
SLOW_TO_LOAD = {"ahocorasick_rs", "msgspec", "numpy", "pydantic", "rapidfuzz", "yaml"}
DOORS_OUT = {
    *{"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "webbrowser"},
    *{"pickle", "marshal", "shelve", "runpy", "code", "codeop", "importlib.util"},
}
BETWEEN_OUR_OWN_PROCESSES = {HOUSE / "matcher" / "batch" / name: {"pickle"} for name in ("worker.py", "workers.py")}


def as_words(text: str) -> str:
    """The text as small letters and digits, one blank between words and at both ends."""
    return f" {' '.join(re.findall('[a-z0-9]+', text.lower()))} "


def imported_by(path: Path) -> set[str]:
    """The modules that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_is_one_idea_without_knowledge_of_the_field(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert not IDEOGRAPH.findall(text)


def test_the_matcher_names_no_activity_and_no_term():
    pack = load_pack(None)
    table = pack.book.table
    names = {
        table.terms[term].written.rstrip("*")
        for phrase in table.phrases
        if phrase.rule >= 0 and phrase.kind == Drawer.NAMES_IT and phrase.language == "en"
        for part in phrase.parts
        for term in part
        if not table.terms[term].exact
    }
    names |= pack.taxonomy.activities.keys() | pack.book.exclusions.keys() | {"solar", "dam", "wind farm", "coal"}
    found = {
        f"{path.relative_to(HOUSE)}: {name}"
        for path in MODULES
        for text in [as_words(path.read_text(encoding="utf-8"))]
        for name in names
        if as_words(name).strip() and as_words(name) in text
    }
    assert not found


def test_init_files_only_hand_names_on():
    for path in (HOUSE / "matcher").glob("*/**/__init__.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            assert isinstance(node, (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Expr)), path


def test_folders_of_knowledge_hold_no_program():
    programs = [path for folder in ("taxonomy", "rules") for path in (HOUSE / folder).rglob("*.py")]
    assert not programs


def test_the_matcher_opens_no_connection_and_runs_no_foreign_code():
    for path in MODULES:
        tops = {name for module in imported_by(path) for name in (module, module.split(".")[0])}
        assert not tops & DOORS_OUT - BETWEEN_OUR_OWN_PROCESSES.get(path, set()), path


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME", "X" * 3])
def test_nothing_is_left_for_later(mark: str):
    left = [path for path in WRITTEN if re.search(rf"\b{mark}\b", path.read_text(encoding="utf-8"))]
    assert not left


def test_every_written_file_is_plain_utf8_and_ends_with_a_line_end():
    plain = [path for path in WRITTEN if path.suffix != ".csv"]
    wrong = [path for path in plain if (raw := path.read_bytes()) and (b"\r" in raw or not raw.endswith(b"\n"))]
    assert not wrong


def test_the_lock_has_a_hash_for_every_release_and_names_no_host():
    lock = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = re.findall(r"(?m)^([a-z0-9.-]+)==\S+(?: ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", lock)
    assert sorted(pinned) == sorted(re.findall(r"(?m)^([a-z0-9.-]+)==", lock))
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    for wanted in [*project["project"]["dependencies"], *groups["dev"], *groups["build"]]:
        name = re.match(r"[A-Za-z0-9._-]+", wanted)
        assert name is not None
        assert name.group().lower().replace("_", "-") in pinned


def test_imports_keep_to_the_floors():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=HOUSE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_help_loads_nothing_that_is_slow_to_load():
    program = (
        "import sys\n"
        "from matcher.cli.main import run\n"
        "sys.argv = ['taxomatch', '--help']\n"
        "try:\n    run()\n"
        "finally:\n    print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not SLOW_TO_LOAD & set(done.stderr.split())
