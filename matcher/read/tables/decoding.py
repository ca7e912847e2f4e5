"""Lines of bytes to lines of text, one by one, so that a broken line breaks no other."""

from dataclasses import dataclass
from itertools import repeat

from matcher.read.tables.records import CONTROL_BYTES

_STATEFUL = ("utf-7", "hz", "iso2022")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecoder:
    """Reads lines in `encoding`. `mixed`: a line that reads as UTF-8 as well is not to be trusted."""

    encoding: str
    mixed: bool = False

    def decode(self, data: bytes, lines: list[bytes]) -> tuple[list[str], bool]:
        """The lines of `data` as texts, and whether they need a careful look.

        What cannot be read becomes half surrogates. Where nothing odd is met and no careful look is needed, a
        quotation mark can only come from its ASCII byte.
        """
        careful = self.mixed or self.encoding.startswith(_STATEFUL)
        careful = careful or len(data.translate(None, CONTROL_BYTES)) != len(data)
        if not self.mixed:
            try:
                return list(map(str, lines, repeat(self.encoding))), careful
            except UnicodeDecodeError:
                pass
        return [self.decode_line(line) for line in lines], True

    def decode_line(self, line: bytes) -> str:
        """One line as text, what cannot be read as half surrogates."""
        if self.mixed and not line.isascii():
            try:
                line.decode()
            except UnicodeDecodeError:
                pass
            else:
                return line.decode("ascii", "surrogateescape")
        return line.decode(self.encoding, "surrogateescape")
