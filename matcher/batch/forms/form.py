"""Which form an output has, and what follows from it: its files, its streams, what it can hold."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.extras import extra

STANDARD_OUTPUT = "-"
LIMIT_PASSED = 5
WORKBOOK_ROWS, WORKBOOK_COLUMNS, WORKBOOK_CELL = 1_048_576, 16_384, 32_767
"""What a sheet can hold, its header included; and the characters of a cell (ECMA-376, Excel's limits)."""

SIDE_TABLES = ("candidates", "evidence", "criteria", "quantities")
_ZIP_ENDING = ".gz"
_DESCRIPTOR = "datapackage.json"


class Kind(StrEnum):
    """The kind of file."""

    CSV = "csv"
    TSV = "tsv"
    JSON_LINES = "jsonl"
    WORKBOOK = "xlsx"
    PARQUET = "parquet"


_ENDINGS = {
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".xlsx": Kind.WORKBOOK,
    ".parquet": Kind.PARQUET,
}
_ZIPPED = (Kind.CSV, Kind.TSV, Kind.JSON_LINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How an output is written.

    Rows go into append-only streams, whose bytes do not depend on how many rows are written at once, so that each can
    be cut off where a chunk ended and gone on with. `spooled`: the streams are no files yet, and are made files at the
    end. `long`: side tables stand beside the rows, each with a stream of its own.
    """

    kind: Kind
    zipped: bool = False
    long: bool = False
    raw_cells: bool = False
    excel_bom: bool = False

    @property
    def spooled(self) -> bool:
        """Whether the streams have to be made files at the end."""
        return self.zipped or self.kind in (Kind.WORKBOOK, Kind.PARQUET)

    @property
    def lists_apart(self) -> bool:
        """Whether a cell can be a list; else several values are joined."""
        return self.kind in (Kind.JSON_LINES, Kind.PARQUET)

    @property
    def neutral(self) -> bool:
        """Whether a cell that would act in a spreadsheet gets a mark in front. In a workbook no text acts."""
        return self.kind in (Kind.CSV, Kind.TSV) and not self.raw_cells

    @property
    def streams(self) -> tuple[str, ...]:
        """The names of the streams; the main one first, without a name."""
        return ("", *SIDE_TABLES) if self.long else ("",)

    @property
    def longest_cell(self) -> int | None:
        """How many characters a cell can hold."""
        return WORKBOOK_CELL if self.kind is Kind.WORKBOOK else None

    def files(self, target: Path) -> tuple[Path, ...]:
        """The files of tables that an output is, the one of its own name first. A workbook holds all its tables."""
        if not self.long or self.kind is Kind.WORKBOOK:
            return (target,)
        return (target, *(_beside(target, name) for name in SIDE_TABLES))

    def descriptor(self, target: Path) -> Path | None:
        """The file that describes the tables and how they are linked; None where there is one table only."""
        return target.with_name(f"{target.name}.{_DESCRIPTOR}") if self.long else None

    def check_rows(self, rows: int, place: Place) -> None:
        """Refuse, with exit code 5, more rows than the form can hold."""
        if self.kind is Kind.WORKBOOK and rows >= WORKBOOK_ROWS:
            raise too_many_rows(place)

    def check_columns(self, columns: int, place: Place) -> None:
        """Refuse, with exit code 5, more columns than the form can hold."""
        if self.kind is Kind.WORKBOOK and columns > WORKBOOK_COLUMNS:
            problem = Problem(
                place=place,
                message=f"a sheet of a workbook holds {WORKBOOK_COLUMNS:,} columns; there are {columns:,}",
                hint="Write .csv, .csv.gz or .parquet.",
            )
            raise Refusal([problem], exit_code=LIMIT_PASSED)


def form_of(target: str, *, long: bool = False, raw_cells: bool = False, excel_bom: bool = False) -> Form:
    """The form of an output, by the ending of its name. Refuses endings that are not written, and missing extras."""
    if target == STANDARD_OUTPUT:
        if long:
            raise _refusal(
                target, "several tables cannot go to stdout", "Name a file with -o; the others go beside it."
            )
        return Form(kind=Kind.CSV, raw_cells=raw_cells, excel_bom=excel_bom)
    path = PurePath(target)
    zipped = path.suffix.casefold() == _ZIP_ENDING
    ending = (path.with_suffix("") if zipped else path).suffix.casefold()
    kind = _ENDINGS.get(ending)
    if kind is None or (zipped and kind not in _ZIPPED):
        written = f"{ending}{_ZIP_ENDING}" if zipped else ending
        hint = (
            f"The format follows the ending. Written are: {', '.join(_ENDINGS)}, and "
            f"{', '.join(f'.{one}{_ZIP_ENDING}' for one in _ZIPPED)}; and CSV to stdout with -o -"
        )
        raise _refusal(target, f"tables ending in {written!r} are not written", hint)
    if kind is Kind.PARQUET:
        extra("pyarrow.parquet", "parquet", Place(file=target), "Parquet")
    return Form(kind=kind, zipped=zipped, long=long, raw_cells=raw_cells, excel_bom=excel_bom)


def too_many_rows(place: Place, table: str = "") -> Refusal:
    """What is said of a workbook that would not hold its rows."""
    problem = Problem(
        place=place,
        message=f"a sheet of a workbook holds {WORKBOOK_ROWS - 1:,} rows below its header"
        + (f"; the table {table!r} has more" if table else "; there are more"),
        hint="Write .csv, .csv.gz or .parquet, or fewer rows with --limit.",
    )
    return Refusal([problem], exit_code=LIMIT_PASSED)


def _beside(target: Path, name: str) -> Path:
    """A table beside the target: `out.csv.gz` has `out.evidence.csv.gz`."""
    ending = "".join(target.suffixes[-2:] if target.suffix.casefold() == _ZIP_ENDING else target.suffixes[-1:])
    return target.with_name(f"{target.name.removesuffix(ending)}.{name}{ending}")


def _refusal(target: str, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=Place(file=target), message=message, hint=hint)])
