"""Everything a pack can get wrong, one thing at a time: told with its place, and nothing else beside it."""

import os
from pathlib import Path

import pytest
from tiny_pack import FILES, with_change, write_pack

from matcher.know import lint_pack, load_pack
from matcher.model.problems import Refusal

MILL = "taxonomy/activities/crafts/mill.yaml"
BROAD = "taxonomy/activities/crafts/craft-unnamed.yaml"
RULE = "rules/activities/crafts/mill.yaml"
OVEN = "rules/exclusions/oven.yaml"
PLAIN = "rules/counterexamples/plain.yaml"
LISTS = "taxonomy/frameworks.yaml"
UNITS = "taxonomy/units.yaml"
MEASURES = "taxonomy/measures.yaml"
METHOD = "rules/method.yaml"


def told(folder: Path, changes: dict[str, str | None]) -> list[str]:
    write_pack(folder, changes)
    return [f"{Path(one.place.file).relative_to(folder)}:{one.place.line}: {one.message}" for one in lint_pack(folder)]


def test_the_tiny_pack_has_no_problem(tmp_path: Path):
    assert told(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "message"),
    [
        # shapes
        (MILL, "class: mills", "class: mills\nclas: mills", 5, "unknown key 'clas'"),
        (MILL, "class: mills\n", "", 1, "key 'class' is missing"),
        (MILL, "green: by_nature", "green: by_nurture", 5, "unknown word 'by_nurture'"),
        (MILL, "from: 2022-01-01", "from: 2022-13-01", 15, "'2022-13-01' is no day"),
        (MILL, "from: 2022-01-01", "from: 1640995200", 15, "'1640995200' is no day"),
        (MILL, "verified: no", "verified: nope", 19, "unknown word 'nope'"),
        (MILL, "dnsh: [water]", "complete: nope", 20, "'nope' is neither yes nor no"),
        (MILL, "zh: 磨}", "zh: ''}", 2, "nothing is written here"),
        (MILL, "activity: mill", "activity: Mill", 1, "'Mill' is no id"),
        (MILL, "dnsh: [water]", "dnsh: water", 20, "'water' does not fit here"),
        (MILL, "dnsh: [water]", "dnsh: [water, water]", 20, "'water' stands twice in this list"),
        (MILL, 'meet: "1 of 1"', "meet: some", 16, "'some' does not fit here"),
        (METHOD, "match_at: 40", "match_at: 4.5", 4, "'4.5' is no whole number"),
        (METHOD, "typo: -14", "typing: -14", 3, "unknown key 'typing'"),
        (METHOD, "make: 30", "mke: 30", 13, "unknown word 'mke'"),
        (RULE, "names_it:\n  en: [corn mill, GRIST]\n  zh: [电磨坊]", "names_it: {}", 5, "no language is given"),
        (RULE, "GRIST", "G" * 121, 6, f"'{'G' * 40}' does not fit here"),
        # ids and places of files
        (MILL, "activity: mill", "activity: mills", 1, "id 'mills', but the file is named 'mill'"),
        (MILL, "sector: crafts", "sector: craft", 3, "unknown sector 'craft'"),
        (MILL, "class: mills", "class: mill", 4, "unknown class 'mill'"),
        (MILL, "green: by_nature", "green: never", 5, "green 'never' with class 'mills'"),
        (BROAD, "class: mills", "class: ovens", 6, "green 'by_nature' with class 'ovens'"),
        (MILL, "covers: Mills.", "covers: Mills.\ndoes_not_cover: [oven]", 7, "unknown activity 'oven'"),
        (RULE, "finds: mill", "finds: mills", 2, "unknown activity 'mills'"),
        (OVEN, "exclusion: oven", "exclusion: ovens", 1, "id 'ovens', but the file is named 'oven'"),
        (PLAIN, "counterexamples: plain", "counterexamples: plane", 1, "id 'plane', but the file is named 'plain'"),
        # broad groups
        (BROAD, 'asks: {en: "Which craft?", zh: 哪种？}', "", 1, "a broad group without a question"),
        (BROAD, "kind: broad\n", "", 1, "an activity without listings"),
        # listings
        (MILL, "- in: aa", "- in: aaa", 8, "unknown framework 'aaa'"),
        (MILL, "{in: bb-1,", "{in: bb,", 21, "'bb' has editions"),
        (MILL, "code: CC 4.10", "code: 4.10", 9, "code '4.10' without its annex"),
        (MILL, "    contribution_kind: own\n", "", 8, "'aa CC 4.10' without `contribution_kind`"),
        (MILL, "dnsh: [water]", "dnsh: [wter]", 20, "unknown objective 'wter'"),
        (MILL, "dnsh: [water]", "dnsh: [climate]", 20, "'climate' is the objective of 'aa CC 4.10' itself"),
        (MILL, "dnsh: [water]", "dnsh: [water]\n    disqualifiers: [ovn]", 21, "unknown exclusion 'ovn'"),
        (MILL, ", holds: {en: large, zh: 大}", "", 21, "narrower item 'bb-1 1.2.3' without `holds`"),
        (MILL, "{in: bb-1,", "{in: bb-1, dnsh: [water],", 21, "`dnsh` at 'bb-1', which has no such step"),
        # criteria
        (MILL, "id: roof,", "id: low,", 18, "criterion 'low' stands twice in this activity"),
        (MILL, "measure: intensity,", "measure: intensty,", 15, "unknown measure 'intensty'"),
        (MILL, "below 100 g/kWh", "under 100 g/kWh", 15, "'under 100 g/kWh' is no demand"),
        (MILL, "below 100 g/kWh", "below 100 g/kWhh", 15, "unknown unit 'g/kWhh' in 'below 100 g/kWhh'"),
        (MILL, "below 100 g/kWh", "below 100 kW", 15, "unit 'kW' cannot measure 'intensity'"),
        (MILL, "below 100 g/kWh", "below 100", 15, "'below 100' has no unit"),
        (MILL, "below 100 g/kWh", "present", 15, "'present' does not fit measure 'intensity', which is of kind quantity"),
        (MILL, "measure: roofed, must_be: present", "measure: grade, must_be: exactly C", 18,
         "'C' is no word of measure 'grade'"),
        (MILL, "from: 2022-01-01", "from: 2022-01-01, until: 2021-01-01", 15, "until 2021-01-01 is before from 2022-01-01"),
        (MILL, "source: act, verified", "source: acts, verified", 19, "unknown source 'acts'"),
        (MILL, 'asks: {en: "Is it?", zh: 是吗？}, ', "", 19, "criterion 'said' with neither a measure nor a question"),
        (MILL, "measure: intensity, ", "", 15, "criterion 'low' without a measure"),
        (MILL, "from: 2022-01-01", "waives: [rof]", 15, "'rof' is no criterion of this listing"),
        (MILL, "from: 2022-01-01", "waives: [low]", 15, "'low' names itself"),
        (MILL, "from: 2022-01-01", "applies_when: {measure: indx, must_be: above 3}", 15, "unknown measure 'indx'"),
        (MILL, 'meet: "1 of 1"', 'meet: "1 of 2"', 16, "'1 of 2' does not fit a list of 1"),
        # rules
        (RULE, "  bb-1 1.2.3:", "  bb-1 1.2:", 12, "'bb-1 1.2' is no listing of 'mill'"),
        (RULE, "shows:\n  bb-1 1.2.3: {en: [large mill], zh: [大磨坊]}\n", "", 2,
         "nothing shows the narrower item 'bb-1 1.2.3'"),
        (RULE, "within: document", "then: milll", 16, "unknown activity 'milll'"),
        (RULE, "within: document", "then: mill", 16, "`then: mill` is what the rule finds itself"),
        (RULE, "  intensity: {near", "  index: {near", 18, "no criterion of 'mill' asks for 'index'"),
        (RULE, "roofed: {present", "roofed: {near", 19, "this does not fit here"),
        (RULE, "{near: {en: [grams per hour]}}", "{absent: {en: [grams per hour]}}", 18,
         "`absent` for measure 'intensity', which is of kind quantity"),
        (RULE, "errs:", "green_named: {en: [green mill]}\nerrs:", 20,
         "`green_named` without effect: 'mill' is green by_nature"),
        (RULE, "errs:", "objective_named: {wter: {en: [wet mill]}}\nerrs:", 20, "unknown objective 'wter'"),
        # exclusions
        (OVEN, "class: ovens", "class: oven", 4, "unknown class 'oven'"),
        (OVEN, "bars: [aa, bb]", "bars: [aa, cc]", 5, "unknown framework 'cc'"),
        (OVEN, "source: act, Annex II", "source: acts, Annex II", 7, "unknown source 'acts'"),
        (OVEN, "must_be: above 10\n", "", 8, "`measure` and `must_be` stand together"),
        (OVEN, "effect: disqualify", "effect: exclude", 8, "a mere feature or figure cannot exclude the subject"),
        (OVEN, "must_be: above 10", "must_be: above 10\nactivities: [ovn]", 10, "unknown activity 'ovn'"),
        (OVEN, "names_it: {en: [oven]}\n", "", 1, "nothing to find it by"),
        # terms
        (RULE, "GRIST", "x", 6, "term 'x' is a single letter"),
        (RULE, "GRIST", "ab*", 6, "term 'ab*' is two letters with any ending"),
        (RULE, "GRIST", '"*"', 6, "term '*' cannot be searched for"),
        (RULE, "GRIST", "a*b", 6, "term 'a*b' cannot be searched for"),
        (RULE, "GRIST", "without", 6, "term 'without' is a word of negation"),
        (RULE, "GRIST", "Corn-Mill", 6, "term 'Corn-Mill' stands twice in this rule"),
        (RULE, "zh: [电磨坊]", "zh: [corn]", 7, "term 'corn' under zh has no Chinese character"),
        (RULE, "GRIST", "磨房", 6, "term '磨房' under en has Chinese characters"),
        (RULE, "zh: [电磨坊]", "zh: [電磨坊]", 7, "term '電磨坊' has traditional characters"),
        (RULE, "GRIST", "build build build build", 6, "term 'build build build build' has 2500 variants"),
        # examples
        (RULE, "aa: eligible", "aa: eligble", 22, "'eligble' is no status of 'aa'"),
        (RULE, "low: unknown", "low: unknwn", 22, "unknown outcome 'unknwn'"),
        (RULE, "low: unknown", "lo: unknown", 22, "unknown expectation 'lo'"),
        (RULE, "code: CC 4.10", "code: CC 4.1", 24, "'CC 4.1' is no code of 'mill'"),
        (RULE, "activity: none, never: [mill]", "activity: nothing", 23, "unknown activity 'nothing'"),
        (RULE, "never: [mill]", "status: [none]", 23, "`status` holds one text"),
        (RULE, "{says: 磨刀。, activity: none}", "{activity: none}", 25, "an example without a text"),
        (PLAIN, "activity: none", "activity: mill", 4, "a counterexample that expects an activity"),
        # the files beside
        (LISTS, "edition_of: bb", "edition_of: cc", 16, "unknown framework 'cc'"),
        (LISTS, "column: bb1", "column: bb", 17, "column 'bb' is given again"),
        (LISTS, "- id: bb\n", "- id: aa\n", 9, "id 'aa' is given again"),
        (UNITS, "of: [g], per: [kWh]", "of: [g], per: [kwh]", 14, "unknown unit or piece 'kwh'"),
        (UNITS, "base: kW}", "base: MW}", 5, "'MW' is no base unit of 'power'"),
        (UNITS, "factor: 1000", "factor: 1e3", 13, "'1e3' does not fit here"),
        (UNITS, "factor: 1000", "factor: 0", 13, "a factor of nothing"),
        (MEASURES, "unit: IX", "unit: IY", 9, "unknown unit 'IY'"),
        (MEASURES, ", words: {A: {en: [grade A]}}", "", 11, "measure 'grade' is a word and names none"),
        ("rules/calibration.yaml", "points: 60", "points: 0", 3, "a step that does not rise"),
        ("rules/sentences/zh.yaml", "hello", "hullo", 1, "sentence 'hello' is missing"),
        ("rules/sentences/zh.yaml", "{name}", "{nam", 1, "sentence 'hello' has a stray brace"),
        ("rules/sentences/zh.yaml", "{name}", "{title}", 1, "sentence 'hello' has a field that en has not: title"),
        ("rules/language/traditional.yaml", "電电", "電电 電申", 1, "'電' is read as two characters"),
        ("rules/language/lookalikes.yaml", "аa", "аab", 1, "'аab' is no pair of two characters"),
        ("rules/language/others.yaml", "  de:", "  en:", 2, "'en' is a language of the pack"),
        ("rules/columns.yaml", "values: {title:", "values: {titel:", 2, "unknown role 'titel'"),
        ("rules/columns.yaml", "values: {title:", "measures: {ghg: [x]}\nvalues: {title:", 2, "unknown measure 'ghg'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, name: str, old: str, new: str, line: int, message: str):
    found = told(tmp_path, with_change(name, old, new))
    assert f"{name}:{line}: {message}" in found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("rules/activities/crafts/mill.py", "a pack holds no such file"),
        ("taxonomy/activities/mill.yml", "a pack holds no such file"),
        ("rules/notes.txt", "a pack holds no such file"),
        ("taxonomy/activities/mill2.yaml", "a pack holds no such file"),
    ],
)
def test_files_that_no_pack_holds_are_told(tmp_path: Path, name: str, message: str):
    assert told(tmp_path, {name: "x\n"}) == [f"{name}:0: {message}"]


