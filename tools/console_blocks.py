"""The commands that README and docs show, with the output they show; and a way to write that output anew.

usage: python tools/console_blocks.py

A block marked `console` is one session in a copy of `examples/`: a line that begins with `$ ` is a command, the lines
below it are its whole output, stdout and stderr. `$ # exit 3` at the end of a command says which exit code it has. A
line `...` stands for any lines, and such a block is not written anew but only checked.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PAGES = [HOUSE / "README.md", *sorted((HOUSE / "docs").glob("*.md")), HOUSE / "rules" / "README.md"]
COMMAND = Path(sys.executable).parent / "taxomatch"
WIDTH = 110
ANY = "..."
_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")
_EXIT = re.compile(r"\s+# exit (\d+)$")
_VARYING = re.compile(r"\b[0-9a-f]{12,64}\b|\b\d+\.\d+\.\d+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One command of a page and what the page says comes of it."""

    line: str
    output: tuple[str, ...]

    @property
    def code(self) -> int:
        """The exit code the page gives; 0 unless it says another."""
        found = _EXIT.search(self.line)
        return int(found.group(1)) if found else 0

    @property
    def command(self) -> str:
        """The command without its remark."""
        return _EXIT.sub("", self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What really came of a command."""

    code: int
    output: tuple[str, ...]


def blocks(page: Path) -> list[list[Shown]]:
    """The sessions of a page, each a list of commands."""
    return [_session(found.group(1)) for found in _BLOCK.finditer(page.read_text(encoding="utf-8"))]


def run_session(session: list[Shown], folder: Path) -> Iterator[Done]:
    """What comes of each command of a session, run in a folder that holds a copy of the examples."""
    shutil.copytree(HOUSE / "examples", folder / "examples", dirs_exist_ok=True)
    (folder / "out").mkdir(exist_ok=True)
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    setting = {**os.environ, "PATH": path, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    for one in session:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", one.command],
            cwd=folder,
            env=setting,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        lines = (line.rstrip() for line in done.stdout.decode("utf-8").splitlines())
        yield Done(code=done.returncode, output=tuple(lines))


def agrees(shown: tuple[str, ...], real: tuple[str, ...]) -> bool:
    """Whether shown lines are the real ones, but for hashes and versions; `...` stands for any lines."""
    if not shown:
        return not real
    if shown[0].strip() == ANY:
        return any(agrees(shown[1:], real[at:]) for at in range(len(real) + 1))
    return bool(real) and _steady(shown[0]) == _steady(real[0]) and agrees(shown[1:], real[1:])


def _steady(line: str) -> str:
    return _VARYING.sub("#", line)


def _session(text: str) -> list[Shown]:
    """The commands of one block."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
        else:
            found[-1][1].append(line.rstrip())
    return [Shown(line=line, output=tuple(output)) for line, output in found]


def _written(session: list[Shown], results: list[Done]) -> str:
    """A session as a block, with the real output unless the page shows only some of it."""
    lines = []
    for shown, done in zip(session, results, strict=True):
        kept = shown.output if any(line.strip() == ANY for line in shown.output) else done.output
        lines += [f"$ {shown.line}", *kept]
    return "".join(f"{line}\n" for line in lines)


def _renewed(page: Path) -> tuple[str, list[str]]:
    """The page with the output of its sessions as it is now, and the commands that end with another exit code."""
    text = page.read_text(encoding="utf-8")
    pieces: list[str] = []
    wrong: list[str] = []
    last = 0
    for found in _BLOCK.finditer(text):
        session = _session(found.group(1))
        with tempfile.TemporaryDirectory() as folder:
            results = list(run_session(session, Path(folder)))
        pieces += [text[last : found.start(1)], _written(session, results)]
        last = found.end(1)
        for shown, done in zip(session, results, strict=True):
            if done.code != shown.code:
                wrong.append(f"{page.name}: `{shown.command}` ends with {done.code}, the page says {shown.code}")
    return "".join(pieces) + text[last:], wrong


def main() -> int:
    """Write the output of every session of every page anew; a page whose commands fail stays as it is."""
    failed = False
    for page in PAGES:
        renewed, wrong = _renewed(page)
        if wrong:
            print(*wrong, sep="\n")
            failed = True
        else:
            page.write_text(renewed, encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
