"""Unknown words found in columns are those that a plain reading finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from matcher.find.words import KnownWords

KNOWN = ["turbine", "turbines", "windmill", "photovoltaic", "electrification", "abcdefghijklmnop", "abcdefghijklmnopq"]
WORDS = KnownWords(KNOWN, min_letters=6)
WORD = re.compile(r"(?<![^\W_])[a-z]{6,}(?![^\W_])")

words = st.sampled_from(
    [*KNOWN, "turbin", "windmills", "photovoltaik", "wind", "abcdefghijklmnoq", "zzzzzzzzzzzzzzzzzzzzzzzzzz"]
)
marks = st.sampled_from([" ", " ", ", ", "-", "_", "5", "风", "，", "é", "?", "\n", "", "😀", "\ud83d"])
texts = st.lists(st.tuples(words, marks).map("".join), max_size=8).map("".join)


@given(st.lists(texts, max_size=5))
def test_unknown_words_are_those_of_a_plain_reading(originals):
    plain = [[word for word in WORD.findall(text) if word not in KNOWN] for text in originals]
    assert WORDS.unknown(originals) == plain


def test_no_known_word_is_unknown_and_hardly_an_unknown_one_known():
    known = [
        f"{first}{middle}{last}"
        for first in ("alpha", "gamma")
        for middle in "abcdefghij"
        for last in ("rest", "lingers")
    ]
    other = [word.upper().lower() + "xq" for word in known]
    table = KnownWords(known, min_letters=6)
    assert table.unknown([" ".join(known)]) == [[]]
    assert len(table.unknown([" ".join(other)])[0]) >= len(other) - 1
