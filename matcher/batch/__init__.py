"""Many rows: a table in, the same table with the answers out."""

from matcher.batch.opening import Opened, look, open_rows
from matcher.batch.options import AnswerCells, BatchOptions, Classifier
from matcher.batch.run import run
from matcher.batch.summary import Summary

__all__ = ["AnswerCells", "BatchOptions", "Classifier", "Opened", "Summary", "look", "open_rows", "run"]
