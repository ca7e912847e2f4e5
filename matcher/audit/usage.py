"""What the rules did to many documents: which fired, on which words, which claim the same texts, what came to none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from matcher.audit.seen import Seen, SeenHit, SeenRule
from matcher.model.rules import RuleBook
from matcher.model.states import Maturity, Status

_UNSURE = (Status.AMBIGUOUS, Status.BROAD)
_TOO_FEW_POINTS = "too_few_points"


class Quote(NamedTuple):
    """Words of a document."""

    document: str
    words: str


@dataclass(slots=True, kw_only=True)
class Use:
    """What one rule did: in how many documents it fired, and in how many of them alone; with the first quotes.

    `carried` counts, by term, the documents in which no other term of the rule names the thing.
    """

    rule: str
    finds: str
    fired: int = 0
    alone: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    terms: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)
    quotes: list[Quote] = field(default_factory=list)
    aside_quotes: list[Quote] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Pair:
    """Two rules that fired in the same documents: how often, how often on the same words, how often undecided."""

    rules: tuple[str, str]
    together: int = 0
    same_words: int = 0
    ambiguous: int = 0
    quotes: list[Quote] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Case:
    """Documents that came to no sure answer in the same way: why, by which rules, how many; with the first quotes."""

    kind: str
    rules: tuple[str, ...]
    documents: int = 0
    quotes: list[Quote] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class RuleUse:
    """The use of every rule over all documents; `without` counts those in which no rule fired."""

    uses: dict[str, Use]
    documents: int = 0
    without: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    doubts: Counter[tuple[str, str]] = field(default_factory=Counter)
    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    cases: dict[tuple[str, ...], Case] = field(default_factory=dict)

    @property
    def fired(self) -> list[Use]:
        """The rules that fired, most often first."""
        return sorted((use for use in self.uses.values() if use.fired), key=lambda use: (-use.fired, use.rule))

    @property
    def never(self) -> list[Use]:
        """The rules that never fired."""
        return [use for use in self.uses.values() if not use.fired]

    @property
    def overlaps(self) -> list[Pair]:
        """The pairs of rules, those that claim the same words most often first."""
        return sorted(
            self.pairs.values(), key=lambda pair: (-pair.ambiguous, -pair.same_words, -pair.together, pair.rules)
        )

    @property
    def worth_a_rule(self) -> list[Case]:
        """The cases without a sure answer, most frequent first."""
        return sorted(self.cases.values(), key=lambda case: (-case.documents, case.kind, case.rules))


def count_uses(seen: Iterable[Seen], book: RuleBook, quotes: int) -> RuleUse:
    """What each rule of the book did to the documents, with up to so many quotes of each."""
    rules = (rule for rule in book.rules if rule.maturity is not Maturity.RETIRED)
    use = RuleUse(uses={rule.id: Use(rule=rule.id, finds=rule.finds) for rule in rules})
    for one in seen:
        use.documents += 1
        use.statuses[one.status] += 1
        use.reasons.update(one.reasons)
        if not one.rules:
            use.without += 1
            continue
        fired = [rule for rule in one.rules if not rule.set_aside]
        use.without += not fired
        for rule in one.rules:
            _count(rule, one, use, quotes)
        if len(fired) == 1:
            use.uses[fired[0].rule].alone += 1
        elif fired:
            _count_pairs(fired, one, use, quotes)
        _count_case(fired, one, use, quotes)
    return use


def _count(rule: SeenRule, one: Seen, use: RuleUse, quotes: int) -> None:
    """Count what one rule did to one document."""
    own = use.uses[rule.rule]
    for hit in rule.hits:
        for doubt in hit.doubts:
            own.doubts[doubt[0]] += 1
            use.doubts[doubt] += 1
    if rule.set_aside:
        own.set_aside[rule.set_aside] += 1
        kept = own.aside_quotes
    else:
        own.fired += 1
        carrying = {hit.term for hit in rule.carrying}
        own.terms.update(carrying)
        if len(carrying) == 1:
            own.carried.update(carrying)
        kept = own.quotes
    if len(kept) < quotes and rule.hits:
        kept.append(_quote(rule.hits, one))


def _count_pairs(fired: Sequence[SeenRule], one: Seen, use: RuleUse, quotes: int) -> None:
    """Count which rules claim the document, and which the same words of it."""
    for first, second in combinations(sorted(fired, key=lambda rule: rule.rule), 2):
        key = (first.rule, second.rule)
        pair = use.pairs.setdefault(key, Pair(rules=key))
        pair.together += 1
        shared = next((hit for hit in first.carrying for other in second.carrying if _meet(hit, other)), None)
        if shared is not None:
            pair.same_words += 1
            pair.ambiguous += one.status == Status.AMBIGUOUS
            if len(pair.quotes) < quotes:
                pair.quotes.append(_quote([shared], one))


def _count_case(fired: Sequence[SeenRule], one: Seen, use: RuleUse, quotes: int) -> None:
    """Count a document that came to no sure answer: several too close, a field only, or nearly a match."""
    hits: Sequence[SeenHit] = ()
    if one.status in _UNSURE and fired:
        told = fired[:2] if one.status == Status.AMBIGUOUS else fired[:1]
        key = (one.status, *sorted(rule.rule for rule in told))
        hits = told[0].carrying or told[0].hits
    elif one.status == Status.UNMATCHED:
        near = next((rule for rule in one.rules if rule.set_aside == _TOO_FEW_POINTS), None)
        if near is None:
            return
        key, hits = ("near_miss", near.rule), near.hits
    else:
        return
    case = use.cases.setdefault(key, Case(kind=key[0], rules=key[1:]))
    case.documents += 1
    if len(case.quotes) < quotes and hits:
        case.quotes.append(_quote(hits, one))


def _meet(one: SeenHit, other: SeenHit) -> bool:
    """Whether two hits rest on the same words."""
    return one.field == other.field and any(
        start < other_end and other_start < end for start, end in _ends(one) for other_start, other_end in _ends(other)
    )


def _ends(hit: SeenHit) -> list[tuple[int, int]]:
    """Where the words of a hit stand for certain: all of it, or, where parts stand apart, its first and last letter."""
    if hit.how == "together":
        return [(hit.start, hit.start + 1), (hit.end - 1, hit.end)]
    return [(hit.start, hit.end)]


def _quote(hits: Sequence[SeenHit], one: Seen) -> Quote:
    """The words of the first hit, an undoubted one where there is one; its term where the record holds no texts."""
    hit = next((hit for hit in hits if not hit.doubts), hits[0])
    return Quote(one.id, one.cut(hit.field, hit.start, hit.end) or hit.term)
