"""Writes rules/calibration.yaml: how often the best answer was right, by its points, on labelled texts.

usage: python tools/fit_calibration.py "NAME OF THE DATA" FILE.csv...

Each file needs columns title, text and label; a label may hold several classes joined by `;`, any of which is right,
and an empty one is left out. Answers are sorted by points and pooled until confidence never falls with more points
(pool adjacent violators); a step holds at least MIN_ANSWERS answers. A class that a file never labels is judged by
hand, not here: where the labels lack the class given, the row is left out.
"""

import csv
import datetime
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from matcher import Document, Matcher

TARGET = Path(__file__).parent.parent / "rules" / "calibration.yaml"
MIN_ANSWERS = 40
NOTHING = "none"


def labelled(paths: Iterable[str]) -> Iterator[tuple[Document, set[str], set[str]]]:
    """Each labelled row with its classes, and all classes its file knows."""
    for path in paths:
        with Path(path).open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
        known = {name for row in rows for name in row["label"].split(";") if name}
        for number, row in enumerate(rows):
            right = {name for name in row["label"].split(";") if name}
            if right:
                yield Document(id=str(number), title=row.get("title", ""), text=row["text"]), right, known


def answers(paths: Iterable[str]) -> list[tuple[int, bool]]:
    """The points of the best answer and whether its class is right, for every row with a claim."""
    found = []
    csv.field_size_limit(1 << 30)
    rows = list(labelled(paths))
    matcher = Matcher.load()
    for (_, right, known), answer in zip(rows, matcher.classify_many(row[0] for row in rows), strict=True):
        claims = [one.points for one in answer.matches] + [one.points for one in answer.exclusions]
        if claims and answer.class_id in {*known, NOTHING}:
            found.append((claims[0], answer.class_id in right))
    return found


def steps(found: list[tuple[int, bool]]) -> list[tuple[int, int, int]]:
    """Pools (points from, answers, right ones) with confidence rising from each to the next."""
    pools: list[tuple[int, int, int]] = []
    by_points: dict[int, list[bool]] = {}
    for points, right in found:
        by_points.setdefault(points, []).append(right)
    for points, rights in sorted(by_points.items()):
        pools.append((points, len(rights), sum(rights)))
        while len(pools) > 1 and (
            pools[-2][1] < MIN_ANSWERS or pools[-1][2] * pools[-2][1] <= pools[-2][2] * pools[-1][1]
        ):
            last, before = pools.pop(), pools.pop()
            pools.append((before[0], before[1] + last[1], before[2] + last[2]))
    if len(pools) > 1 and pools[-1][1] < MIN_ANSWERS:
        last, before = pools.pop(), pools.pop()
        pools.append((before[0], before[1] + last[1], before[2] + last[2]))
    return pools


def surely(right: int, number: int) -> float:
    """The lower end of the 95 % interval of a share (Wilson 1927)."""
    z = 1.96
    share, spread = right / number, z * z / number
    middle = share + spread / 2
    return (middle - z * math.sqrt(share * (1 - share) / number + spread / (4 * number))) / (1 + spread)


def main() -> None:
    """Fit and write."""
    name, *paths = sys.argv[1:]
    pools = steps(answers(paths))
    lines = [
        "# Points to confidence: from `points` on, so many hundredths of the best answers are right in their class, at",
        "# the lower end of the 95 % interval. The rules were written with these rows at hand: expect less elsewhere.",
        "# Written by tools/fit_calibration.py; no step is lower than the one before it.",
        f'measured_on: "{name}"',
        f"date: {datetime.datetime.now(tz=datetime.UTC).date().isoformat()}",
        "steps:",
        "  - {points: 0, confidence: 10}",
    ]
    confidence = 10
    for points, number, right in pools:
        confidence = max(confidence, math.floor(100 * surely(right, number)))
        lines.append(f"  - {{points: {points}, confidence: {confidence}}}    # {right} of {number} right")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
