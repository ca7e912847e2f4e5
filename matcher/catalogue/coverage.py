"""How complete a pack is, and how sure: items not listed, activities no rule finds, facts nobody has checked."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.catalogue.items import ItemKey, items_of, lists_of, stands_of
from matcher.model.phrases import Example
from matcher.model.rules import Pack, Rule
from matcher.model.states import Drawer, Maturity
from matcher.model.taxonomy import Cited, CriteriaGroup, Criterion, Listing, Source, Taxonomy

SURE = ("yes", "second-hand", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCoverage:
    """How much of a list is listed: items, and different titles (a list may give one title to several items)."""

    framework: str
    items: int
    listed: int
    titles: int
    titles_listed: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A rule without an example that is found, or without a near miss, in a language it has words in."""

    rule: str
    language: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTerm:
    """A naming term that several rules hold."""

    term: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How many facts of a kind were checked how far: the fact itself, and the source it was taken from, the weaker."""

    kind: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    def share(self, sure: str) -> float:
        """The share of those checked so far, 0 to 1."""
        return self.counts[sure] / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the pack holds on a day, and what it lacks."""

    day: datetime.date
    lists: tuple[ListCoverage, ...]
    not_held: tuple[str, ...]
    activities: int
    without_rule: tuple[str, ...]
    rules: int
    lacking: tuple[Lacking, ...]
    shared: tuple[SharedTerm, ...]
    criteria: int
    without_source: tuple[str, ...]
    facts: tuple[Facts, ...]
    unverified: tuple[str, ...]
    """The criteria that nobody compared with anything."""
    overdue: tuple[Source, ...]


def coverage_of(pack: Pack, day: datetime.date) -> Coverage:
    """What the pack holds, lacks and has not checked; sources count as overdue from the day after their review date."""
    taxonomy, book = pack.taxonomy, pack.book
    rules = [rule for rule in book.rules if rule.maturity is not Maturity.RETIRED]
    found = {rule.finds for rule in rules}
    placed = list(_criteria(taxonomy))
    return Coverage(
        day=day,
        lists=tuple(_lists(taxonomy)),
        not_held=tuple(one.id for one in taxonomy.frameworks.values() if one.missing),
        activities=len(taxonomy.activities),
        without_rule=tuple(one for one in taxonomy.activities if one not in found),
        rules=len(rules),
        lacking=tuple(_lacking(rules, pack)),
        shared=tuple(_shared(pack)),
        criteria=len(placed),
        without_source=tuple(key for key, _, one in placed if not (one.source.source and one.source.place)),
        facts=tuple(_facts(pack)),
        unverified=tuple(key for key, sure in _sure_criteria(taxonomy) if sure == SURE[-1]),
        overdue=tuple(one for one in taxonomy.sources.values() if one.review_by and one.review_by < day),
    )


def _lists(taxonomy: Taxonomy) -> Iterator[ListCoverage]:
    """Each list whose items are held, in the order of the pack."""
    stands = stands_of(taxonomy)
    for framework in lists_of(taxonomy):
        official = taxonomy.official.get(framework.id)
        if official is None:
            continue
        items = [one for one in official.items.values() if not one.heading]
        listed = [one for one in items if (framework.id, one.code) in stands]
        yield ListCoverage(
            framework=framework.id,
            items=len(items),
            listed=len(listed),
            titles=len({one.name.get(official.named_in, one.code) for one in items}),
            titles_listed=len({one.name.get(official.named_in, one.code) for one in listed}),
            missing=tuple(one.code for one in items if (framework.id, one.code) not in stands),
        )


def _lacking(rules: Iterable[Rule], pack: Pack) -> Iterator[Lacking]:
    """What the examples of each rule do not prove, language by language."""
    spoken: dict[int, set[str]] = {}
    for phrase in pack.book.table.phrases:
        if phrase.rule >= 0 and phrase.kind in (Drawer.NAMES_IT, Drawer.TOGETHER, Drawer.HINTS_AT_IT):
            spoken.setdefault(phrase.rule, set()).add(phrase.language)
    for rule in rules:
        for language in sorted(spoken.get(rule.index, ())):
            own = [one for one in rule.examples if _speaks(one, language, pack)]
            hits = [one for one in own if _is_hit(one, rule)]
            if not hits:
                yield Lacking(rule=rule.id, language=language, what="example")
            if len(hits) == len(own):
                yield Lacking(rule=rule.id, language=language, what="near miss")


