"""Many rows: a table in, the same table with the answers out."""

from matcher.batch.cells import AnswerCells, answer_cells
from matcher.batch.forms import form_of
from matcher.batch.memory import settle
from matcher.batch.opening import Opened, look, open_rows
from matcher.batch.options import BatchOptions, Recording
from matcher.batch.report import as_json, lines
from matcher.batch.run import run
from matcher.batch.summary import Summary

__all__ = [
    "AnswerCells",
    "BatchOptions",
    "Opened",
    "Recording",
    "Summary",
    "answer_cells",
    "as_json",
    "form_of",
    "lines",
    "look",
    "open_rows",
    "run",
    "settle",
]
