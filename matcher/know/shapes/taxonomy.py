"""The files directly under `taxonomy/`: pack, sources, frameworks, objectives, classes, sectors, units, measures."""

# ruff: noqa: RUF012  (pydantic copies defaults for each instance)

from typing import Annotated, Literal

from pydantic import Field

from matcher.know.shapes.base import Day, Id, Ids, Shape, Term, Text, Words, YesNo
from matcher.model.states import Coverage, MeasureKind

Verified = Literal["yes", "second-hand", "no"]
Step = Literal["listed", "contribution", "dnsh", "safeguards"]


class PackFile(Shape):
    """taxonomy/pack.yaml: what this pack is."""

    pack: Id = Field(description="the id of the pack")
    version: Text = Field(description="its version, such as 1.2.0")
    name: Words
    valid_on: Day = Field(description="the day of law it describes, such as 2026-01-01")
    languages: Ids = Field(description="the languages its rules read, such as [en, zh]")
    licence: Text = Field(description="an SPDX licence name, or a sentence")


class SourceShape(Shape):
    """A document that facts are taken from."""

    id: Id
    title: Words
    kind: Literal["law", "catalogue", "table", "reading", "standard", "paper"]
    date: Day | None = Field(default=None, description="the day it was adopted or published")
    in_force: Day | None = None
    until: Day | None = None
    review_by: Day | None = None
    verified: Verified = Field(description="yes, second-hand or no")
    note: Text | None = None


class SourcesFile(Shape):
    """taxonomy/sources.yaml: where every figure, code and sentence of law comes from."""

    sources: list[SourceShape]


class OldDealShape(Shape):
    """Which edition a deal of a kind and state keeps."""

    kind: Literal["loan", "bond", "other"]
    state: Literal["approved", "drawn", "filed", "registered", "outstanding"]
    before: Day | None = None
    edition: Text = Field(description="an edition, or `chosen` where the owner may choose")
    choice: Ids = []
    because: Words
    source: Text | None = None
    verified: Verified = "yes"


class BasisShape(Shape):
    """A source a framework rests on, and whose listings it borrows."""

    source: Text
    listings_of: Text | None = Field(default=None, alias="in")
    objective: Text | None = None


class FrameworkShape(Shape):
    """A taxonomy, or an edition of one."""

    id: Id
    edition_of: Text | None = None
    column: Annotated[Text, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Words
    in_force: Day | None = None
    until: Day | None = None
    old_deals: list[OldDealShape] = []
    steps: list[Step] = Field(description="what is judged, of listed, contribution, dnsh, safeguards")
    ceiling: Literal["none", "eligible", "meets_contribution", "aligned"]
    basis: list[BasisShape] = []
    label: Text | None = None
    coverage: Coverage = Field(description="full, reconstruction or none")
    missing: Words | None = None


class FrameworksFile(Shape):
    """taxonomy/frameworks.yaml: the lists we judge by."""

    frameworks: list[FrameworkShape]


class ObjectiveShape(Shape):
    """An environmental objective; `code` opens the codes of its annex."""

    id: Id
    code: Text = Field(description="the letters before its codes, such as CCM")
    name: Words


class ObjectivesFile(Shape):
    """taxonomy/objectives.yaml: the environmental objectives."""

    objectives: list[ObjectiveShape]


class ClassShape(Shape):
    """What a project is about, in one word."""

    id: Annotated[Text, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Words
    meaning: Text
    green: Literal["never"] | None = None


class ClassesFile(Shape):
    """taxonomy/classes.yaml: the classes of results."""

    classes: list[ClassShape]


class SectorShape(Shape):
    """A folder of activities and rules."""

    id: Id
    name: Words
    meaning: Text
    nace: list[Text] = []
    isic: list[Text] = []


class SectorsFile(Shape):
    """taxonomy/sectors.yaml: how the files are ordered."""

    revisions: dict[Literal["isic", "gb4754"], Text] = Field(
        default={}, description="the revision that all codes of a classification are of"
    )
    sectors: list[SectorShape]


class SpellingsShape(Shape):
    """Ways to write a unit, by language."""

    en: list[Term] = []
    zh: list[Term] = []


class JoinsShape(Shape):
    """What stands between the pieces of a compound unit; an empty text is nothing at all."""

    en: list[str] = []
    zh: list[str] = []


class UnitJoinsShape(Shape):
    """How compound units are put together: `over` before what is divided by, `and` between several such."""

    over: JoinsShape
    with_: JoinsShape = Field(alias="and")


class DimensionShape(Shape):
    """Units that can be compared with one another, and the one values are turned into."""

    id: Text
    base: Text


class PieceShape(Shape):
    """A part of compound units that never stands alone behind a number."""

    id: Text
    spellings: SpellingsShape


class UnitShape(Shape):
    """A unit: written in its own `spellings`, or put together `of` and `per` other units and pieces."""

    id: Text
    dimension: Text
    factor: Annotated[Text, Field(pattern=r"^[0-9]+(\.[0-9]+)?(/[1-9][0-9]*)?$")] = Field(
        description="one of this unit in base units: a decimal or a fraction"
    )
    spellings: SpellingsShape = SpellingsShape()
    of: list[Text] = []
    per: list[Text] = []
    stands: Literal["before", "after"] = "after"
    exact_case: YesNo = False


class UnitsFile(Shape):
    """taxonomy/units.yaml: units, how people write them, and how they convert."""

    joins: UnitJoinsShape
    dimensions: list[DimensionShape]
    pieces: list[PieceShape] = []
    units: list[UnitShape]


class NearShape(Shape):
    """Words of a text, by language."""

    en: list[Term] = []
    zh: list[Term] = []

    def by_language(self) -> dict[str, tuple[str, ...]]:
        """The words of each language that has some."""
        return {language: tuple(words) for language, words in (("en", self.en), ("zh", self.zh)) if words}


class MeasureShape(Shape):
    """Something a criterion asks for."""

    id: Annotated[Text, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    kind: MeasureKind = Field(description="quantity, present, word or judged")
    name: Words
    asks: Words
    unit: Text | None = None
    life_cycle: YesNo = False
    near: NearShape = NearShape()
    words: dict[Text, NearShape] = {}


class MeasuresFile(Shape):
    """taxonomy/measures.yaml: what criteria ask for."""

    life_cycle: NearShape = NearShape()
    measures: list[MeasureShape]
