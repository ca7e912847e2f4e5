"""How far two judges agree beyond chance: Cohen's kappa (Educational and Psychological Measurement 20, 1960)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two judges over the same cases. `kappa` is None where both always say one and the same word."""

    first: str
    second: str
    cases: int
    agreed: int
    kappa: float | None
    differences: tuple[tuple[str, str, int], ...]

    @property
    def share(self) -> float:
        """The share of cases in which they agree."""
        return self.agreed / self.cases if self.cases else 0.0


def agreement_of(first: str, second: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement of two named judges over pairs of what each says."""
    number = len(pairs)
    agreed = sum(one == other for one, other in pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(count * others[word] for word, count in ones.items())
    left = number * number - by_chance
    differences = Counter((one, other) for one, other in pairs if one != other)
    return Agreement(
        first=first,
        second=second,
        cases=number,
        agreed=agreed,
        kappa=(number * agreed - by_chance) / left if left else None,
        differences=tuple(
            (one, other, count)
            for (one, other), count in sorted(differences.items(), key=lambda told: (-told[1], told))
        ),
    )
