"""A workbook opened: its sheets by name, each as a stream of rows."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from matcher.model.problems import Problem, Refusal
from matcher.read.source import Source
from matcher.read.workbooks.others import OPEN_DOCUMENTS, OtherWorkbook
from matcher.read.workbooks.rows import Row, Sheet
from matcher.read.workbooks.xlsx import Xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_XLSX, _OLD = (".xlsx", ".xlsm"), ".xls"


class Workbook(Protocol):
    """Sheets in their order."""

    @property
    def sheets(self) -> Sequence[Sheet]:
        """All sheets that hold cells rather than charts."""

    def rows(self, sheet: int) -> Iterator[Row]:
        """The rows of a sheet that hold anything, in their order."""


def is_workbook(ending: str) -> bool:
    """Whether files with an ending should be workbooks."""
    return ending in (*_XLSX, _OLD) or ending.startswith(OPEN_DOCUMENTS)


def open_workbook(source: Source) -> Workbook:
    """The workbook of a source. Refuses what its ending does not promise, what is damaged, and what is encrypted."""
    head = source.stream.read(len(_OLE))
    source.stream.seek(0)
    if not head:
        raise _refused(source, "the file is empty", "It holds no bytes at all.")
    if source.ending == _OLD or not head.startswith(_ZIP):
        if source.ending == _OLD and head == _OLE:
            return OtherWorkbook(source)
        if head == _OLE:
            message = "it is encrypted, or an old workbook under a new name"
            raise _refused(source, message, "Save it without a password as .xlsx; name an old workbook .xls.")
        raise _refused(source, "this is no workbook, whatever its name says", "Name it by what it is, such as .csv.")
    return Xlsx(source.stream, source.place) if source.ending in _XLSX else OtherWorkbook(source)


def _refused(source: Source, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=source.place, message=message, hint=hint)])
