"""The files under `taxonomy/official/`: the lists as their publishers have them, and what became of their items."""

# ruff: noqa: RUF012  (pydantic copies defaults for each instance)

from typing import Annotated, Literal

from pydantic import Field

from matcher.know.shapes.base import Id, Shape, Text, YesNo
from matcher.know.shapes.taxonomy import Verified


class TitleShape(Shape):
    """A title in the languages it is known in."""

    en: Text | None = None
    zh: Text | None = None

    def words(self) -> dict[str, str]:
        """The title by language."""
        return {language: title for language, title in (("en", self.en), ("zh", self.zh)) if title}


class ItemShape(Shape):
    """An item of a list, or a heading above items."""

    code: Text = Field(description="the code as the listings of activities write it")
    name: TitleShape = Field(description="the title, such as `{en: ..., zh: ...}`; one language will do")
    verified: Verified = "yes"
    act: Text | None = Field(
        default=None, description="the source that put it on the list; it is listed while that source is in force"
    )


class OfficialFile(Shape):
    """taxonomy/official/<framework>.yaml: the items of a list as its publisher names them."""

    official: Id = Field(description="the framework or edition, which is the file name")
    source: Text = Field(description="a source of sources.yaml: where codes and titles were read")
    named_in: Annotated[Text, Field(pattern=r"^[a-z]{2,3}$")] = Field(description="the language of its publisher")
    headings: list[ItemShape] = []
    entries: Annotated[list[ItemShape], Field(min_length=1)] = Field(alias="items")


class SuccessorShape(Shape):
    """One item of the older edition and the item of the newer one that it became."""

    code: Text
    becomes: Text
    basis: Literal["same name", "own judgement"] = Field(description="same name, or own judgement")
    verified: YesNo = True


class EditionsShape(Shape):
    """An older and a newer edition."""

    older: Text = Field(alias="from")
    newer: Text = Field(alias="to")
    entries: list[SuccessorShape] = Field(alias="items")


class SuccessorsFile(Shape):
    """taxonomy/official/successors.yaml: what became of the items of older editions."""

    successors: list[EditionsShape]
