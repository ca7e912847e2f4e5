"""The files of a pack: which there are, of which kind, and their bytes."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from matcher.model.problems import Place, Problem, Refusal

MAX_FILES = 20_000

_KIND_OF_FILE = {
    "taxonomy/pack.yaml": "pack",
    "taxonomy/sources.yaml": "sources",
    "taxonomy/frameworks.yaml": "frameworks",
    "taxonomy/objectives.yaml": "objectives",
    "taxonomy/classes.yaml": "classes",
    "taxonomy/sectors.yaml": "sectors",
    "taxonomy/units.yaml": "units",
    "taxonomy/measures.yaml": "measures",
    "rules/method.yaml": "method",
    "rules/calibration.yaml": "calibration",
    "rules/columns.yaml": "columns",
    "rules/language/others.yaml": "others",
    "rules/language/traditional.yaml": "traditional",
    "rules/language/lookalikes.yaml": "lookalikes",
}
_KIND_OF_FOLDER = (
    (re.compile(r"taxonomy/activities/[^/]+/[^/]+\.yaml"), "activity"),
    (re.compile(r"taxonomy/official/successors\.yaml"), "successors"),
    (re.compile(r"taxonomy/official/[^/]+\.yaml"), "official"),
    (re.compile(r"rules/activities/[^/]+/[^/]+\.yaml"), "rule"),
    (re.compile(r"rules/exclusions/[^/]+\.yaml"), "exclusion"),
    (re.compile(r"rules/counterexamples/[^/]+\.yaml"), "counterexamples"),
    (re.compile(r"taxonomy/topics/[^/]+\.yaml"), "topic"),
    (re.compile(r"taxonomy/scales\.yaml"), "scales"),
    (re.compile(r"taxonomy/standards\.yaml"), "standards"),
    (re.compile(r"rules/materiality/method\.yaml"), "materiality_method"),
    (re.compile(r"rules/materiality/register\.yaml"), "register"),
    (re.compile(r"rules/materiality/activities/[^/]+\.yaml"), "candidates"),
    (re.compile(r"rules/materiality/texts/[^/]+\.yaml"), "notices"),
    (re.compile(r"rules/language/[a-z]{2,3}\.yaml"), "language"),
    (re.compile(r"rules/language/[a-z]{2,3}\.words\.txt"), "words"),
    (re.compile(r"rules/sentences/[a-z]{2,3}\.yaml"), "sentences"),
    (re.compile(r"(taxonomy|rules)/README\.md"), "readme"),
)
REQUIRED = tuple(_KIND_OF_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFiles:
    """All files of a pack by their name inside it (`rules/method.yaml`), sorted, and what could not be read."""

    folder: str
    contents: dict[str, bytes]
    problems: tuple[Problem, ...] = ()

    def fingerprint(self) -> str:
        """A sha256 over the names and bytes of every file."""
        digest = hashlib.sha256()
        for name, data in self.contents.items():
            digest.update(f"{len(name)}:{len(data)}:{name}".encode("utf-8", "surrogateescape"))
            digest.update(data)
        return digest.hexdigest()

    def shown(self, name: str) -> str:
        """The name of a file as problems show it."""
        return printable(f"{self.folder}/{name}" if self.folder else name)


def printable(name: str) -> str:
    """A file name as it can be shown anywhere, also where its bytes are no text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def kind_of(name: str) -> str:
    """The kind of a file by its name inside the pack; empty when a pack holds no such file."""
    if name in _KIND_OF_FILE:
        return _KIND_OF_FILE[name]
    return next((kind for pattern, kind in _KIND_OF_FOLDER if pattern.fullmatch(name)), "")


def shipped_folder() -> Path:
    """The folder of the pack that comes with the program: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "_data"
    return inside if (inside / "taxonomy").is_dir() else package.parent


def read_folder(folder: Path | None) -> PackFiles:
    """Every file under `taxonomy` and `rules` of a pack; hidden files are passed over.

    Raises Refusal when the folder holds no pack.
    """
    root = shipped_folder() if folder is None else folder
    missing = [name for name in ("taxonomy", "rules") if not (root / name).is_dir()]
    shown = "" if folder is None else printable(str(folder).rstrip("/"))
    if missing:
        raise Refusal(
            [
                Problem(
                    place=Place(file=printable(str(root))),
                    message="this folder holds no pack",
                    hint=f"A pack has the folders taxonomy and rules; missing: {', '.join(missing)}.",
                )
            ]
        )
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    names = sorted(_names(root))
    if len(names) > MAX_FILES:
        raise Refusal(
            [
                Problem(
                    place=Place(file=printable(str(root))),
                    message=f"more than {MAX_FILES} files",
                    hint="A pack has one file for each activity and rule.",
                )
            ]
        )
    for name in names:
        path = root / name
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                problems.append(_unreadable(shown, name, "this is no ordinary file"))
            else:
                contents[name] = path.read_bytes()
        except OSError as error:
            problems.append(_unreadable(shown, name, f"cannot be read: {error.strerror}"))
    return PackFiles(folder=shown, contents=contents, problems=tuple(problems))


def _names(root: Path) -> list[str]:
    found = []
    for part in ("taxonomy", "rules"):
        for here, folders, files in os.walk(root / part):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = PurePosixPath(Path(here).relative_to(root).as_posix())
            found += [str(inside / name) for name in files if not name.startswith(".")]
            if len(found) > MAX_FILES:
                return found
    return found


def _unreadable(shown: str, name: str, message: str) -> Problem:
    return Problem(
        place=Place(file=printable(f"{shown}/{name}" if shown else name)),
        message=message,
        hint="Give the program a file it may read, or remove it.",
    )
