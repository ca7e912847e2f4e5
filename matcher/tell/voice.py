"""The sentences of the program, in one language: every word a reader sees comes from the pack."""

import re
from collections.abc import Mapping

from matcher.model.taxonomy import Words

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Voice:
    """Says sentences and names in one language; another one stands in where the pack lacks it."""

    def __init__(self, sentences: Mapping[str, Words], language: str) -> None:
        self._sentences = sentences
        self.language = language

    def say(self, key: str, **values: object) -> str:
        """The sentence of that key with its values filled in; the key itself where the pack has no sentence for it."""
        words = self._sentences.get(key)
        return self.word(words).format(**values) if words else key

    def has(self, key: str) -> bool:
        """Whether the pack has a sentence for the key."""
        return key in self._sentences

    def word(self, words: Words) -> str:
        """The text in this voice's language, else in English, else in whichever there is."""
        return words.get(self.language) or words.get("en") or next(iter(words.values()), "")


def inert(text: str) -> str:
    """The text with every character that could act on a terminal (escapes, direction marks) shown as its code."""
    return _ACTS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
