"""What is written for others says the same when standard readers read it back."""

import csv
import io
from pathlib import Path

import pytest
import rdflib
import sssom_pydantic
from python_calamine import CalamineWorkbook
from rdflib.namespace import DCTERMS, RDF, SKOS

from matcher.catalogue.export import as_csv, as_skos, as_sssom, as_workbook
from matcher.catalogue.export.rows import CRITERION_COLUMNS, LISTING_COLUMNS
from matcher.catalogue.export.skos import MATCHES
from matcher.catalogue.export.sssom import PREDICATES, REPLACED
from matcher.model.rules import Pack

Stands = set[tuple[str, str, str, str]]


def stands(pack: Pack) -> Stands:
    """Every listing as activity, list, code, relation."""
    return {
        (activity.id, listing.framework, listing.code, listing.relation.value)
        for activity in pack.taxonomy.activities.values()
        for listing in activity.listings
    }


def test_csv_read_back_gives_the_same_listings(pack: Pack):
    rows = list(csv.DictReader(io.StringIO(as_csv(pack), newline="")))
    assert tuple(rows[0]) == LISTING_COLUMNS
    found = {(row["activity"], row["framework"], row["code"], row["relation"]) for row in rows if row["framework"]}
    assert found == stands(pack)
    by_key = {(row["activity"], row["framework"], row["code"]): row for row in rows}
    for activity in pack.taxonomy.activities.values():
        for listing in activity.listings:
            row = by_key[activity.id, listing.framework, listing.code]
            assert row["name_zh"] == activity.name["zh"]
            assert row["dnsh"].split("; ") == list(listing.dnsh or [""])
            assert dict(pair.split("=") for pair in row["industry"].split("; ") if pair) == listing.industry
    assert {row["activity"] for row in rows} == set(pack.taxonomy.activities)


def test_the_workbook_read_back_gives_the_same_listings_and_criteria(pack: Pack):
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_workbook(pack)))
    assert book.sheet_names == ["listings", "criteria", "sources", "successors"]
    header, *rows = book.get_sheet_by_name("listings").to_python()
    assert tuple(header) == LISTING_COLUMNS
    table = [dict(zip(header, row, strict=True)) for row in rows]
    found = {(row["activity"], row["framework"], row["code"], row["relation"]) for row in table if row["framework"]}
    assert found == stands(pack)
    header, *rows = book.get_sheet_by_name("criteria").to_python()
    assert tuple(header) == CRITERION_COLUMNS
    written = {(row[0], row[4], row[6]) for row in rows}
    from matcher.catalogue.coverage import all_criteria

    assert written == {
        (activity.id, criterion.id, criterion.must_be.written)
        for activity in pack.taxonomy.activities.values()
        for listing in activity.listings
        if listing.criteria
        for criterion in all_criteria(listing.criteria)
    }


def test_an_sssom_reader_finds_every_mapping(pack: Pack, tmp_path: Path):
    path = tmp_path / "ours.sssom.tsv"
    path.write_text(as_sssom(pack), encoding="utf-8")
    read = sssom_pydantic.read(path)
    relations = {predicate: relation.value for relation, predicate in PREDICATES.items()}
    found: Stands = set()
    followed = set()
    for one in read.mappings:
        predicate = f"{one.predicate.prefix}:{one.predicate.identifier}"
        code = one.object.identifier.replace("%20", " ")
        if predicate == REPLACED:
            followed.add((one.subject.prefix, one.subject.identifier, one.object.prefix, code))
        else:
            assert one.subject.prefix == "activity"
            found.add((one.subject.identifier, one.object.prefix, code, relations[predicate]))
    assert found == stands(pack)
    assert followed == {(one.edition, one.code, one.later_edition, one.later_code) for one in pack.taxonomy.successors}
    assert read.mapping_set.version == pack.identity.version


@pytest.fixture(scope="module")
def graph(pack: Pack) -> rdflib.Graph:
    return rdflib.Graph().parse(data=as_skos(pack), format="turtle")


def test_a_skos_reader_finds_every_concept_and_match(pack: Pack, graph: rdflib.Graph):
    codes = {
        node: (str(next(graph.objects(node, SKOS.inScheme))).rsplit(":", 1)[-1], str(notation))
        for node, notation in graph.subject_objects(SKOS.notation)
    }
    found: Stands = set()
    for relation, match in MATCHES.items():
        for ours, item in graph.subject_objects(SKOS[match]):
            assert codes[ours][0] == "activities"
            found.add((codes[ours][1], *codes[item], relation.value))
    assert found == stands(pack)
    followed = {(*codes[one], *codes[later]) for one, later in graph.subject_objects(DCTERMS.isReplacedBy)}
    assert followed == {(one.edition, one.code, one.later_edition, one.later_code) for one in pack.taxonomy.successors}


def test_skos_labels_are_our_names_in_each_language_once(pack: Pack, graph: rdflib.Graph):
    notations = {str(notation): node for node, notation in graph.subject_objects(SKOS.notation)}
    for activity in pack.taxonomy.activities.values():
        labels = {label.language: str(label) for label in graph.objects(notations[activity.id], SKOS.prefLabel)}
        assert labels == activity.name
    for node in graph.subjects(RDF.type, SKOS.Concept):
        languages = [label.language for label in graph.objects(node, SKOS.prefLabel)]
        assert len(languages) == len(set(languages)) > 0


def test_items_stand_below_their_headings(graph: rdflib.Graph):
    item = next(
        node
        for node, notation in graph.subject_objects(SKOS.notation)
        if str(notation) == "4.2.2" and str(node).endswith("cn-2025:4.2.2")
    )
    above = next(graph.objects(item, SKOS.broader))
    assert str(next(graph.objects(above, SKOS.notation))) == "4.2"


def test_the_same_pack_gives_the_same_bytes(pack: Pack):
    for write in (as_csv, as_sssom, as_skos, as_workbook):
        assert write(pack) == write(pack)


def test_the_command_chooses_the_format_by_the_ending(run, tmp_path: Path, pack: Pack):
    for name, begins in (
        ("a.csv", b"activity,"),
        ("a.xlsx", b"PK"),
        ("a.sssom.tsv", b"#curie_map"),
        ("a.ttl", b"@prefix"),
    ):
        assert run("taxonomy", "export", "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert (tmp_path / "a.csv").read_bytes().decode() == as_csv(pack)
    assert run("taxonomy", "export", "-o", str(tmp_path / "a.txt")).code == 2
    assert run("taxonomy", "export", "-o", "-", "--format", "xlsx").code == 2
    assert run("taxonomy", "export", "-o", "-", "--format", "sssom").out.startswith("#curie_map")
