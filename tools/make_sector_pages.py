"""Writes docs/sectors/<sector>.md and docs/sources.md from the pack.

usage: python tools/make_sector_pages.py [--check]

With --check nothing is written; the exit code is 1 if a page is not what it should be, or should not be there.
"""

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

from matcher.catalogue.coverage import SURE, Coverage, coverage_of
from matcher.catalogue.export.rows import condition_text, needed_text
from matcher.catalogue.items import in_language, title_of
from matcher.know import load_pack
from matcher.model.rules import Pack
from matcher.model.states import Kind
from matcher.model.taxonomy import Activity, CriteriaGroup, Criterion, Listing, Taxonomy

_DOUBT = {"yes": "", "second-hand": ", second-hand", "no": ", **not verified**"}
DOCS = Path(__file__).parent.parent / "docs"
MADE = "Made from the pack by `make docs`; a test holds it current."
_GREEN = {"by_nature": "green by nature", "when_met": "green when its criteria are met", "never": "never green"}
SOURCES_HEAD = """\
# Sources, and how sure each fact is

{made}

Every code, figure and date of the pack names a source and the place in it. `verified` says how far it was compared:

- `yes`: we compared it with the document itself, or with the table its publisher made of it.
- `second-hand`: we know it from people who read the document, or through a summary of it.
- `no`: nobody has compared it with anything. It is our reading or our mapping; what rests on it is told as such.

`verified` speaks of what a source says, not of our words for it: questions are asked in our own. A criterion is `yes`
where its figure or fact was found in the publisher's table. It is `second-hand` where only its condition was read
there, and where we know it through a summary of the act, as all criteria that only a person can judge. So are the
figures of the 2021 catalogue, read in a text that others made of it.

A fact is never surer than its source: the shares below take the weaker of the two. `taxomatch rules coverage` prints
them, with every criterion that is `no` by name, and with `--as-of today` the sources whose review date has passed.

What we had of the EU acts is the Commission's own spreadsheet of June 2024, which holds their criteria with all
amendments up to then, and not the Official Journal. The 2025 catalogue was read in the official PDF; the notice around
it, with the rule for old deals, as others published it. Of the 2021 catalogue the items were read as parsed by others;
the headings of its second level were not at hand. The common ground table was not at hand at all: see
[Editions, dates and old deals](editions.md) for what to do when you have it.
"""


def pages(pack: Pack) -> dict[str, str]:
    """Every page by its path below docs/."""
    taxonomy = pack.taxonomy
    made = {}
    sectors = {
        sector: [one for one in taxonomy.activities.values() if one.sector == sector] for sector in taxonomy.sectors
    }
    for sector, own in sectors.items():
        if own:
            made[f"sectors/{sector}.md"] = _lines(_sector(sector, own, taxonomy))
    filled = {sector: own for sector, own in sectors.items() if own}
    made["sectors/index.md"] = _lines(_index(filled, taxonomy))
    day = datetime.date.fromisoformat(pack.identity.valid_on)
    made["sources.md"] = _lines(_sources(taxonomy, coverage_of(pack, day)))
    return made


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _index(sectors: dict[str, list[Activity]], taxonomy: Taxonomy) -> Iterator[str]:
    yield "# The activities, sector by sector"
    yield f"\n{MADE}\n"
    yield "| sector | activities | listings |"
    yield "| --- | --- | --- |"
    for sector, own in sectors.items():
        name = taxonomy.sectors[sector]
        number = sum(len(activity.listings) for activity in own)
        yield f"| [{name['en']}]({sector}.md) · {name['zh']} | {len(own)} | {number} |"


def _sector(sector: str, own: list[Activity], taxonomy: Taxonomy) -> Iterator[str]:
    name = taxonomy.sectors[sector]
    yield f"# {name['en']} · {name['zh']}"
    yield f"\n{MADE} What the words mean stands in [the taxonomy's README](../../taxonomy/README.md).\n"
    for activity in own:
        yield from _activity(activity, taxonomy)


def _activity(activity: Activity, taxonomy: Taxonomy) -> Iterator[str]:
    yield f"## {activity.id}\n"
    yield f"**{activity.name['en']} · {activity.name['zh']}**\n"
    yield f"{activity.covers}"
    if activity.does_not_cover:
        yield f"\nDoes not cover: {', '.join(_link(one, activity, taxonomy) for one in activity.does_not_cover)}."
    if activity.kind is Kind.BROAD:
        yield f"\nA broad group: it stands on no list. Class `{activity.class_id}`. It asks: {activity.asks['en']}\n"
        return
    about = [f"Class `{activity.class_id}`", _GREEN[activity.green]]
    about.append(f"common ground: {activity.common_ground.member} (our reading)")
    about += [f"ISIC {', '.join(activity.isic)}"] if activity.isic else []
    about += [f"NACE Rev. {activity.nace_revision} {', '.join(activity.nace)}"] if activity.nace else []
    yield f"\n{' · '.join(about)}\n"
    yield "| item | title | relation | must not harm | notes |"
    yield "| --- | --- | --- | --- | --- |"
    for listing in activity.listings:
        yield _listing(listing, taxonomy)
    yield ""
    for listing in activity.listings:
        if listing.criteria is not None:
            yield f"Criteria of {listing.key}:\n"
            yield "| needed | criterion | must be | law | source |"
            yield "| --- | --- | --- | --- | --- |"
            yield from _group(listing.criteria, "", listing, taxonomy)
            yield ""


