"""The description of linked tables as a data package (Frictionless, Data Package v1): types, keys, sizes, hashes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.tell.columns import Column, Kind

_CHUNK = 1 << 20
_TYPES = {
    Kind.TEXT: "string",
    Kind.WORD: "string",
    Kind.WHOLE: "integer",
    Kind.SHARE: "number",
    Kind.YES_OR_NO: "boolean",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One table: its name, its columns and key, and the table (`parent`) whose key its lines hold, if any.

    `file` will hold it, `part` holds it now. `more` are the properties that say how the file is read.
    """

    name: str
    columns: Sequence[Column]
    key: Sequence[str]
    parent: str
    file: Path
    part: Path
    more: Mapping[str, Any]
    list_type: str


def describe(resources: Sequence[Resource]) -> bytes:
    """The descriptor of tables. Its bytes depend on the tables and the names of their files alone."""
    keys = {one.name: list(one.key) for one in resources}
    sums = {part: _sum(part) for part in {one.part for one in resources}}
    told = {
        "profile": "data-package",
        "name": "decisions",
        "resources": [_resource(one, keys, *sums[one.part]) for one in resources],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _resource(one: Resource, keys: Mapping[str, list[str]], size: int, digest: str) -> dict[str, Any]:
    types = {**_TYPES, Kind.LIST: one.list_type}
    schema: dict[str, Any] = {
        "fields": [{"name": column.name, "type": types[column.kind]} for column in one.columns],
        "missingValues": [""],
        "primaryKey": list(one.key),
    }
    if one.parent:
        link = keys[one.parent]
        schema["foreignKeys"] = [{"fields": link, "reference": {"resource": one.parent, "fields": link}}]
    return {
        "name": one.name,
        "path": one.file.name,
        **one.more,
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _sum(path: Path) -> tuple[int, str]:
    """The size and the SHA-256 of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return stream.tell(), digest
