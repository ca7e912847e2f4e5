"""The small notations of the pack: demands, citations, counts of criteria."""

import re
from dataclasses import replace

from matcher.know.build.units import UnitTable
from matcher.know.source.complaints import nearest
from matcher.model.taxonomy import Cited, Limit, Measure

_NUMBER = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*(.*)", re.DOTALL)
_FIGURE_WORDS = ("above", "at least", "below", "at most", "exactly")
_FACT_WORDS = ("present", "absent", "judged")
_KINDS_OF_DEMAND = "above, at least, below, at most, exactly, between A and B, one of [a, b], present, absent, judged"


class NotationError(ValueError):
    """A notation that cannot be read, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def limit_of(written: str, units: UnitTable) -> Limit:
    """What `must_be` demands; NotationError when it cannot be read or its unit is unknown."""
    text = " ".join(written.split())
    if text in _FACT_WORDS:
        return Limit(word=text, written=text)
    if text.startswith("between "):
        return _between(text, units)
    if choice := re.fullmatch(r"one of \[(.+)\]", text):
        values = tuple(value.strip() for value in choice.group(1).split(","))
        if not all(values):
            raise NotationError(f"'{text}' has an empty choice", "Write `one of [first, second]`.")
        return Limit(word="one of", written=text, values=values)
    for word in _FIGURE_WORDS:
        if text.startswith(word + " "):
            return _figure(word, text, units)
    raise NotationError(f"'{text}' is no demand", f"A demand is one of: {_KINDS_OF_DEMAND}.")


def _figure(word: str, text: str, units: UnitTable) -> Limit:
    rest = text[len(word) + 1 :]
    if number := _NUMBER.fullmatch(rest):
        return Limit(word=word, written=text, values=(number.group(1),), unit=_unit(number.group(2), text, units))
    before = [unit for unit in units.units.values() if unit.before]
    for unit in before:
        for spelling in unit.spellings:
            number = _NUMBER.fullmatch(rest.removeprefix(spelling).strip())
            if rest.startswith(spelling) and number and not number.group(2):
                return Limit(word=word, written=text, values=(number.group(1),), unit=unit.id)
    if word == "exactly":
        return Limit(word=word, written=text, values=(rest,))
    raise NotationError(f"'{rest}' is no quantity", "Write a number and its unit, such as `below 100 gCO2e/kWh`.")


def _between(text: str, units: UnitTable) -> Limit:
    ends = text.removeprefix("between ").split(" and ")
    numbers = [_NUMBER.fullmatch(end) for end in ends]
    if len(ends) != 2 or numbers[0] is None or numbers[1] is None:  # noqa: PLR2004
        raise NotationError(f"'{text}' is no range", "Write `between 10 and 20 MW`.")
    low, high = numbers[0], numbers[1]
    unit = _unit(high.group(2), text, units)
    if low.group(2) and _unit(low.group(2), text, units) != unit:
        raise NotationError(f"'{text}' has two units", "Write the unit once, behind the second number.")
    return Limit(word="between", written=text, values=(low.group(1), high.group(1)), unit=unit)


def _unit(written: str, text: str, units: UnitTable) -> str:
    if not written:
        return ""
    if found := units.find(written):
        return found
    raise NotationError(f"unknown unit '{written}' in '{text}'", nearest(written, units.units))


def with_unit(limit: Limit, measure: Measure | None, units: UnitTable) -> Limit:
    """The demand with the unit of its measure where that stands before numbers and so may be left out."""
    unit = units.units.get(measure.unit) if measure else None
    if limit.unit or unit is None or not unit.before or limit.word == "judged":
        return limit
    return replace(limit, unit=unit.id)


def cited(written: str) -> Cited:
    """The source and the place in it, from `eu-2021-2139, Annex I, 4.5`."""
    source, _, place = written.partition(",")
    return Cited(source=source.strip(), place=place.strip())


def needed_of(meet: str, members: int) -> int:
    """How many criteria `meet` asks for, 0 meaning all; NotationError when the count does not fit the list."""
    if meet == "all":
        return 0
    if meet == "any":
        return 1
    needed, _, total = meet.partition(" of ")
    if int(total) != members or not 1 <= int(needed) <= members:
        raise NotationError(
            f"'{meet}' does not fit a list of {members}", f'Write "{min(int(needed), members)} of {members}".'
        )
    return int(needed)