def _speaks(example: Example, language: str, pack: Pack) -> bool:
    """Whether an example is in a language, by the share of letters that stand without spaces between words."""
    text = "".join(f"{example.document.title}{example.document.text}".split())
    ideographs = sum(letter.isalpha() and letter.lower() == letter.upper() for letter in text)
    return pack.book.languages[language].ideographic == (ideographs * 4 > len(text))


def _is_hit(example: Example, rule: Rule) -> bool:
    expects = example.expects
    if rule.exclusion:
        return expects.get("exclusion") == rule.finds or "excluded" in expects.values()
    return expects.get("activity") == rule.finds or rule.finds in expects.get("also", "").split(";")


def _shared(pack: Pack) -> Iterator[SharedTerm]:
    """Naming terms that stand in more than one rule."""
    table = pack.book.table
    holders: dict[int, set[str]] = {}
    for phrase in table.phrases:
        if phrase.rule >= 0 and phrase.kind == Drawer.NAMES_IT and len(phrase.parts) == 1:
            for term in phrase.parts[0]:
                holders.setdefault(term, set()).add(pack.book.rules[phrase.rule].id)
    for term, rules in sorted(holders.items(), key=lambda pair: table.terms[pair[0]].written):
        if len(rules) > 1:
            yield SharedTerm(term=table.terms[term].written, rules=tuple(sorted(rules)))


def _criteria(taxonomy: Taxonomy) -> Iterator[tuple[str, Listing, Criterion]]:
    """Every criterion with its listing and a key that names it."""
    for activity in taxonomy.activities.values():
        for listing in activity.listings:
            for criterion in all_criteria(listing.criteria) if listing.criteria else ():
                yield f"{activity.id} {criterion.id}", listing, criterion


def all_criteria(group: CriteriaGroup) -> Iterator[Criterion]:
    """Every criterion of a group and of those within it, whatever its dates."""
    yield from group.criteria
    for inner in group.groups:
        yield from all_criteria(inner)


def _facts(pack: Pack) -> Iterator[Facts]:
    """Kind by kind, how far the facts were checked."""
    taxonomy = pack.taxonomy
    yield _counted("sources", (source.verified for source in taxonomy.sources.values()))
    yield _counted("items of lists", (sure for _, sure in _sure_items(taxonomy)))
    yield _counted("listings", (sure for _, sure in _sure_listings(taxonomy)))
    yield _counted("criteria", (sure for _, sure in _sure_criteria(taxonomy)))
    deals = [deal for framework in taxonomy.frameworks.values() for deal in framework.old_deals]
    yield _counted("rules for old deals", (deal.verified for deal in deals))
    yield _counted("successors", (_word(one.verified) for one in taxonomy.successors))
    barred = pack.book.exclusions.values()
    yield _counted("exclusions", (_weakest(taxonomy, one.source, _word(one.verified)) for one in barred))


def _counted(kind: str, all_sure: Iterable[str]) -> Facts:
    counts = Counter(all_sure)
    return Facts(kind=kind, counts={sure: counts[sure] for sure in SURE})


def _sure_items(taxonomy: Taxonomy) -> Iterator[tuple[ItemKey, str]]:
    for framework in taxonomy.official:
        for item in items_of(framework, taxonomy).values():
            if not item.heading:
                yield (framework, item.code), item.verified


def _sure_listings(taxonomy: Taxonomy) -> Iterator[tuple[Listing, str]]:
    for activity in taxonomy.activities.values():
        for listing in activity.listings:
            yield listing, _word(listing.verified)


def _sure_criteria(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for key, listing, criterion in _criteria(taxonomy):
        yield key, _weakest(taxonomy, criterion.source, criterion.verified, _word(listing.verified))


def _weakest(taxonomy: Taxonomy, cited: Cited, *sure: str) -> str:
    """How far a fact was checked: no further than its source was."""
    source = taxonomy.sources.get(cited.source)
    return max(*sure, source.verified if source else SURE[-1], key=SURE.index)


def _word(verified: bool) -> str:
    return SURE[0] if verified else SURE[-1]
