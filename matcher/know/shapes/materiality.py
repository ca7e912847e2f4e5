"""The shapes of topics, scales, standards, and of the rules that make and rate candidates."""

# ruff: noqa: RUF012  (pydantic copies defaults for each instance)

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from matcher.know.shapes.activity import Cited
from matcher.know.shapes.base import Id, Ids, Shape, Text, Whole, Words, YesNo, wrong
from matcher.know.shapes.rules import Example, NotItShape, PartsShape, TermsShape
from matcher.model.materiality import Factor, Horizon, RecordKind, RecordState, ValueChain
from matcher.model.states import Maturity

STEPS = 5


def _step(value: int) -> int:
    if 1 <= value <= STEPS:
        return value
    raise wrong(f"{value} is no step of a scale", f"Write a whole number from 1 to {STEPS}.")


Step = Annotated[Whole, AfterValidator(_step)]
Decimal = Annotated[Text, Field(pattern=r"^[0-9](\.[0-9]+)?$")]
Shift = Annotated[
    Literal["+2", "2", "+1", "1", "-1", "-2"],
    WithJsonSchema(
        {"enum": ["+2", "2", "+1", "1", "-1", "-2", 2, 1, -1, -2], "description": "so many steps up or down"}
    ),
]
Standard = Annotated[Text, Field(pattern=r"^[a-z][a-z0-9_-]*$")]


class TopicFile(Shape):
    """taxonomy/topics/<topic>.yaml: a sustainability topic and its codes."""

    topic: Id = Field(description="the id, which is the file name")
    name: Words
    pillar: Literal["E", "S", "G"]
    human_rights: YesNo = Field(description="whether it is about human rights")
    part_of: Text | None = None
    codes: dict[Text, Ids] = Field(description="by standard its own code first, then the narrower ones it takes in")
    crosswalk: dict[Text, Ids] = {}
    source: Cited
    verified: YesNo = True
    note: Text | None = None


class ScaleShape(Shape):
    """One factor: what its five steps mean."""

    factor: Factor
    name: Words
    asks: Words
    anchors: Annotated[list[Words], Field(min_length=STEPS, max_length=STEPS)] = Field(
        description="five lines of words, from 1 up"
    )


class HorizonShape(Shape):
    """One time horizon in words."""

    horizon: Horizon
    name: Words


class ScalesFile(Shape):
    """taxonomy/scales.yaml: what the steps of each factor mean, in words."""

    scales: list[ScaleShape]
    horizons: list[HorizonShape]


class StandardShape(Shape):
    """A standard that records follow, and where its rules differ."""

    id: Standard
    name: Words
    applies: Words
    source: Cited
    residual_decides: YesNo = False
    horizons_left_out: YesNo = False


class StandardsFile(Shape):
    """taxonomy/standards.yaml: the reporting standards records may follow."""

    standards: list[StandardShape]


class PresetShape(Shape):
    """Thresholds of the four kinds."""

    id: Id
    name: Words
    material_from: dict[RecordKind, Decimal]


class ObjectivesShape(Shape):
    """Which topics the objectives of listings stand for."""

    contribution: dict[Text, Ids]
    harm: dict[Text, Ids]
    safeguards: Ids
    own_harm_only: Ids = []
    because: dict[Literal["activity", "contribution", "harm", "safeguards", "sector-prior"], Words]


class MaterialityMethodFile(Shape):
    """rules/materiality/method.yaml: the thresholds and other numbers of materiality."""

    presets: Annotated[list[PresetShape], Field(min_length=1)]
    default_preset: Text
    default_standard: Text
    near: Decimal
    grave: Decimal
    grave_magnitude: Step
    objectives: ObjectivesShape


class CreatesShape(Shape):
    """A candidate that an activity brings with it."""

    topic: Text
    kind: RecordKind
    state: RecordState | None = None
    value_chain: ValueChain = ValueChain.OWN
    human_rights: YesNo | None = None
    factors: dict[Factor, Step] = {}
    magnitude: dict[Horizon, Step] = {}
    because: Words


class ActivityRulesFile(Shape):
    """rules/materiality/activities/<id>.yaml: which candidates a group of activities brings."""

    candidates: Id = Field(description="the id, which is the file name")
    activities: Ids = []
    classes: Ids = []
    sectors: Ids = []
    but_not: Ids = []
    creates: Annotated[list[CreatesShape], Field(min_length=1)]


class EffectShape(Shape):
    """What words do to one factor."""

    topic: Text
    kind: RecordKind
    state: RecordState | None = None
    factor: Factor | None = None
    horizons: list[Horizon] = []
    value: Step | None = None
    shift: Shift | None = None


class TextRuleFile(Shape):
    """rules/materiality/texts/<id>.yaml: words that bear on materiality."""

    notices: Id = Field(description="the id, which is the file name")
    name: Words
    maturity: Maturity
    claim: YesNo = False
    because: Words
    names_it: TermsShape | None = None
    together: list[PartsShape] = []
    not_it: list[NotItShape] = []
    effects: list[EffectShape] = []
    errs: list[Text] = []
    examples: list[Example] = []


class RegisterFile(Shape):
    """rules/materiality/register.yaml: how registers name their columns and values."""

    columns: dict[Text, list[Text]]
    values: dict[Text, dict[Text, list[Text]]] = {}
