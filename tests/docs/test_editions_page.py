"""The worked cases of docs/editions.md come out as the page says."""

import datetime
from pathlib import Path

import pytest

from matcher import Document, Matcher
from matcher.model.document import AsOf, Deal, DealKind, DealState, Options
from matcher.model.states import AsOfFrom

PAGE = Path(__file__).parents[2] / "docs" / "editions.md"


def table(first: str) -> list[dict[str, str]]:
    """The rows of the table whose first column has that name."""
    lines = [line.strip() for line in PAGE.read_text(encoding="utf-8").splitlines()]
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} |"))
    header = [cell.strip() for cell in lines[start].strip("|").split("|")]
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return rows
        rows.append(dict(zip(header, (cell.strip() for cell in line[1:-1].split("|")), strict=True)))
    return rows


def as_of(written: str) -> Options:
    if not written:
        return Options()
    return Options(as_of=AsOf(date=datetime.date.fromisoformat(written), source=AsOfFrom.OPTION))


@pytest.mark.parametrize("row", table("text"), ids=lambda row: f"{row['item']} {row['as of']}")
def test_the_law_of_the_day_decides(matcher: Matcher, row: dict[str, str]):
    data = dict(pair.split("=", 1) for pair in row["supplied"].split("; "))
    match = matcher.classify(Document(id="1", text=row["text"], data=data), as_of(row["as of"])).matches[0]
    assert row["item"] in match.codes["eu"]
    assert next(one for one in match.verdicts if one.framework == "eu").contribution == row["outcome"]


@pytest.mark.parametrize("row", table("kind"), ids=lambda row: " ".join(filter(None, row.values())))
def test_a_deal_keeps_its_edition(matcher: Matcher, row: dict[str, str]):
    deal = Deal(
        kind=DealKind(row["kind"]) if row["kind"] else None,
        state=DealState(row["state"]) if row["state"] else None,
        date=datetime.date.fromisoformat(row["reached on"]) if row["reached on"] else None,
        chosen_edition=row["chosen"] or None,
    )
    answer = matcher.classify(Document(id="1", text="A new wind farm.", deal=deal), as_of(row["as of"]))
    assert next(one for one in answer.matches[0].verdicts if one.framework == "cn").edition == row["edition"]
    assert set(answer.flags) & {"edition_by_date", "choice_not_open"} == set(filter(None, [row["flag"]]))


@pytest.mark.parametrize("row", table("activity"), ids=lambda row: f"{row['activity']} {row['day']}")
def test_an_item_is_listed_from_the_day_of_its_act(matcher: Matcher, row: dict[str, str]):
    match = matcher.classify(Document(id="1", text=row["activity"]), as_of(row["day"])).matches[0]
    assert next(one for one in match.verdicts if one.framework == "eu").status == row["EU status"]
    assert match.codes["eu"] == tuple(filter(None, [row["codes"]]))
