"""A text as it is searched: folded one character to one, so that offsets stay those of the original.

Only texts with hidden characters, decomposed accents, words broken over a line or runs of white space take the slow
path, which keeps an index back to the original.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from matcher.model.folding import Folding
from matcher.model.rules import Characters

_HIDDEN = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f"
_COMBINING = "\u0300-\u036f"
_UNEVEN = re.compile(rf"[{_HIDDEN}{_COMBINING}]|[^\W\d_]-[ \t]*\r?\n\s*[^\W\d_]|\S\s\s+\S")
_COMPATIBLE = re.compile("[\uf900-\ufaff]")
_REMOVED = re.compile(rf"[{_HIDDEN}]")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n\s*(?=[^\W\d_])")
_ASCII = 0x80
_FOUR_SPACES = " " * 4
_SPACED_LETTERS = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")

HIDDEN_CHARACTERS = "hidden_characters"
LOOKALIKE_LETTERS = "lookalike_letters"
SPACED_LETTERS = "spaced_letters"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `origin[i]` is the place of its character i in the original; None where both agree."""

    text: str
    origin: Sequence[int] | None
    flags: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the folded span stands for."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


class Folder:
    """Folds texts with the character tables of a pack."""

    def __init__(self, characters: Characters) -> None:
        self._plain = Folding(characters.traditional).table
        self._ascii = bytes(ord(self._plain.get(code, chr(code)).lower()) for code in range(_ASCII)).ljust(256, b"?")
        special = re.escape("".join(map(chr, self._plain)) + "".join(characters.lookalikes))
        self._special = re.compile(f"[{special}{_COMBINING}\uf900-\ufaff]")
        self._lookalikes = {ord(letter): plain for letter, plain in characters.lookalikes.items()}
        letters = "".join(map(chr, self._lookalikes))
        self._lookalike = re.compile(f"[{re.escape(letters)}]") if letters else re.compile(r"(?!)")
        self._in_latin = (
            re.compile(rf"[a-zA-Z][{re.escape(letters)}]|[{re.escape(letters)}][a-zA-Z]") if letters else None
        )

    def fold(self, text: str) -> Folded:
        """The text as patterns see it: small letters, spaces for white space and dashes, plain widths and forms."""
        if text.isascii():
            folded = text.encode("ascii").translate(self._ascii).decode("ascii")
            even = "  " not in folded and folded.isprintable()
            return Folded(folded, None) if even or not _UNEVEN.search(text) else self._fold_unevenly(text)
        if not self._special.search(text):
            folded = text.lower()
            if "  " not in folded and len(folded) == len(text) and folded.isprintable():
                return Folded(folded, None)
        if _UNEVEN.search(text):
            return self._fold_unevenly(text)
        return self._fold_evenly(text.translate(self._plain), None, ())

    def _fold_evenly(self, text: str, origin: Sequence[int] | None, flags: tuple[str, ...]) -> Folded:
        """Fold what is left to fold, character by character; the length stays."""
        if self._lookalike.search(text) and self._in_latin is not None and self._in_latin.search(text):
            text = text.translate(self._lookalikes)
            flags = (*flags, LOOKALIKE_LETTERS)
        if _COMPATIBLE.search(text):
            text = "".join(map(_compatible, text))
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
        return Folded(lowered, origin, flags)

    def _fold_unevenly(self, text: str) -> Folded:
        """Drop what is hidden, compose accents, close broken words, squeeze white space; keep where all came from."""
        hidden = {at for found in _REMOVED.finditer(text) for at in range(found.start(), found.end())}
        dropped = hidden | {at for found in _BROKEN_WORD.finditer(text) for at in range(found.start(), found.end())}
        characters: list[str] = []
        origin: list[int] = []
        for at, character in enumerate(text):
            if at in dropped or (character.isspace() and characters and characters[-1].isspace()):
                continue
            if characters and unicodedata.combining(character):
                composed = unicodedata.normalize("NFC", characters[-1] + character)
                characters[-1] = composed[0]
                continue
            characters.append(character)
            origin.append(at)
        inside_word = any(0 < at < len(text) - 1 and text[at - 1].isalnum() for at in hidden)
        text = "".join(characters).translate(self._plain)
        return self._fold_evenly(text, origin, (HIDDEN_CHARACTERS,) if inside_word else ())


def is_spaced(folded: str) -> bool:
    """Whether letters of the text stand apart, as in "s o l a r": every second character is a space for a while."""
    apart = _FOUR_SPACES in folded[::2] or _FOUR_SPACES in folded[1::2]
    return apart and bool(_SPACED_LETTERS.search(folded))


def _compatible(character: str) -> str:
    """The ordinary form of a compatibility ideograph; any other character as it is."""
    plain = unicodedata.normalize("NFKC", character) if "\uf900" <= character <= "\ufaff" else character
    return plain if len(plain) == 1 else character
