"""How fast `batch` is, and what it costs beside a bare scan and beside naive fuzzy matching, all in one run.

Absolute rates depend on the machine and on what else it does. The ratios come from pairs measured one after the other
in the same round, so they say more. Every figure is processor time, the median of the rounds, with the spread.
"""

import argparse
import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

import ahocorasick_rs
from rapidfuzz import fuzz, process

from benchmarks.clock import Seconds, command_time, own_time
from benchmarks.texts import Row, Wording, rows
from matcher.find.fold import Folder
from matcher.know import load_pack
from matcher.model.rules import Pack

WITHIN, AT_LEAST = 8, 200
ROWS_AT_ONCE = 512
FEW = 20


class Bench:
    """The rows on disk and in memory, and the three things that are timed."""

    def __init__(self, pack: Pack, given: Sequence[Row], sample: int, folder: Path) -> None:
        self._folder = folder
        _write(folder / "rows.csv", given)
        _write(folder / "few.csv", given[:FEW])
        fold = Folder(pack.book.characters).fold
        texts = [fold(f"{title}\n{text}").text for _, title, text in given]
        self._blocks = ["\n".join(texts[at : at + ROWS_AT_ONCE]).encode() for at in range(0, len(texts), ROWS_AT_ONCE)]
        self.bytes = sum(map(len, self._blocks))
        self.patterns = len(pack.book.table.patterns)
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            [pattern.encode() for pattern in pack.book.table.patterns],
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )
        self._sample = texts[:: max(1, len(texts) // sample)][:sample]
        self.sampled = len(self._sample)
        self._terms = sorted({fold(term.written.rstrip("*")).text for term in pack.book.table.terms})
        self.terms = len(self._terms)

    def batch(self) -> float:
        """Seconds of `taxomatch batch`, from CSV to scored CSV."""
        return command_time(["batch", "rows.csv", "-o", "scored.csv"], self._folder)

    def start(self) -> float:
        """Seconds of `taxomatch batch` over a few rows, which is mostly its start."""
        return command_time(["batch", "few.csv", "-o", "few.scored.csv"], self._folder)

    def scan(self) -> float:
        """Seconds of the bare automaton over the same bytes with the same patterns."""
        return own_time(
            lambda: [self._automaton.find_matches_as_indexes(block, overlapping=True) for block in self._blocks]
        )

    def naive(self) -> float:
        """Seconds of comparing every term with every sampled row."""
        return own_time(lambda: process.cdist(self._sample, self._terms, scorer=fuzz.partial_ratio, workers=1))


def main() -> None:
    """Make the rows, measure, print."""
    options = _options()
    pack = load_pack(None)
    print(f"{options.rows} rows from seed {options.seed}, {options.rounds} rounds; one word in 1000 is damaged")
    given = list(rows(Wording.of(pack), options.rows, seed=options.seed, damaged_per_thousand=1))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(pack, given, options.sample, Path(folder))
        bench.start()  # warms the caches of the pack and of Python
        batch, start, scan, naive = (
            Seconds(column)
            for column in zip(
                *((bench.batch(), bench.start(), bench.scan(), bench.naive()) for _ in range(options.rounds)),
                strict=True,
            )
        )
    _report(bench, options.rows, batch=batch, start=start, scan=scan, naive=naive)


def _report(bench: Bench, number: int, *, batch: Seconds, start: Seconds, scan: Seconds, naive: Seconds) -> None:
    """Print what was measured and the two ratios, round by round in pairs."""
    steady = Seconds(tuple(whole - first for whole, first in zip(batch.rounds, start.rounds, strict=True)))
    naive_a_row = [seconds / bench.sampled for seconds in naive.rounds]
    over_scan = [whole / bare for whole, bare in zip(batch.rounds, scan.rounds, strict=True)]
    steady_over_scan = [whole / bare for whole, bare in zip(steady.rounds, scan.rounds, strict=True)]
    under_naive = [slow * number / whole for slow, whole in zip(naive_a_row, batch.rounds, strict=True)]
    speed = f"{number / batch.middle:,.0f} rows/s, {bench.bytes / 1e6 / batch.middle:.1f} MB/s"
    print(f"batch, CSV to scored CSV         {batch}: {speed}")
    print(f"  of which start, {FEW} rows        {start}")
    print(f"  start taken off                {steady}: {number / steady.middle:,.0f} rows/s")
    print(f"bare scan, {bench.patterns:,} patterns       {scan}: {number / scan.middle:,.0f} rows/s")
    print(
        f"naive fuzzy, {bench.terms:,} terms        {naive} for {bench.sampled} rows of the same file: "
        f"{bench.sampled / naive.middle:,.1f} rows/s, taken as the rate of all"
    )
    print(f"batch / bare scan                {_ratio(over_scan)}; goal: within {WITHIN}")
    print(f"  start taken off                {_ratio(steady_over_scan)}")
    print(f"naive fuzzy / batch              {_ratio(under_naive)}; goal: at least {AT_LEAST}")


def _ratio(each: list[float]) -> str:
    """The median of ratios with their spread."""
    return f"{Seconds(tuple(each)).middle:,.2f}x ({min(each):,.2f} to {max(each):,.2f})"


def _write(path: Path, given: Sequence[Row]) -> None:
    """Write rows as a ledger."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "project name", "description"])
        writer.writerows(given)


def _options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=8000, help="rows of the ledger (8000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, each measuring everything once (5)")
    parser.add_argument("--sample", type=int, default=20, help="rows compared with every term the naive way (20)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generator (1)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
