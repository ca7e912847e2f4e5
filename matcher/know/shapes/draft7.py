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
        return {**super().str_schema(schema), "type": ["string", "number"]}


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The schema of one kind of file."""
    made = _in_draft7(shape.model_json_schema(by_alias=True, schema_generator=_Draft7))
    return {"$schema": DIALECT, **made}


def _in_draft7(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with draft 7's word for its parts, which later drafts call `$defs`, and without null."""
    choices = schema.get("anyOf", [])
    if {"type": "null"} in choices and schema.get("default") is None:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        kept = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
        return _in_draft7({**rest[0], **kept} if len(rest) == 1 else {"anyOf": rest, **kept})
    return {"definitions" if key == "$defs" else key: _value(key, value) for key, value in schema.items()}


def _value(key: str, value: Any) -> Any:  # noqa: ANN401  (JSON)
    if isinstance(value, dict):
        return _in_draft7(value)
    if isinstance(value, list):
        return [_value("", inner) for inner in value]
    return value.replace("#/$defs/", "#/definitions/") if key == "$ref" else value
