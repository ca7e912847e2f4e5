"""Rows of named cells to records. What cannot be read is told with its place; what cannot be right is judged later."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from matcher.model.materiality import (
    Axis,
    Factor,
    Horizon,
    MitigationState,
    NoneFound,
    OutOfScope,
    Override,
    Rating,
    Record,
    RecordKind,
    RecordState,
    Register,
    ValueChain,
    axis_of,
)
from matcher.model.problems import Place, Problem
from matcher.read.dates import read_date
from matcher.read.nearest import nearest

_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_SEVERITY = (Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY)
_OF_HORIZON = (Factor.MAGNITUDE, Factor.LIKELIHOOD)
_IDENTITY = ("standard_version", "topic", "kind", "state")
_DECLINED = "cannot_judge"
_TRUTH = ("yes", "no")
_OVERRIDE = ("value", "by", "on", "because", "document", "second")

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text and where it stands; never empty."""

    text: str
    place: Place


Row = Mapping[str, Cell]
"""The filled cells of one row by the names of records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How registers name their columns and values: for each name the words that mean it."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def value(self, column: str, text: str) -> str:
        """The name that a text means in a column; the text itself where the wording does not know it."""
        asked = text.casefold()
        for name, words in self.values.get(column, {}).items():
            if asked == name or asked in (word.casefold() for word in words):
                return name
        return text


class RecordReader:
    """Takes rows one after another and gives back the register; problems go to the list it was given."""

    def __init__(self, wording: Wording, problems: list[Problem]) -> None:
        self._wording = wording
        self._problems = problems
        self._records: dict[str, Record] = {}
        self._none_found: list[NoneFound] = []
        self._out_of_scope: list[OutOfScope] = []

    def register(self) -> Register:
        """Everything taken in."""
        return Register(
            records=tuple(self._records.values()),
            none_found=tuple(self._none_found),
            out_of_scope=tuple(self._out_of_scope),
        )

    def take(self, row: Row, place: Place, number: int) -> None:
        """Take in one row: a record, a further horizon or override of one, or a statement about a topic."""
        if "none_found_by" in row or "none_found_on" in row:
            self._take_none_found(row, place)
        elif "out_of_scope" in row:
            self._out_of_scope.append(
                OutOfScope(
                    standard_version=_text(row, "standard_version"),
                    topic=_text(row, "topic"),
                    because=_text(row, "out_of_scope"),
                    place=place,
                )
            )
        else:
            name = _text(row, "id") or f"row-{number}"
            known = self._records.get(name)
            record = self._continued(known, row, place) if known else self._begun(name, row, place)
            if record is not None:
                self._records[name] = record

    def _begun(self, name: str, row: Row, place: Place) -> Record | None:
        kind = self._word(row, "kind", RecordKind, place, needed=True)
        state = self._word(row, "state", RecordState, place, needed=True)
        if kind is None or state is None:
            for factor in Factor:
                self._rating(row, factor)
            self._check_numbers(row)
            return None
        record = Record(
            id=name,
            standard_version=_text(row, "standard_version"),
            topic=_text(row, "topic"),
            kind=kind,
            state=state,
            title=_text(row, "title"),
            value_chain=self._word(row, "value_chain", ValueChain, place),
            horizon=self._word(row, "horizon", Horizon, place) if axis_of(kind) is Axis.IMPACT else None,
            human_rights=self._truth(row, "human_rights"),
            residual_of=_text(row, "residual_of"),
            mitigation=self._word(row, "mitigation", MitigationState, place),
            mitigation_evidence=_text(row, "mitigation_evidence"),
            place=place,
            places={column: cell.place for column, cell in row.items()},
        )
        return self._with_overrides(self._with_ratings(record, row, place), row)

    def _continued(self, known: Record, row: Row, place: Place) -> Record | None:
        """The record with a further horizon or override of its own; a plain repetition is told."""
        for column in _IDENTITY:
            cell = row.get(column)
            if cell and self._wording.value(column, cell.text) != str(getattr(known, column)):
                said = getattr(known, column)
                self._tell(
                    "E_CONFLICTING_RECORD", cell.place, column, cell.text, f"{said}, as in line {known.place.line}"
                )
        horizon = self._word(row, "horizon", Horizon, place)
        financial = known.axis is Axis.FINANCIAL
        again = horizon is None or not financial or horizon in known.horizons or horizon in known.left_out
        if again and "override" not in row:
            at = row["id"].place if "id" in row else place
            message = f"the id of another record (line {known.place.line})"
            self._tell("E_DUPLICATED_RECORD", at, "id", known.id, f"every id once; {message}")
            return None
        record = known if again else self._with_ratings(known, row, place)
        return self._with_overrides(record, row)

    def _with_ratings(self, record: Record, row: Row, place: Place) -> Record:
        """The record with the values of this row: of one horizon, or of the whole impact."""
        horizon = self._word(row, "horizon", Horizon, place)
        if record.axis is Axis.IMPACT or horizon is None:
            given = {factor: self._rating(row, factor) for factor in (*_SEVERITY, *_OF_HORIZON)}
            return replace(record, ratings={factor: one for factor, one in given.items() if one.given})
        ratings = {factor: self._rating(row, factor) for factor in _OF_HORIZON}
        ratings = {factor: one for factor, one in ratings.items() if one.given}
        severity = {factor: self._rating(row, factor) for factor in _SEVERITY if factor in row}
        columns = {factor.value for factor in _OF_HORIZON} | {"left_out"}
        places = {f"{horizon}.{column}": row[column].place for column in columns if column in row}
        left_out = {horizon: _text(row, "left_out")} if "left_out" in row else {}
        return replace(
            record,
            ratings={**record.ratings, **severity},
            horizons={**record.horizons, horizon: ratings} if ratings or not left_out else record.horizons,
            left_out={**record.left_out, **left_out},
            places={**record.places, **places},
        )

    def _with_overrides(self, record: Record, row: Row) -> Record:
        if "override" not in row:
            return record
        what = _text(row, "override")
        horizon = _text(row, "horizon")
        if record.axis is Axis.FINANCIAL and what in (Factor.MAGNITUDE, Factor.LIKELIHOOD) and horizon:
            what = f"{self._wording.value('horizon', horizon)}.{what}"
        cells = {name: _text(row, f"override_{name}") for name in _OVERRIDE}
        override = Override(
            what=what,
            value=cells["value"],
            by=cells["by"],
            on=self._day(row, "override_on"),
            because=cells["because"],
            document=cells["document"],
            second=cells["second"],
        )
        places = {**record.places, f"override.{what}": row["override"].place}
        return replace(record, overrides=(*record.overrides, override), places=places)

    def _take_none_found(self, row: Row, place: Place) -> None:
        kind = self._word(row, "kind", RecordKind, place, needed=True)
        if kind is not None:
            self._none_found.append(
                NoneFound(
                    standard_version=_text(row, "standard_version"),
                    topic=_text(row, "topic"),
                    axis=axis_of(kind),
                    by=_text(row, "none_found_by"),
                    on=self._day(row, "none_found_on"),
                    because=_text(row, "title"),
                    place=place,
                )
            )

    def _rating(self, row: Row, factor: Factor) -> Rating:
        cell, evidence = row.get(factor), _text(row, f"{factor}_evidence")
        if cell is None:
            return Rating(evidence=evidence)
        if self._wording.value("declined", cell.text) == _DECLINED:
            return Rating(written=cell.text, declined=True, evidence=evidence)
        value = int(cell.text) if _WHOLE.fullmatch(cell.text) else None
        return Rating(value=value, written=cell.text, evidence=evidence)

    def _check_numbers(self, row: Row) -> None:
        """Tell wrong values of a row that makes no record, so that all its faults are told at once."""
        for factor in Factor:
            rating = self._rating(row, factor)
            if rating.written and not rating.declined and rating.value not in range(1, 6):
                self._tell("E_OUT_OF_RANGE", row[factor].place, factor, rating.written, "a whole number from 1 to 5")

    def _word(self, row: Row, column: str, words: type[_Word], place: Place, *, needed: bool = False) -> _Word | None:
        cell = row.get(column)
        if cell is None:
            if needed:
                self._tell(f"E_MISSING_{column.upper()}", place, column, "", f"one of {', '.join(words)}")
            return None
        name = self._wording.value(column, cell.text)
        if name in set(words):
            return words(name)
        self._tell(f"E_UNKNOWN_{column.upper()}", cell.place, column, cell.text, nearest(cell.text, words))
        return None

    def _truth(self, row: Row, column: str) -> bool | None:
        cell = row.get(column)
        if cell is None:
            return None
        name = self._wording.value("truth", cell.text).casefold()
        if name in _TRUTH or name in ("true", "false"):
            return name in ("yes", "true")
        self._tell(f"E_UNKNOWN_{column.upper()}", cell.place, column, cell.text, "yes or no")
        return None

    def _day(self, row: Row, column: str) -> datetime.date | None:
        cell = row.get(column)
        day = read_date(cell.text) if cell else None
        if cell and day is None:
            self._tell("E_NO_DATE", cell.place, column, cell.text, "a day as 2026-01-31")
        return day

    def _tell(self, code: str, place: Place, column: str, found: str, expected: str) -> None:
        said = f" {found!r}" if found else ""
        self._problems.append(
            Problem(place=place, message=f"{code} in {column}{said}", hint=f"Expected: {expected.rstrip('.')}.")
        )


def _text(row: Row, column: str) -> str:
    cell = row.get(column)
    return cell.text if cell else ""


def read_rows(rows: Iterable[tuple[Row, Place]], wording: Wording, problems: list[Problem]) -> Register:
    """The register of rows with their places; what cannot be read goes to `problems`."""
    reader = RecordReader(wording, problems)
    for number, (row, place) in enumerate(rows, start=1):
        reader.take(row, place, number)
    return reader.register()
