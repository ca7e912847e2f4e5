"""Old workbooks and open documents, by the reader of the library calamine; what its values do not tell is lost."""

import datetime
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar
from xml.parsers import expat

from matcher.model.problems import Problem, Refusal
from matcher.read.archives import Archive
from matcher.read.source import Source
from matcher.read.workbooks.formats import PLAIN, number_text
from matcher.read.workbooks.marks import Attributes, Marks, read_marks
from matcher.read.workbooks.rows import Row, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

OPEN_DOCUMENTS = ".od"
"""How the endings of open documents begin; those that are no workbooks are refused for what they hold."""

MOST_CELLS = 10_000_000
FILE_BYTES = 200_000_000
_CONTENT = "content.xml"
_LIMIT_PASSED = 5
_Result = TypeVar("_Result")
_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class OtherWorkbook:
    """An open workbook, held in memory."""

    def __init__(self, source: Source) -> None:
        import python_calamine

        self._source = source
        if source.size > FILE_BYTES:
            raise self._too_long(f"the workbook is longer than {FILE_BYTES} bytes")
        if source.ending.startswith(OPEN_DOCUMENTS):
            self._check_cells(Archive(source.stream, source.place, "workbook"))
            source.stream.seek(0)
        self._book: CalamineWorkbook = self._tried(lambda: python_calamine.load_workbook(source.stream))
        visible = python_calamine.SheetVisibleEnum.Visible
        self.sheets = [Sheet(one.name, one.visible != visible) for one in self._book.sheets_metadata]
        if not self.sheets:
            raise self._refused("it holds no sheet")

    def rows(self, sheet: int) -> Iterator[Row]:
        """The rows of a sheet that hold anything, in their order."""
        found = self._tried(lambda: self._book.get_sheet_by_index(sheet))
        left = [""] * (found.start[1] if found.start else 0)
        for number, values in enumerate(found.iter_rows(), start=1):
            cells = [*left, *map(_text, values)]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield Row(number, cells)

    def _check_cells(self, archive: Archive) -> None:
        """Refuse a sheet that is short in the file and endless when its repeated cells are written out."""
        extent = _Extent()
        with archive.part(_CONTENT) as stream:
            try:
                for _ in read_marks(stream, extent):
                    if extent.cells > MOST_CELLS:
                        raise self._too_long(f"a sheet of more than {MOST_CELLS} cells")
            except (expat.ExpatError, ValueError) as error:
                raise archive.refused(f"the part {_CONTENT} is damaged: {error}") from None

    def _tried(self, call: Callable[[], _Result]) -> _Result:
        """What the library gives; whatever it raises, a panic of its own included, says that the file is damaged."""
        try:
            return call()
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic is no Exception
            raise self._refused(f"it cannot be read: {error}") from None

    def _refused(self, message: str) -> Refusal:
        return Refusal([Problem(place=self._source.place, message=message, hint="Save it anew as .xlsx or CSV.")])

    def _too_long(self, message: str) -> Refusal:
        problem = Problem(place=self._source.place, message=message, hint="Save it as .xlsx or CSV.")
        return Refusal([problem], exit_code=_LIMIT_PASSED)


class _Extent(Marks):
    """How many cells the sheet that is being read comes to, from its first to the last that holds anything."""

    def __init__(self) -> None:
        self.cells = 0
        self._row = self._rows = self._column = self._widest = 0

    def open(self, name: str, attributes: Attributes) -> None:
        """A sheet, a row or a cell."""
        if name == "table":
            self._row = self._rows = self._widest = 0
        elif name == "table-row":
            self._row += self._rows
            self._rows, self._column = _times(attributes, "table:number-rows-repeated"), 0
        elif name in ("table-cell", "covered-table-cell"):
            self._column += _times(attributes, "table:number-columns-repeated")
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._widest = max(self._widest, self._column)
                self.cells = max(self.cells, (self._row + self._rows) * self._widest)


def _times(attributes: Attributes, name: str) -> int:
    return int(attributes.get(name, "1"))


def _text(value: _Value) -> str:
    """A value as people see it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(repr(value), PLAIN, from_1904=False)
    if isinstance(value, datetime.datetime):
        moment = value.replace(microsecond=0)
        return moment.isoformat(sep=" ") if moment.time() != datetime.time() else moment.date().isoformat()
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value.isoformat()
