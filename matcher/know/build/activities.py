"""Activity files as records; what cannot be read in them is told, and left out."""

from collections.abc import Mapping

from matcher.know.build.notation import NotationError, cited, limit_of, needed_of, with_unit
from matcher.know.build.units import UnitTable
from matcher.know.shapes.activity import (
    ActivityFile,
    ConditionShape,
    CriterionShape,
    GroupShape,
    ListingShape,
)
from matcher.know.shapes.base import Words
from matcher.know.source.complaints import Complaints, Path
from matcher.model.states import Member
from matcher.model.taxonomy import (
    Activity,
    CommonGround,
    Condition,
    CriteriaGroup,
    Criterion,
    Limit,
    Listing,
    Measure,
)

_UNREADABLE = Limit(word="judged", written="")


class ActivityBuilder:
    """Builds one activity; notations that cannot be read are noted in its complaints."""

    def __init__(self, units: UnitTable, measures: Mapping[str, Measure], complaints: Complaints) -> None:
        self.units = units
        self.measures = measures
        self.complaints = complaints

    def build(self, file: ActivityFile) -> Activity:
        """The activity of a file."""
        ground = file.common_ground
        return Activity(
            id=file.activity,
            name=file.name.words(),
            sector=file.sector,
            class_id=file.class_id,
            green=file.green,
            covers=file.covers,
            kind=file.kind,
            does_not_cover=tuple(file.does_not_cover),
            listings=tuple(self._listing(listing, ("listed", at)) for at, listing in enumerate(file.listed)),
            common_ground=CommonGround(member=ground.member, criteria_from=tuple(ground.criteria_from))
            if ground
            else CommonGround(member=Member.NO),
            isic=tuple(file.sectors.isic),
            nace=tuple(file.sectors.nace),
            nace_revision=file.sectors.nace_rev or "",
            asks=_words(file.asks),
            topics={side: tuple(topics) for side, topics in file.topics.items()},
        )

    def _listing(self, shape: ListingShape, path: Path) -> Listing:
        criteria = shape.criteria
        return Listing(
            framework=shape.framework,
            code=shape.code,
            relation=shape.relation,
            contribution_kind=shape.contribution_kind,
            criteria=self._group(criteria, (*path, "criteria")) if isinstance(criteria, GroupShape) else None,
            any_qualifies=criteria == "any_qualifies",
            complete=shape.complete,
            disqualifiers=tuple(shape.disqualifiers),
            dnsh=tuple(shape.dnsh),
            holds=_words(shape.holds),
            shown_by=tuple(shape.shown_by),
            industry=dict(shape.industry),
            also_covers=tuple(shape.also_covers),
            verified=shape.verified,
            note=shape.note or "",
        )

    def _group(self, shape: GroupShape, path: Path) -> CriteriaGroup:
        try:
            needed = needed_of(shape.meet, len(shape.members))
        except NotationError as error:
            self.complaints.add((*path, "meet"), error.message, error.hint)
            needed = 0
        members = list(enumerate(shape.members))
        return CriteriaGroup(
            needed=needed,
            criteria=tuple(
                self._criterion(member, (*path, "list", at))
                for at, member in members
                if isinstance(member, CriterionShape)
            ),
            groups=tuple(
                self._group(member, (*path, "list", at)) for at, member in members if isinstance(member, GroupShape)
            ),
            since=shape.since,
            until=shape.until,
            applies_when=self._condition(shape.applies_when, (*path, "applies_when")),
        )

    def _criterion(self, shape: CriterionShape, path: Path) -> Criterion:
        return Criterion(
            id=shape.id,
            must_be=self._limit(shape.measure or "", shape.must_be, path),
            source=cited(shape.source),
            measure=shape.measure or "",
            asks=_words(shape.asks),
            since=shape.since,
            until=shape.until,
            applies_when=self._condition(shape.applies_when, (*path, "applies_when")),
            waives=tuple(shape.waives),
            asks_for=tuple(shape.asks_for),
            verified=shape.verified,
            note=shape.note or "",
        )

    def _condition(self, shape: ConditionShape | None, path: Path) -> Condition | None:
        if shape is None:
            return None
        return Condition(measure=shape.measure, must_be=self._limit(shape.measure, shape.must_be, path))

    def _limit(self, measure: str, written: str, path: Path) -> Limit:
        limit = read_limit(written, self.units, self.complaints, (*path, "must_be"))
        return with_unit(limit, self.measures.get(measure), self.units)


def read_limit(written: str, units: UnitTable, complaints: Complaints, path: Path) -> Limit:
    """The demand, or `judged` when it cannot be read, which is told."""
    try:
        return limit_of(written, units)
    except NotationError as error:
        complaints.add(path, error.message, error.hint)
        return _UNREADABLE


def _words(shape: Words | None) -> dict[str, str]:
    return shape.words() if shape else {}
