"""The manifest of a record: what was run, on what, with which pack; how much came of it; the hashes that close it."""

import hashlib
import json
import platform
import re
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, requires, version
from typing import Any

from matcher import __version__
from matcher.audit.record.fields import canonical
from matcher.model.document import Options
from matcher.model.rules import PackIdentity

FORMAT = "taxomatch record 1"
TOOL = "taxomatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that was read, by its name without folders; no hash where it came through standard input."""

    name: str
    bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What the run was asked for. `table` says how a table was read, as its reader takes it."""

    answers: Options = field(default_factory=Options)
    redact: bool = False
    table: dict[str, Any] = field(default_factory=dict)
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """The program that made a record."""

    version: str
    name: str = TOOL


@dataclass(frozen=True, slots=True, kw_only=True)
class PackUsed:
    """The pack of a record: its identity, and the sha256 of every file by its name inside the pack."""

    id: str
    version: str
    valid_on: str
    fingerprint: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows or documents were read, how many decisions stand in the record, how many rows were rejected."""

    read: int
    decisions: int
    rejects: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What `manifest.json` holds.

    `opening` is the hash that the first line of decisions is bound to, `last` the hash of the last line, `seal` the
    hash over everything else in the manifest; whoever keeps the seal elsewhere can tell a record written anew.
    """

    format: str
    tool: Tool
    python: str
    dependencies: dict[str, str]
    command: str
    pack: PackUsed
    options: RunOptions
    input: tuple[InputFile, ...]
    counts: Counts
    opening: str
    last: str
    seal: str


def pack_used(identity: PackIdentity, contents: dict[str, bytes]) -> PackUsed:
    """What the manifest says of a pack with these files."""
    return PackUsed(
        id=identity.id,
        version=identity.version,
        valid_on=identity.valid_on,
        fingerprint=identity.fingerprint,
        files={name: hashlib.sha256(data).hexdigest() for name, data in sorted(contents.items())},
    )


def head_of(command: str, pack: PackUsed, options: RunOptions) -> dict[str, Any]:
    """The part of a manifest that is known before the first decision, as plain objects."""
    import msgspec

    told: dict[str, Any] = {
        "format": FORMAT,
        "tool": msgspec.to_builtins(Tool(version=__version__)),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "dependencies": dependencies(),
        "command": command,
        "pack": msgspec.to_builtins(pack),
        "options": msgspec.to_builtins(options),
    }
    return told


def opening_of(plain: dict[str, Any]) -> str:
    """The hash over the part of a manifest that is known before the first decision."""
    known_later = ("input", "counts", "opening", "last", "seal")
    return hashlib.sha256(canonical({key: plain[key] for key in plain if key not in known_later})).hexdigest()


def closed(head: dict[str, Any], inputs: tuple[InputFile, ...], counts: Counts, last: str) -> dict[str, Any]:
    """The whole manifest, sealed."""
    import msgspec

    told = {
        **head,
        "input": msgspec.to_builtins(inputs),
        "counts": msgspec.to_builtins(counts),
        "opening": opening_of(head),
        "last": last,
    }
    return {**told, "seal": seal_of(told)}


def seal_of(plain: dict[str, Any]) -> str:
    """The hash over everything in a manifest but the seal itself."""
    return hashlib.sha256(canonical({key: plain[key] for key in plain if key != "seal"})).hexdigest()


def written(plain: dict[str, Any]) -> bytes:
    """A manifest as its file holds it."""
    text = json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def manifest_in(plain: object) -> Manifest:
    """The manifest that plain objects hold. Raises ValueError for what is none."""
    import msgspec

    return msgspec.convert(plain, type=Manifest)


def dependencies() -> dict[str, str]:
    """The versions of the libraries that every answer may rest on, by name."""
    try:
        wanted = requires(TOOL) or []
    except PackageNotFoundError:
        return {}
    names = {re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in wanted if "extra ==" not in one}
    return {name: version(name) for name in sorted(names)}
