"""What runs that were killed leave beside an output: parts and journals under names of their own, held by nobody."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from matcher.batch.locks import is_still, lock

_LONGEST_NAME = 200
_RUN_ID = "[0-9a-f]{12}"
_PART = re.compile(rf"\..+\.{_RUN_ID}\.part", re.DOTALL)


def new_run_id() -> str:
    """A name for one run; it stands in the names of its parts and in nothing that is kept."""
    return secrets.token_hex(6)


def part_name(target: Path, run_id: str) -> str:
    """The name of a part of a target."""
    return f".{_stem(target.name)}.{run_id}.part"


def journal_name(target: Path, run_id: str) -> str:
    """The name of the journal of a run to a target."""
    return f".{_stem(target.name)}.{run_id}.journal"


def journals_of(target: Path) -> list[Path]:
    """The journals beside a target, the newest first."""
    return sorted(_beside(target, "journal"), key=lambda path: (-_changed(path), path.name))


def clear_remains(target: Path) -> None:
    """Remove the parts and journals of earlier runs to a target that no living run holds.

    Raises OSError where the folder cannot be read.
    """
    target = Path(os.path.realpath(target))
    for journal in list(_beside(target, "journal")):
        for part in _parts_of(journal):
            _remove(part)
        _remove(journal)
    for part in list(_beside(target, "part")):
        _remove(part)


def _parts_of(journal: Path) -> Iterator[Path]:
    """The parts that an unheld journal names; nothing but names of parts counts."""
    with suppress(OSError, ValueError, TypeError, LookupError, RecursionError), journal.open("r+b") as stream:
        if lock(stream):
            named = map(Path, json.loads(stream.readline())["parts"])
            yield from (part for part in named if _PART.fullmatch(part.name))


def _remove(path: Path) -> None:
    """Remove a file unless a living run holds it."""
    with suppress(OSError), path.open("r+b") as stream:
        if lock(stream) and is_still(path, stream):
            path.unlink()


def _beside(target: Path, ending: str) -> Iterator[Path]:
    pattern = re.compile(rf"\.{re.escape(_stem(target.name))}\.{_RUN_ID}\.{ending}", re.DOTALL)
    return (path for path in target.parent.iterdir() if pattern.fullmatch(path.name))


def _changed(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0


def _stem(name: str) -> str:
    """The name of the target as its parts bear it; a long one is replaced by its hash, to stay a legal name."""
    raw = os.fsencode(name)
    return name if len(raw) <= _LONGEST_NAME else hashlib.sha256(raw).hexdigest()[:32]
