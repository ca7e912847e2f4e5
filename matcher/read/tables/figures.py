"""Columns of figures: which measure they are of, and the unit that their name gives in brackets."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from matcher.read.tables.names import fold_name, roles_by_name

_IN_BRACKETS = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]+)[)\]}】〕]")
_BARE = re.compile(r"[<>=≤≥≈~～≦≧\s]*\d[\d.,'\u00a0\u202f\s]*(?:[-–—~～]\s*\d[\d.,'\u00a0\u202f\s]*)?")
_NUMBER_AT_THE_END = re.compile(r"\d[^\w%‰]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataColumn:
    """A column whose cells are values of a measure, with the unit they are in unless they say it themselves.

    `by_name`: nobody named it, so that cells which are no plain figure are passed over and not refused.
    """

    column: str
    measure: str
    unit: str = ""
    by_name: bool = False

    def value(self, cell: str) -> str:
        """What a cell that is not empty supplies; nothing where it is passed over."""
        if self.by_name and not _BARE.fullmatch(cell):
            return ""
        needs_unit = self.unit and _NUMBER_AT_THE_END.search(cell)
        return f"{cell} {self.unit}" if needs_unit else cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is known of columns of figures: the names that mean a measure, and whether a unit is one of a measure."""

    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fits: Callable[[str, str], bool] = lambda _measure, _unit: False


def with_unit(column: DataColumn, name: str, figures: Figures) -> tuple[DataColumn, str]:
    """The column with the unit that its name gives, and what to tell where the name gives none that fits."""
    if column.unit:
        return column, ""
    given = _units_in(name)
    for unit in given:
        if figures.fits(column.measure, unit):
            return replace(column, unit=unit), ""
    told = f"{name!r} names no unit of {column.measure}: what its cells hold must say it" if given else ""
    return column, told


def found_by_name(
    header: Sequence[str], taken: Collection[int], figures: Figures
) -> Iterator[tuple[int, DataColumn | str]]:
    """The columns whose names mean a measure and give a unit of it, one for each measure; what to tell of others."""
    measures = roles_by_name(figures.names)
    done = set[str]()
    for at, name in enumerate(header):
        measure = measures.get(fold_name(name))
        if measure is None or measure in done or at in taken:
            continue
        column, _ = with_unit(DataColumn(column=name, measure=measure, by_name=True), name, figures)
        if column.unit:
            done.add(measure)
            yield at, column
        else:
            yield at, f"{name!r} is not read: it names no unit of {measure}; if it is one, use --data-col"


def _units_in(name: str) -> list[str]:
    """What stands in brackets, the last first."""
    return [unit.strip() for unit in _IN_BRACKETS.findall(unicodedata.normalize("NFKC", name))][::-1]