def test_hidden_files_and_readmes_are_passed_over(tmp_path: Path):
    assert told(tmp_path, {"rules/.DS_Store": "x", "rules/README.md": "x", "taxonomy/.git/y.py": "x"}) == []


@pytest.mark.parametrize(
    "name", ["rules/method.yaml", "taxonomy/pack.yaml", "rules/language/zh.yaml", "rules/sentences/en.yaml"]
)
def test_files_that_every_pack_needs_are_missed(tmp_path: Path, name: str):
    assert f"{name}:0: this file is missing" in told(tmp_path, {name: None})


def test_two_rules_may_not_find_the_same_activity_unless_one_is_retired(tmp_path: Path):
    second = FILES[RULE].replace("rule: mill", "rule: mill-again")
    name = "rules/activities/crafts/mill-again.yaml"
    assert f"{RULE}:2: 'mill' is found by another rule already" in told(tmp_path, {name: second})
    assert told(tmp_path, {name: second.replace("maturity: stable", "maturity: retired")}) == []


def test_an_id_is_given_once_whatever_the_folder(tmp_path: Path):
    sectors = with_change(
        "taxonomy/sectors.yaml", "sectors:\n", "sectors:\n  - {id: arts, name: {en: Arts, zh: 艺}, meaning: Arts.}\n"
    )
    arts = {name.replace("crafts", "arts"): FILES[name].replace("crafts", "arts") for name in (BROAD, RULE)}
    found = told(tmp_path, sectors | arts)
    assert "taxonomy/activities/crafts/craft-unnamed.yaml:1: activity 'craft-unnamed' is given again" in found
    assert "rules/activities/crafts/mill.yaml:1: rule 'mill' is given again" in found


