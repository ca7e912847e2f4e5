"""Impacts, risks and opportunities as they are recorded, before anybody judges them.

The names of kinds, states and factors are those of records, registers, exported files and the command line.
"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.model.evidence import Span
from matcher.model.problems import Place
from matcher.model.taxonomy import Words


class RecordKind(StrEnum):
    """What a record speaks of: the project's effect on the world, or the world's effect on the project."""

    IMPACT_NEGATIVE = "impact_negative"
    IMPACT_POSITIVE = "impact_positive"
    RISK = "risk"
    OPPORTUNITY = "opportunity"


class RecordState(StrEnum):
    """Whether it is so already: the first two for impacts, the others for risks and opportunities."""

    ACTUAL = "actual"
    POTENTIAL = "potential"
    CURRENT = "current"
    ANTICIPATED = "anticipated"


class Axis(StrEnum):
    """The two sides of double materiality."""

    IMPACT = "impact"
    FINANCIAL = "financial"


class Factor(StrEnum):
    """What is rated from 1 to 5."""

    SCALE = "scale"
    SCOPE = "scope"
    IRREMEDIABILITY = "irremediability"
    LIKELIHOOD = "likelihood"
    MAGNITUDE = "magnitude"


class Horizon(StrEnum):
    """The time horizons of financial effects, in their order."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class ValueChain(StrEnum):
    """Where in the value chain it arises."""

    UPSTREAM = "upstream"
    OWN = "own"
    DOWNSTREAM = "downstream"


class MitigationState(StrEnum):
    """How far a measure against an impact has come."""

    PLANNED = "planned"
    IMPLEMENTED = "implemented"


class Origin(StrEnum):
    """Where a value comes from, strongest first."""

    USER = "user"
    TEXT_RULE = "text_rule"
    ACTIVITY_RULE = "activity_rule"
    SECTOR_PRIOR = "sector_prior"


class Confidence(StrEnum):
    """How sure a value is, best first: cited document, quoted span, activity rule, sector prior."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class MaterialVerdict(StrEnum):
    """What is said of a record, an axis or a topic. `indicative_`: rests on an activity rule or a sector prior."""

    MATERIAL = "material"
    NOT_MATERIAL = "not_material"
    REVIEW = "review"
    INCOMPLETE = "incomplete"
    NOT_ASSESSED = "not_assessed"
    ERROR = "error"
    INDICATIVE_MATERIAL = "indicative_material"
    INDICATIVE_NOT_MATERIAL = "indicative_not_material"
    INDICATIVE_REVIEW = "indicative_review"


STRONGEST_FIRST = (
    MaterialVerdict.MATERIAL,
    MaterialVerdict.REVIEW,
    MaterialVerdict.INDICATIVE_MATERIAL,
    MaterialVerdict.INDICATIVE_REVIEW,
    MaterialVerdict.INCOMPLETE,
    MaterialVerdict.INDICATIVE_NOT_MATERIAL,
    MaterialVerdict.NOT_MATERIAL,
    MaterialVerdict.NOT_ASSESSED,
    MaterialVerdict.ERROR,
)
"""Which of several verdicts stands for them all: the one that leaves a reader most to do."""

IMPACTS = (RecordKind.IMPACT_NEGATIVE, RecordKind.IMPACT_POSITIVE)
"""The kinds of the impact axis; the others are of the financial axis."""


def axis_of(kind: RecordKind) -> Axis:
    """The axis that a kind counts on."""
    return Axis.IMPACT if kind in IMPACTS else Axis.FINANCIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The value of one factor as it was given, and why.

    `value` None with nothing `written` means that nothing is known; `declined` that somebody looked and could not
    judge; `written` without a value that what was written is no whole number. `evidence` is the document a user cites,
    or the words a text rule quotes, with their `span`. `superseded` are the weaker values that this one beat.
    """

    value: int | None = None
    written: str = ""
    declined: bool = False
    evidence: str = ""
    origin: Origin = Origin.USER
    rule: str = ""
    span: Span | None = None
    because: Words = field(default_factory=dict)
    shifted_from: int | None = None
    superseded: tuple["Rating", ...] = ()

    @property
    def given(self) -> bool:
        """Whether anything was written, right or wrong, a refusal to judge included."""
        return self.value is not None or self.declined or bool(self.written)

    @property
    def confidence(self) -> Confidence:
        """A for a value with a document, B for a quoted span or a value somebody gives without a document."""
        if self.origin is Origin.USER:
            return Confidence.A if self.evidence else Confidence.B
        if self.origin is Origin.TEXT_RULE:
            return Confidence.B
        return Confidence.C if self.origin is Origin.ACTIVITY_RULE else Confidence.D


NOTHING_KNOWN = Rating()
_NOWHERE = Place(file="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Somebody puts another value or verdict in place of the one given or computed.

    `what` is `verdict` or a factor (`likelihood`, or `long.likelihood` for a horizon). `second` is the second name
    that some overrides need.
    """

    what: str
    value: str
    by: str
    on: datetime.date | None
    because: str
    document: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Somebody attested, or denied, that the harm a candidate speaks of is avoided; evidence, and never a value.

    `about` is the objective, or the minimum safeguards, that was checked.
    """

    about: str
    met: bool
    by: str
    on: datetime.date | None = None
    document: str = ""
    verified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One impact, risk or opportunity of a project under one topic code of one standard.

    Impacts have `ratings`; risks and opportunities have `horizons` with magnitude and likelihood each, and `left_out`
    with the reason for every horizon that was not looked at. `human_rights` None takes the flag of the topic.
    `residual_of` names the gross record that this one is the residual view of. `candidate`: put there by rules, not by
    a person. `checks` are the attestations that bear on it. `places` says where each value was written.
    """

    id: str
    standard_version: str
    topic: str
    kind: RecordKind
    state: RecordState
    title: str = ""
    value_chain: ValueChain | None = None
    horizon: Horizon | None = None
    human_rights: bool | None = None
    ratings: dict[Factor, Rating] = field(default_factory=dict)
    horizons: dict[Horizon, dict[Factor, Rating]] = field(default_factory=dict)
    left_out: dict[Horizon, str] = field(default_factory=dict)
    residual_of: str = ""
    mitigation: MitigationState | None = None
    mitigation_evidence: str = ""
    overrides: tuple[Override, ...] = ()
    candidate: bool = False
    rules: tuple[str, ...] = ()
    because: Words = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    place: Place = _NOWHERE
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def axis(self) -> Axis:
        """The side this record counts on."""
        return axis_of(self.kind)

    def at(self, column: str) -> Place:
        """Where a value was written, else where the record stands."""
        return self.places.get(column, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneFound:
    """Somebody looked at one axis of a topic and found nothing to record."""

    standard_version: str
    topic: str
    axis: Axis
    by: str
    on: datetime.date | None
    because: str = ""
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfScope:
    """A topic that is left out of the assessment, and why; it stays visible."""

    standard_version: str
    topic: str
    because: str
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything a person recorded about the materiality of one project."""

    records: tuple[Record, ...] = ()
    none_found: tuple[NoneFound, ...] = ()
    out_of_scope: tuple[OutOfScope, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.none_found or self.out_of_scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialityOptions:
    """What the user asks of the screening; empty means what the register, or the pack, says."""

    standard: str = ""
    preset: str = ""
    priors: tuple["SectorPrior", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorPrior:
    """One line of a file of sector priors: what is usual in an industry; a starting point and never evidence."""

    sector: str
    topic: str
    kind: RecordKind
    value: int
    source: str
    place: Place = _NOWHERE
