"""The fields of a document as plain objects and back, and the hash that stands for them."""

import hashlib
import json
from typing import Any

from matcher.model.document import Document

_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False)


def canonical(plain: object) -> bytes:
    """Plain objects as JSON in the one way that is hashed: sorted keys, no blanks, UTF-8.

    Half characters (lone surrogates), which UTF-8 cannot hold, are written as JSON escapes.
    """
    return _CANONICAL.encode(plain).encode("utf-8", "backslashreplace")


def fields_of(document: Document) -> dict[str, Any]:
    """Everything a document holds but its id, without what is empty."""
    if _is_plain(document):
        told = {"title": document.title, "text": document.text}
        return {name: value for name, value in told.items() if value}
    import msgspec

    told = msgspec.to_builtins(document)
    empty = msgspec.to_builtins(Document(id=""))
    return {name: value for name, value in told.items() if name != "id" and value != empty[name]}


def document_of(id_: str, fields: dict[str, Any]) -> Document:
    """The document of these fields. Raises ValueError for what are no fields of a document."""
    import msgspec

    return msgspec.convert({**fields, "id": id_}, type=Document)


def hash_of(fields: dict[str, Any]) -> str:
    """The sha256 of the fields of a document."""
    return hashlib.sha256(canonical(fields)).hexdigest()


def _is_plain(document: Document) -> bool:
    """Whether a document is a title and a text, and nothing else."""
    return document == Document(id=document.id, title=document.title, text=document.text)
