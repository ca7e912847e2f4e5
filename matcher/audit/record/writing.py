"""A record as it is made: the pack first, then line after line, then the manifest that closes it."""

import datetime
import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path

from matcher.audit.record.folder import PartFolder, not_written
from matcher.audit.record.lines import Chain
from matcher.audit.record.manifest import Counts, InputFile, RunOptions, closed, head_of, opening_of, pack_used, written
from matcher.know.source.folder import read_folder
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.rules import PackIdentity

MANIFEST, DECISIONS, PACK, RUN = "manifest.json", "decisions.jsonl", "pack", "run.json"
"""The parts of a record; RUN says when and where it was made, and is bound by no hash."""


class RecordWriter:
    """Writes one record into a new or empty folder, which is there whole or not at all.

    `seal` is the hash that closes it, once it is closed. `table` is the name, without folders, of the table that is
    recorded, where it is one. `pack_folder` is where the pack was read from, None for the shipped one. Refuses a folder
    that holds something (exit code 2) and a pack that is no longer the one that was loaded; what cannot be written ends
    with exit code 4.
    """

    def __init__(
        self,
        target: Path,
        *,
        command: str,
        pack_folder: Path | None,
        identity: PackIdentity,
        options: RunOptions,
        table: str = "",
    ) -> None:
        self.target = target
        self._table = table
        self.seal = ""
        self._began = _now()
        pack_files = read_folder(pack_folder)
        if pack_files.fingerprint() != identity.fingerprint:
            place = Place(file=str(pack_folder or "the shipped pack"))
            hint = "Run again when nobody edits it."
            raise Refusal([Problem(place=place, message="the pack was changed while it was used", hint=hint)])
        self._head = head_of(command, pack_used(identity, pack_files.contents), options)
        self._chain = Chain(opening_of(self._head))
        self._folder = PartFolder(target)
        try:
            for name, data in pack_files.contents.items():
                path = self._folder.path / PACK / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            self._lines = (self._folder.path / DECISIONS).open("wb")
        except OSError as error:
            self._folder.discard()
            raise not_written(target, error) from None

    def take(self, told: Sequence[bytes]) -> None:
        """Append lines, in the order of the input."""
        try:
            self._lines.write(b"".join(map(self._chain.add, told)))
        except OSError as error:
            raise not_written(self.target, error) from None

    def publish(self, *, rows: int, rejects: int, input_bytes: int, input_sha256: str) -> None:
        """Close the record of the table, so many rows of which were read, and move it to its place."""
        source = InputFile(name=self._table, bytes=input_bytes, sha256=input_sha256)
        self.close((source,), read=rows, rejects=rejects)

    def close(self, inputs: tuple[InputFile, ...], *, read: int, rejects: int = 0) -> str:
        """Close the record and move it to its place; its seal."""
        counts = Counts(read=read, decisions=self._chain.number, rejects=rejects)
        manifest = closed(self._head, inputs, counts, self._chain.last)
        here = {"began": self._began, "ended": _now(), "host": platform.node()}
        try:
            self._lines.flush()
            os.fsync(self._lines.fileno())
            self._lines.close()
            (self._folder.path / RUN).write_bytes(json.dumps(here, indent=2).encode() + b"\n")
            with (self._folder.path / MANIFEST).open("wb") as stream:
                stream.write(written(manifest))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise not_written(self.target, error) from None
        self._folder.publish()
        self.seal = str(manifest["seal"])
        return self.seal

    def discard(self) -> None:
        """Leave nothing behind, if it was not closed."""
        self._lines.close()
        self._folder.discard()


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")
