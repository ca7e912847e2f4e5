"""The shapes of rules, exclusions and counterexamples."""

# ruff: noqa: RUF012  (pydantic copies defaults for each instance)

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from matcher.know.shapes.activity import Cited, MustBe
from matcher.know.shapes.base import Id, Ids, Shape, Term, Text, Words, YesNo, wrong
from matcher.model.states import Effect, Maturity, Role

Terms = Annotated[list[Term], Field(min_length=1)]


def _phrases(value: object) -> str:
    return "parts" if isinstance(value, list) and value and all(isinstance(item, list) for item in value) else "any"


Phrases = Annotated[Annotated[Terms, Tag("any")] | Annotated[list[Terms], Tag("parts")], Discriminator(_phrases)]
"""A flat list is any of its terms; a list of lists is one term of each, in one clause."""


class _ByLanguage(Shape):
    @model_validator(mode="after")
    def _some_language(self) -> "_ByLanguage":
        if not self.model_fields_set:
            raise wrong("no language is given", "Write `en:` or `zh:` with a list of terms.")
        return self


class TermsShape(_ByLanguage):
    """Terms, by language."""

    en: Terms | None = None
    zh: Terms | None = None


class PartsShape(_ByLanguage):
    """Parts that must all stand in one clause, by language; each part is a list of terms."""

    en: Annotated[list[Terms], Field(min_length=1)] | None = None
    zh: Annotated[list[Terms], Field(min_length=1)] | None = None


class PhrasesShape(_ByLanguage):
    """Terms, or parts that must all stand in one clause, by language."""

    en: Phrases | None = None
    zh: Phrases | None = None


class NotItShape(Shape):
    """The words are there, the thing is another."""

    when: PhrasesShape
    then: Text | None = None
    because: Words
    within: Literal["clause", "document"] = "clause"


class MeasuringShape(Shape):
    """Where a text answers a measure: `near` for a figure, `present` and `absent` for a fact."""

    near: TermsShape | None = None
    present: PhrasesShape | None = None
    absent: PhrasesShape | None = None


def _expectation(value: object) -> str:
    return "many" if isinstance(value, list) else "one"


Expectation = Annotated[Annotated[Text, Tag("one")] | Annotated[list[Text], Tag("many")], Discriminator(_expectation)]
Example = dict[Text, Expectation]


class RuleFile(Shape):
    """rules/activities/<sector>/<rule>.yaml: how one activity is recognised."""

    rule: Id = Field(description="the id, which is the file name")
    finds: Text = Field(description="the activity it finds")
    role: Role | None = Field(default=None, description="what the money does with the thing")
    maturity: Maturity = Field(description="draft, stable or retired")
    names_it: TermsShape | None = None
    together: list[PartsShape] = []
    hints_at_it: TermsShape | None = None
    shows: dict[Text, PhrasesShape] = {}
    green_named: TermsShape | None = None
    objective_named: dict[Text, TermsShape] = {}
    not_it: list[NotItShape] = []
    measures: dict[Text, MeasuringShape] = {}
    errs: list[Text] = []
    examples: list[Example] = []


class ExclusionFile(Shape):
    """rules/exclusions/<exclusion>.yaml: a thing that is barred, or a fact that bars."""

    exclusion: Id = Field(description="the id, which is the file name")
    name: Words
    effect: Effect = Field(description="exclude or disqualify")
    class_id: Text = Field(alias="class", description="a class of classes.yaml")
    bars: Ids = Field(description="the frameworks or editions under which it has effect")
    because: Words
    source: Cited
    verified: YesNo = True
    activities: Ids = []
    measure: Text | None = None
    must_be: MustBe | None = None
    maturity: Maturity = Maturity.STABLE
    names_it: TermsShape | None = None
    together: list[PartsShape] = []
    hints_at_it: TermsShape | None = None
    feature: PhrasesShape | None = None
    not_it: list[NotItShape] = []
    errs: list[Text] = []
    examples: list[Example] = []


class CounterexamplesFile(Shape):
    """rules/counterexamples/<id>.yaml: texts whose right answer is nothing."""

    counterexamples: Id = Field(description="the id, which is the file name")
    because: Text
    examples: Annotated[list[Example], Field(min_length=1)]
