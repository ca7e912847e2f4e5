"""Workbooks: their sheets as rows of texts, as people see them in a spreadsheet program."""

from matcher.read.workbooks.book import Workbook, is_workbook, open_workbook
from matcher.read.workbooks.rows import Row, Sheet

__all__ = ["Row", "Sheet", "Workbook", "is_workbook", "open_workbook"]
