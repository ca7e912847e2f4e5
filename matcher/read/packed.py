"""What gzip packed, unpacked piece by piece and within bounds."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from matcher.read.growth import MOST_TIMES, is_out_of_hand

UNPACKED_BYTES = 50_000_000_000
"""The most that one file may come to."""

_CHUNK = 1 << 20


class BadPacking(ValueError):
    """The bytes were not packed by gzip, or not all of them are there."""


class TooLong(ValueError):
    """The bytes come to more than may be."""


def unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """The pieces of what was packed.

    Raises TooLong where they come to more than `UNPACKED_BYTES`, or, beyond 32 MiB, to more than 250 times the bytes
    they were packed into, which no text of people does.
    """
    done = 0
    with gzip.GzipFile(fileobj=stream, mode="rb") as packed:
        while True:
            try:
                piece = packed.read(_CHUNK)
            except (OSError, EOFError, zlib.error) as error:
                raise BadPacking(str(error)) from None
            if not piece:
                return
            done += len(piece)
            if is_out_of_hand(done, stream.tell()):
                raise TooLong(f"what is packed here comes to more than {MOST_TIMES} times its size")
            if done > UNPACKED_BYTES:
                raise TooLong(f"what is packed here comes to more than {UNPACKED_BYTES} bytes")
            yield piece
