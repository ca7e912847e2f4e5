"""The pack, loaded: from the cache when nothing changed, else read, checked and compiled."""

from pathlib import Path

from matcher.know import cache
from matcher.know.source.folder import PackFiles, read_folder
from matcher.model.problems import Problem, Refusal
from matcher.model.rules import Pack


def load_pack(folder: Path | None = None) -> Pack:
    """The pack in a folder with `taxonomy` and `rules`, or the one that comes with the program.

    Raises Refusal with every problem of every file, sorted by place.
    """
    files = read_folder(folder)
    fingerprint = files.fingerprint()
    if not files.problems and (cached := cache.read(fingerprint, files.folder)):
        return cached
    pack = _built(files, fingerprint)
    cache.write(pack, files.folder)
    return pack


def lint_pack(folder: Path | None = None) -> list[Problem]:
    """Every problem of a pack, sorted by place; none when it can be loaded."""
    try:
        return problems_of(read_folder(folder))
    except Refusal as refusal:
        return list(refusal.problems)


def problems_of(files: PackFiles) -> list[Problem]:
    """Every problem of the files of a pack, wherever they come from, sorted by place."""
    try:
        _built(files, files.fingerprint())
    except Refusal as refusal:
        return list(refusal.problems)
    return []


def _built(files: PackFiles, fingerprint: str) -> Pack:
    from matcher.know.build.pack import pack_of, spreader_of, taxonomy_of
    from matcher.know.checks.pack import check_pack
    from matcher.know.shapes.sheets import read_sheets

    sheets = read_sheets(files)
    taxonomy = taxonomy_of(sheets)
    spreader = spreader_of(sheets)
    check_pack(sheets, taxonomy, spreader, files)
    if problems := sheets.every_problem():
        raise Refusal(problems)
    pack = pack_of(sheets, taxonomy, spreader, fingerprint)
    if problems := sheets.every_problem():
        raise Refusal(problems)
    return pack
