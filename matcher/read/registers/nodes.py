"""The `materiality:` part of a project file as rows of a register: nested keys become the columns of one."""

from collections.abc import Iterator

from matcher.model.materiality import Factor, Horizon, Register
from matcher.model.problems import Place, Problem
from matcher.read.nearest import nearest
from matcher.read.projects.nodes import Entries, Items, Node, Text
from matcher.read.registers.records import Cell, Row, Wording, read_rows

_PLAIN = (
    *("id", "title", "standard_version", "topic", "kind", "state", "value_chain", "human_rights", "horizon"),
    *("residual_of", "mitigation", "mitigation_evidence", "left_out"),
    *("none_found_by", "none_found_on", "out_of_scope"),
    *(column for factor in Factor for column in (factor.value, f"{factor}_evidence")),
)
_NESTED = ("horizons", "overrides", "evidence")
_OVERRIDE = ("what", "value", "by", "on", "because", "document", "second")
_OF_HORIZON = ("magnitude", "magnitude_evidence", "likelihood", "likelihood_evidence", "left_out")
_RATING = ("value", "evidence")
_AS_WORDING = Wording()


def register_in(node: Node, problems: list[Problem]) -> Register:
    """The register that a list of records describes; whatever does not fit goes to `problems`."""
    records = node.items if isinstance(node, Items) else [node]
    flat = _Flattened(problems)
    return read_rows((pair for record in records for pair in flat.rows(record)), _AS_WORDING, problems)


class _Flattened:
    """Turns nested records into rows."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._number = 0

    def rows(self, node: Node) -> Iterator[tuple[Row, Place]]:
        """The rows of one record: one for itself, and one for every further horizon and override."""
        if not isinstance(node, Entries):
            self._complain(node.place, "a record should be keys and values", "Write `- topic: ...`, `kind: ...`.")
            return
        self._number += 1
        first = self._cells(node, (*_PLAIN, *_NESTED))
        name = first.setdefault("id", Cell(text=f"record-{self._number}", place=node.place))
        evidence = self._nested(node, "evidence")
        if evidence is not None:
            for column, cell in self._cells(evidence, tuple(Factor)).items():
                first[f"{column}_evidence"] = cell
        further: list[tuple[Row, Place]] = [
            ({"id": name, "horizon": Cell(text=horizon, place=place), **cells}, place)
            for horizon, place, cells in self._horizons(node)
        ]
        further += [({"id": name, **cells}, place) for cells, place in self._overrides(node)]
        yield first, node.place
        yield from further

    def _horizons(self, node: Entries) -> Iterator[tuple[str, Place, dict[str, Cell]]]:
        horizons = self._nested(node, "horizons")
        for name, value in horizons.values.items() if horizons is not None else ():
            place = horizons.places[name] if horizons is not None else node.place
            if name not in set(Horizon):
                self._complain(place, f"unknown horizon {name!r}", nearest(name, Horizon))
            elif isinstance(value, Entries):
                yield name, place, self._cells(value, _OF_HORIZON)
            elif isinstance(value, Text) and not value.text.strip():
                yield name, place, {}
            else:
                self._complain(
                    value.place, f"{name} should be keys and values", "Write `{magnitude: 2, likelihood: 3}`."
                )

    def _overrides(self, node: Entries) -> Iterator[tuple[dict[str, Cell], Place]]:
        value = node.values.get("overrides")
        for one in value.items if isinstance(value, Items) else [value] if value is not None else []:
            if not isinstance(one, Entries):
                self._complain(one.place, "an override should be keys and values", "Write `{what: verdict, ...}`.")
                continue
            cells = self._cells(one, _OVERRIDE)
            what = cells.pop("what", Cell(text="verdict", place=one.place))
            horizon, dot, factor = what.text.rpartition(".")
            row = {f"override_{column}": cell for column, cell in cells.items()}
            row["override"] = Cell(text=factor if horizon in set(Horizon) else what.text, place=what.place)
            if dot and horizon in set(Horizon):
                row["horizon"] = Cell(text=horizon, place=what.place)
            yield row, one.place

    def _cells(self, node: Entries, known: tuple[str, ...]) -> dict[str, Cell]:
        """The filled keys of a node as cells; a factor may be `{value, evidence}`."""
        cells: dict[str, Cell] = {}
        for key, value in node.values.items():
            if key not in known:
                self._complain(node.places[key], f"unknown key {key!r} of a record", nearest(key, known))
            elif key in _NESTED and known is not _RATING:
                continue
            elif isinstance(value, Entries) and key in set(Factor):
                inner = self._cells(value, _RATING)
                cells |= {key: inner["value"]} if "value" in inner else {}
                cells |= {f"{key}_evidence": inner["evidence"]} if "evidence" in inner else {}
            elif not isinstance(value, Text):
                self._complain(value.place, f"{key!r} should be one text", f"Write `{key}: ...`.")
            elif value.text.strip() and value.text.strip() not in ("null", "~"):
                cells[key] = Cell(text=value.text.strip(), place=value.place)
        return cells

    def _nested(self, node: Entries, key: str) -> Entries | None:
        value = node.values.get(key)
        if value is None or isinstance(value, Entries):
            return value
        if not (isinstance(value, Text) and not value.text.strip()):
            self._complain(value.place, f"{key} should be keys and values", f"Write `{key}:` with keys below it.")
        return None

    def _complain(self, place: Place, message: str, hint: str) -> None:
        self._problems.append(Problem(place=place, message=message, hint=hint))
