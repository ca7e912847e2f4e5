"""The official lists: codes that a listing may name, and what became of the items of older editions."""

from pathlib import Path

from tiny_pack import with_change, write_pack

from matcher.know import lint_files, lint_pack, load_pack

LIST_AA = """official: aa
source: act
named_in: en
headings:
  - {code: CC 4, name: {en: Crafts}}
items:
  - {code: CC 4.10, name: {en: Milling, zh: 磨}}
  - {code: CC 4.11, name: {en: Baking}, verified: second-hand}
"""
LIST_BB = """official: bb-1
source: act
named_in: zh
items:
  - {code: "1.2.3", name: {zh: 磨坊}}
"""
LIST_BB_2 = LIST_BB.replace("bb-1", "bb-2").replace("1.2.3", "2.3")
SUCCESSORS = """successors:
  - from: bb-1
    to: bb-2
    items:
      - {code: "1.2.3", becomes: "2.3", basis: same name}
"""
FILES = {
    "taxonomy/official/aa.yaml": LIST_AA,
    "taxonomy/official/bb-1.yaml": LIST_BB,
    "taxonomy/official/bb-2.yaml": LIST_BB_2,
    "taxonomy/official/successors.yaml": SUCCESSORS,
}


def problems(folder: Path, changes: dict[str, str | None]) -> list[str]:
    return [str(one).removeprefix(f"{folder}/") for one in lint_pack(write_pack(folder, {**FILES, **changes}))]


def one_problem(folder: Path, changes: dict[str, str | None]) -> str:
    (problem,) = problems(folder, changes)
    return problem


def test_the_lists_are_held_with_their_headings_and_titles(tmp_path: Path):
    taxonomy = load_pack(write_pack(tmp_path, FILES)).taxonomy
    held = taxonomy.official["aa"]
    assert [(item.code, item.heading) for item in held.items.values()] == [
        ("CC 4", True),
        ("CC 4.10", False),
        ("CC 4.11", False),
    ]
    assert held.items["CC 4.11"].verified == "second-hand"
    (successor,) = taxonomy.successors
    assert (successor.edition, successor.code, successor.later_edition, successor.later_code) == (
        "bb-1",
        "1.2.3",
        "bb-2",
        "2.3",
    )
    assert successor.verified


def test_a_pack_may_do_without_them(tmp_path: Path):
    assert load_pack(write_pack(tmp_path)).taxonomy.official == {}


def test_a_listing_names_an_item_of_its_list_and_no_heading(tmp_path: Path):
    told = one_problem(
        tmp_path / "a",
        {"taxonomy/official/bb-1.yaml": LIST_BB.replace("1.2.3", "1.2.4")}
        | {"taxonomy/official/successors.yaml": None},
    )
    assert told.startswith("taxonomy/activities/crafts/mill.yaml:")
    assert "'1.2.3' is no item of 'bb-1'" in told
    assert "did you mean '1.2.4'" in told
    heading = LIST_AA.replace("headings:\n", "headings:\n  - {code: CC 4.10, name: {en: Milling}}\n").replace(
        "  - {code: CC 4.10, name: {en: Milling, zh: 磨}}\n", ""
    )
    assert "'CC 4.10' is no item of 'aa'" in one_problem(tmp_path / "b", {"taxonomy/official/aa.yaml": heading})


def test_a_list_has_each_code_once_and_a_title_for_it(tmp_path: Path):
    twice = LIST_AA + "  - {code: CC 4.10, name: {en: Again}}\n"
    assert "code 'CC 4.10' is given again" in one_problem(tmp_path / "a", {"taxonomy/official/aa.yaml": twice})
    bare = LIST_AA.replace("{en: Baking}", "{}")
    assert "'CC 4.11' has no title" in one_problem(tmp_path / "b", {"taxonomy/official/aa.yaml": bare})


def test_a_list_belongs_to_a_framework_and_a_source(tmp_path: Path):
    told = problems(tmp_path / "a", {"taxonomy/official/zz.yaml": LIST_AA.replace("official: aa", "official: zz")})
    assert any("unknown framework 'zz'" in one for one in told)
    told = problems(tmp_path / "b", {"taxonomy/official/aa.yaml": LIST_AA.replace("source: act", "source: deed")})
    assert any("unknown source 'deed'" in one for one in told)
    told = problems(tmp_path / "c", {"taxonomy/official/aa.yaml": LIST_AA.replace("official: aa", "official: bb-1")})
    assert any("the file is named 'aa'" in one for one in told)


def test_successors_name_items_of_both_editions(tmp_path: Path):
    wrong = SUCCESSORS.replace('becomes: "2.3"', 'becomes: "2.4"')
    assert "'2.4' is no item of 'bb-2'" in one_problem(tmp_path / "a", {"taxonomy/official/successors.yaml": wrong})
    strange = SUCCESSORS.replace("same name", "a guess")
    assert "unknown word 'a guess'" in one_problem(tmp_path / "b", {"taxonomy/official/successors.yaml": strange})


def test_a_single_list_is_checked_beside_the_others(tmp_path: Path):
    folder = write_pack(tmp_path / "pack", FILES)
    path = tmp_path / "aa.yaml"
    path.write_text(LIST_AA, encoding="utf-8")
    assert lint_files([path], folder) == []
    path.write_text(LIST_AA + "  - {code: CC 4.10, name: {en: Again}}\n", encoding="utf-8")
    assert ["given again" in one.message for one in lint_files([path], folder)] == [True]


def test_another_narrower_listing_may_show_the_part(tmp_path: Path):
    mill = "taxonomy/activities/crafts/mill.yaml"
    old = "  - {in: bb-1, code: 1.2.3, relation: narrower, holds: {en: large, zh: 大}}\n"

    def added(shown_by: str) -> dict[str, str | None]:
        new = f"  - {{in: bb-2, code: 9.9, relation: narrower, holds: {{en: large, zh: 大}}{shown_by}}}\n"
        return {
            **with_change(mill, old, old + new),
            "taxonomy/official/bb-2.yaml": None,
            "taxonomy/official/successors.yaml": None,
        }

    assert "nothing shows the narrower item 'bb-2 9.9'" in one_problem(tmp_path / "a", added(""))
    assert problems(tmp_path / "b", added(", shown_by: [bb-1 1.2.3]")) == []
    told = problems(tmp_path / "c", added(", shown_by: [aa CC 4.10]"))
    assert any("'aa CC 4.10' is no other narrower item of 'mill'" in one for one in told)
