"""The shape of taxonomy/activities/<sector>/<activity>.yaml."""

# ruff: noqa: RUF012  (pydantic copies defaults for each instance)

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from matcher.know.shapes.base import Day, Id, Ids, Shape, Text, Words, YesNo
from matcher.know.shapes.taxonomy import Verified
from matcher.model.states import ContributionKind, Green, Kind, Member, Relation

MustBe = Annotated[
    Text,
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^((above|at least|below|at most|exactly) \S.*|between \S+ and \S.*|one of \[.+\]"
            r"|present|absent|judged)$",
            "description": "above, at least, below, at most, exactly (a quantity or a word), between A and B, "
            "one of [a, b], present, absent, judged",
        }
    ),
]
Cited = Annotated[
    Text,
    WithJsonSchema(
        {"type": "string", "description": "a source and the place in it, such as eu-2021-2139, Annex I, 4.5"}
    ),
]
Meet = Annotated[Text, Field(pattern=r"^(all|any|[1-9][0-9]? of [1-9][0-9]?)$")]


class ConditionShape(Shape):
    """The case in which something applies."""

    measure: Text
    must_be: MustBe


class CriterionShape(Shape):
    """One technical screening criterion."""

    id: Id
    measure: Text | None = None
    asks: Words | None = None
    must_be: MustBe = Field(description="a demand such as `below 100 gCO2e/kWh`, present, absent or judged")
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    applies_when: ConditionShape | None = None
    waives: Ids = []
    asks_for: Ids = []
    source: Cited = Field(
        description="a source of sources.yaml and the place in it, such as `eu-2021-2139, Annex I, 4.5`"
    )
    verified: Verified = Field(
        default="second-hand",
        description="yes once it was compared with the source, second-hand while it is known through a summary, or no",
    )
    note: Text | None = None


class GroupShape(Shape):
    """Criteria and groups, and how many of them must be met."""

    meet: Meet = Field(description='any, all, or a count such as "2 of 3"')
    members: Annotated[list["GroupMember"], Field(min_length=1)] = Field(alias="list")
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    applies_when: ConditionShape | None = None


def _member(value: object) -> str:
    return "group" if isinstance(value, dict) and ("list" in value) else "criterion"


GroupMember = Annotated[
    Annotated[CriterionShape, Tag("criterion")] | Annotated[GroupShape, Tag("group")], Discriminator(_member)
]


def _criteria(value: object) -> str:
    return "word" if isinstance(value, str) else "group"


Criteria = Annotated[
    Annotated[Literal["any_qualifies"], Tag("word")] | Annotated[GroupShape, Tag("group")], Discriminator(_criteria)
]


class ListingShape(Shape):
    """The activity under one item of one list."""

    framework: Text = Field(alias="in", description="a framework or an edition, such as eu or cn-2025")
    code: Text = Field(description="the code of the item, for EU lists with its annex: CCM 4.5")
    relation: Relation = Field(description="the item against our activity: exact, close, broader or narrower")
    contribution_kind: ContributionKind | None = None
    criteria: Criteria | None = None
    complete: YesNo = True
    disqualifiers: Ids = []
    dnsh: Ids = []
    holds: Words | None = None
    shown_by: Ids = Field(
        default=[], description="other listings of this activity whose `shows` terms, all together, tell of this item"
    )
    industry: dict[Text, Literal["direct", "enabling", "none"]] = {}
    also_covers: list[Literal["trade", "purchase"]] = []
    verified: YesNo = True
    note: Text | None = None


class CommonGroundShape(Shape):
    """Our reading of whether both sides share the activity."""

    member: Member = Field(description="yes, likely, unclear or no")
    criteria_from: Ids = []


class SectorCodesShape(Shape):
    """Codes of the industry classifications."""

    isic: list[Text] = []
    nace: list[Text] = []
    nace_rev: Text | None = None


class ActivityFile(Shape):
    """taxonomy/activities/<sector>/<activity>.yaml: one thing in the world that money can buy."""

    activity: Id = Field(description="the id, which is the file name")
    name: Words
    kind: Kind = Kind.ACTIVITY
    sector: Text = Field(description="a sector of sectors.yaml, which is the folder")
    class_id: Text = Field(alias="class", description="a class of classes.yaml")
    green: Green = Field(description="by_nature, when_met or never")
    covers: Text = Field(description="one English sentence")
    does_not_cover: Ids = []
    asks: Words | None = None
    listed: list[ListingShape] = []
    common_ground: CommonGroundShape | None = None
    sectors: SectorCodesShape = SectorCodesShape()
    topics: dict[Literal["positive", "negative"], list[Text]] = {}