def _link(other: str, activity: Activity, taxonomy: Taxonomy) -> str:
    known = taxonomy.activities.get(other)
    page = "" if known is None or known.sector == activity.sector else f"{known.sector}.md"
    return f"[{other}]({page}#{other})" if known else other


def _listing(listing: Listing, taxonomy: Taxonomy) -> str:
    title = title_of(listing.framework, listing.code, taxonomy)
    names = " · ".join(dict.fromkeys(filter(None, (title.get("en"), title.get("zh")))))
    item = taxonomy.item(listing.framework, listing.code)
    notes = [f"listed from {item.since}"] if item and item.since else []
    notes += [f"listed until {item.until}"] if item and item.until else []
    notes += [f"holds {listing.holds['en']}"] if listing.holds else []
    notes += [str(listing.contribution_kind)] if listing.contribution_kind else []
    notes += ["any such activity qualifies"] if listing.any_qualifies else []
    notes += [] if listing.complete else ["only part of the criteria is held"]
    notes += [f"ended by {', '.join(listing.disqualifiers)}"] if listing.disqualifiers else []
    notes += [f"also {', '.join(listing.also_covers)}"] if listing.also_covers else []
    notes += [f"GB/T 4754 {', '.join(f'{code} ({tick})' for code, tick in listing.industry.items())}"] * bool(
        listing.industry
    )
    notes += [] if listing.verified else ["**not verified**"]
    cells = (listing.key, names, listing.relation, ", ".join(listing.dnsh), "; ".join(notes))
    return f"| {' | '.join(map(_cell, cells))} |"


def _group(group: CriteriaGroup, above: str, listing: Listing, taxonomy: Taxonomy) -> Iterator[str]:
    needed = f"{above} > {needed_text(group)}" if above else needed_text(group)
    for criterion in group.criteria:
        yield _criterion(criterion, needed, listing, taxonomy)
    for inner in group.groups:
        yield from _group(inner, needed, listing, taxonomy)


def _criterion(criterion: Criterion, needed: str, listing: Listing, taxonomy: Taxonomy) -> str:
    measure = taxonomy.measures.get(criterion.measure)
    asks = criterion.asks or (measure.asks if measure else {})
    demand = criterion.must_be.written
    demand += f", when {condition_text(criterion.applies_when)}" if criterion.applies_when else ""
    demand += f"; waives {', '.join(criterion.waives)}" if criterion.waives else ""
    demand += f"; asks for {', '.join(criterion.asks_for)}" if criterion.asks_for else ""
    days = " ".join(
        [f"from {criterion.since}"] * bool(criterion.since) + [f"until {criterion.until}"] * bool(criterion.until)
    )
    sure = _DOUBT["no" if not listing.verified else criterion.verified]
    cells = (needed, f"`{criterion.id}`: {in_language(asks, 'en') if asks else ''}", demand, days)
    return f"| {' | '.join(map(_cell, cells))} | {_cell(str(criterion.source))}{sure} |"


def _cell(text: str) -> str:
    """Text that does not end a cell."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _sources(taxonomy: Taxonomy, coverage: Coverage) -> Iterator[str]:
    yield SOURCES_HEAD.format(made=MADE)
    yield "## How much was compared\n"
    yield f"| facts | number | {' | '.join(SURE)} |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for facts in coverage.facts:
        shares = " | ".join(f"{facts.share(sure):.1%}" for sure in SURE)
        yield f"| {facts.kind} | {facts.total} | {shares} |"
    yield "\n## How much is listed\n"
    yield "| list | items listed | different titles listed |"
    yield "| --- | --- | --- |"
    for one in coverage.lists:
        yield f"| {one.framework} | {one.listed} of {one.items} | {one.titles_listed} of {one.titles} |"
    yield "\n## The sources\n"
    yield "| source | what it is | adopted | in force | look again by | verified | what was done |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for source in taxonomy.sources.values():
        days = [str(day or "") for day in (source.date, source.in_force, source.review_by)]
        cells = (source.title["en"], *days, source.verified, source.note)
        yield f"| `{source.id}` | {' | '.join(map(_cell, cells))} |"


def main() -> int:
    """Write the pages, or say which are not current."""
    wanted = pages(load_pack())
    there = {str(path.relative_to(DOCS)) for path in (DOCS / "sectors").glob("*.md")}
    stale = [
        name
        for name, page in wanted.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page
    ]
    left_over = sorted(there - wanted.keys())
    if "--check" in sys.argv[1:]:
        for name in [*stale, *left_over]:
            print(f"docs/{name} is not current; write: make docs")
        return 1 if stale or left_over else 0
    (DOCS / "sectors").mkdir(exist_ok=True)
    for name in stale:
        (DOCS / name).write_text(wanted[name], encoding="utf-8")
    for name in left_over:
        (DOCS / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
