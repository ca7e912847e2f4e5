"""How well bytes that are no UTF-8 would read in other encodings: how many of their characters are everyday ones.

Each of these encodings keeps the characters that everyday texts are made of in a range of its own: GB 2312 its 3,755
most used characters in rows B0 to D7, Big5 its first level in A4 to C6, and so on; in Western texts accents and quotes
stand beside letters. The share of characters from that range tells a right reading from a wrong one; punctuation, which
several encodings share, counts for nothing. Where shares are close, words that are expected decide.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

_SMALL = rb"\xdf-\xef\xf1-\xf6\xf8-\xfc\x9c"
_CAPITAL = rb"\xc0-\xcf\xd1-\xd6\xd8-\xdc\x8c"
_ACCENT = rb"(?:[%b]|(?<![a-z])[%b])" % (_SMALL, _CAPITAL)


def _in_a_word(sign: bytes) -> bytes:
    """A pattern for a sign beside a letter of ASCII, as accents and quotes stand in Western texts."""
    return rb"(?<=[A-Za-z])(?:%b)|(?:%b)(?=[A-Za-z])" % (sign, sign)


_RANGES = {
    "gb18030": (
        rb"[\xb0-\xd7][\xa1-\xfe]|\x81[\x30-\x36][\x81-\xfe][\x30-\x39]"
        rb"|" + _in_a_word(rb"\xa8[\xa1-\xc0]|\xa1[\xaa\xae-\xb1]"),
        rb"[\xa1-\xa3][\xa1-\xfe]",
        rb"[\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[\x30-\x39][\x81-\xfe][\x30-\x39])",
    ),
    "big5": (
        rb"(?!(?<=[a-z])..[a-z])[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|" + _in_a_word(rb"\xa1[\xa5-\xa8]"),
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
    "windows-1251": (
        rb"(?<=[\xa8\xb8\xc0-\xff])[\xc0-\xff\xa8\xb8]|[\xc0-\xff\xa8\xb8](?=[\xa8\xb8\xc0-\xff])",
        rb"[\x96\x97\xa0\xab\xbb\xb9]",
        rb"[\x80-\xff]",
    ),
    "windows-1252": (
        rb"(?<=[A-Za-z])%b|%b(?=[A-Za-z])|(?<![\x80-\xff])%b(?![\x80-\xff])" % ((_ACCENT,) * 3),
        rb"[\x80\x85\x91-\x97\xa0\xa3\xa7\xab\xb0\xb1\xb5\xb7\xbb-\xbe]|[\xb2\xb3\xb9](?![A-Za-z])",
        rb"[\x80-\xff]",
    ),
}
"""For each encoding the bytes of everyday characters, of punctuation, and of all the others."""

_PATTERNS = {name: re.compile(b"(%s)|(%s)|%s|[\x80-\xff]" % ranges) for name, ranges in _RANGES.items()}
_WESTERN = "windows-1252"
_RARER = "big5"
_OFTEN_HALF_ASCII = ("gb18030", "big5", "shift_jis")
_NEARLY_ALL = 0.8
_TAKEN = ("gb18030", "big5", _WESTERN)
"""The encodings that a clear winner is taken of; the others are only shown."""

_WIDE = ("utf-16-le", "utf-16-be")
_PLAUSIBLE = {"gb18030": 0.75, "big5": 0.75, "windows-1252": 0.9}
_LEAD = 0.1
_HIGH = re.compile(rb"[\x80-\xff]+")
_SURE_FROM = 20
_SHARE_OF_ONE_WORD = 0.25
_NO_TEXT = {"Cc", "Cn", "Co", "Cs"}
_SHOWN = 40
_WORDS_LOOKED_FOR_IN = 1 << 13
_PUNCTUATION = frozenset("“”‘’–—…·、。《》（）【】，．：；？！％～￥〔〕①②③④⑤⑥⑦⑧⑨⑩℃㎡㎥²³")


class Reading(NamedTuple):
    """How bytes read in an encoding: the share of everyday characters, 0 to 1, and how many expected words stand there.

    `whole` is false where some of the bytes cannot be read.
    """

    name: str
    share: float
    words: int
    whole: bool

    @property
    def weight(self) -> float:
        """The share, with a little for every word, one as much as four."""
        return self.share + (_SHARE_OF_ONE_WORD if self.words else 0.0)


def readings(sample: bytes, words: Collection[str]) -> list[Reading]:
    """How `sample` (lines that are no UTF-8) reads in each encoding, the likeliest first."""
    expected = {word for word in words if len(word) > 1 and not word.isascii()}
    found = []
    for name in _PATTERNS:
        text = sample[:_WORDS_LOOKED_FOR_IN].decode(name, "replace")
        known = sum(word in text for word in expected) if name in _TAKEN else 0
        found.append(Reading(name, share_of_common(sample, name), known, _is_whole(sample, name)))
    return sorted(found, key=lambda reading: -reading.weight)


def clear_winner(found: list[Reading], sample: bytes) -> Reading | None:
    """The reading that is plainly the right one, of an encoding that may be taken; None where there is none.

    It leads the others that may be taken by a tenth of all characters, or holds expected words where they have none,
    and is no worse than any other encoding; of a few letters as good as one. Big5 is not taken of a few letters
    alone. GB 18030 leaves no byte unread that was not damaged on the way, so that a broken line does not rule it out.
    """
    best = found[0]
    if best.name not in _TAKEN or best.share < _PLAUSIBLE[best.name] or not (best.whole or best.name == "gb18030"):
        return None
    few = sum(map(len, _HIGH.findall(sample))) // 2 < _SURE_FROM
    if best.name == _RARER and few and not best.words:
        return None
    for other in found[1:]:
        lead = best.weight - other.weight
        if lead < (_LEAD if other.name in _TAKEN else 0) or (lead == 0 and not few):
            return None
    return best


def share_of_common(sample: bytes, encoding: str) -> float:
    """The share of everyday characters among all beyond ASCII and punctuation, 0 to 1.

    Where there is nothing but punctuation it is 1 for Windows-1252 and 0 for all others; so it is for encodings with
    characters of two bytes where the bytes beyond ASCII stand alone.
    """
    common = counted = 0
    for match in _PATTERNS[encoding].finditer(sample):
        if match[2] is None:
            counted += 1
            common += match[1] is not None
    if encoding == _WESTERN:
        return common / counted if counted else 1.0
    if encoding in _OFTEN_HALF_ASCII and _stands_alone(sample):
        return 0.0
    return common / counted if counted else 0.0


def _stands_alone(sample: bytes) -> bool:
    """Whether nearly all bytes beyond ASCII stand between ASCII ones, as accents do in Western texts."""
    runs = [len(run) for run in _HIGH.findall(sample)]
    return runs.count(1) > _NEARLY_ALL * len(runs)


def share_of_common_wide(sample: bytes, encoding: str) -> float:
    """The share of everyday characters of a text in UTF-16: ASCII, punctuation, accents, and common Chinese."""
    text = sample.decode(encoding, "replace")
    counted = [letter for letter in text if letter not in "\r\n\t"]
    common = sum(
        " " <= letter <= "~" or "\xa0" <= letter <= "\xff" or letter in _PUNCTUATION or "\u4e00" <= letter <= "\u9fff"
        for letter in counted
    )
    return common / len(counted) if counted else 0.0


def candidates(sample: bytes, line: bytes, found: list[Reading]) -> list[tuple[str, str]]:
    """Encodings in which all of `sample` can be read, likeliest first, each with how `line` would read in it."""
    shown = []
    for name in (*(reading.name for reading in found if reading.whole), *_WIDE):
        try:
            sample.decode(name)
            reading = line.decode(name)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(letter) in _NO_TEXT for letter in reading):
            shown.append((name, " ".join(reading.split())[:_SHOWN]))
    return shown


def _is_whole(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
