from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.batch.amounts import read_amount
from matcher.model.document import Amount

SUMS = st.decimals(min_value=0, max_value=10**15, places=2)


@pytest.mark.parametrize(
    ("value", "currency", "number", "unit"),
    [
        ("1500", "", "1500", ""),
        ("1,500", "EUR", "1500", "EUR"),
        ("1,500.25", "eur", "1500.25", "EUR"),
        ("12,34,567", "INR", "1234567", "INR"),
        ("1.234.567", "", "1234567", ""),
        ("1.234,5", "", "1234.5", ""),
        ("1234,50", "", "1234.5", ""),
        ("1.500", "", "1.5", ""),
        ("1 250 000,50", "", "1250000.5", ""),
        ("1'250'000", "CHF", "1250000", "CHF"),
        ("EUR 20", "", "20", "EUR"),
        ("EUR 20", "EUR", "20", "EUR"),
        ("€20m", "", "20", "€ M"),
        ("1,200万元", "", "1200", "万元"),
        ("３，０００（万元）", "", "3000", "万元"),
        ("20 million", "EUR", "20", "EUR MILLION"),
        ("0", "", "0", ""),
    ],
)
def test_an_amount_is_read_with_what_stands_beside_it(value, currency, number, unit):
    assert read_amount(Amount(value=value, currency=currency)) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "n/a",
        "-5",
        "(5",
        "10-20",
        "5%",
        "1,5000",
        "1,50,0",
        "1.2.3",
        "1,2,3",
        "12 34",
        "1e5",
        "5 + 5",
        "20 of 30",
        "9" * 40,
        "5" + "x" * 40,
        "½",
    ],
)
def test_what_is_no_single_amount_is_not_guessed(value):
    assert read_amount(Amount(value=value)) is None


@given(amount=SUMS)
def test_an_amount_is_exact_however_it_is_grouped(amount):
    for written in (f"{amount}", f"{amount:,}", f"{amount:,}".replace(",", " "), f"{amount:,}".replace(",", "'")):
        assert read_amount(Amount(value=written, currency="EUR")) == (amount, "EUR")


@given(text=st.text(max_size=40))
def test_any_text_is_an_amount_or_none(text):
    told = read_amount(Amount(value=text))
    assert told is None or (told[0] >= 0 and len(told[1]) <= 16)
