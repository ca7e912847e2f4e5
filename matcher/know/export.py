"""The files of a pack given away as they are."""

from collections.abc import Mapping
from pathlib import Path

from matcher.know.source.folder import read_folder, shipped_folder
from matcher.model.problems import Place, Problem, Refusal

_UNWRITABLE = 4


def export_pack(folder: Path) -> int:
    """Write the shipped pack into a new or empty folder and give back how many files it has. Refuses as write_files."""
    return write_files(folder, read_folder(None).contents)


def write_files(folder: Path, contents: Mapping[str, bytes]) -> int:
    """Write the files of a pack, by their names inside it, into a new or empty folder and give back how many.

    Raises Refusal when the folder holds something already, or cannot be written (exit code 4).
    """
    try:
        refuse_unless_empty(folder)
        for name, data in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        problem = Problem(
            place=Place(file=str(folder)), message=f"cannot be written: {error.strerror}", hint="Name another folder."
        )
        raise Refusal([problem], exit_code=_UNWRITABLE) from None
    return len(contents)


def refuse_unless_empty(folder: Path) -> None:
    """Raises Refusal when the folder holds something already, or is no folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Name a new folder, or an empty one: nothing is overwritten."
        raise Refusal([Problem(place=Place(file=str(folder)), message="this is no empty folder", hint=hint)])


def text_of(place: Place) -> str:
    """The whole file that a place of a loaded pack lies in. Places of the shipped pack are names inside it.

    Raises Refusal when it can no longer be read.
    """
    shipped = shipped_folder() / place.file
    path = shipped if place.file.startswith(("taxonomy/", "rules/")) and shipped.is_file() else Path(place.file)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal([Problem(place=Place(file=place.file), message="this file can no longer be read")]) from None
