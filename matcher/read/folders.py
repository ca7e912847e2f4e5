"""The project files of a folder, or of a pattern such as `projects/*.docx`, in an order that is always the same."""

import glob
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath

from matcher.model.problems import Place, Problem, Refusal

PROJECT_ENDINGS = (".txt", ".text", ".md", ".markdown", ".yaml", ".yml", ".json", ".docx", ".pdf")
"""The endings of files that hold one project or a few."""

MOST_FILES = 100_000
_ALONE = (".md", ".markdown", ".yaml", ".yml", ".json", ".docx", ".pdf")
_LIMIT_PASSED = 5


def is_of_many(name: str) -> bool:
    """Whether a name is that of a folder, of a pattern, or of a project file, whose projects are its rows."""
    with suppress(OSError, ValueError):
        if Path(name).is_dir():
            return True
        if Path(name).exists():
            return name.casefold().endswith(_ALONE)
    return glob.has_magic(name) and "\0" not in name


def project_files(name: str) -> list[str]:
    """The project files below a folder, those of a pattern, or the one file, by name.

    Hidden files, links to folders, and files with endings that no project file has are passed over.
    """
    if Path(name).is_dir():
        found = [os.path.join(folder, file) for folder, _, files in _walk(name) for file in files]  # noqa: PTH118
    else:
        found = [name] if Path(name).exists() else glob.glob(name, recursive=True)  # noqa: PTH207 - names as they came
    files = [file for file in found if _is_project(file)]
    if len(files) > MOST_FILES:
        place, hint = Place(file=name), f"One run reads up to {MOST_FILES}; name a folder below."
        raise Refusal([Problem(place=place, message=f"{len(files)} files", hint=hint)], exit_code=_LIMIT_PASSED)
    return sorted(files, key=lambda file: PurePath(file).parts)


def manifest(name: str, files: Sequence[str]) -> Iterator[bytes]:
    """The name, size and hash of each file, so that two runs over the same files can be known as such."""
    for file in files:
        size, digest = 0, hashlib.sha256()
        with suppress(OSError), Path(file).open("rb") as stream:
            while piece := stream.read(1 << 20):
                size += len(piece)
                digest.update(piece)
        yield f"{name_within(name, file)!r} {size} {digest.hexdigest()}\n".encode()


def name_within(name: str, file: str) -> str:
    """The name of a file as seen from its folder, with `/`; that of a pattern's as it was found."""
    return (PurePath(file).relative_to(name) if Path(name).is_dir() else PurePath(file)).as_posix()


def _walk(folder: str) -> Iterator[tuple[str, list[str], list[str]]]:
    for here, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        yield here, folders, files


def _is_project(file: str) -> bool:
    path = PurePath(file)
    return path.suffix.casefold() in PROJECT_ENDINGS and not path.name.startswith(".") and Path(file).is_file()
