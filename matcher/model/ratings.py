"""What comes of the records: numbers with their bounds, verdicts, and one result for each topic."""

from dataclasses import dataclass, field
from fractions import Fraction

from matcher.model.evidence import Hit
from matcher.model.materiality import (
    Axis,
    Confidence,
    Horizon,
    MaterialVerdict,
    NoneFound,
    OutOfScope,
    Record,
    RecordKind,
)
from matcher.model.taxonomy import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a record: an error code, the column it stands in, and what was expected there."""

    code: str
    column: str
    found: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult:
    """What is known of one record. All numbers are exact; None where there is no such number.

    `lower` and `upper` bound the score whatever the missing factors are. `computed` is the verdict before an override,
    `on_evidence` what documents and quoted words alone would say. `decides`: whether the topic counts this record.
    `managed`: material as it stands, and no longer so after the measures taken.
    """

    record: Record
    verdict: MaterialVerdict
    computed: MaterialVerdict
    on_evidence: MaterialVerdict
    threshold: Fraction
    rules: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    severity: Fraction | None = None
    score: Fraction | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    by_horizon: dict[Horizon, Fraction] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    confidence: Confidence | None = None
    decides: bool = True
    managed: bool = False
    undocumented: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindResult:
    """One of the four numbers of a topic: the greatest over its records, never a sum; it comes from `record`."""

    verdict: MaterialVerdict
    records: int
    record: str = ""
    score: Fraction | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicResult:
    """What is said of one topic: up to four numbers, a verdict for each axis, and one for the topic."""

    code: str
    topic: str
    name: Words
    pillar: str
    kinds: dict[RecordKind, KindResult]
    axes: dict[Axis, MaterialVerdict]
    verdict: MaterialVerdict
    confidence: Confidence | None = None
    none_found: tuple[NoneFound, ...] = ()
    managed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """Words of the text that bear on materiality: what they did, or that they only claim something."""

    rule: str
    name: Words
    because: Words
    hit: Hit
    quote: str
    claim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFactor:
    """A factor that nobody knows, asked of the user; `column` is the factor, with its horizon where it has one."""

    record: str
    topic: str
    column: str
    asks: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Materiality:
    """The whole double materiality screening of one project.

    `decided` of the topics `in_scope` have a verdict on both axes. `unplaced` are topics of candidates that the
    standard has no code for.
    """

    standard: str
    preset: str
    thresholds: dict[RecordKind, Fraction]
    records: tuple[RecordResult, ...]
    topics: tuple[TopicResult, ...]
    in_scope: int
    decided: int
    out_of_scope: tuple[OutOfScope, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    missing: tuple[MissingFactor, ...] = ()
    unplaced: tuple[str, ...] = ()

    @property
    def material(self) -> tuple[TopicResult, ...]:
        """The topics that are material, on evidence or by indication."""
        wanted = (MaterialVerdict.MATERIAL, MaterialVerdict.INDICATIVE_MATERIAL)
        return tuple(one for one in self.topics if one.verdict in wanted)
