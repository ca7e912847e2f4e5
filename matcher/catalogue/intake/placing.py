"""Where the items of an official table belong: under which of our activities, with which relation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from matcher.catalogue.intake.table import OfficialRow
from matcher.catalogue.items import Stand, stands_of
from matcher.model.states import Relation
from matcher.model.taxonomy import Taxonomy, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An item under an activity. A narrower one holds the part that the listings of `shown_by` hold together."""

    activity: str
    row: OfficialRow
    relation: Relation
    holds: Words = field(default_factory=dict)
    shown_by: tuple[str, ...] = ()


def place(rows: Sequence[OfficialRow], taxonomy: Taxonomy) -> list[Placement]:
    """Every item under the activities it names, or under those that stand under an item of every list it names.

    An item of two lists is what both hold. So it is narrower where one of them is, exact where one is exact and the
    other at least as wide, broader only where all are. An item exact for several activities is broader than each.
    """
    placed = []
    for row in rows:
        own = list(_placements(row, taxonomy))
        exact = sum(one.relation is Relation.EXACT for one in own)
        placed += [replace(one, relation=Relation.BROADER) if _is_one_of(one, exact) else one for one in own]
    return placed


def _is_one_of(placement: Placement, exact: int) -> bool:
    return exact > 1 and placement.relation is Relation.EXACT


def _placements(row: OfficialRow, taxonomy: Taxonomy) -> Iterator[Placement]:
    if row.activities:
        yield from (Placement(activity=one, row=row, relation=row.relation) for one in row.activities)
        return
    stands = stands_of(taxonomy)
    by_list: list[dict[str, Stand]] = []
    for framework, codes in row.codes.items():
        under: dict[str, Stand] = {}
        for code in codes:
            for stand in stands.get((framework, code), []):
                best = under.get(stand.activity.id)
                under[stand.activity.id] = stand if best is None else min(best, stand, key=_rank)
        by_list.append(under)
    for activity in by_list[0] if by_list else ():
        if all(activity in under for under in by_list):
            yield _together(activity, row, [under[activity] for under in by_list])


def _rank(stand: Stand) -> int:
    return list(Relation).index(stand.listing.relation)


def _together(activity: str, row: OfficialRow, stands: Sequence[Stand]) -> Placement:
    relations = {stand.listing.relation for stand in stands}
    narrower = [stand.listing for stand in stands if stand.listing.relation is Relation.NARROWER]
    if narrower:
        keys = tuple(listing.key for listing in narrower)
        return Placement(activity=activity, row=row, relation=Relation.NARROWER, holds=narrower[0].holds, shown_by=keys)
    if relations == {Relation.BROADER}:
        return Placement(activity=activity, row=row, relation=Relation.BROADER)
    relation = Relation.CLOSE if Relation.CLOSE in relations else Relation.EXACT
    return Placement(activity=activity, row=row, relation=relation)
