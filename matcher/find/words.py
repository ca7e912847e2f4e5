"""Which words of a batch of folded texts are known to nobody, decided in columns.

A known word leaves its mark at two places of a table, chosen by a hash of its letters; a word whose two places are both
marked passes for known. With a hundred thousand words one unknown word in some thousands passes too, always the same.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matcher.find.lists import Marks, Numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLACES = 22
"""The table has two to this power places."""

_BLOCK = 8
_FIRST_SHIFT, _SECOND_SHIFT = np.uint64(64 - _PLACES), np.uint64(64 - 2 * _PLACES)
_MIX = tuple(np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5))
_HEADS = np.array([(1 << 8 * length) - 1 for length in range(_BLOCK + 1)], dtype=np.uint64)
_A, _Z, _QUESTION = 0x61, 0x7A, 0x3F
_ASCII = 0x80


class _Runs(NamedTuple):
    """Runs of letters in a buffer of one byte a character."""

    start: Numbers
    end: Numbers


class KnownWords:
    """Words of small letters of the alphabet, so many at least, of which some are known."""

    def __init__(self, known: Iterable[str], min_letters: int) -> None:
        self._min_letters = min_letters
        self._joins = np.array([chr(code).isalnum() for code in range(_ASCII)] + [False] * _ASCII, dtype=bool)
        self._marks = np.zeros(1 << _PLACES, dtype=bool)
        letters = _letters("\n".join(known))
        for place in _places(letters, self._runs(letters)):
            self._marks[place] = True

    def unknown(self, texts: Sequence[str]) -> list[list[str]]:
        """The unknown words of each text, in their order. A word stands by itself: no letter or digit beside it."""
        whole = "\n".join(texts)
        letters = _letters(whole)
        runs = self._alone(whole, letters, self._runs(letters))
        first, second = _places(letters, runs)
        strange = np.flatnonzero(~(self._marks[first] & self._marks[second]))
        begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
        found: list[list[str]] = [[] for _ in texts]
        starts, ends = runs.start[strange] - _BLOCK, runs.end[strange] - _BLOCK
        of_text = np.searchsorted(begins, starts, side="right") - 1
        for text, start, end in zip(of_text.tolist(), starts.tolist(), ends.tolist(), strict=True):
            found[text].append(whole[start:end])
        return found

    def _runs(self, letters: "NDArray[np.uint8]") -> _Runs:
        """The runs of letters that are long enough."""
        inside = (letters >= _A) & (letters <= _Z)
        turns = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        start, end = turns[0::2], turns[1::2]
        long = end - start >= self._min_letters
        return _Runs(start[long], end[long])

    def _alone(self, whole: str, letters: "NDArray[np.uint8]", runs: _Runs) -> _Runs:
        """The runs beside which no letter or digit stands."""
        joined = self._joined(whole, letters, runs.start - 1) | self._joined(whole, letters, runs.end)
        return _Runs(runs.start[~joined], runs.end[~joined])

    def _joined(self, whole: str, letters: "NDArray[np.uint8]", at: Numbers) -> Marks:
        """Whether a letter or digit of any script stands at each place."""
        beside = letters[at]
        joined = self._joins[beside]
        for number in np.flatnonzero(beside == _QUESTION).tolist():
            joined[number] = whole[at[number] - _BLOCK].isalnum()
        return joined


def _letters(whole: str) -> "NDArray[np.uint8]":
    """One byte for each character, `?` for what is no ASCII, between blocks of nothing."""
    edge = bytes(_BLOCK)
    return np.frombuffer(edge + whole.encode("ascii", "replace") + edge, dtype=np.uint8)


def _places(letters: "NDArray[np.uint8]", runs: _Runs) -> tuple[Numbers, Numbers]:
    """The two places of each run: a hash of its first sixteen letters, its last eight and its length."""
    eight = np.ndarray((len(letters) - _BLOCK + 1,), dtype="<u8", buffer=letters.tobytes(), strides=(1,))
    lengths = runs.end - runs.start
    first = eight[runs.start] & _HEADS[np.minimum(lengths, _BLOCK)]
    rest = np.clip(lengths - _BLOCK, 0, _BLOCK)
    second = eight[np.minimum(runs.start + _BLOCK, len(eight) - 1)] & _HEADS[rest]
    last = np.where(lengths >= _BLOCK, eight[np.maximum(runs.end - _BLOCK, 0)], 0)
    mixed = first * _MIX[0] ^ second * _MIX[1] ^ last * _MIX[2] ^ lengths.astype(np.uint64) * _MIX[3]
    mixed = (mixed ^ (mixed >> np.uint64(31))) * _MIX[0]
    mask = np.uint64((1 << _PLACES) - 1)
    return (mixed >> _FIRST_SHIFT).astype(np.int64), ((mixed >> _SECOND_SHIFT) & mask).astype(np.int64)
