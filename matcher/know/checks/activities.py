"""What an activity must agree on with the rest of the taxonomy."""

import datetime
from collections.abc import Iterator

from matcher.know.checks.demands import check_demand
from matcher.know.checks.known import Known
from matcher.know.shapes.activity import ActivityFile
from matcher.know.shapes.sheets import FileShape, Sheet, Sheets
from matcher.know.source.complaints import Complaints, Path
from matcher.model.states import Green, Kind, Relation
from matcher.model.taxonomy import Activity, Condition, CriteriaGroup, Criterion, Framework, Listing

Placed = tuple[Path, Criterion]


def check_activities(sheets: Sheets, known: Known) -> None:
    """Check every activity file by itself, then the codes of all of them together."""
    exact: dict[str, str] = {}
    check_ids(sheets, ActivityFile, "activity")
    for sheet, file in sheets.of(ActivityFile):
        activity = sheet.activity
        if activity is None:
            continue
        _check_activity(sheet, file, activity, known)
        for at, listing in enumerate(activity.listings):
            if listing.relation == Relation.EXACT and exact.setdefault(listing.key, activity.id) != activity.id:
                hint = f"It is '{exact[listing.key]}'. An item that holds several activities is `broader` than each."
                message = f"'{listing.key}' is exactly another activity already"
                sheet.complaints.add(("listed", at, "code"), message, hint)


def _check_activity(sheet: Sheet, file: ActivityFile, activity: Activity, known: Known) -> None:
    complaints, taxonomy = sheet.complaints, known.taxonomy
    check_name(sheet, "activity", activity.id)
    _check_shelf(sheet, activity, known)
    for at, other in enumerate(activity.does_not_cover):
        known.name(complaints, ("does_not_cover", at), "activity", other, known.activities)
    if activity.kind == Kind.BROAD:
        if activity.listings:
            complaints.add(("listed",), "a broad group with listings", "Broad groups stand on no list.", key=True)
        if not activity.asks:
            complaints.add((), "a broad group without a question", "Write `asks: {en, zh}`: what would narrow it down?")
    elif not activity.listings:
        complaints.add(
            (), "an activity without listings", "Write `listed:`, or `kind: broad` for a group that names none."
        )
    elif file.asks:
        complaints.add(
            ("asks",),
            "`asks` of an activity that is no broad group",
            "Questions stand at the criteria or the measures.",
            key=True,
        )
    for at, framework in enumerate(activity.common_ground.criteria_from):
        known.name(complaints, ("common_ground", "criteria_from", at), "framework", framework, taxonomy.frameworks)
    _check_listings(complaints, activity, known)


def folder_of(sheet: Sheet) -> str:
    """The sector folder a file stands in; empty for a file outside a pack."""
    parts = sheet.name.split("/")
    return parts[-2] if parts[0] in ("taxonomy", "rules") else ""


def _check_shelf(sheet: Sheet, activity: Activity, known: Known) -> None:
    """The sector, which is the folder, and the class, which decides whether it can be green."""
    complaints, taxonomy = sheet.complaints, known.taxonomy
    folder = folder_of(sheet)
    in_place = folder in ("", activity.sector)
    if known.name(complaints, ("sector",), "sector", activity.sector, taxonomy.sectors) and not in_place:
        complaints.add(
            ("sector",),
            f"sector '{activity.sector}', but the file stands in folder '{folder}'",
            "Move the file, or name the sector of its folder.",
        )
    if known.name(complaints, ("class",), "class", activity.class_id, taxonomy.classes):
        never = taxonomy.classes[activity.class_id].never_green
        if never != (activity.green == Green.NEVER):
            complaints.add(
                ("green",),
                f"green '{activity.green}' with class '{activity.class_id}'",
                "This class is never green: write `green: never`."
                if never
                else "`green: never` stands exactly with the classes that are never green.",
            )


def check_ids(sheets: Sheets, shape: type[FileShape], key: str) -> None:
    """Note every id that another file of the same kind has, in another folder."""
    seen: dict[str, str] = {}
    for sheet, file in sheets.of(shape):
        name = str(getattr(file, key))
        first = seen.setdefault(name, sheet.name)
        if first != sheet.name:
            sheet.complaints.add((key,), f"{key} '{name}' is given again", f"It stands in {first}; ids are given once.")


def check_name(sheet: Sheet, key: str, written: str) -> None:
    """Note an id that is not the name of its file."""
    if written != sheet.stem:
        sheet.complaints.add(
            (key,),
            f"id '{written}', but the file is named '{sheet.stem}'",
            "The file name is the id: rename the file or change the id.",
        )


def _check_listings(complaints: Complaints, activity: Activity, known: Known) -> None:
    seen: set[str] = set()
    ids: dict[str, Path] = {}
    for at, listing in enumerate(activity.listings):
        path = ("listed", at)
        if listing.key in seen:
            complaints.add((*path, "code"), f"'{listing.key}' is listed twice", "Keep one of the listings.")
        seen.add(listing.key)
        if known.name(complaints, (*path, "in"), "framework", listing.framework, known.taxonomy.frameworks):
            _check_framework(complaints, path, listing, known.taxonomy.frameworks[listing.framework], known)
        if listing.relation == Relation.NARROWER and not listing.holds:
            complaints.add(
                (*path, "relation"),
                f"narrower item '{listing.key}' without `holds`",
                "Say in `holds: {en, zh}` which part of the activity the item holds.",
            )
        if listing.holds and listing.relation != Relation.NARROWER:
            complaints.add(
                (*path, "holds"),
                f"`holds` at an item that is {listing.relation}",
                "`holds` says which part a narrower item holds.",
                key=True,
            )
        narrower = [one.key for one in activity.listings if one.relation == Relation.NARROWER and one is not listing]
        for place, key in enumerate(listing.shown_by):
            if listing.relation != Relation.NARROWER or key not in narrower:
                what = f"other narrower item of '{activity.id}'"
                complaints.unknown((*path, "shown_by", place), what, key, narrower)
        for place, name in enumerate(listing.disqualifiers):
            known.name(complaints, (*path, "disqualifiers", place), "exclusion", name, known.exclusions)
        _check_criteria(complaints, path, listing, known, ids)


