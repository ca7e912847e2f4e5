"""What is green, and who says so: the typed contents of `taxonomy/`."""

import datetime
from dataclasses import dataclass, field
from fractions import Fraction

from matcher.model.states import (
    ContributionKind,
    Coverage,
    Green,
    Kind,
    MeasureKind,
    Member,
    Relation,
)

Words = dict[str, str]
"""A text by language: `{en: ..., zh: ...}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that facts are taken from.

    `verified` is yes (compared with the document itself), second-hand (known from people who read it) or no.
    """

    id: str
    title: Words
    kind: str
    verified: str
    date: datetime.date | None = None
    in_force: datetime.date | None = None
    until: datetime.date | None = None
    review_by: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source and the place in it, as in `eu-2021-2139, Annex I, 4.5`."""

    source: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.source}, {self.place}" if self.place else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An environmental objective; `prefix` opens the codes of its annex (CCM, CCA, ...).

    The first of the file is the one that codes are claimed for where a text names none.
    """

    id: str
    prefix: str
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassOfActivity:
    """A class of results. `never_green` marks the classes that no criterion can turn green."""

    id: str
    name: Words
    meaning: str = ""
    never_green: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OldDeal:
    """One line of the rule for old deals: which edition a deal of this kind and state keeps.

    `edition` is an edition id, or `chosen` where the owner may choose one of `choice`. `before` bounds the deal's
    date (the line holds for earlier deals only); without it the line holds whatever the date.
    """

    kind: str
    state: str
    edition: str
    because: Words
    before: datetime.date | None = None
    choice: tuple[str, ...] = ()
    source: Cited | None = None
    verified: str = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A taxonomy, or an edition of one (`edition_of`).

    `steps` are walked in order and `ceiling` names the best that the last step can give. A framework with a
    `label` tells its steps as one status; `basis` names the listings (framework or edition ids) it borrows, and
    `basis_objective` the one objective whose listings it borrows there. `sources` are the documents it rests on.
    """

    id: str
    name: Words
    coverage: Coverage
    edition_of: str = ""
    column: str = ""
    in_force: datetime.date | None = None
    until: datetime.date | None = None
    old_deals: tuple[OldDeal, ...] = ()
    steps: tuple[str, ...] = ()
    ceiling: str = ""
    basis: tuple[str, ...] = ()
    basis_objective: dict[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    label: str = ""
    missing: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of one dimension. A value times `factor` is the value in the dimension's base unit.

    `spellings` are its own; `pattern` is a regular expression of every way to write it, compound ones too, over
    text as units are compared (no spaces, hyphens, brackets and `of`; plain digits and widths; small letters unless
    `exact_case`). `before`: it stands before the number, as in `CO2e 675`.
    """

    id: str
    dimension: str
    factor: str
    spellings: tuple[str, ...]
    pattern: str = ""
    before: bool = False
    exact_case: bool = False

    @property
    def exact_factor(self) -> Fraction:
        """The factor as an exact fraction."""
        return Fraction(self.factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something a criterion asks for. `life_cycle` figures count only where the text says life cycle.

    `words` maps each word a `word` measure may take to the ways texts write it.
    """

    id: str
    kind: MeasureKind
    name: Words
    asks: Words
    unit: str = ""
    life_cycle: bool = False
    near: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a criterion demands: `must_be` as parts.

    `word` is one of above, at least, below, at most, exactly, between, one of, present, absent, judged. For a
    quantity `values` are exact decimals as written and `unit` a unit id (empty for plain numbers); for words
    `values` are the words. `written` is the demand as the pack has it, for people.
    """

    word: str
    written: str
    values: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A measure and what it must be for something to apply."""

    measure: str
    must_be: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One technical screening criterion of a listing, valid from `since` to `until` (both inclusive).

    `verified` is as for a source; a criterion is second-hand, known through a summary, until somebody has compared it.
    `applies_when` narrows it to a case; `waives` names criteria that do not apply when this one holds (an
    exemption, which fails nothing); `asks_for` names criteria that apply only when this one holds (a trigger).
    """

    id: str
    must_be: Limit
    source: Cited
    measure: str = ""
    asks: Words = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None
    applies_when: Condition | None = None
    waives: tuple[str, ...] = ()
    asks_for: tuple[str, ...] = ()
    verified: str = "second-hand"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaGroup:
    """Criteria and groups of which `needed` must be met; `needed` 0 means all of them."""

    needed: int = 0
    criteria: tuple[Criterion, ...] = ()
    groups: tuple["CriteriaGroup", ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    applies_when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An activity under one item of one list.

    `criteria` None means that no criterion is encoded; `any_qualifies` that the source says any such activity
    qualifies. `complete` False means that only part of the list's criteria is encoded, so `meets` is impossible.
    `industry` maps a GB/T 4754 code to direct, enabling or none. `shown_by` are the keys of other listings of the
    activity whose `shows` terms, all of them together, tell of this item too.
    """

    framework: str
    code: str
    relation: Relation
    contribution_kind: ContributionKind | None = None
    criteria: CriteriaGroup | None = None
    any_qualifies: bool = False
    complete: bool = True
    disqualifiers: tuple[str, ...] = ()
    dnsh: tuple[str, ...] = ()
    holds: Words = field(default_factory=dict)
    shown_by: tuple[str, ...] = ()
    industry: dict[str, str] = field(default_factory=dict)
    also_covers: tuple[str, ...] = ()
    verified: bool = True
    note: str = ""

    @property
    def key(self) -> str:
        """How rules name this listing: framework and code, as in `cn-2025 4.2.4`."""
        return f"{self.framework} {self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonGround:
    """Our reading of whether both sides share the activity, and whose criteria speak then."""

    member: Member
    criteria_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing in the world that money can buy, with every list it stands on.

    A broad group (`kind` broad) has no listings and `asks` the question that would narrow it down.
    """

    id: str
    name: Words
    sector: str
    class_id: str
    green: Green
    covers: str
    kind: Kind = Kind.ACTIVITY
    does_not_cover: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    common_ground: CommonGround = CommonGround(member=Member.NO)
    isic: tuple[str, ...] = ()
    nace: tuple[str, ...] = ()
    nace_revision: str = ""
    asks: Words = field(default_factory=dict)
    topics: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list, or a heading above items, as its publisher has it; `verified` as for a source.

    `act` is the source that put the item on the list, where that is known; it stands there from `since` to `until`
    (both inclusive), the days of that source.
    """

    code: str
    name: Words
    heading: bool = False
    verified: str = "yes"
    act: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialList:
    """The headings and items of a framework or edition by code, in the order of the list.

    `named_in` is the language of its publisher; names in another one are our translation.
    """

    framework: str
    source: str
    named_in: str
    items: dict[str, Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """What an item of an older edition became in a newer one, and how we know: same name, or own judgement."""

    edition: str
    code: str
    later_edition: str
    later_code: str
    basis: str
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """Everything under `taxonomy/`, by id, in the order of the ids."""

    sources: dict[str, Source]
    frameworks: dict[str, Framework]
    objectives: dict[str, Objective]
    classes: dict[str, ClassOfActivity]
    sectors: dict[str, Words]
    units: dict[str, Unit]
    measures: dict[str, Measure]
    activities: dict[str, Activity]
    life_cycle: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Words by language that say life cycle, for the figures of measures that ask for it."""
    official: dict[str, OfficialList] = field(default_factory=dict)
    """The lists as their publishers have them, by framework or edition; not every framework has one."""
    successors: tuple[Successor, ...] = ()
    revisions: dict[str, str] = field(default_factory=dict)
    """The one revision that all codes of a classification are of, by `isic` and `gb4754`, where the pack says it."""

    def item(self, framework: str, code: str) -> Item | None:
        """An item or a heading of a list that is held; None where it is not."""
        official = self.official.get(framework)
        return official.items.get(code) if official else None
