"""What the audit commands take in the same way: an input, the columns that are read in it, and the formats."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

InputArgument = Annotated[Path, typer.Argument(metavar="INPUT", help="A table as for batch, or a project file.")]
TextColumns = Annotated[
    list[str] | None, typer.Option("--text-col", metavar="NAME", help="A column with the description; repeatable.")
]
TitleColumn = Annotated[str | None, typer.Option("--title-col", metavar="NAME", help="The column with the title.")]
IdColumn = Annotated[str | None, typer.Option("--id-col", metavar="NAME", help="The column with the id.")]
EncodingOption = Annotated[str | None, typer.Option("--encoding", help="The encoding, if it is not found.")]
SheetOption = Annotated[str | None, typer.Option("--sheet", help="The sheet of a workbook, by name or number.")]


class TableFormat(StrEnum):
    """The formats of tables of figures."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


FormatOption = Annotated[TableFormat, typer.Option("--format", help="How the tables are written.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """How a table is read: the names of columns where they are told, the encoding, the sheet."""

    text: tuple[str, ...] = ()
    title: str | None = None
    id: str | None = None
    encoding: str | None = None
    sheet: str | None = None


def columns_of(
    text: list[str] | None, title: str | None, id_: str | None, encoding: str | None, sheet: str | None
) -> Columns:
    """The columns as they were asked for."""
    return Columns(text=tuple(text or ()), title=title, id=id_, encoding=encoding, sheet=sheet)
