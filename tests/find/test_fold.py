"""Folding keeps every offset true, and sees through disguises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.find.fold import HIDDEN_CHARACTERS, LOOKALIKE_LETTERS, Folder, is_spaced
from matcher.model.rules import Characters

FOLDER = Folder(Characters(traditional={"發": "发", "電": "电"}, lookalikes={"а": "a", "о": "o", "е": "e"}))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Wind-Farm", "wind farm"),
        ("wind\u2013farm", "wind farm"),
        ("wind\nfarm", "wind farm"),
        ("wind   farm", "wind farm"),
        ("photo-\nvoltaic", "photovoltaic"),
        ("so\u00adlar", "solar"),
        ("so\u200blar", "solar"),
        ("ＳＯＬＡＲ", "solar"),
        ("發電", "发电"),
        ("cafe\u0301", "caf\u00e9"),
        ("sоlаr", "solar"),
        ("豈", "豈"),
        ("İ", "İ"),
    ],
)
def test_disguises_are_read_as_what_they_stand_for(text, folded):
    assert FOLDER.fold(text).text == folded


def test_what_was_disguised_is_flagged_and_plain_text_is_not():
    assert FOLDER.fold("so\u200blar panel").flags == (HIDDEN_CHARACTERS,)
    assert FOLDER.fold("sоlar panel").flags == (LOOKALIKE_LETTERS,)
    assert FOLDER.fold("solar panel 太阳能").flags == ()
    assert FOLDER.fold("ветер").flags == ()


def test_letters_that_stand_apart_are_noticed():
    assert is_spaced("a s o l a r farm")
    assert not is_spaced("plan b for a c d plant")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_every_folded_span_leads_back_to_the_original(text):
    folded = FOLDER.fold(text)
    if folded.origin is None:
        assert len(folded.text) == len(text)
    else:
        assert len(folded.origin) == len(folded.text)
        assert list(folded.origin) == sorted(folded.origin)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


def test_half_a_surrogate_pair_is_no_reason_to_fail(matcher):
    answer = matcher.classify("A wind farm \ud83d of 50 MW.")
    assert answer.activity == "wind-power"
