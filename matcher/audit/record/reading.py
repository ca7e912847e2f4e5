"""A record opened again: its manifest, its lines, its pack, its documents."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matcher.audit.record.fields import document_of
from matcher.audit.record.lines import Line, line_in
from matcher.audit.record.manifest import FORMAT, Manifest, manifest_in
from matcher.audit.record.writing import DECISIONS, MANIFEST, PACK
from matcher.model.document import Document
from matcher.model.problems import Place, Problem, Refusal
from matcher.river import Matcher

MANIFEST_BYTES = 64 << 20
LINE_BYTES = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record in a folder. Nothing of it is believed to be unchanged; `verify` looks at that."""

    folder: Path
    manifest: Manifest

    @property
    def pack_folder(self) -> Path:
        """Where the pack stands that the record was made with."""
        return self.folder / PACK

    def matcher(self) -> Matcher:
        """The matcher of the record's own pack. Raises Refusal when it cannot be used."""
        return Matcher.load(self.pack_folder)

    def lines(self) -> Iterator[Line]:
        """The lines in their order. Raises Refusal, with the place, at the first that cannot be read."""
        for number, data in enumerate(raw_lines(self.folder / DECISIONS), start=1):
            try:
                yield line_in(data)
            except ValueError as error:
                raise unreadable(self.folder / DECISIONS, f"this is no line of a record: {error}", number) from None

    def document(self, line: Line) -> Document | None:
        """The document of a line; None where the record was made without texts. Raises Refusal for broken fields."""
        fields = line.document.get("fields")
        if fields is None:
            return None
        try:
            return document_of(str(line.document.get("id", "")), fields)
        except (ValueError, TypeError) as error:
            message = f"the fields of the document cannot be read: {error}"
            raise unreadable(self.folder / DECISIONS, message, line.number) from None


def open_record(folder: Path) -> Record:
    """The record in a folder. Raises Refusal where there is none that this program can read."""
    path = folder / MANIFEST
    plain = manifest_objects(path)
    if plain.get("format") != FORMAT:
        raise unreadable(path, f"format {plain.get('format')!r}; this program reads {FORMAT!r}")
    try:
        return Record(folder=folder, manifest=manifest_in(plain))
    except ValueError as error:
        raise unreadable(path, f"this is no manifest of a record: {error}") from None


def manifest_objects(path: Path) -> dict[str, object]:
    """The manifest as plain objects, believed in nothing. Raises Refusal where it cannot be read."""
    data = _bytes_of(path)
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError):
        raise unreadable(path, "this is no JSON") from None
    if not isinstance(plain, dict):
        raise unreadable(path, "this is no manifest of a record")
    return plain


def raw_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file without their line ends; what follows the last line end is a line too."""
    if not path.is_file():
        raise unreadable(path, "cannot be read: this is no file")
    try:
        with path.open("rb") as stream:
            while line := stream.readline(LINE_BYTES):
                yield line.removesuffix(b"\n")
    except OSError as error:
        raise unreadable(path, f"cannot be read: {error.strerror or error}") from None


def unreadable(path: Path, message: str, line: int = 0) -> Refusal:
    """What is said of a record, or of a line of it, that cannot be read."""
    hint = "Name a folder that --record made; `taxomatch audit verify` tells what was changed in it."
    place = Place(file=str(path), line=line, column=1 if line else 0)
    return Refusal([Problem(place=place, message=message, hint=hint)])


def _bytes_of(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise unreadable(path, "cannot be read: this is no file")
    try:
        with path.open("rb") as stream:
            data = stream.read(MANIFEST_BYTES + 1)
    except OSError as error:
        raise unreadable(path, f"cannot be read: {error.strerror or error}") from None
    if len(data) > MANIFEST_BYTES:
        raise unreadable(path, f"longer than {MANIFEST_BYTES} bytes")
    return data