def test_an_official_code_is_exactly_one_activity(tmp_path: Path):
    other = "taxonomy/activities/crafts/second-mill.yaml"
    text = FILES[MILL].replace("activity: mill", "activity: second-mill")
    assert told(tmp_path, {other: text}) == [f"{other}:9: 'aa CC 4.10' is exactly another activity already"]
    assert told(tmp_path, {other: text.replace("relation: exact", "relation: broader")}) == []


@pytest.mark.parametrize(
    ("without", "message"),
    [
        ("  - {says: A pepper mill., activity: none, never: [mill]}\n", "no near miss in en"),
        ("  - {says: 磨刀。, activity: none}\n", "no near miss in zh"),
        ("  - {title: 新建电磨坊, says: 新建。, activity: mill, code: CC 4.10}\n", "no example in zh is found"),
    ],
)
def test_a_rule_proves_what_it_finds_and_what_it_does_not(tmp_path: Path, without: str, message: str):
    assert told(tmp_path, with_change(RULE, without, "")) == [f"{RULE}:21: {message}"]
    draft = FILES[RULE].replace(without, "").replace("maturity: stable", "maturity: draft")
    assert told(tmp_path, {RULE: draft}) == []


def test_all_problems_of_all_files_come_at_once_sorted_and_told_once(tmp_path: Path):
    changes = with_change(MILL, "class: mills", "class: mill") | with_change(RULE, "GRIST", "x") | {"rules/x.py": ""}
    write_pack(tmp_path, changes)
    with pytest.raises(Refusal) as caught:
        load_pack(tmp_path)
    files = [Path(one.place.file).name for one in caught.value.problems]
    assert files == ["mill.yaml", "x.py", "mill.yaml"]
    assert list(caught.value.problems) == sorted(set(caught.value.problems))