def _check_framework(
    complaints: Complaints,
    path: Path,
    listing: Listing,
    framework: Framework,
    known: Known,
) -> None:
    editions = [other.id for other in known.taxonomy.frameworks.values() if other.edition_of == framework.id]
    if editions:
        complaints.add((*path, "in"), f"'{framework.id}' has editions", f"Name one of them: {', '.join(editions)}.")
    elif framework.coverage == "none" or framework.label:
        complaints.add((*path, "in"), f"'{framework.id}' holds no codes of its own", "Name a list with codes.")
    judged = "dnsh" in framework.steps
    prefix = next(
        (one for one in known.taxonomy.objectives.values() if listing.code.startswith(f"{one.prefix} ")), None
    )
    if judged and prefix is None and known.taxonomy.objectives:
        prefixes = ", ".join(one.prefix for one in known.taxonomy.objectives.values())
        complaints.add(
            (*path, "code"),
            f"code '{listing.code}' without its annex",
            f"Write the letters of the objective first: {prefixes}.",
        )
    if judged and listing.contribution_kind is None:
        complaints.add(path, f"'{listing.key}' without `contribution_kind`", "It is own, enabling or transitional.")
    for key, value in (("dnsh", listing.dnsh), ("contribution_kind", listing.contribution_kind)):
        if value and not judged:
            complaints.add(
                (*path, key),
                f"`{key}` at '{listing.framework}', which has no such step",
                "Remove it; frameworks.yaml says which steps a framework has.",
                key=True,
            )
    for at, objective in enumerate(listing.dnsh):
        found = known.name(complaints, (*path, "dnsh", at), "objective", objective, known.taxonomy.objectives)
        if found and prefix is not None and objective == prefix.id:
            complaints.add(
                (*path, "dnsh", at),
                f"'{objective}' is the objective of '{listing.key}' itself",
                "`dnsh` names the other objectives.",
            )


def _check_criteria(complaints: Complaints, path: Path, listing: Listing, known: Known, ids: dict[str, Path]) -> None:
    if listing.criteria is None:
        return
    placed = list(_placed(complaints, listing.criteria, (*path, "criteria"), known))
    here = {criterion.id for _, criterion in placed}
    for place, criterion in placed:
        if criterion.id in ids:
            line = complaints.at(*ids[criterion.id], "id").line
            complaints.add(
                (*place, "id"),
                f"criterion '{criterion.id}' stands twice in this activity",
                f"It stands in line {line} already; give each criterion an id of its own.",
            )
        ids.setdefault(criterion.id, place)
        _check_criterion(complaints, place, criterion, known)
        for key, others in (("waives", criterion.waives), ("asks_for", criterion.asks_for)):
            for at, other in enumerate(others):
                if (
                    known.name(complaints, (*place, key, at), "criterion of this listing", other, here)
                    and other == criterion.id
                ):
                    complaints.add((*place, key, at), f"'{other}' names itself", "Name other criteria of the listing.")


def _placed(complaints: Complaints, group: CriteriaGroup, path: Path, known: Known) -> Iterator[Placed]:
    """Every criterion of a group with its path; the groups themselves are checked on the way."""
    _check_days(complaints, path, group.since, group.until)
    _check_condition(complaints, path, group.applies_when, known)
    criteria, groups = iter(group.criteria), iter(group.groups)
    for at in range(len(group.criteria) + len(group.groups)):
        here = (*path, "list", at)
        if complaints.has(*here, "list"):
            yield from _placed(complaints, next(groups), here, known)
        else:
            yield here, next(criteria)


def _check_criterion(complaints: Complaints, path: Path, criterion: Criterion, known: Known) -> None:
    _check_days(complaints, path, criterion.since, criterion.until)
    _check_condition(complaints, path, criterion.applies_when, known)
    known.name(complaints, (*path, "source"), "source", criterion.source.source, known.taxonomy.sources)
    if criterion.measure:
        check_demand(known, complaints, path, criterion.measure, criterion.must_be)
    elif criterion.must_be.word != "judged":
        complaints.add(path, f"criterion '{criterion.id}' without a measure", "Only what is `judged` needs none.")
    elif not criterion.asks:
        complaints.add(
            path,
            f"criterion '{criterion.id}' with neither a measure nor a question",
            "Write `asks: {en, zh}`: what would settle it?",
        )


def _check_condition(complaints: Complaints, path: Path, condition: Condition | None, known: Known) -> None:
    if condition is not None:
        check_demand(known, complaints, (*path, "applies_when"), condition.measure, condition.must_be)


def _check_days(complaints: Complaints, path: Path, since: datetime.date | None, until: datetime.date | None) -> None:
    if since and until and since > until:
        complaints.add(
            (*path, "until"), f"until {until} is before from {since}", "The first day comes before the last."
        )
