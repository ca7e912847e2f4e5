"""Typing errors repaired on the residue: words that neither the rules nor ordinary language know.

Such a word is compared once with the words of the rules (optimal string alignment distance, rapidfuzz); the first
letter must agree. The repaired text is what is searched; its origin still leads to the original.
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain

from matcher.find.fold import Folded
from matcher.find.words import KnownWords
from matcher.model.phrases import PatternTable
from matcher.model.rules import Typos

Spans = tuple[tuple[int, int], ...]
"""Original code points of the words that were repaired."""

_REMEMBERED = 100_000


class Repairer:
    """Repairs unknown words to words of the rules."""

    def __init__(self, table: PatternTable, ordinary: str, settings: Typos) -> None:
        self._vocabulary = table.vocabulary
        self._ordinary = ordinary
        self._settings = settings
        self._word = re.compile(rf"(?<![^\W_])[a-z]{{{settings.min_letters},}}(?![^\W_])")
        self._better = lru_cache(maxsize=_REMEMBERED)(self._nearest)

    @cached_property
    def _words(self) -> KnownWords:
        """All words that are no errors."""
        known = chain(self._ordinary.split("\n"), self._vocabulary)
        return KnownWords(known, self._settings.min_letters)

    @cached_property
    def _by_first_letter(self) -> dict[str, list[str]]:
        """The words of the rules that an error may be repaired to, by their first letter, sorted."""
        found: dict[str, list[str]] = {}
        for word in sorted(self._vocabulary):
            if len(word) >= self._settings.min_letters - 1:
                found.setdefault(word[0], []).append(word)
        return found

    def repair(self, texts: Sequence[Folded]) -> list[tuple[Folded, Spans]]:
        """Each text with its repairs made and where they are; a text without errors is handed back as it came.

        What is repaired depends on the word alone.
        """
        unknown = self._words.unknown([text.text for text in texts])
        return [
            self._repaired(text, words) if any(map(self._better, words)) else (text, ())
            for text, words in zip(texts, unknown, strict=True)
        ]

    def _repaired(self, text: Folded, unknown: Sequence[str]) -> tuple[Folded, Spans]:
        """The text with its repairs of unknown words."""
        origin = text.origin if text.origin is not None else range(len(text.text))
        pieces: list[str] = []
        places: list[int] = []
        spans: list[tuple[int, int]] = []
        last = 0
        for found in self._word.finditer(text.text):
            better = self._better(found.group()) if found.group() in unknown else ""
            if not better:
                continue
            start, end = found.span()
            pieces += [text.text[last:start], better]
            places += origin[last:start]
            places += [origin[min(start + at, end - 1)] for at in range(len(better) - 1)] + [origin[end - 1]]
            spans.append((origin[start], origin[end - 1] + 1))
            last = end
        pieces.append(text.text[last:])
        places += origin[last:]
        return Folded("".join(pieces), places, text.flags), tuple(spans)

    def _nearest(self, word: str) -> str:
        """The one word of the rules within reach of an unknown word; empty if there is none or more than one."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        reach = 2 if len(word) >= self._settings.two_edits_from else 1
        near = process.extract(
            word, self._by_first_letter.get(word[0], []), scorer=OSA.distance, score_cutoff=reach, limit=2
        )
        rivals = len(near) > 1 and near[0][1] == near[1][1]
        if not near or (rivals and not _same_word(near[0][0], near[1][0])):
            return ""
        return str(near[0][0])


def _same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one word, to the eye: the longer begins with the shorter."""
    return one.startswith(other) or other.startswith(one)
