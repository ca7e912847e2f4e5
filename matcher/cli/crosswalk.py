"""What stands beside a code, for a reader at a terminal and as plain objects."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from matcher.catalogue.codes import Code, Industry, industry_name
from matcher.catalogue.crosswalk import Crosswalk, Edition, Other, Way
from matcher.catalogue.differences import Differences
from matcher.catalogue.items import in_language
from matcher.model.document import AsOf
from matcher.model.states import Member
from matcher.model.taxonomy import Criterion, Words


def print_crosswalk(found: Crosswalk, as_of: AsOf, language: str, console: Console) -> None:
    """Print a crosswalk: what came before and after the item, then our activities under it with their other items."""
    console.print(Text.assemble((found.code.key, "bold cyan"), f"  {_title(found.code.title, language)}"))
    console.print(Text(f"criteria in force on {as_of.date} ({as_of.source})", style="dim"))
    for edition in found.editions:
        console.print(Padding(Text(_edition(edition, language)), (0, 2)))
    if found.code.heading:
        console.print(Text("a heading; the items under it:"))
    for code in found.under:
        console.print(Padding(Text(f"{code.key}  {_title(code.title, language)}"), (0, 2)))
    for way in found.ways:
        _print_way(way, found.code, language, console)
    if not found.ways and not found.code.heading:
        console.print(Text("no activity of the pack stands under it", style="yellow"))


def crosswalk_object(found: Crosswalk) -> dict[str, Any]:
    """A crosswalk as plain objects; `differences` name criteria by their ids and limits."""
    return {
        "code": _code(found.code),
        "as_of": found.day.isoformat(),
        "editions": [
            {"link": one.link.value, **_code(one.code), "basis": one.basis, "verified": one.verified}
            for one in found.editions
        ],
        "under": [_code(code) for code in found.under],
        "activities": [
            {
                "activity": way.activity.id,
                "name": way.activity.name,
                "relation": way.listing.relation.value if way.listing else None,
                "common_ground": way.activity.common_ground.member.value,
                "industries": way.industries,
                "revisions": way.revisions,
                "items": [_other(one) for one in way.others],
            }
            for way in found.ways
        ],
    }


def _print_way(way: Way, code: Code, language: str, console: Console) -> None:
    head = Text.assemble((in_language(way.activity.name, language), "bold"), f"  {way.activity.id}")
    if way.listing is not None:
        head.append(f"  ({code.key} is {way.listing.relation} against it", style="dim")
        head.append("" if way.listing.verified else ", not verified", style="yellow")
        head.append(")", style="dim")
    console.print(Padding(head, (1, 0, 0, 0)))
    for one in way.others:
        line = Text.assemble((one.listing.key, "cyan"), f"  {one.link}", f"  {_title(one.title, language)}")
        line.append("" if one.listing.verified else "  not verified", style="yellow")
        console.print(Padding(line, (0, 2)))
        for said in _said(one.differences) if one.differences else ():
            console.print(Padding(Text(said, style="dim"), (0, 6)))
    about = [
        f"{industry_name(Industry(system), way.revisions.get(system, ''))} {', '.join(codes)}"
        for system, codes in way.industries.items()
    ]
    if way.activity.common_ground.member is not Member.NO:
        about.append(f"common ground: {way.activity.common_ground.member} (our reading)")
    console.print(Padding(Text(" · ".join(about), style="dim"), (0, 2)))


def _said(differences: Differences) -> Iterator[str]:
    """What differs, line by line; `here` is the item asked for."""
    here, there = differences.objective_here, differences.objective_there
    if here != there:
        sides = ((side, one) for side, one in (("here", here), ("there", there)) if one)
        yield f"objective {', '.join(f'{side}: {one}' for side, one in sides)}"
    if differences.unknown_here or differences.unknown_there:
        sides_open = [
            side for side, open_ in (("here", differences.unknown_here), ("there", differences.unknown_there)) if open_
        ]
        yield f"no criterion held {' and '.join(sides_open)}"
    for one, other in differences.other_limits:
        yield f"{one.measure} here: {one.must_be.written}; there: {other.must_be.written}"
    for side, criteria in (("here", differences.criteria_here), ("there", differences.criteria_there)):
        if criteria:
            yield f"only {side}: {'; '.join(map(_demand, criteria))}"
    for side, objectives in (("here", differences.harm_here), ("there", differences.harm_there)):
        if objectives:
            yield f"no significant harm only {side}: {', '.join(objectives)}"


def _demand(criterion: Criterion) -> str:
    doubt = ", not verified" if criterion.verified == "no" else ""
    return f"{criterion.id} ({criterion.must_be.written}{doubt})"


def _edition(edition: Edition, language: str) -> str:
    doubt = "" if edition.verified else ", not verified"
    return f"{edition.link}: {edition.code.key}  {_title(edition.code.title, language)}  ({edition.basis}{doubt})"


def _title(title: Words, language: str) -> str:
    return in_language(title, language)


def _code(code: Code) -> dict[str, Any]:
    return {"list": str(code.system), "code": code.code, "revision": code.revision, "title": code.title}


def _other(one: Other) -> dict[str, Any]:
    item: dict[str, Any] = {
        "list": one.listing.framework,
        "code": one.listing.code,
        "title": one.title,
        "link": one.link.value,
        "relation": one.relation.value,
        "verified": one.listing.verified,
    }
    if one.differences is not None:
        item["differences"] = {
            "objective_here": one.differences.objective_here,
            "objective_there": one.differences.objective_there,
            "criteria_same": [_demand(each) for each in one.differences.same],
            "criteria_here": [_demand(each) for each in one.differences.criteria_here],
            "criteria_there": [_demand(each) for each in one.differences.criteria_there],
            "other_limits": [
                {"measure": left.measure, "here": left.must_be.written, "there": right.must_be.written}
                for left, right in one.differences.other_limits
            ],
            "harm_here": list(one.differences.harm_here),
            "harm_there": list(one.differences.harm_there),
            "unknown_here": one.differences.unknown_here,
            "unknown_there": one.differences.unknown_there,
        }
    return item
