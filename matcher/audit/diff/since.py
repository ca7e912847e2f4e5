"""The pack as it was at an earlier commit of its checkout."""

import os
import subprocess
from pathlib import Path

from matcher.know.export import write_files
from matcher.know.source.folder import MAX_FILES, shipped_folder
from matcher.model.problems import Place, Problem, Refusal

_SECONDS = 120
_PEELED = "^{commit}"


def pack_at(ref: str, folder: Path | None, into: Path) -> Path:
    """Write the pack that stood in `folder` (None: ours, where it stands in a checkout) at a commit into a new folder.

    Raises Refusal where there is no git, no checkout, no such commit, or no pack in it.
    """
    root = folder or shipped_folder()
    prefix = _git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}{_PEELED}").decode().strip()
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", f"{prefix}taxonomy", f"{prefix}rules")
    blobs = dict(_blobs(listed, prefix))
    if not blobs:
        raise _refused(str(root), f"there is no pack in it at {ref}", "Name a commit that has taxonomy/ and rules/.")
    contents = _contents(root, list(blobs.values()))
    write_files(into, dict(zip(blobs, contents, strict=True)))
    return into


def _blobs(listed: bytes, prefix: str) -> list[tuple[str, str]]:
    """The names inside the pack, and object names, of the ordinary files that git lists; hidden ones are left out."""
    found = []
    for entry in filter(None, listed.split(b"\0")):
        about, _, raw = entry.partition(b"\t")
        mode, kind, name = about.split()
        path = raw.decode("utf-8", "surrogateescape").removeprefix(prefix)
        parts = path.split("/")
        if kind == b"blob" and mode.startswith(b"100") and not any(part.startswith(".") for part in parts):
            found.append((path, name.decode()))
    return found[: MAX_FILES + 1]


def _contents(root: Path, names: list[str]) -> list[bytes]:
    """The bytes of objects, in their order."""
    told = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    found, at = [], 0
    for _ in names:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[2])
        found.append(told[end + 1 : end + 1 + size])
        at = end + size + 2
    return found


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git says; it asks nothing, fetches nothing and runs no hooks of the checkout."""
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-C", str(root), *words]
    try:
        done = subprocess.run(  # noqa: S603, a fixed command; what the user names stands behind --end-of-options or --
            command, input=given, capture_output=True, check=False, timeout=_SECONDS, env={**os.environ, **quiet}
        )
    except FileNotFoundError:
        raise _refused(str(root), "git is not installed", "Install git, or give two pack folders.") from None
    except subprocess.TimeoutExpired:
        raise _refused(str(root), f"git gave no answer in {_SECONDS} seconds", "Give two pack folders.") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = (
            f"git cannot tell: {said[-1]}" if said else f"git knows no such commit: {words[-1].removesuffix(_PEELED)}"
        )
        raise _refused(str(root), message, "Name a commit, tag or branch of the checkout that the pack stands in.")
    return done.stdout


def _refused(place: str, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=Place(file=place), message=message, hint=hint)])
