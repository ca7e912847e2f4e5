"""What the pack holds of each list, and how sure every fact is."""

import datetime
import json
from dataclasses import replace

from matcher.catalogue.coverage import SURE, coverage_of
from matcher.model.rules import Pack

DAY = datetime.date(2026, 1, 1)


def test_everything_the_lists_name_is_listed(pack: Pack):
    lists = {one.framework: one for one in coverage_of(pack, DAY).lists}
    assert (lists["eu"].titles, lists["eu"].items) == (151, 242)
    assert (lists["cn-2021"].items, lists["cn-2025"].items) == (203, 271)
    for one in lists.values():
        assert one.missing == (), one.framework
        assert (one.listed, one.titles_listed) == (one.items, one.titles)


def test_every_activity_has_a_rule_and_every_rule_its_proof(pack: Pack):
    coverage = coverage_of(pack, DAY)
    assert coverage.without_rule == ()
    assert coverage.lacking == ()


def test_every_criterion_has_a_source_and_its_place(pack: Pack):
    coverage = coverage_of(pack, DAY)
    assert coverage.criteria > 500
    assert coverage.without_source == ()


def test_shares_add_up_and_no_fact_is_surer_than_its_source(pack: Pack):
    coverage = coverage_of(pack, DAY)
    for facts in coverage.facts:
        assert set(facts.counts) == set(SURE)
        assert abs(sum(facts.share(sure) for sure in SURE) - 1) < 1e-9
    doubted = {name: replace(source, verified="no") for name, source in pack.taxonomy.sources.items()}
    taxonomy = replace(pack.taxonomy, sources=doubted)
    facts = {one.kind: one for one in coverage_of(replace(pack, taxonomy=taxonomy), DAY).facts}
    assert facts["criteria"].counts["yes"] == 0


def test_a_source_is_overdue_from_the_day_after_its_review_date(pack: Pack):
    source = next(one for one in pack.taxonomy.sources.values() if one.review_by)
    assert source not in coverage_of(pack, source.review_by).overdue
    assert source in coverage_of(pack, source.review_by + datetime.timedelta(days=1)).overdue


def test_the_command_says_the_same_for_people_and_machines(run, pack: Pack):
    told = run("rules", "coverage", "--as-of", "2027-01-01")
    assert told.code == 0
    assert "151 titles" in told.out
    assert "sources past their review date" in told.out
    report = json.loads(run("rules", "coverage", "--json").out)
    assert report["as_of"] == pack.identity.valid_on
    assert report["lists"]["cn-2025"]["items"] == 271
    assert report["criteria"] == coverage_of(pack, DAY).criteria
