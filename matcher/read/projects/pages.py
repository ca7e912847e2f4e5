"""The text of a document with pages, and where each of them begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

PAGE_END = "\f"
_FULL = 0.75
_ENDS = frozenset(".。!！?？;；:：")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """A title, a text, and the place in it where each page begins; no places where pages are not known.

    `told` is what a person should know about how it was read.
    """

    title: str
    text: str
    pages: tuple[int, ...] = ()
    told: str = ""


def paged(title: str, text: str, told: str = "") -> Paged:
    """A text between whose pages a form feed stands, without these."""
    parts = text.split(PAGE_END)
    starts = tuple(accumulate(map(len, parts[:-1]), initial=0))
    return Paged(title=title, text="".join(parts), pages=starts, told=told)


def unwrapped(lines: Iterable[str]) -> str:
    """Lines as they stand on a page, those that go on over the end of the line put together.

    A line goes on where it is nearly as long as the longest, does not end a sentence, and something follows. Words of
    alphabetic scripts are parted by a space, or joined where a hyphen parts them; ideographs follow each other.
    """
    found = [line.strip() for line in lines]
    full = max(map(len, found), default=0) * _FULL
    text = ""
    for line in found:
        if text and not text.endswith("\n"):
            before = text[-1]
            if before == "-" and text[-2:-1].isalpha() and line[:1].islower():
                text = text[:-1]
            elif _is_ideographic(before) or _is_ideographic(line[:1]):
                pass
            else:
                text += " "
        ends = not line or line[-1] in _ENDS or len(line) < full
        text += line + "\n" * ends
    return text.rstrip("\n")


def _is_ideographic(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef" or "\u3000" <= letter <= "\u303f"
