"""Which items of a list a text calls by their own title, where an activity stands under several alike."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from matcher.model.taxonomy import Activity, Listing, Taxonomy

_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_BETWEEN_LETTERS = re.compile(r"[\W_]+")


def titles_told_apart(activity: Activity, taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """The titles of the items whose order only a title can settle, by the key of their listing.

    These are items of one list that stand in the same relation to the activity. Titles are squeezed, with what they
    say in brackets and without.
    """
    rivals = Counter(_rank(listing) for listing in activity.listings)
    return {
        listing.key: tuple(dict.fromkeys(_titles(listing, taxonomy)))
        for listing in activity.listings
        if rivals[_rank(listing)] > 1
    }


def titled_in(texts: Sequence[str], titles: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The keys of the listings one of whose titles stands in one of the texts, whatever stands between its letters."""
    squeezed = [_squeeze(text) for text in texts]
    return frozenset(key for key, own in titles.items() if any(one in text for one in own for text in squeezed))


def _rank(listing: Listing) -> tuple[str, str]:
    return listing.framework, listing.relation


def _titles(listing: Listing, taxonomy: Taxonomy) -> Iterator[str]:
    item = taxonomy.item(listing.framework, listing.code)
    for title in item.name.values() if item else ():
        yield from filter(None, map(_squeeze, (title, _BRACKETED.sub("", title))))


def _squeeze(text: str) -> str:
    return _BETWEEN_LETTERS.sub("", text).lower()
