"""Where every pattern stands in a batch of folded texts: one automaton, one scan, boundaries checked in columns."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs
import numpy as np

from matcher.find.lists import Lists, Numbers, every_of, run_on
from matcher.model.phrases import PatternTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ALPHABETIC_BELOW = 0x3000
_OTHER, _LETTER, _DIGIT = 0, 1, 2
_BETWEEN = "\n"
_HALVES = re.compile("[\ud800-\udfff]")
_LOST = "\ufffd"
_FEW_CHARACTERS = 30_000
_BEGINNING = 3


class Spotted(NamedTuple):
    """Where terms stand, in columns, text by text in the order of their ends.

    `start` and `end` count characters of the folded text; `cut` are the numbers of the texts that had too many.
    """

    term: Numbers
    text: Numbers
    start: Numbers
    end: Numbers
    cut: frozenset[int]


class _Automaton:
    """The automaton of many patterns. It takes a while to build, so a few short texts get one of the few patterns whose
    beginnings stand in them.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._whole: ahocorasick_rs.AhoCorasick | None = None
        self._characters = 0

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Every match, overlapping ones too: pattern, start, end; in the order of their ends, longer ones first."""
        if self._whole is None:
            self._characters += len(text)
            if self._characters <= _FEW_CHARACTERS:
                return self._find_few(text)
            self._whole = _built(self._patterns)
        return self._whole.find_matches_as_indexes(text, overlapping=True)

    def _find_few(self, text: str) -> list[tuple[int, int, int]]:
        begin = range(1, _BEGINNING + 1)
        beginnings = {text[at : at + length] for at in range(len(text)) for length in begin}
        numbers = [at for at, pattern in enumerate(self._patterns) if pattern[:_BEGINNING] in beginnings]
        few = _built([self._patterns[at] for at in numbers])
        return [(numbers[at], start, end) for at, start, end in few.find_matches_as_indexes(text, overlapping=True)]


class Spotter:
    """Looks for the patterns of a table. Of each text so many hits are kept, the first ones."""

    def __init__(self, table: PatternTable, most: int) -> None:
        self._automaton = _Automaton(table.patterns)
        self._most = most
        self._terms = Lists(table.terms_of)
        words = np.array([term.words for term in table.terms], dtype=bool)
        self._closed = words & ~np.array([term.open_end for term in table.terms], dtype=bool)
        numbers = np.arange(len(table.patterns))
        begins_word = np.array([pattern[0].isalnum() for pattern in table.patterns], dtype=bool)
        self._needs_start = begins_word & every_of(words[self._terms.of(numbers)[1]], self._terms.counts(numbers))
        self._ends_word = np.array([pattern[-1].isalnum() for pattern in table.patterns], dtype=bool)
        self._kinds = np.array([_kind(chr(code)) for code in range(_ALPHABETIC_BELOW)] + [_OTHER], dtype=np.uint8)

    def spot(self, texts: Sequence[str]) -> Spotted:
        """Where terms stand in the texts. A Chinese neighbour is a word boundary, and so is a figure before a letter:
        `35kV` holds kV.
        """
        whole = _BETWEEN.join(texts)
        try:
            found = self._automaton.find(whole)
        except UnicodeEncodeError:  # halves of surrogate pairs, which are no characters
            whole = _HALVES.sub(_LOST, whole)
            found = self._automaton.find(whole)
        columns = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
        pattern, start, end = columns.T
        kinds = self._kinds_of(whole)  # shifted by one: [at + 1] is the character at
        before, first = kinds[start], kinds[start + 1]
        parted = (before == _OTHER) | (first == _OTHER) | ((before == _DIGIT) & (first == _LETTER))
        kept = ~self._needs_start[pattern] | parted
        pattern, start, end = pattern[kept], start[kept], end[kept]
        which, term = self._terms.of(pattern)
        runs_on = self._ends_word[pattern] & (kinds[end] != _OTHER) & (kinds[end + 1] != _OTHER)
        kept = ~(self._closed[term] & runs_on[which])
        which, term = which[kept], term[kept]
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        text = np.searchsorted(begins, end, side="left") - 1
        return self._limited(term, text[which], (start - begins[text])[which], (end - begins[text])[which], len(texts))

    def _limited(self, term: Numbers, text: Numbers, start: Numbers, end: Numbers, texts: int) -> Spotted:
        """The hits, without those that are too many for one text."""
        counts = np.bincount(text, minlength=texts)
        if counts.max(initial=0) <= self._most:
            return Spotted(term, text, start, end, frozenset())
        kept = run_on(counts) < self._most
        cut = frozenset(np.flatnonzero(counts > self._most).tolist())
        return Spotted(term[kept], text[kept], start[kept], end[kept], cut)

    def _kinds_of(self, whole: str) -> "NDArray[np.uint8]":
        """For each character, with one more at either side: a letter or a digit of an alphabetic script, or neither."""
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        padded = np.full(len(codes) + 2, _OTHER, dtype=np.uint8)
        padded[1:-1] = self._kinds[np.minimum(codes, _ALPHABETIC_BELOW)]
        return padded


def _kind(character: str) -> int:
    if character.isdigit():
        return _DIGIT
    return _LETTER if character.isalnum() else _OTHER


def _built(patterns: Sequence[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        list(patterns),
        matchkind=ahocorasick_rs.MatchKind.Standard,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        store_patterns=False,
    )
