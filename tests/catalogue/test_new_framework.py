"""A new list or edition is data alone: files are added, and its columns, states and codes appear."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher import Document, Matcher
from matcher.catalogue.coverage import coverage_of
from matcher.know import lint_pack
from matcher.model.document import AsOf, Deal, DealKind, DealState, Options
from matcher.model.states import AsOfFrom
from matcher.tell.cells import Cells
from matcher.tell.voice import Voice

pytestmark = pytest.mark.xdist_group("new_framework")

FRAMEWORKS = """
  - id: new-list
    column: newlist
    name: {en: Invented list, zh: 虚构目录}
    steps: [listed, contribution]
    ceiling: meets_contribution
    basis:
      - source: new-list
    coverage: full
  - id: cn-2030
    edition_of: cn
    column: cn2030
    name: {en: Invented edition, zh: 虚构版}
    in_force: 2030-01-01
    old_deals:
      - kind: loan
        state: approved
        before: 2030-01-01
        edition: cn-2025
        because: {en: It was approved before., zh: 此前已审批。}
        source: new-list, point 1
    steps: [listed]
    ceiling: eligible
    basis:
      - source: new-list
    coverage: full
"""
SOURCE = """
  - id: new-list
    title: {en: Invented list, zh: 虚构目录}
    kind: catalogue
    date: 2029-01-01
    verified: yes
"""
LISTINGS = """  - in: new-list
    code: Z 1
    relation: exact
    criteria:
      meet: all
      list:
        - id: new-list-lifecycle
          measure: lifecycle_ghg
          must_be: below 50 gCO2e/kWh
          source: new-list, Z 1
  - {in: cn-2030, code: "1.1", relation: exact}
common_ground:"""
OFFICIAL = """official: new-list
source: new-list
named_in: en
items:
  - {code: Z 1, name: {en: Invented item of wind}}
  - {code: Z 2, name: {en: Another item}}
"""
WIND = "A new wind farm."
FIGURE = {"lifecycle_ghg": "20 gCO2e/kWh"}


@pytest.fixture(scope="module")
def folder(copy_of_ours: Callable[[str], Path]) -> Path:
    where = copy_of_ours("new-list")
    for name, text in (("frameworks", FRAMEWORKS), ("sources", SOURCE)):
        path = where / "taxonomy" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + text, encoding="utf-8")
    wind = where / "taxonomy" / "activities" / "energy" / "wind-power.yaml"
    wind.write_text(wind.read_text(encoding="utf-8").replace("common_ground:", LISTINGS, 1), encoding="utf-8")
    (where / "taxonomy" / "official" / "new-list.yaml").write_text(OFFICIAL, encoding="utf-8")
    assert lint_pack(where) == []
    return where


@pytest.fixture(scope="module")
def with_list(folder: Path) -> Matcher:
    return Matcher.load(folder)


def told(matcher: Matcher, text: str, day: datetime.date | None = None, deal: Deal | None = None, data=FIGURE):
    options = Options(as_of=AsOf(date=day, source=AsOfFrom.OPTION)) if day else Options()
    assessment = matcher.classify(Document(id="1", text=text, deal=deal or Deal(), data=data), options)
    return assessment, {one.framework: one for one in assessment.matches[0].verdicts}


def test_its_columns_appear_in_tables_and_its_keys_in_objects(with_list: Matcher):
    book = with_list.pack.book
    cells = Cells(book, with_list.pack.taxonomy)
    assert {
        "tm_newlist_codes",
        "tm_newlist_status",
        "tm_newlist_contribution",
        "tm_cn2030_codes",
    } <= set(cells.columns)
    assessment, _ = told(with_list, WIND)
    row = dict(zip(cells.columns, cells.of(assessment, Voice(book.sentences, "en")), strict=True))
    assert (row["tm_newlist_codes"], row["tm_newlist_status"]) == ("Z 1", "eligible")
    assert row["tm_newlist_contribution"] == "meets"
    assert row["tm_cn2030_codes"] == "1.1"


def test_its_states_are_judged(with_list: Matcher):
    _, verdicts = told(with_list, WIND)
    assert (verdicts["new-list"].status, verdicts["new-list"].contribution) == ("eligible", "meets")
    _, verdicts = told(with_list, WIND, data={"lifecycle_ghg": "50 gCO2e/kWh"})
    assert verdicts["new-list"].contribution == "fails"
    _, verdicts = told(with_list, WIND, data={})
    assert verdicts["new-list"].contribution == "undetermined"
    _, verdicts = told(with_list, "A geothermal power plant.")
    assert verdicts["new-list"].status == "not_listed"


def test_a_new_edition_takes_over_on_its_day_and_old_deals_keep_theirs(with_list: Matcher):
    def edition(day: str, deal: Deal | None = None) -> str:
        return told(with_list, WIND, datetime.date.fromisoformat(day), deal)[1]["cn"].edition

    approved = Deal(kind=DealKind.LOAN, state=DealState.APPROVED, date=datetime.date(2029, 12, 31))
    assert edition("2029-12-31") == "cn-2025"
    assert edition("2030-01-01") == "cn-2030"
    assert edition("2031-01-01", approved) == "cn-2025"


def test_looking_up_knows_it_at_once(run, folder: Path, with_list: Matcher):
    lists = {one.framework: one for one in coverage_of(with_list.pack, datetime.date(2026, 1, 1)).lists}
    assert (lists["new-list"].listed, lists["new-list"].missing) == (1, ("Z 2",))
    found = run("taxonomy", "search", "invented item of wnd", "--pack", str(folder)).out.splitlines()[0]
    assert found.startswith("wind-power\t")
    assert "new-list Z 1" in found
    walked = json.loads(run("taxonomy", "crosswalk", "z1", "--json", "--pack", str(folder)).out)
    assert {"eu CCM 4.3", "cn-2030 1.1"} <= {
        f"{item['list']} {item['code']}" for way in walked["activities"] for item in way["items"]
    }


def test_a_code_that_its_list_does_not_have_is_a_problem_with_its_place(folder: Path):
    official = folder / "taxonomy" / "official" / "new-list.yaml"
    try:
        official.write_text(OFFICIAL.replace("Z 1", "Z 3"), encoding="utf-8")
        (problem,) = lint_pack(folder)
        assert "'Z 1'" in problem.message
        assert problem.place.file.endswith("wind-power.yaml")
        assert problem.place.line > 1
    finally:
        official.write_text(OFFICIAL, encoding="utf-8")
