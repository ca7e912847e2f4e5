"""Lists of numbers kept in columns, so that what is listed for thousands of keys is looked up at once."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:  # numpy.typing takes longer to import than a short text to read
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[np.int64]"
Marks: TypeAlias = "NDArray[np.bool_]"


class Lists:
    """A list of numbers for each key from 0."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self._counts = np.fromiter(map(len, lists), dtype=np.int64, count=len(lists))
        self._starts = starts_of(self._counts)
        self._values = np.fromiter(chain.from_iterable(lists), dtype=np.int64)

    @classmethod
    def collected(cls, pairs: Iterable[tuple[int, int]], keys: int) -> "Lists":
        """The lists of so many keys, from pairs of a key and a number."""
        lists: list[list[int]] = [[] for _ in range(keys)]
        for key, number in pairs:
            lists[key].append(number)
        return cls(lists)

    def of(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """Everything listed for the keys, key by key: the place of the key in `keys`, and the number."""
        counts = self._counts[keys]
        which = np.repeat(np.arange(len(keys)), counts)
        return which, self._values[run_on(counts) + np.repeat(self._starts[keys], counts)]

    def counts(self, keys: Numbers) -> Numbers:
        """How many numbers are listed for each of the keys."""
        return self._counts[keys]


def starts_of(counts: Numbers) -> Numbers:
    """Where runs of so many begin, when they stand one after another."""
    return np.cumsum(counts) - counts


def run_on(counts: Numbers) -> Numbers:
    """0, 1, 2 and so on for each run of so many, one after another."""
    return np.arange(counts.sum()) - np.repeat(starts_of(counts), counts)


def every_of(marks: Marks, counts: Numbers) -> Marks:
    """For each run of so many marks, none of them empty, whether all are set."""
    return np.logical_and.reduceat(marks, starts_of(counts)) if len(counts) else np.zeros(0, dtype=bool)


def any_of(marks: Marks, counts: Numbers) -> Marks:
    """For each run of so many marks, none of them empty, whether one is set."""
    return np.logical_or.reduceat(marks, starts_of(counts)) if len(counts) else np.zeros(0, dtype=bool)
