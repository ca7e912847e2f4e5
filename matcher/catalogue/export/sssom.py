"""A taxonomy as mappings in SSSOM, the Simple Standard for Sharing Ontological Mappings: a table with a YAML head."""

import csv
import io
import json
from collections.abc import Iterator

from matcher.catalogue.export.iris import ACTIVITY, LIST, OWN_LIST, base_of, curie, licence_of, prefix_of
from matcher.catalogue.items import in_language, lists_of, title_of
from matcher.model.rules import Pack
from matcher.model.states import Relation

COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "subject_source", "object_source", "comment"),
)
PREDICATES = {
    Relation.EXACT: "skos:exactMatch",
    Relation.CLOSE: "skos:closeMatch",
    Relation.BROADER: "skos:broadMatch",
    Relation.NARROWER: "skos:narrowMatch",
}
REPLACED = "dcterms:isReplacedBy"
_BY_HAND = "semapv:ManualMappingCuration"
_BY_NAME = "semapv:LexicalMatching"
_SAME_NAME = "same name"
_VOCABULARIES = {
    "dcterms": "http://purl.org/dc/terms/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def as_sssom(pack: Pack) -> str:
    """The mappings from our activities to the items of the lists, then from older editions to newer ones."""
    table = io.StringIO(newline="")
    table.writelines(f"#{line}\n" for line in _head(pack))
    writer = csv.writer(table, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for row in (*_listings(pack), *_successors(pack)):
        writer.writerow([" ".join(cell.split()) for cell in row])
    return table.getvalue()


def _head(pack: Pack) -> Iterator[str]:
    """The metadata as YAML, line by line; texts are quoted as JSON quotes them."""
    identity = pack.identity
    kinds = [ACTIVITY, LIST, *(framework.id for framework in lists_of(pack.taxonomy))]
    yield "curie_map:"
    for prefix, base in {**{kind: prefix_of(identity, kind) for kind in kinds}, **_VOCABULARIES}.items():
        yield f"  {prefix}: {_quoted(base)}"
    yield f"mapping_set_id: {_quoted(f'{base_of(identity)}mappings:{identity.version}')}"
    yield f"mapping_set_title: {_quoted(in_language(identity.name, 'en') or identity.id)}"
    yield f"mapping_set_version: {_quoted(identity.version)}"
    yield f"license: {_quoted(licence_of(identity))}"
    yield f"mapping_date: {_quoted(identity.valid_on)}"


def _listings(pack: Pack) -> Iterator[tuple[str, ...]]:
    for activity in pack.taxonomy.activities.values():
        for one in activity.listings:
            title = in_language(title_of(one.framework, one.code, pack.taxonomy), "en")
            holds = f"holds: {in_language(one.holds, 'en')}" if one.holds else ""
            doubt = "" if one.verified else "not compared with the source"
            yield (
                curie(ACTIVITY, activity.id),
                in_language(activity.name, "en"),
                PREDICATES[one.relation],
                curie(one.framework, one.code),
                title or one.code,
                _BY_HAND,
                curie(LIST, OWN_LIST),
                curie(LIST, one.framework),
                "; ".join(filter(None, (holds, doubt))),
            )


def _successors(pack: Pack) -> Iterator[tuple[str, ...]]:
    for one in pack.taxonomy.successors:
        labels = (
            in_language(title_of(framework, code, pack.taxonomy), "en") or code
            for framework, code in ((one.edition, one.code), (one.later_edition, one.later_code))
        )
        yield (
            curie(one.edition, one.code),
            next(labels),
            REPLACED,
            curie(one.later_edition, one.later_code),
            next(labels),
            _BY_NAME if one.basis == _SAME_NAME else _BY_HAND,
            curie(LIST, one.edition),
            curie(LIST, one.later_edition),
            "" if one.verified else "own judgement, not compared with the source",
        )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
