"""How characters are folded, one to one, in terms and in texts alike: so that offsets stay those of the original."""

from collections.abc import Mapping
from functools import lru_cache

_DASHES = "-_\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63"
_SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_QUOTES = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u2032": "'",
    "\u2033": '"',
}


_FULL_WIDTH = [chr(code) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0) not in "!(),:;?"]
"""Full-width letters, digits and signs; punctuation of Chinese text stays what it is."""


class Folding:
    """Folds a text one character to one: case, width, dashes, white space, quotes, traditional forms.

    `table` is all of it but the case, for `str.translate`.
    """

    def __init__(self, traditional: Mapping[str, str]) -> None:
        table = dict.fromkeys(map(ord, _DASHES + _SPACES), " ")
        table |= dict.fromkeys(range(0x2000, 0x200B), " ")
        table |= {ord(curly): straight for curly, straight in _QUOTES.items()}
        table |= {ord(complex_): simple for complex_, simple in traditional.items()}
        full_width = {ord(wide): chr(ord(wide) - 0xFEE0).lower() for wide in _FULL_WIDTH}
        self.table: dict[int, str] = full_width | {0xFF0D: " ", 0xFF3F: " "} | table

    def fold(self, text: str) -> str:
        """The text folded, as long as before."""
        return "".join(_small(character) for character in text.translate(self.table))


@lru_cache(maxsize=4096)
def _small(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character


def is_chinese(character: str) -> bool:
    """Whether the character is a Chinese one."""
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"
