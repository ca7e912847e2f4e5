"""The parts of a zip archive such as a workbook or a Word document, read within bounds and never written anywhere."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.growth import is_out_of_hand

UNPACKED_BYTES = 1 << 30
"""The most that all parts of an archive may come to."""

_MOST_PARTS = 20_000
_LIMIT_PASSED = 5
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Archive:
    """An open archive whose parts are read by name."""

    def __init__(self, stream: BinaryIO, place: Place, kind: str) -> None:
        self._place = place
        self._kind = kind
        try:
            self._zip = zipfile.ZipFile(stream)
        except _DAMAGED as error:
            raise self.refused(f"this is no {kind}, or a damaged one: {error}") from None
        self._check()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def size(self, name: str) -> int:
        """How many bytes a part comes to; 0 where it is missing."""
        return self._zip.NameToInfo[name].file_size if name in self else 0

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """A part, open for reading; a damaged one is a Refusal."""
        try:
            with self._zip.open(name) as stream:
                yield stream
        except KeyError:
            raise self.refused(f"the part {name} is missing") from None
        except _DAMAGED as error:
            raise self.refused(f"the part {name} is damaged: {error}") from None

    def refused(self, message: str) -> Refusal:
        """A refusal of the whole file."""
        hint = f"Open it in the program that made it, and save it anew as a {self._kind}."
        return Refusal([Problem(place=self._place, message=message, hint=hint)])

    def _check(self) -> None:
        infos = self._zip.infolist()
        again = sorted(name for name, count in Counter(info.filename for info in infos).items() if count > 1)
        if again:
            raise self.refused(f"the part {again[0]} is there twice")
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise self.refused("it is encrypted")
        size, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
        if is_out_of_hand(size, packed) or size > UNPACKED_BYTES or len(infos) > _MOST_PARTS:
            what = f"{len(infos)} parts that come to {size} bytes, packed into {packed}"
            hint = f"Read are up to {UNPACKED_BYTES} bytes. Save a table as CSV instead."
            raise Refusal([Problem(place=self._place, message=what, hint=hint)], exit_code=_LIMIT_PASSED)
