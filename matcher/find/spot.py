"""Where every pattern stands in a batch of folded texts: one automaton, one scan, boundaries checked in columns."""

from collections.abc import Iterator, Sequence
from itertools import chain

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from matcher.model.rules import PatternTable

RawHit = tuple[int, int, int, bool]
"""Pattern, start, end (in the folded text), and whether a word ends there."""

_ALPHABETIC_BELOW = 0x3000
_BETWEEN = "\n"


class Spotter:
    """The automaton of a pattern table."""

    def __init__(self, table: PatternTable) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(table.patterns),
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
            store_patterns=False,
        )
        starts = [term.words for term in table.terms]
        ends = [term.words and not term.open_end for term in table.terms]
        self._needs_start = np.array(
            [all(starts[term] for term in terms) and pattern[0].isalnum() for pattern, terms in _rows(table)],
            dtype=bool,
        )
        self._needs_end = np.array(
            [all(ends[term] for term in terms) and pattern[-1].isalnum() for pattern, terms in _rows(table)], dtype=bool
        )
        self._in_word = np.array([chr(code).isalnum() for code in range(_ALPHABETIC_BELOW + 1)], dtype=bool)
        self._in_word[_ALPHABETIC_BELOW] = False

    def spot(self, texts: Sequence[str]) -> Iterator[list[RawHit]]:
        """For each text its hits in the order of their ends. A Chinese neighbour is a word boundary."""
        whole = _BETWEEN.join(texts)
        found = self._automaton.find_matches_as_indexes(whole, overlapping=True)
        if not found:
            yield from ([] for _ in texts)
            return
        columns = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
        pattern, start, end = columns[:, 0], columns[:, 1], columns[:, 2]
        inside = self._word_characters(whole)
        cut_before = inside[start] & inside[start + 1]  # `inside` is shifted by one: [at + 1] is the character at
        cut_after = inside[end] & inside[end + 1]
        kept = ~((self._needs_start[pattern] & cut_before) | (self._needs_end[pattern] & cut_after))
        pattern, start, end, cut_after = pattern[kept], start[kept], end[kept], cut_after[kept]
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        edges = np.searchsorted(end, begins, side="right")
        rows = np.repeat(begins[:-1], np.diff(edges))
        hits = list(
            zip(pattern.tolist(), (start - rows).tolist(), (end - rows).tolist(), (~cut_after).tolist(), strict=True)
        )
        for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            yield hits[low:high]

    def _word_characters(self, whole: str) -> NDArray[np.bool_]:
        """For each character, with one more at either side, whether it is a letter or digit of an alphabetic script."""
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        padded = np.zeros(len(codes) + 2, dtype=bool)
        padded[1:-1] = self._in_word[np.minimum(codes, _ALPHABETIC_BELOW)]
        return padded


def _rows(table: PatternTable) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each pattern with its terms."""
    return zip(table.patterns, table.terms_of, strict=True)
