"""Typing errors repaired on the residue: words that neither the rules nor ordinary language know.

Such a word is compared once with the words of the rules (optimal string alignment distance, rapidfuzz); the first
letter must agree. The repaired text is what is searched; its origin still leads to the original.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from matcher.find.fold import Folded
from matcher.model.phrases import PatternTable
from matcher.model.rules import Typos

Spans = tuple[tuple[int, int], ...]
"""Original code points of the words that were repaired."""

_REMEMBERED_AT_MOST = 1_000_000
_LONG_WORD = 20
_NONE: AbstractSet[str] = frozenset()


class Repairer:
    """Repairs unknown words to words of the rules."""

    def __init__(self, table: PatternTable, ordinary: str, settings: Typos) -> None:
        self._vocabulary = table.vocabulary
        self._ordinary = ordinary
        self._settings = settings
        self._word = re.compile(rf"(?<![^\W_])[a-z]{{{settings.min_letters},}}(?![^\W_])")
        self._repairs: dict[str, str] = {}
        self._fine: set[str] = set()

    @cached_property
    def _known(self) -> frozenset[str]:
        """All words that are no errors."""
        return frozenset(self._ordinary.split("\n")) | frozenset(self._vocabulary)

    @cached_property
    def _by_first_letter(self) -> dict[str, list[str]]:
        """The words of the rules that an error may be repaired to, by their first letter, sorted."""
        found: dict[str, list[str]] = {}
        for word in sorted(self._vocabulary):
            if len(word) >= self._settings.min_letters - 1:
                found.setdefault(word[0], []).append(word)
        return found

    def unknown(self, texts: Iterable[str]) -> list[AbstractSet[str]]:
        """The words of each folded text, with the marks around them, that were not found to be in order before."""
        fine = self._fine
        return [_NONE if fine.issuperset(words := self._parted(text)) else set(words) - fine for text in texts]

    def _parted(self, text: str) -> list[str]:
        """The words of a text: as white space parts them, or, in a script that writes none, those of the alphabet."""
        spaced = text.count(" ") * _LONG_WORD > len(text)
        return text.split() if spaced else self._word.findall(text)

    def repair(self, texts: Sequence[Folded], unknown: Sequence[AbstractSet[str]]) -> list[tuple[Folded, Spans]]:
        """Each text with its repairs made and where they are; a text without errors is handed back as it came.

        `unknown` are the words of each that `unknown` found. What is repaired depends on the word alone.
        """
        words = set[str]().union(*unknown)
        wrong = words and self._wrong_among(words)
        if len(self._fine) > _REMEMBERED_AT_MOST:
            self._fine.clear()
        self._fine |= words - wrong
        return [
            (text, ()) if not own or own.isdisjoint(wrong) else self._repaired(text)
            for text, own in zip(texts, unknown, strict=True)
        ]

    def _wrong_among(self, words: set[str]) -> set[str]:
        """Those of the words, with the marks around them, that hold one that is repaired."""
        bare = set(self._word.findall(" ".join(words)))
        fresh = bare - self._known - self._repairs.keys()
        self._repairs |= {word: better for word in fresh if (better := self._nearest(word))}
        repaired = self._repairs.keys() & bare
        if not repaired:
            return set()
        return {found for found in words if not repaired.isdisjoint(self._word.findall(found))}

    def _repaired(self, text: Folded) -> tuple[Folded, Spans]:
        """The text with its repairs."""
        origin = text.origin if text.origin is not None else range(len(text.text))
        pieces: list[str] = []
        places: list[int] = []
        spans: list[tuple[int, int]] = []
        last = 0
        for found in self._word.finditer(text.text):
            better = self._repairs.get(found.group())
            if better is None:
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
