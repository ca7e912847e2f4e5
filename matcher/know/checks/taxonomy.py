"""Whether the files directly under `taxonomy/` agree with themselves and one another."""

import datetime
from collections.abc import Iterable, Sequence
from fractions import Fraction

from pydantic import BaseModel

from matcher.know.checks.known import Known
from matcher.know.shapes import taxonomy as shapes
from matcher.know.shapes.sheets import Sheets
from matcher.know.source.complaints import Complaints, Path
from matcher.model.states import Coverage, MeasureKind


def check_taxonomy(sheets: Sheets, known: Known) -> None:
    """Check sources, frameworks, objectives, classes, sectors, units and measures."""
    for sheet, sources in sheets.of(shapes.SourcesFile):
        check_distinct(sheet.complaints, "sources", sources.sources)
        for at, source in enumerate(sources.sources):
            _check_days(sheet.complaints, ("sources", at), source.in_force, source.until)
    for sheet, objectives in sheets.of(shapes.ObjectivesFile):
        check_distinct(sheet.complaints, "objectives", objectives.objectives)
        check_distinct(sheet.complaints, "objectives", objectives.objectives, key="code")
    for sheet, classes in sheets.of(shapes.ClassesFile):
        check_distinct(sheet.complaints, "classes", classes.classes)
    for sheet, sectors in sheets.of(shapes.SectorsFile):
        check_distinct(sheet.complaints, "sectors", sectors.sectors)
    for sheet, frameworks in sheets.of(shapes.FrameworksFile):
        _check_frameworks(sheet.complaints, frameworks, known)
    for sheet, units in sheets.of(shapes.UnitsFile):
        _check_units(sheet.complaints, units, known)
    for sheet, measures in sheets.of(shapes.MeasuresFile):
        check_distinct(sheet.complaints, "measures", measures.measures)
        _check_measures(sheet.complaints, measures, known)


def check_distinct(complaints: Complaints, name: str, entries: Sequence[BaseModel], *, key: str = "id") -> None:
    """Note every entry of a list whose id another one before it has."""
    seen: dict[str, int] = {}
    for at, entry in enumerate(entries):
        word = str(getattr(entry, key))
        if word in seen:
            line = complaints.at(name, seen[word], key).line
            complaints.add((name, at, key), f"{key} '{word}' is given again", f"It stands in line {line} already.")
        seen.setdefault(word, at)


def _check_days(complaints: Complaints, path: Path, since: datetime.date | None, until: datetime.date | None) -> None:
    if since and until and since > until:
        complaints.add(
            (*path, "until"), f"until {until} is before in_force {since}", "The first day comes before the last."
        )


def _check_frameworks(complaints: Complaints, file: shapes.FrameworksFile, known: Known) -> None:
    check_distinct(complaints, "frameworks", file.frameworks)
    check_distinct(complaints, "frameworks", file.frameworks, key="column")
    ids = [framework.id for framework in file.frameworks]
    for at, framework in enumerate(file.frameworks):
        path = ("frameworks", at)
        _check_days(complaints, path, framework.in_force, framework.until)
        if framework.edition_of:
            known.name(complaints, (*path, "edition_of"), "framework", framework.edition_of, ids)
        if framework.coverage != Coverage.FULL and framework.missing is None:
            complaints.add(
                path, f"framework '{framework.id}' does not say what is missing", "Write `missing: {en, zh}`."
            )
        _check_basis(complaints, path, framework, ids, known)
        _check_old_deals(complaints, path, framework, ids, known)


def _check_basis(
    complaints: Complaints, path: tuple[str | int, ...], framework: shapes.FrameworkShape, ids: list[str], known: Known
) -> None:
    for at, basis in enumerate(framework.basis):
        here = (*path, "basis", at)
        known.name(complaints, (*here, "source"), "source", basis.source, known.taxonomy.sources)
        if basis.listings_of:
            known.name(complaints, (*here, "in"), "framework", basis.listings_of, ids)
        if basis.objective:
            known.name(complaints, (*here, "objective"), "objective", basis.objective, known.taxonomy.objectives)


