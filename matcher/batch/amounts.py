"""Amounts of money as ledgers write them: an exact number, and the unit or currency that stands with it."""

import re
import unicodedata
from decimal import Decimal

from matcher.model.document import Amount

_NUMBER = r"\d[\d.,'\u00a0\u202f ]*\d|\d"
_AMOUNT = re.compile(rf"(?P<before>[^\d.,+(-]*)(?P<number>{_NUMBER})(?P<after>[^\d.,+-]*)")
_PLAIN = re.compile(r"\d+(\.\d+)?")
_COMMAS = re.compile(r"\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?")
_POINTS = re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_GAPS = re.compile(r"[\s'\u00a0\u202f]")
_BRACKETS = "()[]（）【】"
_LONGEST, _MOST_DIGITS = 16, 30


def read_amount(amount: Amount) -> tuple[Decimal, str] | None:
    """The number and its unit, or None for what is no single amount, is below zero, or can be read in two ways.

    The unit is what stands beside the number and in the column of currencies, in capitals; it is not understood, only
    told apart, so `EUR` and `million EUR` are two. A comma before three digits groups them (`1,500`); a single point is
    decimal (`1.500`). A bracket before the number means less than zero.
    """
    text = unicodedata.normalize("NFKC", amount.value).strip()
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    number = _number(found["number"])
    told = dict.fromkeys(filter(None, map(_unit, (amount.currency, found["before"], found["after"]))))
    unit = " ".join(told)
    if number is None or len(unit) > _LONGEST or "%" in unit:
        return None
    return number, unit


def _number(written: str) -> Decimal | None:
    text = _GAPS.sub("", written) if _grouped_by_gaps(written) else written
    if len(text) > _MOST_DIGITS:
        return None
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _COMMAS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _POINTS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Decimal(text.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(text) else None


def _grouped_by_gaps(written: str) -> bool:
    """Whether gaps stand only between groups of three digits: `1 250 000,50`."""
    first, *others = re.split(r"[ '\u00a0\u202f]", written)
    return len(first) <= len("000") and all(re.fullmatch(r"\d{3}([.,]\d+)?", one) for one in others)


def _unit(written: str) -> str:
    plain = unicodedata.normalize("NFKC", written).strip().strip(_BRACKETS).strip()
    return " ".join(plain.upper().split())
