"""Files checked by themselves, as for somebody who writes one rule."""

import stat
from collections.abc import Iterable
from pathlib import Path

from matcher.know.pack import lint_pack
from matcher.know.source.folder import MAX_FILES, kind_of, printable
from matcher.model.problems import Place, Problem

_KIND_OF_KEY = {
    "activity": "activity",
    "official": "official",
    "successors": "successors",
    "rule": "rule",
    "exclusion": "exclusion",
    "counterexamples": "counterexamples",
    "language": "language",
    "pack": "pack",
    "sources": "sources",
    "frameworks": "frameworks",
    "objectives": "objectives",
    "classes": "classes",
    "sectors": "sectors",
    "joins": "units",
    "dimensions": "units",
    "units": "units",
    "life_cycle": "measures",
    "measures": "measures",
    "points": "method",
    "measured_on": "calibration",
    "columns": "columns",
    "topic": "topic",
    "scales": "scales",
    "standards": "standards",
    "presets": "materiality_method",
    "candidates": "candidates",
    "notices": "notices",
    "languages": "others",
    "traditional": "traditional",
    "lookalikes": "lookalikes",
}


def lint_files(paths: Iterable[Path], pack_folder: Path | None = None) -> list[Problem]:
    """Every problem of files and folders, sorted by place.

    A folder that holds `taxonomy` and `rules` is checked as a pack; of any other folder every .yaml file. A file is
    checked by the shape that its place in a pack or its first key tells, and as if it stood in the pack of
    `pack_folder` (the shipped one, if none is given) together with the other files.
    """
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    for path in paths:
        if (path / "taxonomy").is_dir() and (path / "rules").is_dir():
            problems += lint_pack(path)
        elif path.is_dir():
            found = sorted(path.rglob("*.yaml"))[:MAX_FILES]
            if not found:
                problems.append(
                    _problem(path, "no .yaml file is in this folder", "Name a file, or a folder with some.")
                )
            for file in found:
                _take(file, contents, problems)
        else:
            _take(path, contents, problems)
    if contents:
        problems += _lint_contents(contents, pack_folder)
    return sorted(set(problems))


def _take(path: Path, contents: dict[str, bytes], problems: list[Problem]) -> None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            problems.append(_problem(path, "this is no ordinary file", "Name a YAML file."))
        else:
            contents[str(path)] = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problems.append(_problem(path, f"cannot be read: {reason}", "Name a file that may be read."))


def _problem(path: Path, message: str, hint: str) -> Problem:
    return Problem(place=Place(file=printable(str(path))), message=message, hint=hint)


def _lint_contents(contents: dict[str, bytes], pack_folder: Path | None) -> list[Problem]:
    from matcher.know.checks.beside import check_beside
    from matcher.know.shapes.sheets import Sheets, read_sheet

    sheets = Sheets()
    for shown, data in contents.items():
        kind, name = _kind_and_name(shown, data)
        if not kind:
            sheets.problems.append(
                _problem(
                    Path(shown),
                    "this is no file of a pack",
                    f"Its first key should be one of: {', '.join(sorted(_KIND_OF_KEY))}.",
                )
            )
        elif sheet := read_sheet(data, name, kind, printable(shown), sheets.problems):
            sheets.all.append(sheet)
    check_beside(sheets, pack_folder)
    return sheets.every_problem()


def _kind_and_name(shown: str, data: bytes) -> tuple[str, str]:
    """The kind of a file and its name in a pack, by its place if it stands in one, else by its first known key."""
    from matcher.know.shapes.sheets import SHAPES
    from matcher.know.source.nodes import read_tree

    parts = Path(shown).resolve().parts
    for at in range(len(parts) - 1, -1, -1):
        name = "/".join(parts[at:])
        if parts[at] in ("taxonomy", "rules") and (kind := kind_of(name)) in SHAPES:
            return kind, name
    root = read_tree(data, shown).root
    if root is None:
        return "rule", parts[-1]
    return next((_KIND_OF_KEY[key] for key in root.keys if key in _KIND_OF_KEY), ""), parts[-1]
