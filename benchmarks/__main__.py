"""How fast `batch` is and what it costs beside others: all in one run, in rounds that measure everything once.

Absolute rates depend on the machine and on what else it does. Ratios come from pairs of the same round, so they say
more. Every figure is the median of the rounds, with its spread.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.growth import growth
from benchmarks.report import page, told
from benchmarks.texts import Wording, rows
from matcher.know import load_pack


def main() -> None:
    """Make the rows, measure, print; write the page where one is wanted."""
    options = _options()
    pack = load_pack(None)
    print(f"{options.rows} rows from seed {options.seed}, {options.rounds} rounds; one word in 1000 is damaged")
    given = list(rows(Wording.of(pack), options.rows, seed=options.seed, damaged_per_thousand=1))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(pack, given, Path(folder))
        bench.warm()
        rounds = [bench.round() for _ in range(options.rounds)]
        result = bench.result(rounds)
        print("\n".join(told(result)))
        grown = growth(pack, given, Path(folder), options.rounds)
        print("\n".join(told(grown)))
    if options.page:
        options.page.write_text(page(result, grown, rows=options.rows, rounds=options.rounds), encoding="utf-8")


def _options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=8000, help="rows of the ledger (8000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, each measuring everything once (3)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the generator (1)")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the results as a page of Markdown")
    return parser.parse_args()


if __name__ == "__main__":
    main()
