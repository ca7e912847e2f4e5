"""The test vectors of the method as records."""

import csv
import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from matcher.model.materiality import Factor, Horizon, Rating, Record, RecordKind, RecordState

FACTS = Path(__file__).parent.parent / "facts"
FACTORS = (Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY, Factor.LIKELIHOOD)
STANDARD = "esrs_2026"


@dataclass(frozen=True)
class Vector:
    """One row of the file: a record and what must come of it."""

    row: dict[str, str]
    record: Record


def kind_of(row: dict[str, str]) -> RecordKind:
    return RecordKind(f"impact_{row['direction']}" if row["kind"] == "impact" else row["kind"])


def record_of(row: dict[str, str]) -> Record:
    horizons = json.loads(row["horizons_json"]) if row["horizons_json"] else {}
    return Record(
        id=row["id"],
        standard_version=STANDARD,
        topic=row["esrs_2026_code"],
        kind=kind_of(row),
        state=RecordState(row["status"]),
        title=row["description"],
        human_rights={"yes": True, "no": False, "": None}[row["human_rights"]],
        ratings={
            factor: Rating(value=int(row[factor]), written=row[factor], evidence="file 7")
            for factor in FACTORS
            if row[factor]
        },
        horizons={
            Horizon(horizon): {
                Factor(factor): Rating(value=value, written=str(value), evidence="file 7")
                for factor, value in given.items()
                if value is not None
            }
            for horizon, given in horizons.items()
        },
    )


def vectors() -> list[Vector]:
    with (FACTS / "materiality_vectors.csv").open(encoding="utf-8", newline="") as file:
        return [Vector(row, record_of(row)) for row in csv.DictReader(file)]


def by_id() -> dict[str, Record]:
    return {one.row["id"]: one.record for one in vectors()}


def rounded(number: Fraction | None) -> str:
    """Two decimals, half up, as the vectors show numbers."""
    if number is None:
        return ""
    hundredths = int(number * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"
