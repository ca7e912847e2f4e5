"""The lines of `decisions.jsonl`: one decision each, with the hash of the line before it."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from matcher import __version__
from matcher.audit.record.facts import Facts, JsonObject
from matcher.audit.record.fields import canonical, fields_of, hash_of
from matcher.audit.record.shape import Decision
from matcher.model.assessment import Assessment
from matcher.model.rules import Pack

NORMALISER = f"{__version__}, Unicode {unicodedata.unidata_version}"
"""What decides how a text is folded before it is searched, beside the pack."""

_END = re.compile(rb',"hash":"([0-9a-f]{64})"\}')
_END_BYTES = len(',"hash":""}') + 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a record as it stands in the file. `row` is None where the document was no row of a table."""

    number: int
    previous: str
    hash: str
    document: JsonObject
    decision: JsonObject
    normaliser: str
    row: JsonObject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlan:
    """What a record keeps; `redact` leaves the fields of documents, quotes and values out. Workers can be sent it."""

    redact: bool = False

    def lines(self, pack: Pack) -> Callable[[Assessment, int, int, int], bytes]:
        """What makes an answer about the row at a line, from a first byte to the byte behind its last, unchained."""
        facts, redact = Facts(pack, redact=self.redact), self.redact

        def line_of(answer: Assessment, line: int, start: int, stop: int) -> bytes:
            row = {"line": line, "start": start, "end": stop} if line else None
            return unchained(answer, facts, row, redact=redact)

        return line_of


def unchained(answer: Assessment, facts: Facts, row: JsonObject | None, *, redact: bool) -> bytes:
    """A line without its place in the chain."""
    fields = fields_of(answer.document)
    document: JsonObject = {"id": answer.document.id, "sha256": hash_of(fields)}
    if not redact:
        document["fields"] = fields
    line: JsonObject = {"decision": facts.of(answer), "document": document, "normaliser": NORMALISER}
    if row is not None:
        line["row"] = row
    return canonical(line)


class Chain:
    """Puts lines into their places, each bound to the one before it, from `opening` on."""

    def __init__(self, opening: str) -> None:
        self.number = 0
        self.last = opening

    def add(self, unchained_line: bytes) -> bytes:
        """The line with its number, the hash of the line before it, its own hash, and a line end."""
        self.number += 1
        head = f'{{"number":{self.number},"previous":"{self.last}",'.encode()
        body = head + unchained_line[1:-1]
        self.last = hashlib.sha256(body).hexdigest()
        return body + f',"hash":"{self.last}"}}\n'.encode()


def own_hash(line: bytes) -> tuple[str, str]:
    """The hash that a line (without its line end) should have, and the one it says; empty where it says none."""
    said = _END.fullmatch(line[-_END_BYTES:])
    if said is None:
        return "", ""
    return hashlib.sha256(line[:-_END_BYTES]).hexdigest(), said.group(1).decode()


def line_in(data: bytes) -> Line:
    """The line that some bytes hold. Raises ValueError for what is no line of a record."""
    import msgspec

    try:
        line = msgspec.convert(json.loads(data), type=Line)
        msgspec.convert(line.decision, type=Decision)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return line


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) of manifest and lines, under `definitions`."""
    told: dict[str, Any] = json.loads(files("matcher.audit.record").joinpath("record.schema.json").read_bytes())
    return told
