"""What the pack knows of materiality: topics, scales, standards, thresholds, and the rules that make candidates."""

from dataclasses import dataclass, field
from fractions import Fraction

from matcher.model.materiality import Factor, Horizon, RecordKind, RecordState, ValueChain
from matcher.model.phrases import Example, NotIt, PatternTable
from matcher.model.problems import Place
from matcher.model.states import Maturity
from matcher.model.taxonomy import Cited, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A sustainability topic. `codes` holds its codes by standard, its own first, then the narrower ones it takes in.

    `part_of` is the broader topic it belongs to. `crosswalk` names related items of lists that are no standards here,
    and of standards in which it has no code of its own; these are our reading.
    """

    id: str
    name: Words
    pillar: str
    human_rights: bool
    source: Cited
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    part_of: str = ""
    crosswalk: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verified: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The five steps of one factor in words, from 1 up."""

    factor: Factor
    name: Words
    asks: Words
    anchors: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A reporting standard that records follow, and where its rules differ from the others'.

    `residual_decides`: the view after measures that are in place and shown to work may decide for potential impacts.
    `horizons_left_out`: a horizon may be left out with a recorded reason.
    """

    id: str
    name: Words
    applies: Words
    source: Cited
    residual_decides: bool = False
    horizons_left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """The thresholds of the four kinds, as decimals, under one name."""

    id: str
    name: Words
    material_from: dict[RecordKind, str]

    def threshold(self, kind: RecordKind) -> Fraction:
        """From which score on a record of this kind is material."""
        return Fraction(self.material_from[kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Creates:
    """A candidate: what kind of record, on which topic, why, and the factors that follow from the thing itself."""

    topic: str
    kind: RecordKind
    state: RecordState
    because: Words
    value_chain: ValueChain = ValueChain.OWN
    human_rights: bool | None = None
    factors: dict[Factor, int] = field(default_factory=dict)
    magnitude: dict[Horizon, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRule:
    """Which activities, classes or sectors bring which candidates with them."""

    id: str
    place: Place
    creates: tuple[Creates, ...]
    activities: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FromObjectives:
    """Which topics the objectives of a taxonomy stand for, for candidates made of listings.

    `contribution` and `harm` map an objective to topics; `safeguards` are the topics of minimum safeguards.
    `own_harm_only` are activities that only lower their own harm, which is no positive impact.
    """

    contribution: dict[str, tuple[str, ...]]
    harm: dict[str, tuple[str, ...]]
    safeguards: tuple[str, ...]
    own_harm_only: tuple[str, ...]
    because: dict[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What words of a text do to one factor: `set_to` a value, or `shift` one that is there by so much."""

    topic: str
    kind: RecordKind
    state: RecordState
    factor: Factor | None = None
    horizons: tuple[Horizon, ...] = ()
    set_to: int | None = None
    shift: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """Words of a description that bear on materiality. A `claim` is recorded and sets nothing.

    Its terms stand in the book's own pattern table, found by `index`.
    """

    id: str
    index: int
    name: Words
    because: Words
    maturity: Maturity
    place: Place
    claim: bool = False
    effects: tuple[Effect, ...] = ()
    not_it: tuple[NotIt, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialityBook:
    """Everything the pack holds for materiality, ready for use.

    `near` is how close to a threshold a score is told to be near it; `grave` the severity, and `grave_magnitude` the
    magnitude, that is never cleared by its being rare. `columns` and `values` are how registers name things.
    """

    topics: dict[str, Topic]
    standards: dict[str, Standard]
    scales: dict[Factor, Scale]
    horizons: dict[Horizon, Words]
    presets: dict[str, Preset]
    default_preset: str
    default_standard: str
    near: str
    grave: str
    grave_magnitude: int
    objectives: FromObjectives
    activity_rules: tuple[ActivityRule, ...]
    text_rules: tuple[TextRule, ...]
    table: PatternTable
    columns: dict[str, tuple[str, ...]]
    values: dict[str, dict[str, tuple[str, ...]]]

    def topic_of(self, standard: str, code: str) -> Topic | None:
        """The topic that a code of a standard stands for."""
        return next((one for one in self.topics.values() if code in one.codes.get(standard, ())), None)

    def code_of(self, topic: str, standard: str) -> str:
        """The code of a topic under a standard: its own, its related item's, else that of the topic it is part of."""
        seen: set[str] = set()
        while topic and topic not in seen:
            seen.add(topic)
            known = self.topics[topic]
            codes = known.codes.get(standard) or known.crosswalk.get(standard)
            if codes:
                return codes[0]
            topic = known.part_of
        return ""
