"""Shapes as JSON Schema, draft 7."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

DIALECT = "http://json-schema.org/draft-07/schema#"


class _Draft7(GenerateJsonSchema):
    """Editors read YAML with types, we read text: wherever a text stands, a number may be written without quotes."""

    schema_dialect = DIALECT

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """A text, or the number that an editor takes it for."""
        made = super().str_schema(schema)
        return {**made, "type": ["string", "number"]} if "pattern" not in made else made


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The schema of one kind of file."""
    made: dict[str, Any] = shape.model_json_schema(by_alias=True, schema_generator=_Draft7)
    renamed: dict[str, Any] = _with_definitions(made)
    return {"$schema": DIALECT, **renamed}


def _with_definitions(value: Any) -> Any:
    """The schema with draft 7's word for its parts (`definitions`, later `$defs`); what may be left out is never null."""
    if isinstance(value, dict):
        choices = value.get("anyOf")
        if isinstance(choices, list) and {"type": "null"} in choices and value.get("default") is None:
            rest = [choice for choice in choices if choice != {"type": "null"}]
            kept = {key: inner for key, inner in value.items() if key not in ("anyOf", "default")}
            return _with_definitions({**rest[0], **kept} if len(rest) == 1 else {"anyOf": rest, **kept})
        return {
            ("definitions" if key == "$defs" else key):
            inner.replace("#/$defs/", "#/definitions/") if key == "$ref" else _with_definitions(inner)
            for key, inner in value.items()
        }
    return [_with_definitions(inner) for inner in value] if isinstance(value, list) else value
