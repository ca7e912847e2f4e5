"""An activity for a reader at a terminal: every list it stands on, with criteria, limits, dates and sources."""

import datetime
from dataclasses import replace

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from matcher.model.taxonomy import Activity, CriteriaGroup, Criterion, Listing, Taxonomy

_DOUBT = {"yes": "", "second-hand": ", second-hand", "no": ", not verified"}


def print_activity(
    activity: Activity, taxonomy: Taxonomy, language: str, console: Console, day: datetime.date | None = None
) -> None:
    """Print one activity; with a day, only the criteria that are in force then."""

    def word(words: dict[str, str]) -> str:
        return words.get(language) or words.get("en", "")

    console.print(Text.assemble((word(activity.name), "bold"), f"  {activity.id}"))
    console.print(Padding(Text(activity.covers), (0, 2)))
    about = f"class {activity.class_id} · {activity.green} · sector {activity.sector}"
    console.print(Padding(Text(f"{about} · common ground: {activity.common_ground.member}", style="dim"), (0, 2)))
    nace = f"NACE Rev. {activity.nace_revision or '?'} {', '.join(activity.nace) or '-'}"
    console.print(Padding(Text(f"ISIC {', '.join(activity.isic) or '-'} · {nace}", style="dim"), (0, 2)))
    for listing in activity.listings:
        console.print(Padding(_listing(listing, taxonomy, language), (1, 2, 0, 2)))
        if listing.criteria is not None:
            _print_group(_on(listing.criteria, day) if day else listing.criteria, taxonomy, language, console, 4)


def _on(group: CriteriaGroup, day: datetime.date) -> CriteriaGroup:
    """The group with what is in force on the day."""

    def stands(one: Criterion | CriteriaGroup) -> bool:
        return (one.since is None or one.since <= day) and (one.until is None or day <= one.until)

    return replace(
        group,
        criteria=tuple(one for one in group.criteria if stands(one)),
        groups=tuple(_on(one, day) for one in group.groups if stands(one)),
    )


def _listing(listing: Listing, taxonomy: Taxonomy, language: str) -> Text:
    """One listing in a line or two."""
    item = taxonomy.item(listing.framework, listing.code)
    name = item.name if item else taxonomy.frameworks[listing.framework].name
    shown = name.get(language) or next(iter(name.values()), "")
    line = Text.assemble((listing.key, "bold cyan"), f"  {shown}  ({listing.relation})")
    if listing.holds:
        line.append(f"  {listing.holds.get(language) or listing.holds.get('en', '')}", style="italic")
    if item:
        line.append(_dates(item.since, item.until).removeprefix(","))
    if listing.any_qualifies:
        line.append("  any such activity qualifies", style="green")
    if not listing.complete:
        line.append("  only part of the criteria is held", style="yellow")
    if not listing.verified:
        line.append("  not verified", style="yellow")
    if listing.dnsh:
        line.append(f"\n    do no significant harm: {', '.join(listing.dnsh)}", style="dim")
    if listing.disqualifiers:
        line.append(f"\n    ended by: {', '.join(listing.disqualifiers)}", style="red")
    return line


def _print_group(group: CriteriaGroup, taxonomy: Taxonomy, language: str, console: Console, indent: int) -> None:
    """Print the criteria of a group."""
    number = len(group.criteria) + len(group.groups)
    if number > 1:
        needed = f"{group.needed} of {number}" if group.needed else "all of"
        console.print(Padding(Text(needed + _dates(group.since, group.until), style="dim"), (0, indent)))
    for criterion in group.criteria:
        console.print(Padding(_criterion(criterion, taxonomy, language), (0, indent + 2)))
    for inner in group.groups:
        _print_group(inner, taxonomy, language, console, indent + 2)


def _criterion(criterion: Criterion, taxonomy: Taxonomy, language: str) -> Text:
    """One criterion in a line."""
    measure = taxonomy.measures.get(criterion.measure)
    asks = criterion.asks or (measure.asks if measure else {})
    line = Text.assemble((criterion.id, "bold"), f": {criterion.must_be.written}")
    line.append(_dates(criterion.since, criterion.until))
    line.append(f"  {asks.get(language) or asks.get('en', '')}", style="italic")
    line.append(f"  [{criterion.source}]{_DOUBT[criterion.verified]}", style="dim")
    return line


def _dates(since: datetime.date | None, until: datetime.date | None) -> str:
    """From when to when something holds."""
    return "".join([f", from {since}" if since else "", f", until {until}" if until else ""])
