"""Ids that stand more than once: they are kept, and told."""

from typing import TYPE_CHECKING

from matcher.read import Block, Columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COMPARED = 4_000_000


class Ids:
    """Counts the rows whose id stood before, among the first four million different ids: eight bytes for each.

    They are kept as hashes in sorted runs; a run takes in the one before it as soon as that is not twice as long.
    """

    def __init__(self, columns: Columns) -> None:
        self._at = columns.single.get("id")
        self._runs: list[NDArray[np.int64]] = []
        self.repeated = 0

    def noticed(self, piece: Block) -> Block:
        """The same piece, its ids noticed."""
        if self._at is not None and sum(map(len, self._runs)) < _COMPARED:
            self._notice([row[self._at] for row in piece.rows])
        return piece

    def _notice(self, ids: list[str]) -> None:
        import numpy as np

        new = np.unique(np.fromiter(map(hash, ids), np.int64, len(ids)))
        for run in self._runs:
            places = np.minimum(run.searchsorted(new), len(run) - 1)
            new = new[run[places] != new]
        self.repeated += len(ids) - len(new)
        if not len(new):
            return
        while self._runs and len(self._runs[-1]) < 2 * len(new):
            new = np.union1d(self._runs.pop(), new)
        self._runs.append(new)
