"""What was changed in a record since it was made: every edit, deletion, swap, insertion and cut, with its place."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.audit.record.lines import line_in, own_hash
from matcher.audit.record.manifest import FORMAT, Manifest, manifest_in, opening_of, seal_of, written
from matcher.audit.record.reading import manifest_objects, raw_lines
from matcher.audit.record.writing import DECISIONS, MANIFEST, PACK, RUN
from matcher.model.problems import Place, Problem, Refusal

_OURS = {MANIFEST, DECISIONS, PACK, RUN}


def verify(folder: Path, seal: str | None = None) -> list[Problem]:
    """Everything in the record that is not as it was made, in the order of its files; nothing where all is whole.

    Without `seal`, the hash that the run told, a record that somebody wrote anew from end to end cannot be told from
    the first. Raises Refusal where there is no record, or one of another format.
    """
    try:
        plain = manifest_objects(folder / MANIFEST)
    except Refusal as refusal:
        if not (folder / DECISIONS).is_file():
            raise
        return list(refusal.problems)
    if plain.get("format") != FORMAT:
        raise Refusal([_found(folder / MANIFEST, f"format {plain.get('format')!r} is not {FORMAT!r}")])
    try:
        manifest = manifest_in(plain)
    except ValueError as error:
        return [_found(folder / MANIFEST, f"the manifest was changed: {error}")]
    findings = list(_of_manifest(folder, plain, manifest, seal))
    findings += _of_decisions(folder / DECISIONS, manifest)
    findings += _of_pack(folder / PACK, manifest)
    findings += [
        _found(path, "this does not belong to the record")
        for path in sorted(folder.iterdir())
        if path.name not in _OURS and not path.name.startswith(".")
    ]
    return findings


def _of_manifest(folder: Path, plain: dict[str, Any], manifest: Manifest, seal: str | None) -> Iterator[Problem]:
    path = folder / MANIFEST
    if seal is not None and seal.strip().casefold() != manifest.seal:
        yield _found(path, f"the seal is {manifest.seal}, not the one given", "This is not the record that was sealed.")
    if seal_of(plain) != manifest.seal or written(plain) != path.read_bytes():
        yield _found(path, "the manifest was changed: it does not agree with its seal")
    if opening_of(plain) != manifest.opening:
        yield _found(path, "what the manifest says of program, pack or options was changed")


@dataclass(slots=True, kw_only=True)
class _Walk:
    """How far the chain was followed: the number and hash of the last line."""

    last: str
    number: int = 0
    lines: int = 0


def _of_decisions(path: Path, manifest: Manifest) -> Iterator[Problem]:
    walk = _Walk(last=manifest.opening)
    try:
        for data in raw_lines(path):
            walk.lines += 1
            yield from _of_line(path, data, walk)
        whole = not walk.lines or _ends_with_line_end(path)
    except Refusal as refusal:
        yield from refusal.problems
        return
    if walk.lines < manifest.counts.decisions:
        missing = manifest.counts.decisions - walk.lines
        yield _found(path, f"{walk.lines} lines where {manifest.counts.decisions} were written: {missing} are missing")
    elif walk.lines > manifest.counts.decisions:
        added = walk.lines - manifest.counts.decisions
        yield _found(path, f"{walk.lines} lines where {manifest.counts.decisions} were written: {added} were added")
    if walk.last != manifest.last:
        yield _found(path, "the last line is not the one that the manifest names", line=walk.lines)
    elif not whole:
        yield _found(path, "the end of the last line was cut off", line=walk.lines)


def _of_line(path: Path, data: bytes, walk: _Walk) -> Iterator[Problem]:
    """What is wrong with one line and with its place behind the last."""
    should_be, said = own_hash(data)
    if should_be != said or not said:
        yield _found(path, "this line was edited: it does not agree with its hash", line=walk.lines)
    try:
        line = line_in(data)
    except ValueError:
        yield _found(path, "this is no line of a record", line=walk.lines)
        walk.last, walk.number = said, walk.number + 1
        return
    if line.number != walk.number + 1:
        message = f"decision {line.number} stands where decision {walk.number + 1} should"
        yield _found(path, f"{message}: lines were deleted, inserted or moved", line=walk.lines)
    elif line.previous != walk.last:
        yield _found(path, "this line is not bound to the one before it: one of them was replaced", line=walk.lines)
    walk.last, walk.number = said, line.number


def _of_pack(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Files of the pack that were edited, added, or are gone. Only files that are there are opened."""
    expected = dict(manifest.pack.files)
    for name, path in sorted(_files_in(folder)):
        said = expected.pop(name, None)
        if said is None:
            yield _found(path, "this file is not of the pack that was used")
            continue
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                yield _found(path, "this is no ordinary file")
            elif _hash_of(path) != said:
                yield _found(path, "this file of the pack was edited")
        except OSError as error:
            yield _found(path, f"cannot be read: {error.strerror or error}")
    for name in sorted(expected):
        yield _found(folder / name, "this file of the pack is missing")


def _files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    for here, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in (*files, *links):
            path = Path(here) / name
            yield path.relative_to(folder).as_posix(), path


def _hash_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _ends_with_line_end(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def _found(path: Path, message: str, hint: str = "", line: int = 0) -> Problem:
    return Problem(place=Place(file=str(path), line=line, column=1 if line else 0), message=message, hint=hint)
