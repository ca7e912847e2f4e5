"""Files to documents: project files and tables, in whatever encoding and with whatever mistakes they come."""

from matcher.read.dates import read_as_of, read_date
from matcher.read.nearest import nearest
from matcher.read.projects import FolderTable, read_projects
from matcher.read.registers import Wording, read_priors, read_register
from matcher.read.source import Source, open_source
from matcher.read.tables import (
    Block,
    Bounds,
    Choice,
    Columns,
    DataColumn,
    DocumentMaker,
    Figures,
    Position,
    Reject,
    RejectReason,
    Table,
    TableOptions,
    find_columns,
    open_table,
    read_data_column,
)

__all__ = [
    "Block",
    "Bounds",
    "Choice",
    "Columns",
    "DataColumn",
    "DocumentMaker",
    "Figures",
    "FolderTable",
    "Position",
    "Reject",
    "RejectReason",
    "Source",
    "Table",
    "TableOptions",
    "Wording",
    "find_columns",
    "nearest",
    "open_source",
    "open_table",
    "read_as_of",
    "read_data_column",
    "read_date",
    "read_priors",
    "read_projects",
    "read_register",
]
