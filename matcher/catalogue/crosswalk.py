"""From any code to all other codes of the activities that stand under it, with how they are related."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from matcher.catalogue.codes import Code, Industry, industry_codes
from matcher.catalogue.differences import Differences, differences_of
from matcher.catalogue.items import Stand, items_of, stands_of, title_of
from matcher.model.states import Relation
from matcher.model.taxonomy import Activity, Listing, Successor, Taxonomy, Words


class Link(StrEnum):
    """How another item is related to the one asked for: it is the same, nearly, wider, or a part of it.

    `related`: both hold the activity or a part of it, and which is wider cannot be told.
    """

    EXACT = "exact"
    CLOSE = "close"
    BROADER = "broader"
    NARROWER = "narrower"
    RELATED = "related"
    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another item of the same activity. `relation` is that of the item to our activity."""

    listing: Listing
    title: Words
    relation: Relation
    link: Link
    differences: Differences | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An activity under the code, by one of its listings (None for the code of an industry), and its other items.

    `industries` are the codes it carries by classification, `revisions` of which revision those are, where told.
    """

    activity: Activity
    listing: Listing | None
    others: tuple[Other, ...]
    industries: dict[str, tuple[str, ...]]
    revisions: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The item that came after or before the one asked for in another edition."""

    link: Link
    code: Code
    basis: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """Everything that stands beside a code on a day. `under` holds the items below a heading."""

    code: Code
    day: datetime.date
    ways: tuple[Way, ...]
    editions: tuple[Edition, ...]
    under: tuple[Code, ...] = ()


def crosswalk(code: Code, taxonomy: Taxonomy, day: datetime.date) -> Crosswalk:
    """What stands beside a code: through our activities, and from one edition to the next."""
    ways = tuple(_industry_ways(code, taxonomy) if code.system in list(Industry) else _ways(code, taxonomy, day))
    return Crosswalk(
        code=code,
        day=day,
        ways=ways,
        editions=tuple(_editions(code, taxonomy)),
        under=tuple(_below(code, taxonomy)) if code.heading else (),
    )


def activities_under(code: Code, taxonomy: Taxonomy) -> list[Activity]:
    """The activities under an item, those it is exact for first; of the code of an industry, those that carry it."""
    if code.system in list(Industry):
        key = (Industry(code.system), code.revision, code.code)
        return [one for one in taxonomy.activities.values() if key in industry_codes(one, taxonomy)]
    return [stand.activity for stand in stands_of(taxonomy).get((code.system, code.code), [])]


def link_of(here: Relation, there: Relation) -> Link:
    """How the item `there` is related to the item `here`, given how each is related to our activity."""
    wider = {Relation.BROADER: 1, Relation.NARROWER: -1}
    left, right = wider.get(here, 0), wider.get(there, 0)
    if left == right:
        if left:
            return Link.RELATED
        return Link.EXACT if here is there is Relation.EXACT else Link.CLOSE
    return Link.BROADER if right > left else Link.NARROWER


def _ways(code: Code, taxonomy: Taxonomy, day: datetime.date) -> Iterator[Way]:
    for stand in stands_of(taxonomy).get((code.system, code.code), []):
        yield Way(
            activity=stand.activity,
            listing=stand.listing,
            others=tuple(
                _other(stand, listing, taxonomy, day)
                for listing in stand.activity.listings
                if listing is not stand.listing
            ),
            industries=_industries(stand.activity, taxonomy),
            revisions=_revisions(stand.activity, taxonomy),
        )


def _other(stand: Stand, listing: Listing, taxonomy: Taxonomy, day: datetime.date) -> Other:
    here, there = (stand.listing.framework, stand.listing.code), (listing.framework, listing.code)
    followed = {((one.edition, one.code), (one.later_edition, one.later_code)) for one in taxonomy.successors}
    link = link_of(stand.listing.relation, listing.relation)
    if (here, there) in followed:
        link = Link.SUCCESSOR
    elif (there, here) in followed:
        link = Link.PREDECESSOR
    return Other(
        listing=listing,
        title=title_of(listing.framework, listing.code, taxonomy),
        relation=listing.relation,
        link=link,
        differences=differences_of(stand.listing, listing, taxonomy, day),
    )


def _industry_ways(code: Code, taxonomy: Taxonomy) -> Iterator[Way]:
    """The activities that carry the code of an industry; they illustrate it, and it defines none of them."""
    for activity in activities_under(code, taxonomy):
        others = tuple(
            Other(
                listing=listing,
                title=title_of(listing.framework, listing.code, taxonomy),
                relation=listing.relation,
                link=Link.RELATED,
            )
            for listing in activity.listings
        )
        yield Way(
            activity=activity,
            listing=None,
            others=others,
            industries=_industries(activity, taxonomy),
            revisions=_revisions(activity, taxonomy),
        )


def _industries(activity: Activity, taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for system, _, code in industry_codes(activity, taxonomy):
        found.setdefault(system.value, []).append(code)
    return {system: tuple(codes) for system, codes in found.items()}


def _revisions(activity: Activity, taxonomy: Taxonomy) -> dict[str, str]:
    return {system.value: revision for system, revision, _ in industry_codes(activity, taxonomy) if revision}


def _editions(code: Code, taxonomy: Taxonomy) -> Iterator[Edition]:
    for one in taxonomy.successors:
        if (one.edition, one.code) == (code.system, code.code):
            yield _edition(Link.SUCCESSOR, one.later_edition, one.later_code, one, taxonomy)
        if (one.later_edition, one.later_code) == (code.system, code.code):
            yield _edition(Link.PREDECESSOR, one.edition, one.code, one, taxonomy)


def _edition(link: Link, framework: str, code: str, one: Successor, taxonomy: Taxonomy) -> Edition:
    other = Code(system=framework, code=code, title=title_of(framework, code, taxonomy))
    return Edition(link=link, code=other, basis=one.basis, verified=one.verified)


def _below(code: Code, taxonomy: Taxonomy) -> Iterator[Code]:
    for item in items_of(code.system, taxonomy).values():
        if not item.heading and item.code.startswith(f"{code.code}."):
            yield Code(system=code.system, code=item.code, title=item.name)