def _check_old_deals(
    complaints: Complaints, path: tuple[str | int, ...], framework: shapes.FrameworkShape, ids: list[str], known: Known
) -> None:
    for at, deal in enumerate(framework.old_deals):
        here = (*path, "old_deals", at)
        known.name(complaints, (*here, "edition"), "edition", deal.edition, [*ids, "chosen"])
        if (deal.edition == "chosen") != bool(deal.choice):
            complaints.add(here, "`choice` stands exactly with `edition: chosen`", "Name the editions to choose from.")
        for number, edition in enumerate(deal.choice):
            known.name(complaints, (*here, "choice", number), "edition", edition, ids)
        if deal.source:
            source = deal.source.partition(",")[0].strip()
            known.name(complaints, (*here, "source"), "source", source, known.taxonomy.sources)


def _check_units(complaints: Complaints, file: shapes.UnitsFile, known: Known) -> None:
    check_distinct(complaints, "dimensions", file.dimensions)
    check_distinct(complaints, "pieces", file.pieces)
    check_distinct(complaints, "units", file.units)
    dimensions = [dimension.id for dimension in file.dimensions]
    units = {unit.id: unit for unit in file.units}
    parts = [*units, *(piece.id for piece in file.pieces)]
    for at, dimension in enumerate(file.dimensions):
        where = ("dimensions", at, "base")
        if not known.name(complaints, where, "unit", dimension.base, units):
            continue
        base = units[dimension.base]
        if base.dimension != dimension.id or _value(base.factor) != 1:
            complaints.add(where, f"'{base.id}' is no base unit of '{dimension.id}'", "A base unit has factor 1.")
    for at, unit in enumerate(file.units):
        path = ("units", at)
        known.name(complaints, (*path, "dimension"), "dimension", unit.dimension, dimensions)
        if not _value(unit.factor):
            complaints.add((*path, "factor"), "a factor of nothing", "Write what one of this unit is in base units.")
        _check_parts(complaints, (*path, "of"), unit.of, parts, known)
        _check_parts(complaints, (*path, "per"), unit.per, parts, known)
        built = known.taxonomy.units.get(unit.id)
        if built is not None and not built.pattern:
            complaints.add(path, f"unit '{unit.id}' has no way to write it", "Write `spellings:`, or `of:` and `per:`.")


def _value(factor: str) -> Fraction:
    top, _, bottom = factor.partition("/")
    return Fraction(top) / Fraction(bottom or 1)


def _check_parts(complaints: Complaints, path: Path, names: Iterable[str], parts: Iterable[str], known: Known) -> None:
    for at, name in enumerate(names):
        known.name(complaints, (*path, at), "unit or piece", name, parts)


def _check_measures(complaints: Complaints, file: shapes.MeasuresFile, known: Known) -> None:
    for at, measure in enumerate(file.measures):
        path = ("measures", at)
        if measure.unit:
            known.name(complaints, (*path, "unit"), "unit", measure.unit, known.taxonomy.units)
        wrong = [
            key
            for key, given, kind in (
                ("unit", measure.unit, MeasureKind.QUANTITY),
                ("life_cycle", measure.life_cycle, MeasureKind.QUANTITY),
                ("words", measure.words, MeasureKind.WORD),
            )
            if given and measure.kind != kind
        ]
        for key in wrong:
            complaints.add(
                (*path, key),
                f"`{key}` at measure '{measure.id}', which is of kind {measure.kind}",
                "Units and life_cycle are for quantities, words are for words.",
                key=True,
            )
        if measure.kind == MeasureKind.WORD and not measure.words:
            complaints.add(
                path, f"measure '{measure.id}' is a word and names none", "Write `words:` with each word it may take."
            )
