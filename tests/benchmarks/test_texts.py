"""The rows of the benchmark are the same for everybody."""

import hashlib
from itertools import islice

from benchmarks.clock import Seconds
from benchmarks.texts import WORDS_AT_LEAST, WORDS_AT_MOST, Wording, rows

WORDING = Wording(
    english_terms=("tidal barrage", "kite power"),
    chinese_terms=("潮汐电站", "风筝发电"),
    long_words=("lantern", "orchard", "pottery", "village"),
)


def written(seed: int, damaged: int = 1) -> str:
    return repr(list(rows(WORDING, 60, seed=seed, damaged_per_thousand=damaged)))


def test_a_seed_always_gives_the_same_rows():
    assert written(1) == written(1)
    assert written(1) != written(2)
    assert hashlib.sha256(written(1).encode()).hexdigest()[:16] == "6dc4b8fd44407779"


def test_texts_are_as_long_as_descriptions_are():
    english = [text for _, _, text in rows(WORDING, 60, seed=1, damaged_per_thousand=0) if text.isascii()]
    assert english
    assert all(WORDS_AT_LEAST <= len(text.split()) <= WORDS_AT_MOST + 50 for text in english)


def test_both_languages_and_the_terms_stand_in_the_rows():
    texts = "".join(text for _, _, text in islice(rows(WORDING, 60, seed=1, damaged_per_thousand=0), 60))
    assert all(term in texts for term in (*WORDING.english_terms, *WORDING.chinese_terms))


def test_damage_is_as_much_as_was_asked_for():
    assert "lantern" not in written(1, damaged=1000)
    assert "ochard" not in written(1, damaged=0)


def test_a_measurement_is_told_by_its_median_and_spread():
    assert str(Seconds((3.0, 1.0, 2.0))) == "2.000 s (1.000 to 3.000)"
