"""What all shapes share: strict keys with places, and the small types values are made of."""

import datetime
import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from matcher.know.source.complaints import Complaints, Located, nearest
from matcher.know.source.nodes import Mapping, Scalar
from matcher.model.problems import Place, Problem

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"-?\d{1,9}")


class Shape(BaseModel):
    """A mapping with known keys. Unknown and missing keys are told to the complaints in the validation context."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _tell_keys(cls, data: object, info: ValidationInfo) -> object:
        if not isinstance(data, Located) or not isinstance(info.context, Complaints):
            return data
        complaints, node = info.context, data.node
        fields = {field.alias or name: field.is_required() for name, field in cls.model_fields.items()}
        for key, scalar in node.keys.items():
            if key not in fields:
                place = Place(file=complaints.file, line=scalar.line, column=scalar.column)
                hint = nearest(key, fields, most=30) + _cut_text(key, node)
                complaints.problems.append(Problem(place=place, message=f"unknown key '{key}'", hint=hint))
        for key, required in fields.items():
            if required and key not in node.entries:
                place = Place(file=complaints.file, line=node.line, column=node.column)
                hint = _expectation(cls, key)
                complaints.problems.append(Problem(place=place, message=f"key '{key}' is missing", hint=hint))
        return {key: value for key, value in data.items() if key in fields}


def _cut_text(key: str, node: Mapping) -> str:
    value = node.entries.get(key)
    if " " not in key or not isinstance(value, Scalar) or value.text:
        return ""
    return "\nIf this is the rest of a text, put the text in double quotes: inside braces a comma ends it."


def _expectation(shape: type[BaseModel], key: str) -> str:
    for name, field in shape.model_fields.items():
        if (field.alias or name) == key and field.description:
            return f"`{key}`: {field.description}"
    return f"Write `{key}:` with its value."


def wrong(message: str, hint: str) -> PydanticCustomError:
    """An error of ours, in our words."""
    return PydanticCustomError("wrong", "{message}", {"message": message, "hint": hint})


def _yes_no(value: object) -> bool:
    if value in ("yes", "no"):
        return bool(value == "yes")
    raise wrong(
        f"'{value}' is neither yes nor no" if isinstance(value, str) else "this is neither yes nor no",
        "Write `yes` or `no`.",
    )


def _day(value: object) -> datetime.date:
    if isinstance(value, str) and _DAY.fullmatch(value) and value.isascii():
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong(
        f"'{value}' is no day" if isinstance(value, str) else "this is no day",
        "Write year, month and day, such as `2026-01-01`.",
    )


def _whole(value: object) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value) and value.isascii():
        return int(value)
    raise wrong(
        f"'{value}' is no whole number" if isinstance(value, str) else "this is no whole number",
        "Write a whole number, such as `60`.",
    )


def _kebab(value: str) -> str:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        return value
    raise wrong(f"'{value}' is no id", "An id has small letters, digits and single hyphens.")


def _no_repeats(value: list[str]) -> list[str]:
    repeated = sorted({entry for entry in value if value.count(entry) > 1})
    if repeated:
        raise wrong(f"'{repeated[0]}' stands twice in this list", "Name each once.")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Term = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Id = Annotated[Text, AfterValidator(_kebab)]
Ids = Annotated[list[Text], AfterValidator(_no_repeats)]
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Day = Annotated[
    datetime.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"})
]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]


class Words(Shape):
    """A text that readers of results see, in both languages."""

    en: Text
    zh: Text

    def words(self) -> dict[str, str]:
        """The text by language."""
        return {"en": self.en, "zh": self.zh}
