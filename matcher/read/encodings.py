"""Which encoding the bytes of a file are in. UTF-8 is read strictly; everything else is told or asked for."""

import codecs
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.line_ends import end_of_whole_lines
from matcher.read.nearest import nearest
from matcher.read.plausible import Reading, candidates, clear_winner, readings, share_of_common_wide
from matcher.read.signatures import MARKS, UNIT, is_binary, other_kind, seven_bit, unmarked_wide

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_LONG_LINE = 1 << 22
_SURE_WIDE = 0.95
_SPELLED = {"gb18030": "GB18030", "big5": "Big5", "windows-1252": "Windows-1252"}
_utf_8 = codecs.getincrementaldecoder("utf-8")
_KNOWN = (
    *("utf-8", "gb18030", "gbk", "big5", "shift_jis", "euc_jp", "euc_kr", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("windows-1252", "latin-1", "windows-1251", "koi8-r", "hz", "utf-7", "iso2022_jp"),
)
_NOT_FOR_FILES = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How bytes become characters.

    `mark` is the length of the byte order mark and `unit` the bytes per code unit. `mixed` says that lines which
    read as UTF-8 stand among lines of this encoding. `told` is what a person should know about the choice.
    """

    name: str
    mark: int = 0
    unit: int = 1
    mixed: bool = False
    told: str = ""


@dataclass(slots=True)
class _Lines:
    """What the lines beyond ASCII of a file say about UTF-8. `sample` holds the start of those that are none."""

    number: int = 0
    read: int = 0
    broken: int = 0
    first_broken: int = 0
    sample: bytearray = field(default_factory=bytearray)

    def take(self, line: bytes) -> None:
        """Count the next line."""
        self.number += 1
        if line.isascii():
            return
        try:
            _utf_8().decode(line, final=len(line) < _LONG_LINE)
        except UnicodeDecodeError:
            self.broken += 1
            self.first_broken = self.first_broken or self.number
            if len(self.sample) < _SAMPLE:
                self.sample += line[:_SAMPLE] + b"\n"
        else:
            self.read += 1

    def told(self) -> str:
        """What a person should know of a file that is UTF-8 but for some lines."""
        if self.broken == 1:
            return f"UTF-8, but for line {self.first_broken}"
        return f"UTF-8, but for {self.broken} lines, the first of them line {self.first_broken}"


def choose_encoding(stream: BinaryIO, place: Place, named: str | None = None, words: Collection[str] = ()) -> Encoding:
    """The encoding of a file, and the stream set back to its start.

    The user's word goes first, then a byte order mark, then strict UTF-8. What is neither is read in GB18030, Big5,
    UTF-16 or Windows-1252 where one of them is the clear winner; `words` are those that may stand in the file.
    Refuses, with the candidates, what has none; so it does with empty and binary files.
    """
    stream.seek(0)
    head = stream.read(_CHUNK)
    if not head:
        raise _refused(place, "the file is empty", "It holds no bytes at all.")
    if named is not None:
        chosen = _named(head, named)
    else:
        if kind := other_kind(head):
            raise _refused(place, f"this is no text: it is {kind}", "Give a text file; save a workbook as CSV first.")
        chosen = _marked(head) or _unmarked(stream, head, place, words)
    stream.seek(0)
    return chosen


def decode(data: bytes, place: Place, named: str | None = None, words: Collection[str] = ()) -> tuple[str, str]:
    """The whole text of `data`, and what to tell about its encoding.

    Refuses with line and column what its encoding cannot read.
    """
    encoding = choose_encoding(BytesIO(data), place, named, words)
    try:
        return data[encoding.mark :].decode(encoding.name), encoding.told
    except UnicodeDecodeError as error:
        before = data[encoding.mark : encoding.mark + error.start].decode(encoding.name, "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _refused(
            Place(file=place.file, line=line, column=column),
            f"the bytes here are no {encoding.name}",
            "Save the file as UTF-8, or name its encoding with --encoding.",
        ) from None


def _named(head: bytes, named: str) -> Encoding:
    place = Place(file="--encoding")
    try:
        info = codecs.lookup(named)
    except (LookupError, ValueError):
        raise _refused(place, f"unknown encoding {named!r}", nearest(named, _KNOWN)) from None
    name = info.name.removesuffix("-sig")
    for mark, marked in MARKS:
        if head.startswith(mark) and marked.startswith(name):
            return Encoding(name=marked, mark=len(mark), unit=UNIT.get(marked, 1))
    name = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)
    if name in _NOT_FOR_FILES or (name not in UNIT and _line_end_differs(name)):
        raise _refused(place, f"{named!r} is no encoding of text files", nearest(named, _KNOWN))
    return Encoding(name=name, unit=UNIT.get(name, 1))


def _line_end_differs(name: str) -> bool:
    """Whether line ends, quotes and commas are other bytes than in ASCII, as in the encodings of mainframes."""
    try:
        return '\r\n,"'.encode(name) != b'\r\n,"'
    except (LookupError, UnicodeError):
        return True


def _marked(head: bytes) -> Encoding | None:
    for mark, name in MARKS:
        if head.startswith(mark):
            told = "" if name == "utf-8" else f"read as {name}, as its mark says"
            return Encoding(name=name, mark=len(mark), unit=UNIT.get(name, 1), told=told)
    return None


def _unmarked(stream: BinaryIO, head: bytes, place: Place, words: Collection[str]) -> Encoding:
    if wide := unmarked_wide(head):
        return _wide(head, wide, place)
    if is_binary(head):
        raise _refused(place, "this is no text: it is full of control bytes", "Give a text file.")
    if (disguise := seven_bit(head)) and head.isascii():
        hint = f"If it is, write --encoding {disguise}; else --encoding utf-8"
        raise _refused(place, f"this looks like {disguise}", hint)
    if _is_strict_utf_8(_chunks(stream)):
        return Encoding(name="utf-8")
    lines = _inspect(_chunks(stream))
    if lines.read >= lines.broken:
        return Encoding(name="utf-8", told=lines.told() if lines.broken else "")
    sample = bytes(lines.sample)
    found = readings(sample, words)
    if winner := clear_winner(found, sample):
        mixed = f"; {lines.read} lines read as UTF-8 instead" if lines.read else ""
        return Encoding(name=winner.name, mixed=lines.read > 0, told=f"no UTF-8, read as {_shares(found)}{mixed}")
    likely = candidates(sample, sample.split(b"\n", 1)[0], found)
    raise _refused(
        Place(file=place.file, line=lines.first_broken, column=1),
        "this is no UTF-8, and its encoding cannot be told surely",
        "\n".join(
            ["Save the file as UTF-8, or name its encoding with --encoding."]
            + ["This line would read:"] * bool(likely)
            + [f"--encoding {name:<12} {reading}" for name, reading in likely]
        ),
    )


def _wide(head: bytes, name: str, place: Place) -> Encoding:
    """A wide encoding without a mark: UTF-16 where nearly all of its characters are everyday ones."""
    if name.startswith("utf-16"):
        share = share_of_common_wide(head[: len(head) & ~1], name)
        if share >= _SURE_WIDE:
            told = f"no mark, read as {name} ({share:.0%} everyday characters)"
            return Encoding(name=name, unit=UNIT[name], told=told)
    raise _refused(place, f"this looks like {name} without a mark", f"If it is, write --encoding {name}")


def _shares(found: list[Reading]) -> str:
    """The winner and the next, with the shares that made it so."""
    first, second = found[:2]
    name = _SPELLED.get(first.name, first.name)
    return f"{name} ({first.share:.0%} everyday characters; {second.name} {second.share:.0%})"


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk


def _is_strict_utf_8(chunks: Iterable[bytes]) -> bool:
    decoder = _utf_8()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _inspect(chunks: Iterable[bytes]) -> _Lines:
    """Count the lines beyond ASCII that read as UTF-8 and those that do not, and keep a sample of the latter."""
    found, rest = _Lines(), b""
    for chunk in chunks:
        if len(rest) > _LONG_LINE:
            rest = rest[:_LONG_LINE]
        data = rest + chunk
        end = end_of_whole_lines(data)
        rest = data[end:]
        for line in data[:end].splitlines():
            found.take(line)
    if rest:
        found.take(rest)
    return found


def _refused(place: Place, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=place, message=message, hint=hint)])
