"""A pack with the official table of a framework in it, in place of a reconstruction or of nothing."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.catalogue.intake.grafting import Value, appended, flow, replaced, without_expectation
from matcher.catalogue.intake.placing import Placement, place
from matcher.catalogue.intake.table import OfficialRow, OfficialTable
from matcher.catalogue.items import lists_of
from matcher.know.pack import problems_of
from matcher.know.source.folder import read_folder
from matcher.model.problems import Refusal
from matcher.model.states import Relation
from matcher.model.taxonomy import Framework, Taxonomy, Words

_FRAMEWORKS = "taxonomy/frameworks.yaml"
_SOURCES = "taxonomy/sources.yaml"
_OFFICIAL = """\
# The official table of this framework, taken over from a file by `taxomatch taxonomy import`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The files of the new pack by name, how many listings they gained, and the items that stand under no activity."""

    contents: dict[str, bytes]
    listings: int
    unplaced: tuple[OfficialRow, ...]


def importable(taxonomy: Taxonomy) -> list[str]:
    """The frameworks that have no codes of their own: reconstructions, and lists we name and do not hold."""
    held = {framework.id for framework in lists_of(taxonomy)}
    parents = {framework.edition_of for framework in taxonomy.frameworks.values()}
    return [one for one in taxonomy.frameworks if one not in held and one not in parents]


def take_in(framework: str, table: OfficialTable, taxonomy: Taxonomy, folder: Path | None, title: Words) -> Taken:
    """The pack of a folder (the shipped one without it) with the table as the framework's own list.

    The framework loses its label and what it borrowed; its items are listed under our activities; expectations of
    examples about its reconstruction are left out. Raises Refusal for a framework that has codes, and with every
    problem that the new pack would have.
    """
    known = importable(taxonomy)
    if framework not in known:
        raise Refusal(f"{framework} takes no official table; those that do are: {', '.join(known) or 'none'}")
    files = read_folder(folder)
    contents = dict(files.contents)
    old = taxonomy.frameworks[framework]
    name = title or _title_of(old, taxonomy)
    source = f"{framework}-table"
    placements = place(table.rows, taxonomy)
    entry = _framework_entry(old, name, source, judged=any(row.criteria for row in table.rows))
    contents[_FRAMEWORKS] = replaced(contents[_FRAMEWORKS], _FRAMEWORKS, "frameworks", framework, entry)
    contents[_SOURCES] = appended(contents[_SOURCES], _SOURCES, "sources", [_source_entry(source, name, table)])
    contents[f"taxonomy/official/{framework}.yaml"] = _official_file(framework, source, table)
    for activity in dict.fromkeys(one.activity for one in placements):
        file = f"taxonomy/activities/{taxonomy.activities[activity].sector}/{activity}.yaml"
        own = [_listing_entry(framework, source, one) for one in placements if one.activity == activity]
        contents[file] = appended(contents[file], file, "listed", own)
    for file, data in contents.items():
        if file.startswith("rules/") and file.endswith(".yaml"):
            contents[file] = without_expectation(data, framework)
    if problems := problems_of(replace(files, contents=dict(sorted(contents.items())), folder="")):
        raise Refusal(problems)
    placed = {one.row.code for one in placements}
    unplaced = tuple(row for row in table.rows if row.code not in placed)
    return Taken(contents=contents, listings=len(placements), unplaced=unplaced)


def _title_of(framework: Framework, taxonomy: Taxonomy) -> Words:
    """The title of the first document the framework rests on."""
    return next((taxonomy.sources[one].title for one in framework.sources if one in taxonomy.sources), framework.name)


def _framework_entry(old: Framework, name: Words, source: str, *, judged: bool) -> dict[str, Value]:
    """The framework as a list with codes of its own; criteria make contribution a step."""
    entry: dict[str, Value] = {"id": old.id, "column": old.column, "name": name}
    entry |= {"edition_of": old.edition_of} if old.edition_of else {}
    entry |= {"in_force": str(old.in_force)} if old.in_force else {}
    entry |= {"until": str(old.until)} if old.until else {}
    steps, ceiling = (["listed", "contribution"], "meets_contribution") if judged else (["listed"], "eligible")
    return entry | {"steps": steps, "ceiling": ceiling, "basis": [{"source": source}], "coverage": "full"}


def _source_entry(source: str, title: Words, table: OfficialTable) -> dict[str, Value]:
    """The table as a source; a digest of its rows says which table it was."""
    digest = hashlib.sha256(repr(table.rows).encode("utf-8")).hexdigest()[:12]
    sure = {row.verified for row in table.rows}
    verified = next(word for word in ("no", "second-hand", "yes") if word in sure)
    note = f"Taken over from a file of {len(table.rows)} rows, digest {digest}."
    return {"id": source, "title": title, "kind": "table", "verified": verified, "note": note}


def _official_file(framework: str, source: str, table: OfficialTable) -> bytes:
    language = "en" if all("en" in row.name for row in table.rows) else "zh"
    lines = [f"official: {framework}", f"source: {source}", f"named_in: {language}", "items:"]
    for row in table.rows:
        entry: dict[str, Value] = {"code": row.code, "name": row.name, "verified": row.verified}
        lines.append(f"  - {flow(entry)}")
    return (_OFFICIAL + "\n".join(lines) + "\n").encode("utf-8")


def _listing_entry(framework: str, source: str, placement: Placement) -> dict[str, Value]:
    row = placement.row
    entry: dict[str, Value] = {"in": framework, "code": row.code, "relation": placement.relation.value}
    if placement.relation is Relation.NARROWER:
        entry |= {"holds": placement.holds, "shown_by": placement.shown_by}
    if row.criteria:
        criterion: dict[str, Value] = {
            "id": re.sub(r"[^a-z0-9]+", "-", f"{framework}-{row.code}".lower()).strip("-"),
            "asks": {language: _either(row.criteria, language) for language in ("en", "zh")},
            "must_be": "judged",
            "source": f"{source}, {row.place or row.code}",
            "verified": "yes" if row.verified == "yes" else "no",
        }
        entry |= {"criteria": {"meet": "all", "list": [criterion]}}
    return entry | {"verified": "yes" if row.verified == "yes" else "no"}


def _either(words: Words, language: str) -> str:
    return words.get(language) or next(iter(words.values()))
