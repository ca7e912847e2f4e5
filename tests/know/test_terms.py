"""What a written term stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.find.fold import Folder
from matcher.know import load_pack
from matcher.know.build.book import pairs_of
from matcher.know.shapes.language import LanguageFile, TraditionalFile
from matcher.know.source.complaints import plain
from matcher.know.source.folder import read_folder
from matcher.know.source.nodes import read_tree
from matcher.know.terms.inflection import Inflection
from matcher.know.terms.variants import MOST_VARIANTS, spread_cue, spread_term
from matcher.model.folding import Folding
from matcher.model.rules import Characters

FOLD = Folding({"電": "电"}).fold
ENGLISH = LanguageFile.model_validate(
    {
        "language": "en",
        "name": {"en": "English", "zh": "英语"},
        "ends_clause": ["."],
        "ends_scope": [","],
        "families": [["build", "builds", "building", "built"], ["treat", "treats", "treatment"]],
        "plurals": {
            "irregular": {"leaf": "leaves"},
            "endings": [
                {"ending": "s", "becomes": "ses"},
                {"ending": "y", "after_consonant": "yes", "becomes": "ies"},
                {"ending": "", "becomes": "s"},
            ],
        },
        "spellings": [["metre", "meter"], ["isation", "ization"], ["programme", "program"]],
    }
)
INFLECTION = Inflection(ENGLISH, FOLD)


def english(written: str) -> set[str]:
    return set(spread_term(written, FOLD, INFLECTION).patterns)


def test_gaps_are_a_space_or_nothing_and_the_last_word_takes_the_plural():
    assert english("corn-mill") == {"corn mill", "cornmill", "corn mills", "cornmills"}
    assert english("Corn Mill") == english("corn-mill")


def test_a_word_of_a_family_takes_every_form_of_it():
    assert {"build mill", "built mills", "buildingmill"} <= english("build mill")
    assert {"mill treats", "mill treatment"} <= english("mill treatment")


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("leaf", "leaves"),
        ("tealeaf", "tealeaves"),
        ("boss", "bosses"),
        ("factory", "factories"),
        ("day", "days"),
        ("metre", "meters"),
        ("meter", "metre"),
        ("modernization", "modernisation"),
        ("program", "programmes"),
        ("smart metres", "smart meters"),
    ],
)
def test_plurals_and_spellings(written: str, also: str):
    assert also in english(written)


def test_a_plural_takes_no_second_plural_from_the_irregular_ones():
    assert english("leaves") == {"leaves"}


def test_capitals_are_exact_and_take_only_a_plural_s():
    spread = spread_term("PV", FOLD, INFLECTION)
    assert (spread.exact, spread.patterns, spread.words) == (True, ("pv", "pvs"), ())
    assert spread_term("CO2", FOLD, INFLECTION).exact
    assert not spread_term("Pv", FOLD, INFLECTION).exact
    assert not spread_term("P", FOLD, INFLECTION).exact
    assert not spread_term("35", FOLD, INFLECTION).exact


def test_a_star_lets_any_ending_follow():
    spread = spread_term("hydro*", FOLD, INFLECTION)
    assert (spread.open_end, spread.patterns, spread.words) == (True, ("hydro",), ())


def test_a_chinese_term_is_found_inside_words_and_may_be_set_off_from_latin_letters():
    spread = spread_term("PV電站", FOLD, None)
    assert (spread.whole_words, set(spread.patterns)) == (False, {"pv电站", "pv 电站"})
    assert spread_term("SF6", FOLD, None).whole_words


def test_a_cue_is_one_folded_pattern():
    assert spread_cue("Not-Only", FOLD).patterns == ("not only",)


def test_a_long_term_closes_fewer_gaps_at_once():
    patterns = english("one two three four five six seven eight nine ten eleven")
    assert len(patterns) <= MOST_VARIANTS
    assert "onetwo three four five six seven eight nine ten eleven" in patterns


def test_a_term_with_too_many_variants_has_none():
    spread = spread_term("build treatment build treatment build treatment", FOLD, INFLECTION)
    assert not spread.patterns
    assert spread.count > MOST_VARIANTS


@given(st.text(alphabet="abcXYZ 12-*'’电站_/&", min_size=1, max_size=60))
def test_variants_are_folded_distinct_and_bounded(written: str):
    if not written.strip(" *-_"):
        return
    for inflection in (INFLECTION, None):
        patterns = spread_term(written, FOLD, inflection).patterns
        assert len(patterns) == len(set(patterns)) <= MOST_VARIANTS
        assert all(pattern == FOLD(pattern) and pattern.strip() == pattern for pattern in patterns)


@given(st.text(max_size=50))
def test_folding_keeps_the_length_and_is_done_once(text: str):
    assert len(FOLD(text)) == len(text)
    assert FOLD(FOLD(text)) == FOLD(text)


def test_patterns_are_folded_as_texts_are():
    book = load_pack().book
    folder = Folder(book.characters)
    for pattern in book.table.patterns:
        assert folder.fold(pattern).text == pattern


@pytest.mark.parametrize(
    "text", ["Run‑of‑River", "ＰＶ　電站", "“Smart” grid’s", "a–b—c_d", "ÉCOLE", "x\u00a0y\tz", "計畫風力發電"]
)
def test_awkward_characters_are_folded_as_texts_are(text: str):
    name = "rules/language/traditional.yaml"
    file = TraditionalFile.model_validate(plain(read_tree(read_folder(None).contents[name], name).root))
    characters = Characters(traditional=pairs_of(file.traditional))
    assert Folding(characters.traditional).fold(text) == Folder(characters).fold(text).text
