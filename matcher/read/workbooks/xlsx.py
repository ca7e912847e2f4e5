"""Workbooks as Excel, WPS and LibreOffice write them today (.xlsx): read as a stream, nothing outside them opened."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from matcher.model.problems import Place
from matcher.read.archives import Archive
from matcher.read.workbooks.cells import SheetReader, unescaped
from matcher.read.workbooks.formats import PLAIN, Format, format_of
from matcher.read.workbooks.marks import Attributes, Marks, read_marks
from matcher.read.workbooks.rows import Row, Sheet

_BOOK = "xl/workbook.xml"
_OFFICE, _SHEET, _STRINGS, _STYLES = "officeDocument", "worksheet", "sharedStrings", "styles"
_TRUE = ("1", "true")


class Xlsx:
    """An open workbook; its texts are read with the first of its sheets."""

    def __init__(self, stream: BinaryIO, place: Place) -> None:
        self._archive = Archive(stream, place, "workbook")
        book = self._part_of_kind(self._related("_rels/.rels", ""), _OFFICE) or _BOOK
        outline = _Outline()
        self._read(book, outline)
        folder, name = posixpath.split(book)
        related = self._related(f"{folder}/_rels/{name}.rels", folder)
        found = [(sheet, *related[id_]) for sheet, id_ in outline.sheets if id_ in related]
        self.sheets = [sheet for sheet, kind, _ in found if kind == _SHEET]
        self._parts = [part for _, kind, part in found if kind == _SHEET]
        if not self.sheets:
            raise self._archive.refused("it holds no sheet with cells")
        self._from_1904 = outline.from_1904
        self._formats = self._formats_in(self._part_of_kind(related, _STYLES))
        self._strings_part = self._part_of_kind(related, _STRINGS)
        self._strings: list[str] | None = None

    def rows(self, sheet: int) -> Iterator[Row]:
        """The rows of a sheet that hold anything, in their order."""
        if self._strings is None:
            texts = _Texts()
            if self._strings_part:
                self._read(self._strings_part, texts)
            self._strings = texts.found
        reader = SheetReader(self._strings, self._formats, from_1904=self._from_1904)
        for _ in self._pieces(self._parts[sheet], reader):
            yield from reader.rows
            reader.rows.clear()

    def _formats_in(self, part: str) -> list[Format]:
        styles = _Styles()
        if part in self._archive:
            self._read(part, styles)
        return [format_of(number, styles.codes.get(number)) for number in styles.used] or [PLAIN]

    def _related(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        """The kind and the name of the parts that a part names, by id; nothing outside the archive."""
        relations = _Relations(folder)
        if part in self._archive:
            self._read(part, relations)
        return relations.found

    def _part_of_kind(self, related: dict[str, tuple[str, str]], kind: str) -> str:
        return next((part for its_kind, part in related.values() if its_kind == kind), "")

    def _read(self, part: str, marks: Marks) -> None:
        for _ in self._pieces(part, marks):
            pass

    def _pieces(self, part: str, marks: Marks) -> Iterator[None]:
        with self._archive.part(part) as stream:
            try:
                yield from read_marks(stream, marks)
            except (expat.ExpatError, ValueError) as error:
                raise self._archive.refused(f"the part {part} is damaged: {error}") from None


class _Relations(Marks):
    """Which parts belong to a part, by id: the kind and the name of each."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def open(self, name: str, attributes: Attributes) -> None:
        """A relation, unless it leads out of the archive."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            self.found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], part.lstrip("/")


class _Outline(Marks):
    """The sheets of a workbook with the ids of their parts, and whether its days count from 1904."""

    def __init__(self) -> None:
        self.sheets: list[tuple[Sheet, str]] = []
        self.from_1904 = False

    def open(self, name: str, attributes: Attributes) -> None:
        """A sheet, or how days are counted."""
        if name == "sheet":
            id_ = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((Sheet(attributes.get("name", ""), hidden), id_))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in _TRUE


class _Styles(Marks):
    """The codes of the formats by number, and the number that each style uses."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.used: list[int] = []
        self._in_cells = False

    def open(self, name: str, attributes: Attributes) -> None:
        """A format, or a style."""
        if name == "numFmt":
            self.codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.used.append(int(attributes.get("numFmtId", "0")))

    def close(self, name: str) -> None:
        """The end of the styles."""
        if name == "cellXfs":
            self._in_cells = False


class _Texts(Marks):
    """The texts that cells share, without their readings in another script."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._keep = self._reading = False

    def open(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - a text needs none
        """A text, a piece of one, or a reading."""
        if name == "si":
            self._parts = []
        elif name == "t":
            self._keep = not self._reading
        elif name == "rPh":
            self._reading = True

    def close(self, name: str) -> None:
        """The end of them."""
        if name == "t":
            self._keep = False
        elif name == "rPh":
            self._reading = False
        elif name == "si":
            self.found.append(unescaped("".join(self._parts)))

    def text(self, text: str) -> None:
        """A piece of a text."""
        if self._keep:
            self._parts.append(text)
