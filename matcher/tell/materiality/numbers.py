"""Numbers as readers see them: exact inside, two decimals half up outside."""

from fractions import Fraction

_HUNDRED = 100
_HALF = Fraction(1, 2)


def shown(number: Fraction | None, missing: str = "") -> str:
    """Two decimals, half up, as in `3.67`.

    >>> shown(Fraction(11, 3))
    '3.67'
    """
    if number is None:
        return missing
    hundredths = int(number * _HUNDRED + _HALF)
    return f"{hundredths // _HUNDRED}.{hundredths % _HUNDRED:02d}"


def interval(score: Fraction | None, lower: Fraction | None, upper: Fraction | None) -> str:
    """The score where there is one, else its bounds, else nothing."""
    if score is not None:
        return shown(score)
    return f"{shown(lower)}–{shown(upper)}" if lower is not None and upper is not None else ""
