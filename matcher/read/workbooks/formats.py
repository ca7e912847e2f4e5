"""Numbers of cells as people see them: dates, shares, leading zeros; and no more digits than a spreadsheet shows."""

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal

_BUILT_IN = {
    9: "0%",
    10: "0.00%",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}
"""The formats that have a number and no code, as far as they are no plain numbers."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAY_PART, _TIME_PART = re.compile(r"[yd]", re.IGNORECASE), re.compile(r"[hs]", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,}")
_EPOCH, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)  # noqa: DTZ001 - cells have no zone
_FIRST_SURE_DAY, _LAST_DAY = 61, 2_958_465
_PLAIN_FROM, _PLAIN_TO = Decimal("1e-9"), Decimal("1e21")
_DAY = 86_400
_SURE_DIGITS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a number is drawn: as `kind` (number, share, day, time, elapsed), with at least so many digits."""

    kind: str = "number"
    digits: int = 0


PLAIN = Format()


def format_of(number: int, code: str | None) -> Format:
    """The format with a number of its own, or with a code such as `yyyy-mm-dd`, `0.0%` or `000000`."""
    written = (_BUILT_IN.get(number, "") if code is None else code).split(";", 1)[0]
    bare = _LITERAL.sub("", written)
    if _ELAPSED.search(bare):
        return Format(kind="elapsed")
    time = bool(_TIME_PART.search(bare))
    day = bool(_DAY_PART.search(bare)) or ("m" in bare.casefold() and not time)
    if day or time:
        return Format(kind="day" if day else "time")
    if "%" in bare:
        return Format(kind="share")
    return Format(digits=len(bare)) if _ZEROS.fullmatch(bare) else PLAIN


def number_text(written: str, form: Format, *, from_1904: bool) -> str:
    """The number that stands in a file, as people see it; what is no number comes back as it is."""
    try:
        value = float(written)
    except ValueError:
        return written
    if form.kind == "number":
        if written.isdecimal() and len(written) <= _SURE_DIGITS:
            return (written.lstrip("0") or "0").zfill(form.digits)
        text = _plain(value)
        return text.zfill(form.digits) if form.digits and text.isdecimal() else text
    if form.kind == "share":
        return _plain(value, times=100) + "%"
    return _moment(value, form.kind, from_1904=from_1904) or _plain(value)


def _plain(value: float, times: int = 1) -> str:
    """A number with the fifteen digits that spreadsheets keep, without an exponent where that is readable."""
    if not math.isfinite(value):
        return repr(value)
    exact = Decimal(f"{value:.15g}") * times
    if exact == 0:
        return "0"
    if not _PLAIN_FROM <= abs(exact) < _PLAIN_TO:
        return f"{exact.normalize():g}"
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: float, kind: str, *, from_1904: bool) -> str:
    """A serial number as ISO writes the day or the time, or nothing where it stands for none surely."""
    if not 0 <= value <= _LAST_DAY:
        return ""
    seconds = round(value * _DAY)
    if kind == "elapsed":
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if kind == "time" and value < 1:
        return str(datetime.timedelta(seconds=seconds)).zfill(8)
    if value < _FIRST_SURE_DAY and not from_1904:
        return ""
    try:
        moment = (_EPOCH_1904 if from_1904 else _EPOCH) + datetime.timedelta(seconds=seconds)
    except OverflowError:
        return ""
    return moment.date().isoformat() if seconds % _DAY == 0 else moment.isoformat(sep=" ")
