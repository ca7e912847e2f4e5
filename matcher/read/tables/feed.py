"""The bytes of a table in pieces, with ASCII as ASCII whatever the encoding, and how long they are in the file."""

import codecs
from typing import BinaryIO

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.encodings import Encoding

_CUT_OFF = "\udc80"


class Feed:
    """Hands out the file's own bytes, or UTF-8 for the wide encodings; `encoding` is the one of what it hands out.

    Half surrogates of a wide encoding stay half surrogates, which no strict reading of UTF-8 accepts, so that
    their row is told apart later. `ended` is true once everything was handed out.
    """

    def __init__(self, stream: BinaryIO, encoding: Encoding, start: int, place: Place) -> None:
        stream.seek(start)
        self._stream = stream
        self._place = place
        self._wide = encoding.name if encoding.unit > 1 else ""
        self._decoder = codecs.getincrementaldecoder(encoding.name)("surrogatepass") if self._wide else None
        self.encoding = "utf-8" if self._wide else encoding.name
        self.ended = False

    def read(self, size: int) -> bytes:
        """The next bytes: about `size` of the file, whole characters of a wide encoding."""
        chunk = self._stream.read(size)
        self.ended = len(chunk) < size
        if self._decoder is None:
            return chunk
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            message = f"damaged {self._wide}: {error.reason}"
            raise Refusal([Problem(place=self._place, message=message, hint="Save the file as UTF-8.")]) from None
        if self.ended and self._decoder.getstate()[0]:
            text += _CUT_OFF
        return text.encode("utf-8", "surrogatepass")

    def length(self, piece: bytes) -> int:
        """How many bytes of the file a piece of what was handed out stands for."""
        if not self._wide:
            return len(piece)
        return len(piece.decode("utf-8", "surrogatepass").removesuffix(_CUT_OFF).encode(self._wide, "surrogatepass"))

    def lengths(self, lines: list[bytes]) -> list[int]:
        """The `length` of each."""
        return [self.length(line) for line in lines] if self._wide else list(map(len, lines))
