"""A taxonomy as rows: one for each listing, and one for each criterion; activities on no list have a row too."""

from collections.abc import Callable, Iterator

from matcher.catalogue.items import title_of
from matcher.judge.listings import objective_of
from matcher.model.rules import Pack
from matcher.model.states import Kind
from matcher.model.taxonomy import Activity, Condition, CriteriaGroup, Criterion, Item, Listing, Taxonomy, Words

JOIN = "; "
CRITERION_COLUMNS = (
    *("activity", "framework", "code", "group", "criterion", "measure", "must_be", "asks_en", "asks_zh"),
    *("from", "until", "applies_when", "waives", "asks_for", "source", "place", "verified", "note"),
)
SOURCE_COLUMNS = (
    "source",
    "title_en",
    "title_zh",
    "kind",
    "date",
    "in_force",
    "until",
    "review_by",
    "verified",
    "note",
)
SUCCESSOR_COLUMNS = ("edition", "code", "later_edition", "later_code", "basis", "verified")


def _item(listing: Listing, taxonomy: Taxonomy) -> Item:
    """The item of the list, or one of which nothing but the code is known."""
    return taxonomy.item(listing.framework, listing.code) or Item(code=listing.code, name={})


_ACTIVITY: dict[str, Callable[[Activity], str]] = {
    "activity": lambda one: one.id,
    "name_en": lambda one: one.name.get("en", ""),
    "name_zh": lambda one: one.name.get("zh", ""),
    "sector": lambda one: one.sector,
    "class": lambda one: one.class_id,
    "green": lambda one: one.green,
    "kind": lambda one: one.kind,
    "covers": lambda one: one.covers,
    "does_not_cover": lambda one: JOIN.join(one.does_not_cover),
    "common_ground": lambda one: one.common_ground.member if one.kind is Kind.ACTIVITY else "",
    "isic": lambda one: JOIN.join(one.isic),
    "nace": lambda one: JOIN.join(one.nace),
    "nace_rev": lambda one: one.nace_revision,
}
_LISTING: dict[str, Callable[[Listing, Taxonomy], str]] = {
    "framework": lambda one, _: one.framework,
    "code": lambda one, _: one.code,
    "title_en": lambda one, all_: title_of(one.framework, one.code, all_).get("en", ""),
    "title_zh": lambda one, all_: title_of(one.framework, one.code, all_).get("zh", ""),
    "act": lambda one, all_: _item(one, all_).act,
    "listed_from": lambda one, all_: str(_item(one, all_).since or ""),
    "listed_until": lambda one, all_: str(_item(one, all_).until or ""),
    "relation": lambda one, _: one.relation,
    "holds_en": lambda one, _: one.holds.get("en", ""),
    "holds_zh": lambda one, _: one.holds.get("zh", ""),
    "objective": objective_of,
    "contribution_kind": lambda one, _: one.contribution_kind or "",
    "criteria": lambda one, _: "any qualifies" if one.any_qualifies else _group(one.criteria) if one.criteria else "",
    "complete": lambda one, _: yes_no(one.complete),
    "disqualifiers": lambda one, _: JOIN.join(one.disqualifiers),
    "dnsh": lambda one, _: JOIN.join(one.dnsh),
    "industry": lambda one, _: JOIN.join(f"{code}={tick}" for code, tick in one.industry.items()),
    "also_covers": lambda one, _: JOIN.join(one.also_covers),
    "listing_verified": lambda one, _: yes_no(one.verified),
    "note": lambda one, _: one.note,
}
LISTING_COLUMNS = (*_ACTIVITY, *_LISTING)


def listing_rows(pack: Pack) -> Iterator[list[str]]:
    """A row for each listing, in the order of LISTING_COLUMNS; a broad group has one row without a list."""
    for activity in pack.taxonomy.activities.values():
        own = [read(activity) for read in _ACTIVITY.values()]
        for listing in activity.listings:
            yield [*own, *(read(listing, pack.taxonomy) for read in _LISTING.values())]
        if not activity.listings:
            yield [*own, *("" for _ in _LISTING)]


def criterion_rows(pack: Pack) -> Iterator[list[str]]:
    """A row for each criterion, in the order of CRITERION_COLUMNS; `group` says how many of which group are needed."""
    for activity in pack.taxonomy.activities.values():
        for listing in activity.listings:
            if listing.criteria is not None:
                for path, criterion in _placed(listing.criteria, ""):
                    yield [activity.id, listing.framework, listing.code, path, *_criterion(criterion)]


def source_rows(pack: Pack) -> Iterator[list[str]]:
    """A row for each source, in the order of SOURCE_COLUMNS."""
    for one in pack.taxonomy.sources.values():
        days = [str(day or "") for day in (one.date, one.in_force, one.until, one.review_by)]
        yield [one.id, *_both(one.title), one.kind, *days, one.verified, one.note]


def successor_rows(pack: Pack) -> Iterator[list[str]]:
    """A row for each item that became another, in the order of SUCCESSOR_COLUMNS."""
    for one in pack.taxonomy.successors:
        yield [one.edition, one.code, one.later_edition, one.later_code, one.basis, yes_no(one.verified)]


def yes_no(value: bool) -> str:
    """`yes` or `no`."""
    return "yes" if value else "no"


def _criterion(one: Criterion) -> list[str]:
    return [
        *(one.id, one.measure, one.must_be.written, *_both(one.asks), str(one.since or ""), str(one.until or "")),
        *(condition_text(one.applies_when), JOIN.join(one.waives), JOIN.join(one.asks_for)),
        *(one.source.source, one.source.place, one.verified, one.note),
    ]


def _both(words: Words) -> tuple[str, str]:
    return words.get("en", ""), words.get("zh", "")


def condition_text(condition: Condition | None) -> str:
    """A condition in words; nothing where there is none."""
    return f"{condition.measure} {condition.must_be.written}" if condition else ""


def needed_text(group: CriteriaGroup) -> str:
    """How many of a group are needed, with its dates and its case."""
    words = [f"{group.needed} of {len(group.criteria) + len(group.groups)}" if group.needed else "all"]
    words += [f"from {group.since}"] if group.since else []
    words += [f"until {group.until}"] if group.until else []
    words += [f"when {condition_text(group.applies_when)}"] if group.applies_when else []
    return " ".join(words)


def _placed(group: CriteriaGroup, above: str) -> Iterator[tuple[str, Criterion]]:
    path = f"{above} > {needed_text(group)}" if above else needed_text(group)
    yield from ((path, criterion) for criterion in group.criteria)
    for inner in group.groups:
        yield from _placed(inner, path)


def _group(group: CriteriaGroup) -> str:
    """A group in one line, for people."""
    members = [
        f"{one.id} {one.must_be.written}{_days(one)}"
        + (f" if {condition_text(one.applies_when)}" if one.applies_when else "")
        for one in group.criteria
    ]
    members += [f"({_group(inner)})" for inner in group.groups]
    return f"{needed_text(group)}: {JOIN.join(members)}"


def _days(criterion: Criterion) -> str:
    since = f" from {criterion.since}" if criterion.since else ""
    return since + (f" until {criterion.until}" if criterion.until else "")
