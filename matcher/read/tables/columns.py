"""Which column of a table holds what: named by the user, or found by the names the pack knows. Never guessed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.nearest import nearest
from matcher.read.tables.figures import DataColumn, Figures, found_by_name, with_unit
from matcher.read.tables.names import fold_name, roles_by_name

_SINGLE = ("id", "amount", "currency", "country", "date", "deal_kind", "deal_state", "edition")
_OPTIONS = {role: f"--{role.replace('_', '-')}-col" for role in ("text", "title", "data", *_SINGLE)}
_SHOWN = 8
_NO_FIGURES = Figures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The columns a user names. `single` maps a role such as `id` or `deal_state` to one name."""

    text: tuple[str, ...] = ()
    single: Mapping[str, str] = field(default_factory=dict)
    data: tuple[DataColumn, ...] = ()

    def names(self) -> Iterable[str]:
        """Every name of a column that the user gave."""
        yield from (*self.text, *self.single.values(), *(column.column for column in self.data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The places of the columns, from 0. Several columns of text, or of titles, are read as one."""

    text: tuple[int, ...]
    title: tuple[int, ...]
    single: Mapping[str, int]
    data: tuple[tuple[int, DataColumn], ...] = ()


def read_data_column(written: str) -> DataColumn:
    """What `--data-col "Emissions=lifecycle_ghg:gCO2e/kWh"` means."""
    column, sign, measure = written.rpartition("=")
    measure, _, unit = measure.partition(":")
    if not (column and sign and measure.strip()):
        raise Refusal(
            [
                Problem(
                    place=Place(file="--data-col"),
                    message=f"{written!r} names no column and measure",
                    hint="Write COLUMN=measure or COLUMN=measure:unit.",
                )
            ]
        )
    return DataColumn(column=column, measure=measure.strip(), unit=unit.strip())


def find_columns(
    header: Sequence[str],
    known: Mapping[str, tuple[str, ...]],
    choice: Choice,
    place: Place,
    figures: Figures = _NO_FIGURES,
) -> tuple[Columns, list[str]]:
    """The columns of a table, and what to tell about them.

    What the user names goes first; other roles are found by their known names, the earlier name before the later,
    in columns that have no role yet. Every known column of text and of titles is taken, and every column whose name
    means a measure and gives a unit of it. Refuses names that the header lacks, all at once, and a table without a
    column of text.
    """
    search = _Search(header, place)
    text = [search.named(name, "text") for name in choice.text]
    single = {role: search.named(name, role) for role, name in choice.single.items()}
    data = [(search.named(column.column, "data"), column) for column in choice.data]
    if search.problems:
        raise Refusal(search.problems)
    taken = {*text, *single.values(), *(at for at, _ in data)}
    by_role = _found(header, known, taken)
    if not text:
        text = sorted(by_role.get("text", ()))
    if not text:
        raise Refusal([_no_text(header, place)])
    title = [single.pop("title")] if "title" in single else sorted(by_role.get("title", ()))
    single |= {role: by_role[role][0] for role in _SINGLE if role not in single and role in by_role}
    told = search.told
    data = list(_with_units(header, data, {*text, *title, *single.values(), *taken}, figures, told))
    columns = Columns(text=tuple(dict.fromkeys(text)), title=tuple(title), single=single, data=tuple(data))
    return columns, [*told, *_oddities(header), _told(header, columns)]


def _with_units(
    header: Sequence[str],
    named: Iterable[tuple[int, DataColumn]],
    taken: set[int],
    figures: Figures,
    told: list[str],
) -> Iterator[tuple[int, DataColumn]]:
    """The columns of figures that a user names, and those of other measures that are found by name."""
    measures = set[str]()
    for at, column in named:
        whole, remark = with_unit(column, header[at], figures)
        measures.add(column.measure)
        told += [remark] if remark else []
        yield at, whole
    for at, found in found_by_name(header, taken, figures):
        if isinstance(found, str):
            told.append(found)
        elif found.measure not in measures:
            yield at, found


class _Search:
    """Finds the columns a user names, and collects what is wrong with the names."""

    def __init__(self, header: Sequence[str], place: Place) -> None:
        self._header = header
        self._place = place
        self.problems: list[Problem] = []
        self.told: list[str] = []

    def named(self, name: str, role: str) -> int:
        """The place of the first column of that name, in the very letters or else as people mean them."""
        same = [at for at, cell in enumerate(self._header) if cell == name]
        alike = same or [at for at, cell in enumerate(self._header) if fold_name(cell) == fold_name(name)]
        if not alike:
            message = f"{_OPTIONS[role]} {name!r}: the table has no such column"
            self.problems.append(Problem(place=self._place, message=message, hint=nearest(name, self._header)))
            return -1
        if len(alike) > 1:
            self.told.append(f"{len(alike)} columns are named {name!r}; the first of them is taken")
        return alike[0]


def _found(header: Sequence[str], known: Mapping[str, tuple[str, ...]], taken: set[int]) -> dict[str, list[int]]:
    """Columns by role, those with the earlier of the known names first."""
    roles = roles_by_name(known)
    rank = {name: order for order, name in enumerate(roles)}
    found: dict[str, list[tuple[int, int]]] = {}
    for at, cell in enumerate(header):
        name = fold_name(cell)
        if at not in taken and name in roles:
            found.setdefault(roles[name], []).append((rank[name], at))
    return {role: [at for _, at in sorted(places)] for role, places in found.items()}


def _no_text(header: Sequence[str], place: Place) -> Problem:
    listed = ", ".join(repr(name[:60]) for name in header[:_SHOWN])
    more = f" and {len(header) - _SHOWN} more" if len(header) > _SHOWN else ""
    return Problem(
        place=place,
        message="no column of descriptions is known by its name",
        hint=f"Name it with --text-col. The columns are: {listed}{more}.\n"
        "If that is no header, say in which line it stands with --header-row.",
    )


def _oddities(header: Sequence[str]) -> Iterable[str]:
    blank = [at + 1 for at, name in enumerate(header) if not name.strip()]
    if blank:
        yield f"columns without a name: {_some(map(str, blank))}"
    seen, again = set[str](), dict[str, None]()
    for name in header:
        if name.strip() and name in seen:
            again[name] = None
        seen.add(name)
    if again:
        yield f"column names that stand more than once: {_some(map(repr, again))}"


def _told(header: Sequence[str], columns: Columns) -> str:
    parts = ["text = " + " + ".join(repr(header[at]) for at in columns.text)]
    if columns.title:
        parts.append("title = " + " + ".join(repr(header[at]) for at in columns.title))
    parts += [f"{role} = {header[at]!r}" for role, at in columns.single.items()]
    parts += [
        f"{column.measure} = {header[at]!r}{f' in {column.unit}' if column.unit else ''}" for at, column in columns.data
    ]
    return "columns: " + ", ".join(parts)


def _some(words: Iterable[str]) -> str:
    listed = list(words)
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more
