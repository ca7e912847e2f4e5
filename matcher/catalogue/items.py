"""The items of the lists and the activities that stand under them."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.model.states import Coverage, Relation
from matcher.model.taxonomy import Activity, Framework, Item, Listing, Taxonomy, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """An activity under an item, by one of its listings."""

    activity: Activity
    listing: Listing


ItemKey = tuple[str, str]
"""A framework or edition, and a code of it."""


def stands_of(taxonomy: Taxonomy) -> dict[ItemKey, list[Stand]]:
    """The activities that stand under each item, those it is exact for first, then by id."""
    stands: dict[ItemKey, list[Stand]] = {}
    for activity in taxonomy.activities.values():
        for listing in activity.listings:
            stand = Stand(activity=activity, listing=listing)
            stands.setdefault((listing.framework, listing.code), []).append(stand)
    ranks = {relation: rank for rank, relation in enumerate(Relation)}
    return {
        key: sorted(own, key=lambda stand: (ranks[stand.listing.relation], stand.activity.id))
        for key, own in stands.items()
    }


def lists_of(taxonomy: Taxonomy) -> Iterator[Framework]:
    """The frameworks and editions that have codes of their own, in the order of the pack."""
    parents = {one.edition_of for one in taxonomy.frameworks.values()}
    for framework in taxonomy.frameworks.values():
        if framework.coverage is not Coverage.NONE and not framework.label and framework.id not in parents:
            yield framework


def items_of(framework: str, taxonomy: Taxonomy) -> dict[str, Item]:
    """Every item of a list by code: as its publisher has them, or, of a list not held, the codes of our listings."""
    official = taxonomy.official.get(framework)
    if official is not None:
        return official.items
    codes = dict.fromkeys(
        listing.code
        for activity in taxonomy.activities.values()
        for listing in activity.listings
        if listing.framework == framework
    )
    return {code: Item(code=code, name={}) for code in codes}


def title_of(framework: str, code: str, taxonomy: Taxonomy) -> Words:
    """The title of an item as its publisher has it, with our translations; empty where the list is not held."""
    item = taxonomy.item(framework, code)
    return item.name if item else {}


def in_language(words: Words, language: str) -> str:
    """The text in a language, else in English, else in whichever there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
