"""How complete a pack is and how sure, as lines for a reader and as plain objects."""

from collections.abc import Iterable, Iterator
from typing import Any

from matcher.catalogue.coverage import SURE, Coverage, Facts, ListCoverage

_SHOWN = 12


def coverage_lines(coverage: Coverage, *, everything: bool) -> Iterator[str]:
    """The lines of the report; long lists are cut unless everything is asked for."""
    most = None if everything else _SHOWN
    yield f"on {coverage.day}"
    for one in coverage.lists:
        yield f"{one.framework}: {_listed(one)} listed{_named(one.missing, most, ', not: ')}"
    yield f"lists without codes of their own: {_named(coverage.not_held, most)}"
    yield f"activities: {coverage.activities}, without rule: {_named(coverage.without_rule, most)}"
    lacking = [f"{one.rule} (no {one.what} in {one.language})" for one in coverage.lacking]
    yield f"rules: {coverage.rules}, without example or near miss: {_named(lacking, most)}"
    shared = [f"{one.term} ({', '.join(one.rules)})" for one in coverage.shared]
    yield f"naming terms shared by rules: {_named(shared, most)}"
    yield f"criteria: {coverage.criteria}, without source: {_named(coverage.without_source, most)}"
    yield f"criteria not verified: {_named(coverage.unverified, most)}"
    overdue = [f"{one.id} (by {one.review_by})" for one in coverage.overdue]
    yield f"sources past their review date: {_named(overdue, most)}"
    yield "how far facts were compared with their source:"
    for facts in coverage.facts:
        yield f"  {facts.kind}: {_shares(facts)}"


def coverage_object(coverage: Coverage) -> dict[str, Any]:
    """The whole report as plain objects."""
    return {
        "as_of": coverage.day.isoformat(),
        "lists": {
            one.framework: {
                "items": one.items,
                "items_listed": one.listed,
                "titles": one.titles,
                "titles_listed": one.titles_listed,
                "missing": list(one.missing),
            }
            for one in coverage.lists
        },
        "lists_not_held": list(coverage.not_held),
        "activities": coverage.activities,
        "activities_without_rule": list(coverage.without_rule),
        "rules": coverage.rules,
        "rules_lacking": [{"rule": one.rule, "language": one.language, "lacks": one.what} for one in coverage.lacking],
        "terms_shared": {one.term: list(one.rules) for one in coverage.shared},
        "criteria": coverage.criteria,
        "criteria_without_source": list(coverage.without_source),
        "criteria_not_verified": list(coverage.unverified),
        "facts": {one.kind: one.counts for one in coverage.facts},
        "sources_past_review": {one.id: str(one.review_by) for one in coverage.overdue},
    }


def _listed(one: ListCoverage) -> str:
    """Items and, where several share a title, titles."""
    items = f"{one.listed} of {one.items} items"
    return items if one.titles == one.items else f"{one.titles_listed} of {one.titles} titles, {items}"


def _named(names: Iterable[str], most: int | None, before: str = "") -> str:
    """How many there are, then their names; nothing but the number where there are none."""
    every = list(names)
    if not every:
        return "" if before else "0"
    shown = ", ".join(every[:most])
    more = f" and {len(every) - most} more" if most is not None and len(every) > most else ""
    return f"{before}{shown}{more}" if before else f"{len(every)}: {shown}{more}"


def _shares(facts: Facts) -> str:
    shares = ", ".join(f"{sure} {facts.counts[sure]} ({facts.share(sure):.1%})" for sure in SURE)
    return f"{facts.total}: {shares}" if facts.total else "0"
