"""Activities by a word of theirs: a title of a list, a name of ours, a term of a rule; typing errors are forgiven."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from matcher.catalogue.items import ItemKey, Stand, items_of, lists_of, stands_of
from matcher.find.fold import Folder
from matcher.model.rules import Pack
from matcher.model.states import Drawer, Relation

_LEAST_ALIKE = 70
_WORD_ALIKE = 80
_BEGINS_ALIKE = 90
_LETTERS_OF_A_BEGINNING = 4
_LOOKED_AT = 300
_HELD = 0.75
_TERM = 0.97
_RELATIONS = list(Relation)
_NOT_A_WORD = re.compile(r"[\W_]+")


class By(IntEnum):
    """Whose words were found alike: the list's, ours, or a rule's; the first counts most where all are alike."""

    TITLE = 0
    NAME = 1
    TERM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the words may mean: an activity, an exclusion, or an item that no activity stands under (`finds` empty).

    `alike` is 0 to 100; `words` is what was found alike, `items` are the items whose title it is.
    """

    finds: str
    alike: int
    by: By
    words: str
    exclusion: bool = False
    items: tuple[ItemKey, ...] = ()
    relation: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words, and what they are the name of."""

    words: str
    by: By
    finds: str
    exclusion: bool = False
    item: ItemKey | None = None
    relation: int = 0


class Search:
    """The names of a pack, to be searched in every language it has them in."""

    def __init__(self, pack: Pack) -> None:
        self._folder = Folder(pack.book.characters)
        self._entries: dict[str, list[_Entry]] = {}
        for entry in (*_titles(pack), *_names(pack), *_terms(pack)):
            self._entries.setdefault(self._fold(entry.words), []).append(entry)

    def find(self, words: str, *, limit: int = 10) -> list[Found]:
        """What comes nearest to the words, best first; nothing where nothing is near."""
        best: dict[str, Found] = {}
        for folded, alike in self._near(self._fold(words)):
            for entry in self._entries[folded]:
                _take(entry, alike, best)
        return sorted(best.values(), key=_order)[:limit]

    def _fold(self, words: str) -> str:
        return _NOT_A_WORD.sub(" ", self._folder.fold(words).text).strip()

    def _near(self, asked: str) -> list[tuple[str, float]]:
        """Names that may be meant, with how much they are alike; quick measures choose which are looked at."""
        from rapidfuzz import fuzz, process

        names = list(self._entries)
        chosen: dict[str, None] = {}
        for scorer in (fuzz.ratio, fuzz.token_set_ratio, fuzz.partial_ratio):
            near = process.extract(asked, names, scorer=scorer, score_cutoff=_LEAST_ALIKE, limit=_LOOKED_AT)
            chosen |= dict.fromkeys(name for name, _, _ in near)
        alike = [(name, _alike(asked, name)) for name in chosen]
        return [(name, share) for name, share in alike if share >= _LEAST_ALIKE]


def _take(entry: _Entry, alike: float, best: dict[str, Found]) -> None:
    """Note an entry for what it names, where it says more than what is noted already."""
    share = round(alike * (_TERM if entry.by is By.TERM else 1))
    key = entry.finds or entry.words
    known = best.get(key)
    items = (entry.item,) if entry.item else ()
    relation = entry.relation
    if known is not None and (share, -entry.by) < (known.alike, -known.by):
        return
    if known is not None and (share, entry.by) == (known.alike, known.by):
        items = tuple(dict.fromkeys((*known.items, *items)))
        relation = min(relation, known.relation)
    best[key] = Found(
        finds=entry.finds,
        alike=share,
        by=entry.by,
        words=entry.words,
        exclusion=entry.exclusion,
        items=items,
        relation=relation,
    )


def _order(found: Found) -> tuple[object, ...]:
    return -found.alike, found.by, not found.finds, found.relation, len(found.words), found.finds, found.items


def _titles(pack: Pack) -> Iterator[_Entry]:
    """The titles of every item, once for each activity under it."""
    stands = stands_of(pack.taxonomy)
    for framework in lists_of(pack.taxonomy):
        for item in items_of(framework.id, pack.taxonomy).values():
            key = (framework.id, item.code)
            for title in item.name.values():
                if not item.heading:
                    yield from _title(title, key, stands.get(key, []))


def _title(title: str, key: ItemKey, stands: list[Stand]) -> Iterator[_Entry]:
    if not stands:
        yield _Entry(title, By.TITLE, "", item=key)
    for stand in stands:
        relation = _RELATIONS.index(stand.listing.relation)
        yield _Entry(title, By.TITLE, stand.activity.id, item=key, relation=relation)


def _names(pack: Pack) -> Iterator[_Entry]:
    """Our own names and ids of activities and exclusions."""
    for activity in pack.taxonomy.activities.values():
        for name in (activity.id.replace("-", " "), *activity.name.values()):
            yield _Entry(name, By.NAME, activity.id)
    for exclusion in pack.book.exclusions.values():
        for name in (exclusion.id.replace("-", " "), *exclusion.name.values()):
            yield _Entry(name, By.NAME, exclusion.id, exclusion=True)


def _terms(pack: Pack) -> Iterator[_Entry]:
    """The terms that name what a rule finds, as their authors wrote them."""
    table = pack.book.table
    for phrase in table.phrases:
        if phrase.rule >= 0 and phrase.kind == Drawer.NAMES_IT and len(phrase.parts) == 1:
            rule = pack.book.rules[phrase.rule]
            for term in phrase.parts[0]:
                yield _Entry(table.terms[term].written.rstrip("*"), By.TERM, rule.finds, exclusion=rule.exclusion)


def _alike(asked: str, name: str) -> float:
    """How much two names are alike, 0 to 100: as wholes, or by what the longer one holds of the shorter one."""
    from rapidfuzz import fuzz

    whole = max(fuzz.ratio(asked, name), fuzz.token_sort_ratio(asked, name))
    shorter, longer = sorted((asked, name), key=len)
    if not shorter:
        return 0
    held = _held(shorter, longer) * (_HELD + (1 - _HELD) * len(shorter) / len(longer))
    return max(whole, held)


def _held(shorter: str, longer: str) -> float:
    """How much of the words of one name the other one holds, 0 to 100; without spaces, of its letters in a row."""
    from rapidfuzz import fuzz

    if not shorter.isascii():
        alike = fuzz.partial_ratio(shorter, longer)
        return alike if alike >= _WORD_ALIKE else 0
    words = shorter.split()
    others = longer.split()
    total = sum(len(word) for word in words)
    return sum(len(word) * max((_word_alike(word, other) for other in others), default=0) for word in words) / total


def _word_alike(word: str, other: str) -> float:
    from rapidfuzz import fuzz

    alike = fuzz.ratio(word, other)
    if len(word) >= _LETTERS_OF_A_BEGINNING and other.startswith(word):
        alike = max(alike, _BEGINS_ALIKE)
    return alike if alike >= _WORD_ALIKE else 0