def test_what_rests_on_a_file_that_cannot_be_read_is_not_told_again(tmp_path: Path):
    assert told(tmp_path, with_change(MILL, "class: mills", "clas: mills")) == [
        f"{MILL}:1: key 'class' is missing",
        f"{MILL}:4: unknown key 'clas'",
    ]
    assert told(tmp_path, with_change(RULE, "finds: mill\n", "finds: mil\n")) == [f"{RULE}:2: unknown activity 'mil'"]


def test_the_nearest_known_word_is_offered(tmp_path: Path):
    write_pack(tmp_path, with_change(MILL, "measure: intensity,", "measure: intensty,"))
    (problem,) = [one for one in lint_pack(tmp_path) if "intensty" in one.message]
    assert "did you mean 'intensity'?" in problem.hint


def test_a_text_cut_by_a_comma_is_explained(tmp_path: Path):
    write_pack(tmp_path, with_change(MILL, "{en: Milling, zh: 磨}", "{en: Milling, of corn, zh: 磨}"))
    (problem,) = lint_pack(tmp_path)
    assert "double quotes" in problem.hint


def test_a_folder_without_a_pack_is_refused(tmp_path: Path):
    with pytest.raises(Refusal) as caught:
        load_pack(tmp_path)
    assert "taxonomy, rules" in str(caught.value)
    assert lint_pack(tmp_path)


def test_names_that_are_no_text_are_told_in_text(tmp_path: Path):
    write_pack(tmp_path)
    (Path(os.fsdecode(os.fsencode(tmp_path / "rules") + b"/\xff.yaml"))).write_text("x: y")
    (problem,) = lint_pack(tmp_path)
    assert problem.place.file.endswith("rules/\\xff.yaml")


def test_what_is_no_file_is_not_opened(tmp_path: Path):
    write_pack(tmp_path)
    (tmp_path / "rules" / "exclusions" / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "rules" / "exclusions" / "device.yaml").symlink_to("/dev/zero")
    assert [one.message for one in lint_pack(tmp_path)] == [
        "this is no ordinary file",
        "cannot be read: No such file or directory",
    ]
