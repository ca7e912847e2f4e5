"""How right the answers are, by the labels that people gave: shares per class, confusions, calibration, thresholds.

Precision, recall and F1 are those of van Rijsbergen (Information Retrieval, 1979, chapter 7); a share of nothing is 0.
Intervals are bootstrap percentiles (Efron, 1979): rows drawn again with replacement, always from the same seed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.audit.labels import NONE, Scoring

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
_SEED = 20260101
_LOW, _HIGH = 2.5, 97.5
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of 0 to 1 with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScore:
    """How right the answers are about one class. `support` counts its labels, `given` its answers."""

    name: str
    support: int
    given: int
    precision: Share
    recall: Share
    f1: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """A label and the answer given for it, how often, with examples (id and beginning of the text)."""

    truth: str
    answer: str
    number: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The shares of one set of rows; `macro_*` are means over the classes that are labelled or answered."""

    rows: int
    accuracy: Share
    macro_precision: Share
    macro_recall: Share
    macro_f1: Share
    claims: int
    claims_right: Share
    found: Share
    false_claims: Share
    classes: tuple[ClassScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Claims with one confidence, or from one on: how many, and how many are right."""

    confidence: int
    number: int
    right: int
    coverage: float

    @property
    def share(self) -> float:
        """The share of right ones."""
        return self.right / self.number if self.number else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScore:
    """How often the first code of a list, or one of the first three, is right; `given` counts rows with a code."""

    framework: str
    rows: int
    given: int
    first: Share
    of_three: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """Everything measured. `unlabelled` rows are left out; `calibration_error` is the mean distance of the curve."""

    unlabelled: int
    whole: Score
    groups: tuple[tuple[str, Score], ...]
    bands: tuple[tuple[str, int, int], ...]
    confusions: tuple[Confusion, ...]
    calibration: tuple[Step, ...]
    calibration_error: float
    thresholds: tuple[Step, ...]
    codes: tuple[CodeScore, ...]
    resamples: int


def report_on(rows: Sequence[Scoring], unlabelled: int, frameworks: Sequence[str], resamples: int) -> GoldReport:
    """The measure of all rows, and of each group by itself. `resamples` is how often rows are drawn again."""
    names = sorted({row.group for row in rows} - {""})
    groups = [(name, score([row for row in rows if row.group == name], resamples)) for name in names]
    claims = [row for row in rows if row.is_claim and row.confidence >= 0]
    calibration = _calibration(claims)
    distance = sum(step.number * abs(step.share - step.confidence / 100) for step in calibration)
    return GoldReport(
        unlabelled=unlabelled,
        whole=score(rows, resamples),
        groups=tuple(groups),
        bands=tuple(_bands(rows)),
        confusions=tuple(_confusions(rows)),
        calibration=calibration,
        calibration_error=distance / len(claims) if claims else 0.0,
        thresholds=tuple(_thresholds(claims, len(rows))),
        codes=tuple(one for name in frameworks if (one := _codes(rows, name, resamples))),
        resamples=resamples,
    )


def score(rows: Sequence[Scoring], resamples: int) -> Score:
    """The shares of some rows. Every drawing counts the cells of the confusion table, and all shares follow."""
    names = sorted({row.truth for row in rows} | {row.answer for row in rows})
    at = {name: index for index, name in enumerate(names)}
    cells = Counter((at[row.truth], at[row.answer]) for row in rows)
    places = np.array(sorted(cells), dtype=np.int64).reshape(-1, 2)
    counts = np.array([cells[one] for one in sorted(cells)], dtype=np.int64)
    drawn = np.vstack([counts[None, :], _drawn(counts, resamples)])
    truths, answers, right = _margins(drawn, places, len(names))
    precision, recall = _over(right, answers), _over(right, truths)
    f1 = _over(2 * right, truths + answers)
    there = truths + answers > 0
    nothing = at.get(NONE, -1)
    claims = places[:, 1] != nothing
    green = places[:, 0] != nothing
    hits = places[:, 0] == places[:, 1]
    total = drawn.sum(axis=1)

    def part(of: NDArray[np.bool_], whole: NDArray[np.bool_]) -> Share:
        return _share(_over(drawn[:, of & whole].sum(axis=1), drawn[:, whole].sum(axis=1)))

    return Score(
        rows=len(rows),
        accuracy=_share(_over(right.sum(axis=1), total)),
        macro_precision=_share(_mean(precision, there)),
        macro_recall=_share(_mean(recall, there)),
        macro_f1=_share(_mean(f1, there)),
        claims=int(drawn[0, claims].sum()),
        claims_right=part(hits, claims),
        found=part(claims, green),
        false_claims=part(claims, ~green),
        classes=tuple(
            ClassScore(
                name=name,
                support=int(truths[0, index]),
                given=int(answers[0, index]),
                precision=_share(precision[:, index], there[:, index]),
                recall=_share(recall[:, index], there[:, index]),
                f1=_share(f1[:, index], there[:, index]),
            )
            for index, name in enumerate(names)
        ),
    )


def _drawn(counts: Counts, resamples: int) -> Counts:
    """How often each cell is drawn, for each drawing of as many rows as there are.

    The raw stream of PCG64 is used, since numpy promises it to stay the same; the methods built on it may change.
    """
    number = int(counts.sum())
    found = np.zeros((resamples, len(counts)), dtype=np.int64)
    if not number:
        return found
    cell_of = np.repeat(np.arange(len(counts)), counts)
    stream = np.random.PCG64(_SEED)
    for index in range(resamples):
        picked = np.asarray(stream.random_raw(number) % np.uint64(number), dtype=np.int64)
        found[index] = np.bincount(cell_of[picked], minlength=len(counts))
    return found


def _margins(drawn: Counts, places: Counts, number: int) -> tuple[Counts, Counts, Counts]:
    """For each drawing and class: how many labels, how many answers, how many right ones."""
    truths = np.zeros((len(drawn), number), dtype=np.int64)
    answers, right = truths.copy(), truths.copy()
    for cell, (truth, answer) in enumerate(places):
        truths[:, truth] += drawn[:, cell]
        answers[:, answer] += drawn[:, cell]
        if truth == answer:
            right[:, truth] += drawn[:, cell]
    return truths, answers, right


def _over(part: Counts, whole: Counts) -> Floats:
    """The part of the whole; 0 of nothing is 0."""
    return np.divide(part, whole, out=np.zeros(part.shape, dtype=np.float64), where=whole > 0)


def _mean(shares: Floats, there: NDArray[np.bool_]) -> Floats:
    """The mean over the classes that a drawing holds."""
    number: Counts = there.sum(axis=1)
    total: Floats = (shares * there).sum(axis=1)
    return total / np.maximum(number, 1)


def _share(drawings: Floats, there: NDArray[np.bool_] | None = None) -> Share:
    """The first drawing is the rows themselves, the others give the interval: those in which a class is `there`."""
    value = float(drawings[0])
    others = drawings[1:] if there is None else drawings[1:][there[1:]]
    if not len(others):
        return Share(value=value, low=value, high=value)
    low, high = np.percentile(others, (_LOW, _HIGH))
    return Share(value=value, low=float(low), high=float(high))


def _bands(rows: Sequence[Scoring]) -> list[tuple[str, int, int]]:
    """For each band how many rows, and how many right ones."""
    number, right = Counter(row.band for row in rows), Counter(row.band for row in rows if row.is_right)
    return [(band, number[band], right[band]) for band in sorted(number)]


def _confusions(rows: Sequence[Scoring]) -> list[Confusion]:
    """What is taken for what, most often first."""
    found: dict[tuple[str, str], list[Scoring]] = {}
    for row in rows:
        if not row.is_right:
            found.setdefault((row.truth, row.answer), []).append(row)
    return [
        Confusion(
            truth=truth,
            answer=answer,
            number=len(wrong),
            examples=tuple((row.id, row.text) for row in wrong[:_EXAMPLES]),
        )
        for (truth, answer), wrong in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def _calibration(claims: Sequence[Scoring]) -> tuple[Step, ...]:
    """For each confidence that is given, the claims that have it."""
    number, right = Counter(row.confidence for row in claims), Counter(row.confidence for row in claims if row.is_right)
    return tuple(
        Step(confidence=one, number=number[one], right=right[one], coverage=number[one] / len(claims))
        for one in sorted(number)
    )


def _thresholds(claims: Sequence[Scoring], rows: int) -> list[Step]:
    """For each confidence, what accepting all claims from there on gives; coverage is the share of all rows."""
    found = []
    for one in sorted({row.confidence for row in claims}):
        taken = [row for row in claims if row.confidence >= one]
        right = sum(row.is_right for row in taken)
        found.append(Step(confidence=one, number=len(taken), right=right, coverage=len(taken) / rows))
    return found


def _codes(rows: Sequence[Scoring], framework: str, resamples: int) -> CodeScore | None:
    """The codes of one list, over the rows for which people gave one."""
    told = [(row.gold.codes.get(framework, ()), row.codes.get(framework, ())) for row in rows]
    told = [(gold, given) for gold, given in told if gold]
    if not told:
        return None
    first = [bool(given) and given[0] in gold for gold, given in told]
    three = [any(code in gold for code in given[:3]) for gold, given in told]
    return CodeScore(
        framework=framework,
        rows=len(told),
        given=sum(bool(given) for _, given in told),
        first=_share_of(first, resamples),
        of_three=_share_of(three, resamples),
    )


def _share_of(outcomes: Sequence[bool], resamples: int) -> Share:
    counts = np.array([sum(outcomes), len(outcomes) - sum(outcomes)], dtype=np.int64)
    drawn = np.vstack([counts[None, :], _drawn(counts, resamples)])
    return _share(drawn[:, 0] / len(outcomes))
