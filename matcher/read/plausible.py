"""How well bytes that are no UTF-8 would read in other encodings, from byte ranges alone.

Each of these encodings keeps the characters that everyday texts are made of in a range of its own: GB 2312 its 3,755
most used characters in rows B0 to D7, Big5 its first level in A4 to C6, and so on. The share of characters from that
range tells a right reading from a wrong one; punctuation, which several encodings share, counts for nothing.
"""

import re
import unicodedata

_RANGES = {
    "gb18030": (
        rb"[\xb0-\xd7][\xa1-\xfe]",
        rb"[\xa1-\xa3][\xa1-\xfe]",
        rb"[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[\x30-\x39][\x81-\xfe][\x30-\x39])",
    ),
    "big5": (
        rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]",
        rb"[\xa1-\xa3][\x40-\x7e\xa1-\xfe]",
        rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]",
    ),
    "shift_jis": (
        rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]|[\x88-\x97][\x40-\x7e\x80-\xfc]",
        rb"[\x81\x82][\x40-\x7e\x80-\xfc]",
        rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]",
    ),
    "euc_jp": (rb"[\xa4\xa5\xb0-\xcf][\xa1-\xfe]", rb"[\xa1-\xa3][\xa1-\xfe]", rb"[\x8e\xa1-\xfe][\xa1-\xfe]"),
    "euc_kr": (rb"[\xb0-\xc8][\xa1-\xfe]", rb"[\xa1-\xa3][\xa1-\xfe]", rb"[\xa1-\xfe][\xa1-\xfe]"),
    "windows-1251": (rb"[\xc0-\xff\xa8\xb8]", rb"[\x96\x97\xa0\xab\xbb\xb9]", rb"[\x80-\xff]"),
}
"""For each encoding the bytes of everyday characters, of punctuation, and of all the others."""

_PATTERNS = {name: re.compile(b"(%s)|(%s)|%s|[\x80-\xff]" % ranges) for name, ranges in _RANGES.items()}

_WIDE = ("utf-16-le", "utf-16-be")
_HIGH = re.compile(rb"[\x80-\xff]+")
_PLAUSIBLE = 0.75
_NO_TEXT = {"Cc", "Cn", "Co", "Cs"}
_SURE_FROM = 20
_SHOWN = 40


def share_of_common(sample: bytes, encoding: str) -> float:
    """The share of everyday characters among all beyond ASCII and punctuation, 0 to 1; 0 where there are none."""
    common = counted = 0
    for match in _PATTERNS[encoding].finditer(sample):
        if match[2] is None:
            counted += 1
            common += match[1] is not None
    return common / counted if counted else 0.0


def is_plausible_chinese(sample: bytes) -> bool:
    """Whether `sample` (lines that are no UTF-8) reads as everyday Chinese in GB18030, and in no other way as well."""
    ours = share_of_common(sample, "gb18030")
    if ours < _PLAUSIBLE:
        return False
    rivals = max(share_of_common(sample, name) for name in _PATTERNS if name != "gb18030")
    letters = sum(map(len, _HIGH.findall(sample))) // 2
    return ours > rivals or (ours == rivals and letters < _SURE_FROM)


def _stands_alone(sample: bytes) -> bool:
    """Whether most bytes beyond ASCII stand alone between ASCII ones, as accents do in Western texts."""
    runs = [len(run) for run in _HIGH.findall(sample)]
    return runs.count(1) * 2 > len(runs)


def candidates(sample: bytes, line: bytes) -> list[tuple[str, str]]:
    """Encodings in which `sample` can be read, best first, each with how `line` would read in it."""
    shares = {name: share_of_common(sample, name) for name in _PATTERNS}
    names = sorted(shares, key=lambda name: -shares[name])
    if _stands_alone(sample):
        shares["windows-1251"] = 0.0
    likely = [name for name in names if shares[name] >= _PLAUSIBLE]
    found = []
    for name in (*likely, "windows-1252", *(name for name in names if name not in likely), *_WIDE):
        try:
            sample.decode(name)
            reading = line.decode(name)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(letter) in _NO_TEXT for letter in reading):
            found.append((name, " ".join(reading.split())[:_SHOWN]))
    return found
