"""What gives a file away: marks of encodings, of other kinds of file, and of seven-bit encodings."""

import re

MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks and the encodings they open, longer ones first."""

UNIT = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""Bytes per code unit of the encodings whose line ends are no single bytes."""

_KINDS = (
    (rb"PK\x03\x04|PK\x05\x06", "a zip archive or a workbook"),
    (rb"\x1f\x8b", "compressed by gzip"),
    (rb"BZh[1-9]1AY&SY", "compressed by bzip2"),
    (rb"\xfd7zXZ\x00", "compressed by xz"),
    (rb"\x28\xb5\x2f\xfd", "compressed by zstd"),
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07", "an archive"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old workbook or document"),
    (rb"%PDF-", "a PDF document"),
    (rb"\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff", "a picture"),
    (rb"\x7fELF|MZ.{58,}PE\x00\x00|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe", "a program"),
    (rb"SQLite format 3\x00", "a database"),
    (rb"PAR1[\x00-\xff]*PAR1$", "a Parquet file"),
    (rb"ARROW1\x00\x00", "an Arrow file"),
)
_KIND = re.compile(b"|".join(b"(%s)" % pattern for pattern, _ in _KINDS), re.DOTALL)

_ENDINGS = (".gz", ".xlsx", ".xls", ".parquet", ".jsonl")
_INPUTS = re.compile(
    rb"(\x1f\x8b)|(PK\x03\x04)|(\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1)|(PAR1)|((?:\xef\xbb\xbf)?[ \t\r\n]*\{)"
)

_ISO_2022 = re.compile(rb"\x1b\$[@AB]|\x1b\$\)[ACG]")
_HZ = re.compile(rb"~\{(?:[\x21-\x7d][\x21-\x7e])+~\}")
_UTF_7 = re.compile(rb"\+(?=[a-z0-9+/]*[A-Z])(?=[A-Z0-9+/]*[a-z0-9])[A-Za-z0-9+/]{3,}-?")
_UTF_7_LETTERS = 6
_UTF_7_RUNS = 2

_SURE_NULS = 3
_MOSTLY = 0.66
_NULS = 0.2
_WIDE = {
    "x0x0": "utf-16-le",
    "0x0x": "utf-16-be",
    "x000": "utf-32-le",
    "xx00": "utf-32-le",
    "000x": "utf-32-be",
    "00xx": "utf-32-be",
}
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D})
_CONTROL_SHARE = 0.3


def other_kind(head: bytes) -> str:
    """What kind of file opens with these bytes, in words, or nothing where it may be text."""
    match = _KIND.match(head)
    return _KINDS[(match.lastindex or 1) - 1][1] if match else ""


def kind_of_input(head: bytes) -> str:
    """The ending that a file with these bytes should have, of the kinds of input that are no plain tables; or nothing.

    A zip archive is taken for a workbook.
    """
    match = _INPUTS.match(head)
    return _ENDINGS[(match.lastindex or 1) - 1] if match else ""


def unmarked_wide(head: bytes) -> str:
    """The wide encoding that NULs at every other place, or at two of four and more, speak for; or nothing.

    Chinese text has few of them, those of its commas and line ends.
    """
    if b"\0" not in head:
        return ""
    size = max(1, len(head) // 4)
    empty = "".join("0" if head[place::4].count(0) > _NULS * size else "x" for place in range(4))
    if empty in _WIDE:
        return _WIDE[empty]
    nuls = head.count(0)
    for name, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        mostly_there = nuls >= _SURE_NULS and head[place::2].count(0) > _MOSTLY * nuls
        if mostly_there and "\n" in head[: len(head) & ~1].decode(name, "replace"):
            return name
    return ""


def is_binary(head: bytes) -> bool:
    """Whether control bytes make up more than text ever holds."""
    return len(head) - len(head.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(head)


def seven_bit(head: bytes) -> str:
    """The encoding that plain ASCII bytes are the disguise of, or nothing."""
    if _ISO_2022.search(head):
        return "iso2022_jp"
    if _HZ.search(head) and b"~}" in head:
        return "hz"
    return "utf-7" if _reads_as_utf_7(head) else ""


def _reads_as_utf_7(head: bytes) -> bool:
    """Whether runs as `+Zbhez-` stand in the bytes, and every one of them gives letters beyond ASCII."""
    runs = [match.group() for match in _UTF_7.finditer(head)]
    letters = 0
    for run in runs:
        try:
            text = run.decode("utf-7")
        except UnicodeDecodeError:
            return False
        if text.isascii() or not text.isprintable():
            return False
        letters += len(text)
    return len(runs) >= _UTF_7_RUNS and letters >= _UTF_7_LETTERS
