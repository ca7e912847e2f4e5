"""XML as a stream of marks and texts. No document type is allowed, so that no entity can grow or name a file."""

from collections.abc import Callable, Iterator
from typing import IO, NoReturn
from xml.parsers import expat

_CHUNK = 1 << 14
_LONGEST_MARK = 1 << 20

Attributes = dict[str, str]


class Marks:
    """What is done with the marks of a part; names come without prefix. ValueError says that the part is damaged."""

    def open(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def close(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text."""


def read_marks(stream: IO[bytes], marks: Marks) -> Iterator[None]:
    """Hand everything that stands in a part to `marks`, and pause after each piece of it.

    Raises ExpatError where it is no XML, ValueError where it holds a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(name: str, attributes: Attributes) -> None:
        """The outermost element tells whether names have prefixes."""
        prefixed = ":" in name
        opened: Callable[[str, Attributes], None] = marks.open
        if prefixed:

            def opened(name: str, attributes: Attributes) -> None:
                marks.open(name.rpartition(":")[2], attributes)

            parser.EndElementHandler = lambda name: marks.close(name.rpartition(":")[2])
        else:
            parser.EndElementHandler = marks.close
        parser.StartElementHandler = opened
        parser.CharacterDataHandler = marks.text
        opened(name, attributes)

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _no_document_type
    fed = 0
    while piece := stream.read(_CHUNK):
        parser.Parse(piece, False)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > _LONGEST_MARK:
            raise ValueError(f"a mark of more than {_LONGEST_MARK} bytes")
        yield
    parser.Parse(b"", True)
    yield


def _no_document_type(*_: object) -> NoReturn:
    raise ValueError("it holds a document type declaration")
