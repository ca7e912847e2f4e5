"""Registers written for tests: vectors and wrong ones as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Mapping

COLUMNS = (
    *("id", "title", "standard_version", "topic", "kind", "state", "human_rights"),
    *("scale", "scale_evidence", "scope", "irremediability", "horizon", "magnitude", "likelihood", "left_out"),
    *("residual_of", "mitigation", "mitigation_evidence", "none_found_by", "none_found_on", "out_of_scope"),
    *("override", "override_value", "override_by", "override_on", "override_because", "override_document"),
    "override_second",
)


def as_csv(rows: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> str:
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, list(columns), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue()


def impact(**more: str) -> dict[str, str]:
    """A register row of a plain negative impact."""
    return {
        "id": "one",
        "standard_version": "esrs_2026",
        "topic": "E4.1",
        "kind": "impact_negative",
        "state": "actual",
        "scale": "4",
        "scope": "2",
        "irremediability": "4",
        **more,
    }


def risk(**more: str) -> dict[str, str]:
    """A register row of a plain risk over the short horizon."""
    row = {"id": "r", "standard_version": "esrs_2026", "topic": "E3.1", "kind": "risk", "state": "anticipated"}
    return {**row, "horizon": "short", "magnitude": "2", "likelihood": "2", **more}


def rows_of_vector(row: Mapping[str, str]) -> list[dict[str, str]]:
    """A vector as the rows of a register."""
    about = {
        "id": row["id"],
        "title": row["description"],
        "standard_version": "esrs_2026",
        "topic": row["esrs_2026_code"],
        "kind": f"impact_{row['direction']}" if row["kind"] == "impact" else row["kind"],
        "state": row["status"],
        "human_rights": row["human_rights"],
    }
    if not row["horizons_json"]:
        factors = ("scale", "scope", "irremediability", "likelihood")
        return [{**about, **{factor: row[factor] for factor in factors}}]
    found = []
    for horizon, given in json.loads(row["horizons_json"]).items():
        values = {factor: "" if value is None else str(value) for factor, value in given.items()}
        found.append({**(about if not found else {"id": row["id"]}), "horizon": horizon, **values})
    return found
