"""Which items of a list a text calls by their own title, where an activity stands under several alike."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from matcher.model.taxonomy import Activity, Listing, Taxonomy

_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_BETWEEN_LETTERS = re.compile(r"[\W_]+")


class Title(NamedTuple):
    """A title without what stands between its letters, and its longest word, which is quick to look for."""

    squeezed: str
    word: str


def titles_told_apart(activity: Activity, taxonomy: Taxonomy) -> dict[str, tuple[Title, ...]]:
    """The titles of the items whose order only a title can settle, by the key of their listing.

    These are items of one list that stand in the same relation to the activity. A title counts with what it says in
    brackets and without.
    """
    rivals = Counter(_rank(listing) for listing in activity.listings)
    return {
        listing.key: tuple(dict.fromkeys(_titles(listing, taxonomy)))
        for listing in activity.listings
        if rivals[_rank(listing)] > 1
    }


def titled_in(texts: Sequence[str], titles: Mapping[str, Sequence[Title]]) -> frozenset[str]:
    """The keys of the listings one of whose titles stands in one of the texts, whatever stands between its words."""
    found = set()
    for text in filter(None, texts):
        lowered = text.lower()
        near = [key for key, own in titles.items() if any(title.word in lowered for title in own)]
        squeezed = _squeeze(text) if near else ""
        found |= {key for key in near if any(title.squeezed in squeezed for title in titles[key])}
    return frozenset(found)


def _rank(listing: Listing) -> tuple[str, str]:
    return listing.framework, listing.relation


def _titles(listing: Listing, taxonomy: Taxonomy) -> Iterator[Title]:
    item = taxonomy.item(listing.framework, listing.code)
    for name in item.name.values() if item else ():
        for title in (name, _BRACKETED.sub("", name)):
            if squeezed := _squeeze(title):
                yield Title(squeezed, max(_BETWEEN_LETTERS.split(title.lower()), key=len))


def _squeeze(text: str) -> str:
    return _BETWEEN_LETTERS.sub("", text).lower()
