"""Compiled packs kept between runs. Whatever goes wrong here, the pack is read anew and nobody is troubled.

A file is named by the bytes of the pack, the folder its places show, the program's own sources and the format of the
cache; it begins with the sha256 of what follows.
"""

import contextlib
import gc
import hashlib
import os
import sys
import tempfile
from pathlib import Path

import msgspec

from matcher.model.rules import Pack

FORMAT = 2
FOLDER_VARIABLE = "TAXOMATCH_CACHE"
MOST_KEPT = 8

_DIGEST_LETTERS = 64


def read(fingerprint: str, folder: str) -> Pack | None:
    """The compiled pack with this fingerprint, if it is kept and whole."""
    path = _path(fingerprint, folder)
    if path is None:
        return None
    collecting = gc.isenabled()
    gc.disable()
    try:
        data = path.read_bytes()
        body = memoryview(data)[_DIGEST_LETTERS:]
        if hashlib.sha256(body).hexdigest().encode() != data[:_DIGEST_LETTERS]:
            return None
        pack = msgspec.json.decode(body, type=Pack)
    except (OSError, ValueError, RecursionError, MemoryError):
        return None
    finally:
        if collecting:
            gc.enable()
    return pack if pack.identity.fingerprint == fingerprint else None


def write(pack: Pack, folder: str) -> None:
    """Keep a compiled pack: written under another name, then renamed. Only the newest few are kept."""
    path = _path(pack.identity.fingerprint, folder)
    if path is None:
        return
    with contextlib.suppress(OSError, ValueError, RecursionError, MemoryError):
        body = msgspec.json.encode(pack)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(hashlib.sha256(body).hexdigest().encode())
                file.write(body)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        kept = sorted(path.parent.glob("pack-*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)


def cache_folder() -> Path | None:
    """Where compiled packs are kept: TAXOMATCH_CACHE, else the user's cache folder; None when there is none."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "taxomatch" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "taxomatch"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "taxomatch"


def _path(fingerprint: str, folder: str) -> Path | None:
    where = cache_folder()
    if where is None:
        return None
    digest = hashlib.sha256(f"{FORMAT} {fingerprint} {folder}\n".encode("utf-8", "surrogateescape"))
    package = Path(__file__).resolve().parents[1]
    try:
        for source in sorted(
            [package / "__init__.py", *(package / "know").rglob("*.py"), *(package / "model").glob("*.py")]
        ):
            digest.update(source.read_bytes())
    except OSError:
        return None
    return where / f"pack-{digest.hexdigest()[:32]}.json"
