"""How much a row holds: generated rows beside the rows of files that somebody has, with columns `title` and `text`.

A benchmark is worth what its rows are worth: rows that hold more than real ones make the program look slow, rows that
hold less make it look quick.
"""

import argparse
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.texts import Wording, rows
from matcher import Document, Matcher


@dataclass(slots=True)
class Held:
    """What some rows hold, summed up."""

    rows: int = 0
    size: int = 0
    candidates: int = 0
    hits: int = 0
    doubts: int = 0
    empty: int = 0

    def __str__(self) -> str:
        number = max(1, self.rows)
        each = [f"{count / number:.2f} {name}" for name, count in self._counts().items()]
        return (
            f"{self.rows} rows of {self.size // number} bytes: {', '.join(each)}; {self.empty / number:.0%} without any"
        )

    def _counts(self) -> dict[str, int]:
        return {"candidates": self.candidates, "hits": self.hits, "doubts": self.doubts}


def held(matcher: Matcher, documents: Iterable[Document]) -> Held:
    """What the documents hold, in bytes of UTF-8 and in what is found."""
    total = Held()
    for document, reading in matcher.read_many(documents):
        hits = [hit for candidate in reading.candidates for hit in candidate.hits]
        total.rows += 1
        total.size += len(f"{document.title}{document.text}".encode())
        total.candidates += len(reading.candidates)
        total.hits += len(hits)
        total.doubts += sum(len(hit.doubts) for hit in hits)
        total.empty += not reading.candidates
    return total


def main() -> None:
    """Print what generated rows hold, and what rows of the files hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.density", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.csv")
    parser.add_argument("--rows", type=int, default=4000, help="generated rows (4000)")
    parser.add_argument("--shortest", type=int, default=0, help="leave out rows of files with fewer characters (0)")
    options = parser.parse_args()
    matcher = Matcher.load()
    made = rows(Wording.of(matcher.pack), options.rows, seed=1, damaged_per_thousand=1)
    print("generated:", held(matcher, (Document(id=id_, title=title, text=text) for id_, title, text in made)))
    for path in options.files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = [Document(id="", title=row["title"], text=row["text"]) for row in csv.DictReader(file)]
        long = (one for one in found if len(one.title) + len(one.text) >= options.shortest)
        print(f"{path.name}:", held(matcher, long))


if __name__ == "__main__":
    main()
