"""The fast matcher finds what a slow, plain reading finds, for random rules and random texts."""

from find.reference import standing
from hypothesis import given
from hypothesis import strategies as st

from matcher.find.clauses import Clauses
from matcher.find.fold import Folder
from matcher.find.phrases import Assembler, Field
from matcher.find.sieve import Sieve
from matcher.find.spot import Spotter
from matcher.know.terms.table import TableBuilder
from matcher.know.terms.variants import Spreader
from matcher.model.phrases import PatternTable
from matcher.model.rules import Characters, Language

LANGUAGES = {
    "en": Language(id="en", name={}, ends_clause=".;", ends_scope=","),
    "zh": Language(id="zh", name={}, ends_clause="。；", ends_scope="，", ideographic=True),
}
PIECES = ["wind", "farm", "Farm", "farms", "PV", "pv", "PVs", "mill", "a", "风", "电", "场", "风电", "电场", "水", "MW", "5",
          "-", " ", " ", " ", ". ", "；", "，", "\n", "x"]  # fmt: skip
TERMS = ["wind farm", "farm", "wind-mill", "PV", "mill*", "风电", "电场", "风电场", "水", "PV电", "farm a", "电 wind"]
REACH = {"en": 12, "zh": 12}

terms = st.lists(st.sampled_from(TERMS), min_size=1, max_size=3, unique=True)
phrases = st.lists(st.lists(terms, min_size=1, max_size=3), min_size=1, max_size=6)
texts = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def table_of(chosen: list[list[list[str]]], guards: list[str]) -> PatternTable:
    builder = TableBuilder(Spreader(fold=str.lower, inflections={}))
    for number, parts in enumerate(chosen):
        builder.add_phrase(number, "names_it", "en", parts)
    builder.add_cues("guard", "zh", guards)
    return builder.table()


@given(
    phrases,
    st.lists(st.sampled_from(["电风", "场水", "风水", "x"]), max_size=2, unique=True),
    st.lists(texts, max_size=4),
)
def test_every_phrase_stands_where_a_plain_reading_says(chosen, guards, originals):
    table = table_of(chosen, guards)
    clauses = Clauses(LANGUAGES.values())
    folder = Folder(Characters())
    fields = [Field(name="text", original=text, folded=folder.fold(text)) for text in originals]
    assembler = Assembler(table, clauses, REACH)
    spotted = Spotter(table, most=1000).spot([field.folded.text for field in fields])
    for field, sifted in zip(fields, Sieve(table).sift(spotted, len(fields), 1), strict=True):
        if field.folded.origin is not None:
            continue
        stand = assembler.assemble([field], sifted)
        fast = {
            (one.phrase, one.start, one.end)
            if len(table.phrases[one.phrase].parts) == 1
            else (one.phrase, -1, one.end - one.start)
            for found in stand.phrases.values()
            for one in found
        }
        ends = clauses.ends(field.original)
        assert fast == standing(field.original, field.folded.text, table, ends, REACH["en"])


@given(phrases, st.lists(texts, min_size=1, max_size=5))
def test_neighbouring_texts_do_not_touch_each_other(chosen, originals):
    table = table_of(chosen, [])
    spotter, sieve, folder = Spotter(table, most=1000), Sieve(table), Folder(Characters())
    folded = [folder.fold(text).text for text in originals]
    alone = [sieve.sift(spotter.spot([text]), 1, 1)[0] for text in folded]
    assert sieve.sift(spotter.spot(folded), len(folded), 1) == alone


@given(phrases, st.lists(texts, min_size=1, max_size=5))
def test_few_texts_are_read_as_many_are(chosen, originals):
    table = table_of(chosen, [])
    few, many = Spotter(table, most=1000), Spotter(table, most=1000)
    many.spot(["x" * 50_000])  # from so many characters on, all patterns are looked for at once
    for one, other in zip(few.spot(originals), many.spot(originals), strict=True):
        assert list(one) == list(other)
