"""Units with a pattern for every way to write them, and the look-up from spelling to unit."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from matcher.know.shapes.taxonomy import SpellingsShape, UnitsFile, UnitShape
from matcher.model.taxonomy import Unit

_COUNTS_FOR_NOTHING = re.compile(r"[\s_()\-\u2010\u2011]|\bof\b")


def units_of(file: UnitsFile) -> dict[str, Unit]:
    """The units by id. A compound unit whose pieces are unknown keeps the spellings it has; the checks tell it."""
    patterns = _Patterns(file)
    return {
        shape.id: Unit(
            id=shape.id,
            dimension=shape.dimension,
            factor=shape.factor,
            spellings=(*shape.spellings.en, *shape.spellings.zh),
            pattern=patterns.of(shape.id, exact_case=shape.exact_case),
            before=shape.stands == "before",
            exact_case=shape.exact_case,
        )
        for shape in sorted(file.units, key=lambda unit: unit.id)
    }


class UnitTable:
    """Finds the unit a text names: its id as it stands, else any way to write it."""

    def __init__(self, units: dict[str, Unit]) -> None:
        self.units = units

    def find(self, written: str) -> str:
        """The id of the unit, empty when none is written so."""
        if written in self.units:
            return written
        exact, small = squeezed(written, exact_case=True), squeezed(written, exact_case=False)
        for unit in self.units.values():
            if unit.pattern and re.fullmatch(unit.pattern, exact if unit.exact_case else small):
                return unit.id
        return ""


def squeezed(written: str, *, exact_case: bool) -> str:
    """A unit as units are compared: plain digits and widths, a full stop for a dot or star, no spaces or brackets."""
    plain = unicodedata.normalize("NFKC", written).replace("\u00b7", ".").replace("*", ".")
    plain = _COUNTS_FOR_NOTHING.sub("", plain)
    return plain if exact_case else plain.lower()


class _Patterns:
    """Regular expressions of units and pieces over squeezed text; those of compound ones are made of their parts'."""

    def __init__(self, file: UnitsFile) -> None:
        self._spellings: dict[str, SpellingsShape] = {piece.id: piece.spellings for piece in file.pieces}
        self._spellings |= {shape.id: shape.spellings for shape in file.units}
        self._shapes: dict[str, UnitShape] = {shape.id: shape for shape in file.units}
        self._over = file.joins.over.en + file.joins.over.zh
        self._both = file.joins.with_.en + file.joins.with_.zh
        self._busy: set[str] = set()

    def of(self, name: str, *, exact_case: bool) -> str:
        """The pattern of a unit or piece; empty when nothing is known of it, or when it is made of itself."""
        if name in self._busy:
            return ""
        self._busy.add(name)
        spellings = self._spellings.get(name, SpellingsShape())
        own = [squeezed(spelling, exact_case=exact_case) for spelling in (*spellings.en, *spellings.zh)]
        alternatives = [re.escape(one) for one in sorted(set(own) - {""}, key=lambda one: (-len(one), one))]
        shape = self._shapes.get(name)
        if shape is not None and (shape.of or shape.per):
            alternatives.insert(0, self._compound(shape, exact_case=exact_case))
        self._busy.discard(name)
        return "|".join(filter(None, alternatives))

    def _compound(self, shape: UnitShape, *, exact_case: bool) -> str:
        top = self._row(shape.of, [""], exact_case=exact_case)
        bottom = self._row(shape.per, self._both, exact_case=exact_case)
        over = _group(squeezed(join, exact_case=exact_case) for join in self._over)
        if top is None or bottom is None:
            return ""
        return f"{top}{over}{bottom}" if shape.per else top

    def _row(self, names: Sequence[str], joins: Sequence[str], *, exact_case: bool) -> str | None:
        parts = [self.of(name, exact_case=exact_case) for name in names]
        if not all(parts):
            return None
        between = _group(squeezed(join, exact_case=exact_case) for join in joins)
        return between.join(f"(?:{part})" for part in parts)


def _group(texts: Iterable[str]) -> str:
    distinct = sorted(set(texts), key=lambda text: (-len(text), text))
    return f"(?:{'|'.join(map(re.escape, distinct))})" if distinct != [""] else ""
