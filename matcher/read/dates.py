"""Dates as people write them. What cannot be read surely is not read."""

import datetime
import re

from matcher.model.document import AsOf
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.states import AsOfFrom

_SIGN = r"(?:[-/. ]|[^\x00-\x7f\d])"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SIGN}(\d{{1,2}}){_SIGN}(\d{{1,2}})(?:[^\x00-\x7f\d]|[T ]\d{{1,2}}:\d\d.*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_MONTHS = 12
_YEARS = range(1900, 2101)


def read_date(written: str) -> datetime.date | None:
    """The day that `written` surely means, or `None`.

    The year stands first (2025-03-31, 2025/3/31, 20250331, or with one sign of another script after each number), or
    last where only one order gives a day (31.03.2025). Two-digit years, years that no deal has (0025, 9999), serial
    numbers and months alone are unsure.
    """
    text = written.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if first > _MONTHS or first == second:
            return _day(match[4], match[3], match[1])
        if second > _MONTHS:
            return _day(match[4], match[1], match[3])
    return None


def read_as_of(written: str) -> AsOf:
    """The as-of date of the option `--as-of`: a day written 2026-01-01, or `today`, which asks for the clock."""
    if written == "today":
        return AsOf(date=datetime.date.today(), source=AsOfFrom.CLOCK)  # noqa: DTZ011 - the day where the user is
    try:
        return AsOf(date=datetime.date.fromisoformat(written), source=AsOfFrom.OPTION)
    except ValueError:
        problem = Problem(
            place=Place(file="--as-of"), message=f"{written!r} is no date", hint="Write a day as 2026-01-01, or today."
        )
        raise Refusal([problem]) from None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if date.year in _YEARS else None
