"""Which day's law is applied, and which edition of a list a deal keeps."""

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matcher.model.document import AsOf, Deal, Document, Options
from matcher.model.rules import Pack
from matcher.model.states import AsOfFrom
from matcher.model.taxonomy import CriteriaGroup, Framework, OldDeal, Taxonomy, Words

EDITION_BY_DATE = "edition_by_date"
CHOICE_NOT_OPEN = "choice_not_open"
CHOSEN = "chosen"
_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChoice:
    """The edition of a framework that rules a deal; empty where none is in force.

    `because` holds the reason by language, `flags` what the answer has to say about the choice.
    """

    framework: str
    edition: str
    because: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()


def as_of_date(options: Options, document: Document, pack: Pack, today: datetime.date | None = None) -> AsOf:
    """The day whose law is applied: that of the options, else that of the deal, else the one the pack describes.

    `today` takes the place of the date where the options ask for the clock; nothing else ever does.
    """
    if options.as_of is not None:
        by_clock = options.as_of.source is AsOfFrom.CLOCK and today is not None
        return AsOf(date=today, source=AsOfFrom.CLOCK) if by_clock and today else options.as_of
    if document.deal.date is not None:
        return AsOf(date=document.deal.date, source=AsOfFrom.DEAL)
    return AsOf(date=datetime.date.fromisoformat(pack.identity.valid_on), source=AsOfFrom.PACK)


def editions_of(framework: Framework, taxonomy: Taxonomy) -> tuple[Framework, ...]:
    """The editions of a framework, oldest first."""
    own = (one for one in taxonomy.frameworks.values() if one.edition_of == framework.id)
    return tuple(sorted(own, key=lambda one: (one.in_force or datetime.date.min, one.id)))


def choose_editions(
    deal: Deal, day: datetime.date, taxonomy: Taxonomy, sentences: Mapping[str, Words]
) -> tuple[EditionChoice, ...]:
    """For each framework that has editions the one that rules the deal, by the tables of old deals, else by the day."""
    chosen = []
    for framework in taxonomy.frameworks.values():
        editions = editions_of(framework, taxonomy)
        if editions:
            chosen.append(_choose(framework, editions, deal, day, sentences))
    return tuple(chosen)


def _choose(
    framework: Framework,
    editions: tuple[Framework, ...],
    deal: Deal,
    day: datetime.date,
    sentences: Mapping[str, Words],
) -> EditionChoice:
    ids = [edition.id for edition in editions]
    line = _line_that_holds([*framework.old_deals, *(old for one in editions for old in one.old_deals)], deal)
    may_choose = line is not None and line.edition == CHOSEN
    if line is not None and not may_choose:
        unused = bool(deal.chosen_edition) and deal.chosen_edition != line.edition
        flags = (CHOICE_NOT_OPEN,) if unused else ()
        return EditionChoice(
            framework=framework.id, edition=line.edition, because=_because(line, sentences), flags=flags
        )
    if line is not None and deal.chosen_edition in (line.choice or ids):
        return EditionChoice(
            framework=framework.id, edition=deal.chosen_edition or "", because=_because(line, sentences)
        )
    in_force = [one.id for one in editions if _is_in_force(one, day)]
    edition = in_force[-1] if in_force else ""
    open_flags = [EDITION_BY_DATE] if may_choose or _tells_too_little(deal) else []
    if deal.chosen_edition in ids and deal.chosen_edition != edition:
        open_flags.append(CHOICE_NOT_OPEN)
    because = sentences.get("edition_in_force" if edition else "no_edition_in_force", {})
    return EditionChoice(
        framework=framework.id, edition=edition, because=tuple(because.items()), flags=tuple(open_flags)
    )


def _because(line: OldDeal, sentences: Mapping[str, Words]) -> tuple[tuple[str, str], ...]:
    """The reason of a line, with the doubt that is left where nobody compared it with its source."""
    with_doubt = {} if line.verified == "yes" else sentences.get(f"old_deal_{line.verified.replace('-', '_')}", {})
    return tuple(
        (language, with_doubt.get(language, "{because}").replace("{because}", because))
        for language, because in line.because.items()
    )


def _line_that_holds(lines: Iterable[OldDeal], deal: Deal) -> OldDeal | None:
    """The first line of the table for this kind and state of deal."""
    for line in lines:
        early = line.before is None or (deal.date is not None and deal.date < line.before)
        if line.kind == deal.kind and line.state == deal.state and early:
            return line
    return None


def _is_in_force(edition: Framework, day: datetime.date) -> bool:
    since = edition.in_force is None or edition.in_force <= day
    return since and (edition.until is None or day <= edition.until)


def _tells_too_little(deal: Deal) -> bool:
    """Whether a deal is spoken of, but not how far it has come or when."""
    if deal == Deal():
        return False
    return deal.state is None or deal.date is None


class LawDays:
    """The days on which some rule of a pack begins or has just ended: between two of them nothing changes."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        days = {datetime.date.min}
        for framework in taxonomy.frameworks.values():
            days.update(_edges(framework.in_force, framework.until))
        for official in taxonomy.official.values():
            for item in official.items.values():
                days.update(_edges(item.since, item.until))
        for activity in taxonomy.activities.values():
            for listing in activity.listings:
                if listing.criteria is not None:
                    days.update(_edges_of(listing.criteria))
        self._days = sorted(days)

    def before(self, day: datetime.date) -> datetime.date:
        """The last of these days up to the given one; the law of both is the same."""
        return self._days[bisect_right(self._days, day) - 1]


def _edges(since: datetime.date | None, until: datetime.date | None) -> Iterator[datetime.date]:
    if since is not None:
        yield since
    if until is not None and until < datetime.date.max:
        yield until + _ONE_DAY


def _edges_of(group: CriteriaGroup) -> Iterator[datetime.date]:
    yield from _edges(group.since, group.until)
    for criterion in group.criteria:
        yield from _edges(criterion.since, criterion.until)
    for inner in group.groups:
        yield from _edges_of(inner)
