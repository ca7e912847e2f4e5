"""Single files checked as if they stood in a pack."""

from pathlib import Path

from matcher.know.build.pack import spreader_of, taxonomy_of
from matcher.know.checks.book import check_book
from matcher.know.checks.known import known_of
from matcher.know.checks.pack import check_entries
from matcher.know.checks.taxonomy import check_taxonomy
from matcher.know.shapes.sheets import Sheet, Sheets, read_sheets
from matcher.know.source.folder import read_folder

_MANY = (
    *("activity", "official", "rule", "exclusion", "counterexamples", "language", "sentences"),
    *("topic", "candidates", "notices"),
)


def check_beside(given: Sheets, pack_folder: Path | None) -> None:
    """Note what is wrong with the given files in their complaints; they take the place of files of the same id."""
    pack = read_sheets(read_folder(pack_folder))
    replaced = {_seat(sheet) for sheet in given.all}
    others = [sheet for sheet in pack.all if _seat(sheet) not in replaced]
    together = Sheets(all=[*others, *given.all], words=pack.words)
    known = known_of(together, taxonomy_of(together))
    check_taxonomy(together, known)
    check_book(together, known)
    check_entries(together, known, spreader_of(together))


def _seat(sheet: Sheet) -> tuple[str, str]:
    return sheet.kind, sheet.stem if sheet.kind in _MANY else ""
