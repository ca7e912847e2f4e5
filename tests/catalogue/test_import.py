"""An official table, when somebody has one, becomes YAML, and its codes appear without a release."""

from pathlib import Path

import pytest

from matcher import Document, Matcher
from matcher.catalogue.codes import Codes
from matcher.model.states import ListingStatus
from matcher.trial import run_examples

pytestmark = pytest.mark.xdist_group("import")

HEADER = "code,name_en,name_zh,eu,cn-2021,activity,relation,criteria_en,criteria_zh,place,verified,ISIC section"
TABLE = f"""{HEADER}
X1,Invented sunlight,虚构阳光,CCM 4.1,3.2.2.2,,,"Is it so: at least 1, or [2]?",是否如此？,page 5,yes,D
X2,Invented water,虚构水,CCM 4.5,3.2.2.4,,,,,,,D
X3,Invented wind,虚构风,,,wind-power,exact,,,,second-hand,D
X4,Nothing of ours,无,CCM 4.1,3.2.2.4,,,,,,,D
CGT 5,Invented sea,虚构海,,,ocean-energy,exact,,,,yes,D
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def imported(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from typer.testing import CliRunner

    from matcher.cli.main import app

    folder = tmp_path_factory.mktemp("pack")
    result = CliRunner().invoke(app, ["taxonomy", "import", "cgt", str(table), "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    assert "5 items" in result.stderr
    assert "X4 stands under no activity" in result.stderr
    assert "columns passed over: isic section" in result.stderr
    return folder


@pytest.fixture(scope="module")
def with_table(imported: Path) -> Matcher:
    return Matcher.load(imported)


def verdict(matcher: Matcher, text: str, framework: str = "cgt"):
    match = matcher.classify(text).matches[0]
    return match, next(one for one in match.verdicts if one.framework == framework)


def test_until_then_everything_says_reconstruction(matcher: Matcher):
    match, told = verdict(matcher, "A 50 MW solar PV power plant.")
    assert told.status.endswith("_reconstruction")
    assert "cgt" not in match.codes


def test_the_codes_of_the_table_appear(with_table: Matcher):
    match, told = verdict(with_table, "A 50 MW solar PV power plant.")
    assert match.codes["cgt"] == ("X1",)
    assert told.status == ListingStatus.ELIGIBLE
    match, told = verdict(with_table, "A new wind farm.")
    assert (match.codes["cgt"], told.status) == (("X3",), ListingStatus.ELIGIBLE)
    _, told = verdict(with_table, "A geothermal power plant.")
    assert told.status == ListingStatus.NOT_LISTED


@pytest.mark.parametrize(
    ("written", "code"), [("CGT 5", "CGT 5"), ("cgt CGT 5", "CGT 5"), ("cgt: 5", "CGT 5"), ("cgt X1", "X1")]
)
def test_a_code_that_begins_with_the_name_of_its_list_is_read(with_table: Matcher, written: str, code: str):
    assert Codes(with_table.pack.taxonomy).read(written).code == code


def test_an_item_of_two_lists_holds_only_what_both_hold(with_table: Matcher):
    match, told = verdict(with_table, "A 24 MW hydropower plant.")
    assert told.status == ListingStatus.UNDETERMINED
    assert ("cgt", "X2") in {(one.framework, one.code) for one in match.also_listed}
    match, told = verdict(with_table, "新建大型水电站。")
    assert (match.codes["cgt"], told.status) == (("X2",), ListingStatus.ELIGIBLE)


def test_its_criteria_are_questions_in_its_own_words(with_table: Matcher):
    assessment = with_table.classify("A 50 MW solar PV power plant.")
    asked = [one for one in assessment.questions if one.framework == "cgt"]
    assert [one.asks["zh"] for one in asked] == ["是否如此？"]
    assert with_table.pack.taxonomy.sources["cgt-table"].verified == "no"


def test_columns_and_their_names_are_made_from_the_new_pack(with_table: Matcher):
    from matcher.tell.cells import Cells

    columns = Cells(with_table.pack.book, with_table.pack.taxonomy).columns
    assert {"tm_cgt_codes", "tm_cgt_status", "tm_cgt_contribution"} <= set(columns)


def test_the_rest_of_the_pack_is_as_it_was(matcher: Matcher, with_table: Matcher):
    ours, theirs = matcher.pack.taxonomy, with_table.pack.taxonomy
    assert ours.activities.keys() == theirs.activities.keys()
    for name, activity in theirs.activities.items():
        kept = tuple(one for one in activity.listings if one.framework != "cgt")
        assert kept == ours.activities[name].listings
    before, after = (run_examples(one.classify_many, one.pack) for one in (matcher, with_table))
    assert after.examples == before.examples
    assert {(one.rule, one.key, one.text) for one in after.failures} <= {
        (one.rule, one.key, one.text) for one in before.failures
    }


def test_a_table_can_stand_in_for_a_list_that_was_not_held(run, table: Path, tmp_path: Path):
    done = run("taxonomy", "import", "hong-kong", str(table), "-o", str(tmp_path / "hk"), "--title", "Invented table")
    assert done.code == 0, done.said
    told = Matcher.load(tmp_path / "hk").classify(Document(id="1", text="A 50 MW solar PV power plant."))
    assert told.matches[0].codes["hong-kong"] == ("X1",)


def test_every_mistake_of_a_table_is_told_with_its_line(run, tmp_path: Path):
    path = tmp_path / "bad.csv"
    path.write_text(
        f"{HEADER}\nX1,One,,CCM 99.9,,,,,,,,\nX1,,,,,sunlight,,,,,,\nX3,Three,,,,wind-power,narrower,,,,maybe,\n",
        encoding="utf-8",
    )
    told = run("taxonomy", "import", "cgt", str(path), "-o", str(tmp_path / "out"))
    assert told.code == 2
    for line, words in (
        (2, "'CCM 99.9' is no item of 'eu'"),
        (3, "code 'X1' is given again"),
        (3, "has no name"),
        (3, "'sunlight' is no activity"),
        (4, "narrower than an activity"),
        (4, "'maybe'"),
    ):
        assert any(words in one and f":{line}:" in one for one in told.said.splitlines()), words
    assert not (tmp_path / "out").exists()


def test_a_framework_with_codes_takes_no_table_and_nothing_is_overwritten(run, table: Path, tmp_path: Path):
    refused = run("taxonomy", "import", "eu", str(table), "-o", str(tmp_path / "out"))
    assert refused.code == 2
    assert "cgt" in refused.said
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine", encoding="utf-8")
    assert run("taxonomy", "import", "cgt", str(table), "-o", str(tmp_path / "full")).code == 2
