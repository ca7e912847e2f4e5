"""A taxonomy as concepts in SKOS (Simple Knowledge Organization System), written as Turtle."""

import json
from collections.abc import Iterable, Iterator

from matcher.catalogue.export.iris import ACTIVITY, LIST, OWN_LIST, SECTOR, iri, licence_of
from matcher.catalogue.items import items_of, lists_of
from matcher.model.rules import Pack
from matcher.model.states import Relation
from matcher.model.taxonomy import Activity, Item, Words

MATCHES = {
    Relation.EXACT: "exactMatch",
    Relation.CLOSE: "closeMatch",
    Relation.BROADER: "broadMatch",
    Relation.NARROWER: "narrowMatch",
}
_HEAD = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def as_skos(pack: Pack) -> str:
    """The concept schemes of our activities and of each list, with all concepts and the matches between them."""
    parts = [_HEAD, *_schemes(pack), *_sectors(pack)]
    parts += [_activity(activity, pack) for activity in pack.taxonomy.activities.values()]
    for framework in lists_of(pack.taxonomy):
        items = items_of(framework.id, pack.taxonomy)
        parts += [_item(item, framework.id, items, pack) for item in items.values()]
    return "\n".join(parts)


def _schemes(pack: Pack) -> Iterator[str]:
    identity = pack.identity
    yield _concept(
        iri(identity, LIST, OWN_LIST),
        "skos:ConceptScheme",
        [
            *_labels("dcterms:title", identity.name or {"en": identity.id}),
            f"dcterms:hasVersion {_text(identity.version)}",
            f"dcterms:license {_text(licence_of(identity))}",
        ],
    )
    for framework in lists_of(pack.taxonomy):
        yield _concept(
            iri(identity, LIST, framework.id), "skos:ConceptScheme", _labels("dcterms:title", framework.name)
        )


def _sectors(pack: Pack) -> Iterator[str]:
    used = {activity.sector for activity in pack.taxonomy.activities.values()}
    scheme = iri(pack.identity, LIST, OWN_LIST)
    for sector, name in pack.taxonomy.sectors.items():
        if sector in used:
            facts = [*_labels("skos:prefLabel", name), f"skos:inScheme <{scheme}>", f"skos:topConceptOf <{scheme}>"]
            yield _concept(iri(pack.identity, SECTOR, sector), "skos:Concept", facts)


def _activity(activity: Activity, pack: Pack) -> str:
    identity = pack.identity
    facts = [
        *_labels("skos:prefLabel", activity.name),
        f"skos:notation {_text(activity.id)}",
        f"skos:definition {_text(activity.covers, 'en')}",
        f"skos:inScheme <{iri(identity, LIST, OWN_LIST)}>",
        f"skos:broader <{iri(identity, SECTOR, activity.sector)}>",
    ]
    facts += [
        f"skos:{MATCHES[listing.relation]} <{iri(identity, listing.framework, listing.code)}>"
        for listing in activity.listings
    ]
    return _concept(iri(identity, ACTIVITY, activity.id), "skos:Concept", facts)


def _item(item: Item, framework: str, items: dict[str, Item], pack: Pack) -> str:
    identity, taxonomy = pack.identity, pack.taxonomy
    scheme = iri(identity, LIST, framework)
    above = item.code.rpartition(".")[0]
    facts = [
        *_labels("skos:prefLabel", item.name or {"en": item.code}),
        f"skos:notation {_text(item.code)}",
        f"skos:inScheme <{scheme}>",
    ]
    if above in items and items[above].heading:
        facts.append(f"skos:broader <{iri(identity, framework, above)}>")
    else:
        facts.append(f"skos:topConceptOf <{scheme}>")
    facts += [
        f"dcterms:isReplacedBy <{iri(identity, one.later_edition, one.later_code)}>"
        for one in taxonomy.successors
        if (one.edition, one.code) == (framework, item.code)
    ]
    return _concept(iri(identity, framework, item.code), "skos:Concept", facts)


def _concept(name: str, kind: str, facts: Iterable[str]) -> str:
    return f"<{name}> a {kind} ;\n    " + " ;\n    ".join(facts) + " .\n"


def _labels(predicate: str, words: Words) -> list[str]:
    return [f"{predicate} {_text(text, language)}" for language, text in words.items()]


def _text(text: str, language: str = "") -> str:
    """A literal; JSON and Turtle escape the same characters in the same way."""
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")
