"""Other programs beside ours: naive fuzzy matching here, the others in the environment .venv/bench, if it is there."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.clock import own_time

ENVIRONMENT = Path(".venv") / "bench"
MISSING = f"not measured: {ENVIRONMENT} is not there (make proof makes it)"
_SCRIPT = Path(__file__).with_name("rival.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A program that is measured on `sample` rows of the same file; `goal` is how much slower a row must be."""

    name: str
    shown: str
    sample: int
    goal: float | None


RIVALS = (
    Rival(name="naive", shown="naive rapidfuzz partial_ratio", sample=20, goal=500),
    Rival(name="spacy", shown="spaCy PhraseMatcher", sample=1000, goal=4.5),
    Rival(name="flashtext", shown="flashtext", sample=2000, goal=None),
)


def there(rival: Rival) -> bool:
    """Whether it can be measured."""
    return rival.name == "naive" or (ENVIRONMENT / ".ready").exists()


def seconds_a_row(rival: Rival, terms: Sequence[str], texts: Sequence[str], folder: Path) -> float:
    """The processor seconds that it takes for one of some rows that are spread over the file."""
    rows = texts[:: max(1, len(texts) // rival.sample)][: rival.sample]
    if rival.name == "naive":
        return own_time(lambda: process.cdist(rows, terms, scorer=fuzz.partial_ratio, workers=1)) / len(rows)
    given = folder / "given.json"
    given.write_text(json.dumps({"terms": list(terms), "texts": rows}), encoding="utf-8")
    told = subprocess.run(
        [ENVIRONMENT / "bin" / "python", _SCRIPT, rival.name, given], capture_output=True, check=True
    ).stdout
    return float(json.loads(told)["seconds"]) / len(rows)
