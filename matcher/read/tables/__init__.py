"""Tables: rows of CSV and its kin as a stream, with the exact place of each, and the documents they hold."""

from matcher.read.tables.columns import Choice, Columns, find_columns, read_data_column
from matcher.read.tables.documents import DocumentMaker
from matcher.read.tables.figures import DataColumn, Figures
from matcher.read.tables.opening import open_table
from matcher.read.tables.records import Block, Bounds, Position, Reject, RejectReason
from matcher.read.tables.table import Table, TableOptions

__all__ = [
    "Block",
    "Bounds",
    "Choice",
    "Columns",
    "DataColumn",
    "DocumentMaker",
    "Figures",
    "Position",
    "Reject",
    "RejectReason",
    "Table",
    "TableOptions",
    "find_columns",
    "open_table",
    "read_data_column",
]
