"""The official table of a framework, as somebody who has it writes it down: rows of a CSV file, checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.catalogue.items import items_of, lists_of
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.states import Relation
from matcher.model.taxonomy import Taxonomy, Words
from matcher.read import Bounds, Table, TableOptions, nearest, open_source, open_table

CODE, ACTIVITY, RELATION, PLACE, VERIFIED = "code", "activity", "relation", "place", "verified"
NAMES = {"en": "name_en", "zh": "name_zh"}
CRITERIA = {"en": "criteria_en", "zh": "criteria_zh"}
_SURE = ("yes", "second-hand", "no")
_BOUNDS = Bounds(field_characters=20_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow:
    """One item of the table. `codes` are the items of the lists it rests on, `activities` ids that it names outright.

    `place` is where it stands in the table's document; `verified` says how far the row was compared with it.
    """

    line: int
    code: str
    name: Words
    activities: tuple[str, ...] = ()
    relation: Relation = Relation.CLOSE
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: Words = field(default_factory=dict)
    place: str = ""
    verified: str = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialTable:
    """All rows of the file, and what a person should know about how it was read."""

    rows: tuple[OfficialRow, ...]
    told: tuple[str, ...]


def read_official_table(file: str, taxonomy: Taxonomy, encoding: str | None = None) -> OfficialTable:
    """The rows of a CSV file in the columns that docs/editions.md describes.

    Raises Refusal with every problem of every row.
    """
    lists = [framework.id for framework in lists_of(taxonomy)]
    columns = (CODE, *NAMES.values(), ACTIVITY, RELATION, *lists, *CRITERIA.values(), PLACE, VERIFIED)
    with open_source(file) as source:
        table = open_table(source, TableOptions(encoding=encoding), {name: (name,) for name in columns}, _BOUNDS)
        header = [name.strip().lower() for name in table.header]
        problems = list(_header_problems(header, lists, file))
        rows = [] if problems else list(_rows(table, header, taxonomy, problems, file))
        passed = [name for name in header if name and name not in columns]
    told = [*table.told, *([f"columns passed over: {', '.join(passed)}"] if passed else [])]
    if not problems and not rows:
        problems.append(Problem(place=Place(file=file), message="the table has no rows"))
    if problems:
        raise Refusal(problems)
    return OfficialTable(rows=tuple(rows), told=tuple(told))


def _header_problems(header: Sequence[str], lists: Sequence[str], file: str) -> Iterator[Problem]:
    place = Place(file=file, line=1, column=1)
    if CODE not in header:
        yield Problem(place=place, message=f"no column '{CODE}'", hint=nearest(CODE, header))
    if not set(NAMES.values()) & set(header):
        yield Problem(place=place, message="no column with names", hint=f"Write {' or '.join(NAMES.values())}.")
    if not {ACTIVITY, *lists} & set(header):
        hint = f"Write '{ACTIVITY}' with our ids, or the codes of a list under its name: {', '.join(lists)}."
        yield Problem(place=place, message="no column says what the items are", hint=hint)


def _rows(
    table: Table, header: Sequence[str], taxonomy: Taxonomy, problems: list[Problem], file: str
) -> Iterator[OfficialRow]:
    seen: dict[str, int] = {}
    for block in table.blocks():
        problems += [
            Problem(place=Place(file=file, line=reject.line, column=1), message=reject.message)
            for reject in block.rejects
        ]
        for line, cells in zip(block.lines, block.rows, strict=True):
            said = dict(zip(header, (cell.strip() for cell in cells), strict=True))
            complaint = _Complaints(file, line, problems)
            row = _row(said, line, taxonomy, complaint)
            first = seen.setdefault(row.code, line)
            if first != line:
                complaint.add(f"code '{row.code}' is given again", f"It stands in line {first} already.")
            yield row


@dataclass(frozen=True, slots=True)
class _Complaints:
    file: str
    line: int
    problems: list[Problem]

    def add(self, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place=Place(file=self.file, line=self.line, column=1), message=message, hint=hint))

    def known(self, what: str, words: Sequence[str], known: Sequence[str]) -> None:
        for word in words:
            if word not in known:
                self.add(f"'{word}' is no {what}", nearest(word, known))


def _row(said: Mapping[str, str], line: int, taxonomy: Taxonomy, complaint: _Complaints) -> OfficialRow:
    activities = _many(said.get(ACTIVITY, ""))
    relation = said.get(RELATION, "") or Relation.CLOSE
    verified = said.get(VERIFIED, "") or "no"
    codes = {framework.id: _many(said.get(framework.id, "")) for framework in lists_of(taxonomy)}
    name = _words(said, NAMES)
    if not said[CODE]:
        complaint.add("a row without a code")
    if not name:
        complaint.add(f"'{said[CODE]}' has no name")
    complaint.known("activity of the pack", activities, list(taxonomy.activities))
    complaint.known("relation", [relation], list(Relation))
    complaint.known("word for how far it was checked", [verified], _SURE)
    for framework, given in codes.items():
        known = [item.code for item in items_of(framework, taxonomy).values() if not item.heading] if given else []
        complaint.known(f"item of '{framework}'", given, known)
    if activities and relation == Relation.NARROWER:
        complaint.add(
            f"'{said[CODE]}' is narrower than an activity named outright",
            "Which part it holds is known only from the items it rests on: name their codes instead of the activity.",
        )
    return OfficialRow(
        line=line,
        code=said[CODE],
        name=name,
        activities=activities,
        relation=Relation(relation) if relation in list(Relation) else Relation.CLOSE,
        codes={framework: given for framework, given in codes.items() if given},
        criteria=_words(said, CRITERIA),
        place=said.get(PLACE, ""),
        verified=verified,
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in cell.split(";") if (word := part.strip())))


def _words(said: Mapping[str, str], columns: Mapping[str, str]) -> Words:
    return {language: text for language, column in columns.items() if (text := said.get(column, ""))}
