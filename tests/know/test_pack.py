"""A pack as the engine gets it, and how it is kept between runs."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from tiny_pack import with_change, write_pack

from matcher.know import cache, export_pack, lint_files, lint_pack, load_pack, schemas, text_of
from matcher.know.shapes.sheets import SHAPES
from matcher.know.source.complaints import plain
from matcher.know.source.folder import kind_of, read_folder
from matcher.know.source.nodes import Mapping, read_tree
from matcher.model.phrases import Phrase
from matcher.model.problems import Refusal
from matcher.model.rules import Pack
from matcher.model.states import Drawer, Role

MILL = "taxonomy/activities/crafts/mill.yaml"
RULE = "rules/activities/crafts/mill.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return load_pack(write_pack(tmp_path))


def phrases(pack: Pack, drawer: Drawer) -> list[Phrase]:
    return [phrase for phrase in pack.book.table.phrases if phrase.kind == drawer]


def terms(pack: Pack, phrase: Phrase) -> list[tuple[int, str]]:
    return [(at, pack.book.table.terms[term].written) for at, part in enumerate(phrase.parts) for term in part]


def test_an_activity_keeps_everything_its_file_says(pack: Pack):
    mill = pack.taxonomy.activities["mill"]
    first, second = mill.listings
    assert (first.key, first.complete, first.dnsh, second.key) == ("aa CC 4.10", True, ("water",), "bb-1 1.2.3")
    assert first.criteria is not None
    assert first.criteria.needed == 1
    assert [one.id for one in first.criteria.criteria] == ["low", "said"]
    (inner,) = first.criteria.groups
    assert (inner.needed, inner.criteria[0].id) == (1, "roof")
    low, said = first.criteria.criteria
    assert (low.must_be.word, low.must_be.values, low.must_be.unit) == ("below", ("100",), "g/kWh")
    assert str(low.source) == "act, Annex I, 4.10"
    assert (low.verified, said.verified) == ("second-hand", "no")
    assert pack.taxonomy.activities["craft-unnamed"].asks["en"] == "Which craft?"


def test_an_exclusion_without_unit_takes_that_of_its_measure(pack: Pack):
    limit = pack.book.exclusions["oven"].must_be
    assert limit is not None
    assert (limit.values, limit.unit) == (("10",), "IX")


def test_phrases_carry_drawer_key_parts_and_item(pack: Pack):
    (together, _) = phrases(pack, Drawer.TOGETHER)
    assert (len(together.parts), together.item) == (2, 0)
    assert terms(pack, together) == [(0, "mill"), (1, "build")]
    assert {phrase.key for phrase in phrases(pack, Drawer.SHOWS)} == {"bb-1 1.2.3"}
    assert [phrase.key for phrase in phrases(pack, Drawer.NOT_IT)] == ["0"]
    assert pack.book.rules[0].not_it[0].whole_document
    assert [phrase.key for phrase in phrases(pack, Drawer.PRESENT)] == ["roofed"]


def test_the_general_words_of_a_measure_stand_in_each_rule_that_lists_it(pack: Pack):
    english, chinese = phrases(pack, Drawer.NEAR)
    assert [written for _, written in terms(pack, english)] == ["grams per hour", "intensity"]
    assert [written for _, written in terms(pack, chinese)] == ["强度"]


def test_cues_belong_to_no_rule(pack: Pack):
    cues = {(phrase.kind, phrase.key, phrase.language) for phrase in pack.book.table.phrases if phrase.rule < 0}
    assert {
        ("negated", "before", "en"),
        ("pseudo", "negated", "en"),
        ("role", Role.MAKE, "en"),
        ("guard", "", "zh"),
        ("foreign", "de", "de"),
    } <= cues


def test_patterns_are_sorted_and_every_term_has_one(pack: Pack):
    table = pack.book.table
    assert list(table.patterns) == sorted(set(table.patterns))
    assert {number for numbers in table.terms_of for number in numbers} == set(range(len(table.terms)))
    assert [phrase.index for phrase in table.phrases] == list(range(len(table.phrases)))


def test_rules_come_first_by_id_then_exclusions(pack: Pack):
    assert [(rule.id, rule.index, rule.exclusion) for rule in pack.book.rules] == [
        ("mill", 0, False),
        ("oven", 1, True),
    ]


def test_a_retired_rule_stays_and_finds_nothing(tmp_path: Path):
    retired = load_pack(write_pack(tmp_path, with_change(RULE, "maturity: stable", "maturity: retired")))
    assert retired.book.rules[0].id == "mill"
    assert not [phrase for phrase in retired.book.table.phrases if phrase.rule == 0]


def test_examples_are_documents_with_what_is_expected_and_their_place(pack: Pack):
    first, second, third, _ = pack.book.rules[0].examples
    assert (first.document.text, first.expects) == (
        "A new corn mill.",
        {"activity": "mill", "low": "unknown", "aa": "eligible"},
    )
    assert second.expects["never"] == "mill"
    assert third.document.title == "新建电磨坊"
    assert (Path(third.place.file).name, third.place.line) == ("mill.yaml", 24)
    (counter,) = pack.book.counterexamples
    assert counter.document.text == "A shop."


def test_compound_units_are_found_however_they_are_written(pack: Pack):
    units = pack.taxonomy.units
    assert units["MW"].exact_factor == Fraction(1000)
    from matcher.know.build.units import UnitTable

    table = UnitTable(units)
    for written in ("g/kWh", "gram per kWh", "G / KWH", "克每千瓦时", "克/kWh", "gram/千瓦时"):
        assert table.find(written) == "g/kWh", written
    assert not table.find("g/MWh")


def test_words_and_characters_and_columns_are_handed_on(pack: Pack):
    book = pack.book
    assert book.ordinary_words == "ordinary"
    assert book.characters.traditional == {"電": "电"}
    assert book.characters.lookalikes == {"а": "a"}
    assert book.columns["title"] == ("title", "name")
    assert book.column_values["title"]["none"] == ("no",)
    assert book.others.scripts["ru"] == ((0x400, 0x4FF),)
    assert book.sentences["hello"] == {"en": "Hello {name}", "zh": "你好 {name}"}
    assert pack.taxonomy.life_cycle["en"] == ("life-cycle",)
    assert pack.taxonomy.measures["grade"].words == {"A": ("grade A",)}


def test_every_byte_and_name_of_the_pack_is_in_its_fingerprint(tmp_path: Path):
    base = load_pack(write_pack(tmp_path / "a")).identity.fingerprint
    assert load_pack(write_pack(tmp_path / "b")).identity.fingerprint == base
    assert load_pack(write_pack(tmp_path / "c", {"rules/README.md": "x"})).identity.fingerprint != base


def test_a_kept_pack_is_the_pack(tmp_path: Path, own_cache: Path):
    write_pack(tmp_path)
    made = load_pack(tmp_path)
    (kept,) = own_cache.iterdir()
    assert cache.read(made.identity.fingerprint, read_folder(tmp_path).folder) == made
    assert load_pack(tmp_path) == made
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("harm", [b"", b"x", b"0" * 64 + b"{}", None])
def test_a_broken_kept_pack_is_made_anew(tmp_path: Path, own_cache: Path, harm: bytes | None):
    made = load_pack(write_pack(tmp_path))
    (kept,) = own_cache.iterdir()
    data = kept.read_bytes()
    kept.write_bytes(data.replace(b"corn", b"korn") if harm is None else harm)
    assert load_pack(tmp_path) == made
    assert kept.read_bytes() == data


def test_a_changed_file_is_seen(tmp_path: Path):
    load_pack(write_pack(tmp_path))
    changed = load_pack(write_pack(tmp_path, with_change(MILL, "covers: Mills.", "covers: Corn mills.")))
    assert changed.taxonomy.activities["mill"].covers == "Corn mills."


def test_only_the_newest_kept_packs_stay(tmp_path: Path, own_cache: Path):
    for number in range(cache.MOST_KEPT + 3):
        load_pack(write_pack(tmp_path, {"rules/README.md": str(number)}))
    assert len(list(own_cache.iterdir())) == cache.MOST_KEPT


def test_where_nothing_can_be_kept_the_pack_is_made_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("TAXOMATCH_CACHE", str(tmp_path / "file" / "below"))
    assert load_pack(write_pack(tmp_path / "pack")).identity.id == "tiny"


@pytest.mark.parametrize(
    ("platform", "settings", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/taxomatch"),
        ("linux", {"HOME": "/h"}, "/h/.cache/taxomatch"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/taxomatch"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/taxomatch/Cache"),
    ],
)
def test_packs_are_kept_where_the_user_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, platform: str, settings: dict[str, str], expected: str
):
    for name in ("TAXOMATCH_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(cache.sys, "platform", platform)
    assert cache.cache_folder() == Path(expected)


def test_a_kept_pack_is_loaded_without_the_heavy_libraries(tmp_path: Path):
    load_pack(write_pack(tmp_path))
    code = (
        "import sys; from pathlib import Path; from matcher.know import load_pack;"
        f"load_pack(Path({str(tmp_path)!r}));"
        "print([name for name in ('pydantic', 'yaml', 'rapidfuzz') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"


def test_writing_and_reading_a_pack_changes_nothing():
    shipped = load_pack()
    assert msgspec.json.decode(msgspec.json.encode(shipped), type=Pack) == shipped


def test_the_shipped_pack_is_without_problems():
    assert load_pack().taxonomy.activities


def test_single_files_are_checked_against_the_shipped_pack(tmp_path: Path):
    path = tmp_path / "anything.yaml"
    path.write_text("rule: other\nfinds: nothing-of-the-kind\nmaturity: draft\nnames_it: {en: [some thing]}\n")
    assert [one.message for one in lint_files([path])] == [
        "id 'other', but the file is named 'anything'",
        "unknown activity 'nothing-of-the-kind'",
    ]


def test_single_files_know_one_another_and_may_be_checked_against_another_pack(tmp_path: Path):
    pack = write_pack(tmp_path / "pack")
    activity = (pack / MILL).read_text().replace("activity: mill", "activity: new-mill").replace("4.10", "4.11")
    rule = (pack / RULE).read_text().replace("rule: mill", "rule: new-mill").replace(": mill", ": new-mill")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "new-mill.yaml").write_text(activity)
    (tmp_path / "new" / "rule").mkdir()
    (tmp_path / "new" / "rule" / "new-mill.yaml").write_text(rule.replace("4.10", "4.11"))
    assert lint_files([tmp_path / "new"], pack) == []


def test_a_folder_with_a_pack_is_checked_as_one(tmp_path: Path):
    write_pack(tmp_path, {"rules/x.py": ""})
    assert [one.message for one in lint_files([tmp_path])] == ["a pack holds no such file"]


@pytest.mark.parametrize(
    ("text", "message"),
    [("what: ever\n", "this is no file of a pack"), ("", "the file is empty"), ("a: [\n", "not readable as YAML")],
)
def test_a_file_of_no_kind_is_told(tmp_path: Path, text: str, message: str):
    path = tmp_path / "x.yaml"
    path.write_text(text)
    (problem,) = lint_files([path])
    assert problem.message.startswith(message)


def test_paths_that_cannot_be_read_are_told(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    assert [one.message for one in lint_files([tmp_path / "gone", tmp_path / "empty", Path("/dev/null")])] == [
        "this is no ordinary file",
        "no .yaml file is in this folder",
        "cannot be read: No such file or directory",
    ]


def test_every_kind_of_file_has_a_schema_of_draft_7():
    from jsonschema import Draft7Validator

    made = schemas()
    assert made.keys() == SHAPES.keys()
    for schema in made.values():
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert "$defs" not in json.dumps(schema)
        Draft7Validator.check_schema(schema)


def test_the_schemas_accept_every_file_of_the_shipped_pack():
    from jsonschema import Draft7Validator

    validators = {kind: Draft7Validator(schema) for kind, schema in schemas().items()}
    for name, data in read_folder(None).contents.items():
        kind = kind_of(name)
        if kind in validators:
            root = read_tree(data, name).root
            assert isinstance(root, Mapping)
            wrong = [error.message for error in validators[kind].iter_errors(_typed(plain(root)))]
            assert not wrong, (name, wrong[:3])


def _typed(value: object) -> object:
    """Texts as an editor takes them: whole numbers are numbers."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    text = str(value)
    return int(text) if text.removeprefix("-").isdigit() and str(int(text)) == text else text


def test_the_shipped_pack_is_written_out_as_it_is(tmp_path: Path):
    folder = tmp_path / "own"
    assert export_pack(folder) == len(read_folder(None).contents)
    assert read_folder(folder).fingerprint() == load_pack().identity.fingerprint
    assert lint_pack(folder) == []
    with pytest.raises(Refusal, match="no empty folder"):
        export_pack(folder)


def test_a_pack_that_cannot_be_written_out_ends_with_its_own_code(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal) as caught:
        export_pack(tmp_path / "file" / "below")
    assert caught.value.exit_code == 4


def test_the_file_of_a_rule_is_found_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    rule = load_pack().book.rules[0]
    assert f"rule: {rule.id}" in text_of(rule.place)
    own = load_pack(write_pack(tmp_path / "pack")).book.rules[0].place
    assert text_of(own).startswith("rule: mill")
    Path(own.file).unlink()
    with pytest.raises(Refusal):
        text_of(own)
