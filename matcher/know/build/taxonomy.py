"""The files directly under `taxonomy/`, as records."""

from collections.abc import Iterator, Mapping

from matcher.know.build.notation import cited
from matcher.know.shapes import taxonomy as shapes
from matcher.know.shapes.official import ItemShape, OfficialFile, SuccessorsFile
from matcher.model.taxonomy import (
    ClassOfActivity,
    Framework,
    Item,
    Measure,
    Objective,
    OfficialList,
    OldDeal,
    Source,
    Successor,
)


def sources_of(file: shapes.SourcesFile) -> dict[str, Source]:
    """The sources by id."""
    return {
        shape.id: Source(
            id=shape.id,
            title=shape.title.words(),
            kind=shape.kind,
            verified=shape.verified,
            date=shape.date,
            in_force=shape.in_force,
            until=shape.until,
            review_by=shape.review_by,
            note=shape.note or "",
        )
        for shape in sorted(file.sources, key=lambda source: source.id)
    }


def frameworks_of(file: shapes.FrameworksFile) -> dict[str, Framework]:
    """The frameworks by id, in the order of the file: outputs show them in it."""
    return {shape.id: _framework(shape) for shape in file.frameworks}


def _framework(shape: shapes.FrameworkShape) -> Framework:
    return Framework(
        id=shape.id,
        name=shape.name.words(),
        coverage=shape.coverage,
        edition_of=shape.edition_of or "",
        column=shape.column,
        in_force=shape.in_force,
        until=shape.until,
        old_deals=tuple(
            OldDeal(
                kind=deal.kind,
                state=deal.state,
                edition=deal.edition,
                because=deal.because.words(),
                before=deal.before,
                choice=tuple(deal.choice),
                source=cited(deal.source) if deal.source else None,
                verified=deal.verified,
            )
            for deal in shape.old_deals
        ),
        steps=tuple(shape.steps),
        ceiling=shape.ceiling,
        basis=tuple(basis.listings_of for basis in shape.basis if basis.listings_of),
        basis_objective={
            basis.listings_of: basis.objective for basis in shape.basis if basis.listings_of and basis.objective
        },
        sources=tuple(basis.source for basis in shape.basis),
        label=shape.label or "",
        missing=shape.missing.words() if shape.missing else {},
    )


def objectives_of(file: shapes.ObjectivesFile) -> dict[str, Objective]:
    """The objectives by id, in the order of the file."""
    return {shape.id: Objective(id=shape.id, prefix=shape.code, name=shape.name.words()) for shape in file.objectives}


def classes_of(file: shapes.ClassesFile) -> dict[str, ClassOfActivity]:
    """The classes by id, in the order of the file."""
    return {
        shape.id: ClassOfActivity(
            id=shape.id, name=shape.name.words(), meaning=shape.meaning, never_green=shape.green == "never"
        )
        for shape in file.classes
    }


def sectors_of(file: shapes.SectorsFile) -> dict[str, dict[str, str]]:
    """The names of the sectors by id, in the order of the file."""
    return {shape.id: shape.name.words() for shape in file.sectors}


def revisions_of(file: shapes.SectorsFile) -> dict[str, str]:
    """The revision of all codes of a classification, by classification."""
    return {str(classification): revision for classification, revision in file.revisions.items()}


def measures_of(file: shapes.MeasuresFile) -> dict[str, Measure]:
    """The measures by id."""
    return {
        shape.id: Measure(
            id=shape.id,
            kind=shape.kind,
            name=shape.name.words(),
            asks=shape.asks.words(),
            unit=shape.unit or "",
            life_cycle=shape.life_cycle,
            near=shape.near.by_language(),
            words={word: (*said.en, *said.zh) for word, said in shape.words.items()},
        )
        for shape in sorted(file.measures, key=lambda measure: measure.id)
    }


def official_of(file: OfficialFile, sources: Mapping[str, Source]) -> OfficialList:
    """The headings and items of a list by code, each with the days of the act that it came with."""
    placed = [*((one, True) for one in file.headings), *((one, False) for one in file.entries)]
    return OfficialList(
        framework=file.official,
        source=file.source,
        named_in=file.named_in,
        items={shape.code: _item(shape, heading, sources.get(shape.act or "")) for shape, heading in placed},
    )


def _item(shape: ItemShape, heading: bool, act: Source | None) -> Item:
    return Item(
        code=shape.code,
        name=shape.name.words(),
        heading=heading,
        verified=shape.verified,
        act=shape.act or "",
        since=act.in_force if act else None,
        until=act.until if act else None,
    )


def successors_of(file: SuccessorsFile) -> Iterator[Successor]:
    """What became of each item, in the order of the file."""
    for editions in file.successors:
        for shape in editions.entries:
            yield Successor(
                edition=editions.older,
                code=shape.code,
                later_edition=editions.newer,
                later_code=shape.becomes,
                basis=shape.basis,
                verified=shape.verified,
            )
