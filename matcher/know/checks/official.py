"""Whether the official lists agree with the frameworks, and the listings and successors with the lists."""

from collections.abc import Sequence

from matcher.know.checks.activities import check_name
from matcher.know.checks.known import Known
from matcher.know.shapes.activity import ActivityFile
from matcher.know.shapes.official import ItemShape, OfficialFile, SuccessorsFile
from matcher.know.shapes.sheets import Sheets
from matcher.know.source.complaints import Complaints, Path


def check_official(sheets: Sheets, known: Known) -> None:
    """Check the lists and the successors, then that every listing names an item of its list, where that is held."""
    for sheet, file in sheets.of(OfficialFile):
        check_name(sheet, "official", file.official)
        known.name(sheet.complaints, ("official",), "framework", file.official, known.taxonomy.frameworks)
        known.name(sheet.complaints, ("source",), "source", file.source, known.taxonomy.sources)
        _check_codes(sheet.complaints, file.headings, file.entries)
        for at, shape in enumerate(file.entries):
            if shape.act is not None:
                known.name(sheet.complaints, ("items", at, "act"), "source", shape.act, known.taxonomy.sources)
    for sheet, successors in sheets.of(SuccessorsFile):
        for at, editions in enumerate(successors.successors):
            path = ("successors", at)
            for key, name in (("from", editions.older), ("to", editions.newer)):
                known.name(sheet.complaints, (*path, key), "framework", name, known.taxonomy.frameworks)
            for number, entry in enumerate(editions.entries):
                here = (*path, "items", number)
                _check_item(sheet.complaints, (*here, "code"), editions.older, entry.code, known)
                _check_item(sheet.complaints, (*here, "becomes"), editions.newer, entry.becomes, known)
    for sheet, activity in sheets.of(ActivityFile):
        for at, listing in enumerate(activity.listed):
            _check_item(sheet.complaints, ("listed", at, "code"), listing.framework, listing.code, known)


def _check_codes(complaints: Complaints, headings: Sequence[ItemShape], entries: Sequence[ItemShape]) -> None:
    """Note every code that stands twice, and every entry without a title."""
    seen: set[str] = set()
    for key, shapes in (("headings", headings), ("items", entries)):
        for at, shape in enumerate(shapes):
            if shape.code in seen:
                complaints.add((key, at, "code"), f"code '{shape.code}' is given again", "A list has each code once.")
            if not shape.name.words():
                complaints.add((key, at, "name"), f"'{shape.code}' has no title", "Write `name: {en: ...}`.")
            seen.add(shape.code)


def _check_item(complaints: Complaints, path: Path, framework: str, code: str, known: Known) -> None:
    """Note a code that its list does not have, or that is only a heading there."""
    official = known.taxonomy.official.get(framework)
    if official is None:
        return
    codes = [one.code for one in official.items.values() if not one.heading]
    known.name(complaints, path, f"item of '{framework}'", code, codes)
