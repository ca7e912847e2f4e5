"""Figures with units in a text: what stands there, as an exact interval in the unit's base.

A figure that can be read in two ways ("1,500") becomes the interval between both readings, so that a judgement that
needs to know which is meant stays open. Numbers in words are not read.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from matcher.model.evidence import Interval
from matcher.model.rules import Language
from matcher.model.taxonomy import Unit

_NUMBER = r"\d[\d,.\u00a0\u202f']*\d|\d"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212~\uff5e"
_GROUPED = re.compile(r"\d{1,3}(?:[,.]\d{3})+")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}")
_SIGNS = {
    "<": "below",
    "<=": "at_most",
    "≤": "at_most",
    "⩽": "at_most",
    ">": "above",
    ">=": "at_least",
    "≥": "at_least",
    "⩾": "at_least",
    "≈": "about",
}
_NOT_PART_OF_A_UNIT = re.compile(r"[\s_()\uff08\uff09\-\u2010\u2011]|\bof\b")
_YEAR = re.compile(r"(?<![A-Za-z0-9.,/-])(?:19|20|21)\d\d(?![A-Za-z0-9/-]|[.,]\d)")
_REACH = 48


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: its span with its unit, the unit's id, and its value in the base unit."""

    start: int
    end: int
    unit: str
    value: Interval


class Quantities:
    """Reads figures in the units of a pack."""

    def __init__(self, units: Iterable[Unit], languages: Iterable[Language]) -> None:
        self._units: dict[str, list[tuple[Unit, re.Pattern[str]]]] = {}
        for unit in units:
            self._units.setdefault(unit.dimension, []).append((unit, re.compile(unit.pattern)))
        self._comparators = dict(_SIGNS)
        ranges: set[str] = set()
        links: set[str] = {"=", ":"}
        for language in languages:
            self._comparators |= {word: kind for kind, words in language.comparators.items() for word in words}
            ranges.update(language.ranges)
            links.update(language.links)
        compare = "|".join(_whole_word(word) for word in sorted(self._comparators, key=len, reverse=True))
        between = "|".join(_whole_word(word) for word in sorted(ranges, key=len, reverse=True))
        self._links = "|".join(re.escape(word) for word in sorted(links))
        self._figure = re.compile(
            rf"(?:(?P<compare>{compare})\s*)?(?<![A-Za-z0-9_.,])(?P<low>{_NUMBER})"
            rf"(?P<range>\s*(?:[{_DASHES}]{'|' + between if between else ''})\s*(?P<high>{_NUMBER}))?",
            re.IGNORECASE,
        )

    def find(self, text: str, dimension: str) -> list[Quantity]:
        """All figures of the text that carry a unit of the dimension, in text order; spans are those of `text`."""
        found = []
        for figure in self._figure.finditer(text):
            named = self._unit_beside(text, figure, dimension)
            value = self._value(figure, named[0]) if named else None
            if named and value is not None:
                start = min(figure.start("low"), named[1])
                found.append(Quantity(start, max(figure.end(), named[2]), named[0].id, value))
        return found

    def read(self, written: str, dimension: str) -> Interval | None:
        """The value of a figure that stands by itself; None where it is none, or its unit is of another dimension."""
        text = written.strip()
        found = self.find(text, dimension)
        return found[0].value if len(found) == 1 and found[0].end == len(text) else None

    def find_years(self, text: str) -> list[Quantity]:
        """All calendar years of the text: numbers of four digits that stand by themselves."""
        return [
            Quantity(
                found.start(), found.end(), "", Interval(low=Fraction(found.group()), high=Fraction(found.group()))
            )
            for found in _YEAR.finditer(text)
        ]

    def read_number(self, written: str) -> Interval | None:
        """The value of a bare number; None where it is none."""
        figure = self._figure.fullmatch(written.strip())
        return self._value(figure, None) if figure else None

    def _unit_beside(self, text: str, figure: re.Match[str], dimension: str) -> tuple[Unit, int, int] | None:
        """The unit of the dimension with the longest spelling right beside a figure, and its span."""
        best: tuple[Unit, int, int] | None = None
        after, after_at = _squeezed(text, figure.end(), figure.end() + _REACH)
        before, before_at = _squeezed(text, max(0, figure.start() - _REACH), figure.start())
        for unit, pattern in self._units.get(dimension, ()):
            if unit.before:
                ends = re.search(rf"(?:{unit.pattern})(?:{self._links})?$", before.lower())
                if ends and (best is None or before_at[ends.start()] < best[1]):
                    best = (unit, before_at[ends.start()], figure.end())
                continue
            begins = pattern.match(after if unit.exact_case else after.lower())
            if begins is None:
                continue
            end = after_at[begins.end() - 1] + 1
            if not _runs_on(text, end) and (best is None or end > best[2]):
                best = (unit, figure.start("low"), end)
        return best

    def _value(self, figure: re.Match[str], unit: Unit | None) -> Interval | None:
        """The interval that a figure stands for, in the base unit."""
        factor = unit.exact_factor if unit else Fraction(1)
        low = _readings(figure["low"])
        high = _readings(figure["high"]) if figure["high"] else low
        if not low or not high:
            return None
        least, most = min(low) * factor, max(high) * factor
        match self._comparators.get((figure["compare"] or "").lower(), ""):
            case "below":
                return Interval(high=most, high_open=True)
            case "at_most":
                return Interval(high=most)
            case "above":
                return Interval(low=least, low_open=True)
            case "at_least":
                return Interval(low=least)
            case _:
                return Interval(low=least, high=most) if least <= most else None


def _whole_word(word: str) -> str:
    """A pattern for a word or sign as a whole."""
    return rf"\b{re.escape(word)}\b" if word.isascii() and word.isalpha() else re.escape(word)


def _squeezed(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A piece of text as units are compared, and the place of each of its characters in the text."""
    piece = text[start:end]
    dropped = {at for found in _NOT_PART_OF_A_UNIT.finditer(piece) for at in range(found.start(), found.end())}
    characters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(piece):
        if at in dropped:
            continue
        plain = unicodedata.normalize("NFKC", character).replace("\u00b7", ".").replace("*", ".")
        characters.append(plain)
        places += [start + at] * len(plain)
    return "".join(characters), places


def _runs_on(text: str, at: int) -> bool:
    """Whether a word of an alphabetic script goes on over a position."""
    here = text[at - 1 : at + 1]
    return len(here) > 1 and here.isascii() and here.isalnum()


def _readings(written: str) -> list[Fraction]:
    """All values a written number can mean: none, one, or two where a mark may group thousands or part decimals."""
    plain = re.sub(r"[\u00a0\u202f']", "", written)
    commas, points = plain.count(","), plain.count(".")
    if not commas and not points:
        return [Fraction(plain)]
    if commas and points:
        decimal = max(plain.rfind(","), plain.rfind("."))
        if plain[decimal] in plain[:decimal] or not _GROUPED.fullmatch(plain[:decimal]):
            return []
        return [Fraction(f"{re.sub('[,.]', '', plain[:decimal])}.{plain[decimal + 1 :]}")]
    mark = "," if commas else "."
    if plain.count(mark) > 1:
        return [Fraction(plain.replace(mark, ""))] if _GROUPED.fullmatch(plain) else []
    whole, _, rest = plain.partition(mark)
    decimal_value = Fraction(f"{whole}.{rest}")
    return [decimal_value, Fraction(whole + rest)] if _ONE_GROUP.fullmatch(plain) else [decimal_value]
