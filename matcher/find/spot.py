"""Where every pattern stands in a batch of folded texts: one automaton, one scan, boundaries checked in columns."""

from collections.abc import Iterator, Sequence
from enum import IntFlag
from itertools import chain, pairwise
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from matcher.model.phrases import PatternTable

RawHit = tuple[int, int, int, bool]
"""Pattern, start, end (in the folded text), and whether a word ends there."""


class Use(IntFlag):
    """What a term is good for.

    RESTS: a rule can rest on it. CARRIES: it is, or is part of, a phrase that a rule can rest on. SERVES: it serves a
    rule that rests on something else. CUE: it doubts, guards or marks. TELLS: it tells a language.
    """

    RESTS = 1
    CARRIES = 2
    SERVES = 4
    CUE = 8
    TELLS = 16


class Spotted(NamedTuple):
    """The hits of one text, in the order of their ends, by what they are good for; a hit may stand in several."""

    carrying: list[RawHit]
    serving: list[RawHit]
    cues: list[RawHit]

    @property
    def number(self) -> int:
        """How many hits there are, those with several uses counted for each."""
        return len(self.carrying) + len(self.serving) + len(self.cues)


NOTHING = Spotted([], [], [])
_ALPHABETIC_BELOW = 0x3000
_BETWEEN = "\n"


class Spotter:
    """The automaton of a pattern table. `uses` says of each term what it is good for."""

    def __init__(self, table: PatternTable, uses: Sequence[int]) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(table.patterns),
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
            store_patterns=False,
        )
        numbers = np.fromiter(chain.from_iterable(table.terms_of), dtype=np.int64)
        first = np.cumsum([0, *map(len, table.terms_of)])[:-1]
        words = np.array([term.words for term in table.terms], dtype=bool)
        closed = np.array([term.words and not term.open_end for term in table.terms], dtype=bool)
        starts = np.array([pattern[0].isalnum() for pattern in table.patterns], dtype=bool)
        ends = np.array([pattern[-1].isalnum() for pattern in table.patterns], dtype=bool)
        if len(numbers):
            self._needs_start = np.logical_and.reduceat(words[numbers], first) & starts
            self._needs_end = np.logical_and.reduceat(closed[numbers], first) & ends
            self._uses = np.bitwise_or.reduceat(np.array(uses, dtype=np.uint8)[numbers], first)
        self._in_word = np.array([chr(code).isalnum() for code in range(_ALPHABETIC_BELOW + 1)], dtype=bool)
        self._in_word[_ALPHABETIC_BELOW] = False

    def spot(self, texts: Sequence[str], per_document: int = 1) -> Iterator[Spotted]:
        """For each text its hits; so many texts make a document. A Chinese neighbour is a word boundary.

        Of a document on which no rule can rest, only the hits that tell a language are kept.
        """
        whole = _BETWEEN.join(texts)
        found = self._automaton.find_matches_as_indexes(whole, overlapping=True)
        if not found:
            yield from (NOTHING for _ in texts)
            return
        columns = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
        inside = self._word_characters(whole)
        pattern, start, end = columns[:, 0], columns[:, 1], columns[:, 2]
        cut_before = inside[start] & inside[start + 1]  # `inside` is shifted by one: [at + 1] is the character at
        cut_after = inside[end] & inside[end + 1]
        kept = ~((self._needs_start[pattern] & cut_before) | (self._needs_end[pattern] & cut_after))
        columns, cut_after = columns[kept], cut_after[kept]
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        text = np.searchsorted(begins, columns[:, 2], side="left") - 1
        columns[:, 1:] -= begins[text][:, None]
        uses = self._uses[columns[:, 0]]
        document = text // per_document
        rests = np.zeros(len(texts) // per_document + 1, dtype=bool)
        rests[document[(uses & Use.RESTS) > 0]] = True
        uses = np.where(rests[document], uses, uses & (Use.TELLS | Use.CUE) * ((uses & Use.TELLS) > 0))
        parted = [
            _by_text(columns, ~cut_after, text, (uses & use) > 0, len(texts))
            for use in (Use.CARRIES, Use.SERVES, Use.CUE)
        ]
        yield from map(Spotted, *parted)

    def _word_characters(self, whole: str) -> NDArray[np.bool_]:
        """For each character, with one more at either side, whether it is a letter or digit of an alphabetic script."""
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        padded = np.zeros(len(codes) + 2, dtype=bool)
        padded[1:-1] = self._in_word[np.minimum(codes, _ALPHABETIC_BELOW)]
        return padded


def _by_text(
    columns: NDArray[np.int64],
    word_ends: NDArray[np.bool_],
    text: NDArray[np.int64],
    wanted: NDArray[np.bool_],
    number: int,
) -> list[list[RawHit]]:
    """The wanted hits as one list for each of `number` texts."""
    chosen, text = columns[wanted], text[wanted]
    hits = list(
        zip(
            chosen[:, 0].tolist(), chosen[:, 1].tolist(), chosen[:, 2].tolist(), word_ends[wanted].tolist(), strict=True
        )
    )
    edges = np.searchsorted(text, np.arange(number + 1)).tolist()
    return [hits[low:high] for low, high in pairwise(edges)]
