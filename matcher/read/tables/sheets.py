"""Tables in workbooks: which sheet, which row is the header, and the rows below it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from matcher.model.problems import Place, Problem, Refusal
from matcher.read.growth import Growth
from matcher.read.nearest import nearest
from matcher.read.source import Source
from matcher.read.tables.columns import Choice
from matcher.read.tables.dialect import header_index
from matcher.read.tables.heads import HEADS, Head, column_names, find_header, told_of_header
from matcher.read.tables.names import fold_name
from matcher.read.tables.records import ODD, Block, Bounds, Position, Reject, RejectReason, raw_cells
from matcher.read.tables.table import Table, TableOptions
from matcher.read.workbooks import Row, Workbook, open_workbook

_CELLS_AT_ONCE = 1 << 17


class SheetTable:
    """The rows of a sheet. The line of a row is its number in the sheet; its place is the number of the row before."""

    def __init__(
        self, source: Source, book: Workbook, sheet: int, header: Head, bounds: Bounds, told: list[str]
    ) -> None:
        self.source = source
        self.header = header.cells
        self.told = told
        self._book = book
        self._sheet = sheet
        self._bounds = bounds
        self._above = header.line

    def blocks(self) -> Iterator[Block]:
        """The rows below the header, in blocks."""
        rows = (row for row in self._book.rows(self._sheet) if row.number > self._above)
        at_once = 1 + _CELLS_AT_ONCE // len(self.header)
        growth = Growth(self.source.place, self.source.size)
        while some := list(islice(rows, at_once)):
            growth.add(len(some), len(self.header), sum(len(cell) for row in some for cell in row.cells))
            yield self._block(some)

    def refused(self, block: Block, index: int, message: str, column: str) -> Reject:
        """A row as a reject."""
        return self._reject(block.lines[index], RejectReason.REFUSED, message, block.rows[index], column)

    def _block(self, rows: Sequence[Row]) -> Block:
        width = len(self.header)
        rejects = list[Reject]()
        kept = list[Row]()
        for row in rows:
            reject = self._odd(row)
            if reject is None:
                row.cells.extend([""] * (width - len(row.cells)))
                kept.append(row)
            else:
                rejects.append(reject)
        lines = [row.number for row in kept]
        after = rows[-1].number
        return Block(
            lines=lines,
            starts=[line - 1 for line in lines],
            stops=lines,
            rows=[row.cells for row in kept],
            rejects=rejects,
            after=Position(after + 1, after),
        )

    def _odd(self, row: Row) -> Reject | None:
        """The reject that a row becomes, if it is none of the table's."""
        width, most = len(self.header), self._bounds.field_characters
        if row.unknown >= 0:
            message = "a formula without its value: open the workbook, let it calculate, and save it"
            return self._reject(
                row.number, RejectReason.FORMULA_WITHOUT_VALUE, message, row.cells, self._name(row.unknown)
            )
        if len(row.cells) > width:
            message = f"a cell in column {len(row.cells)}, where the table has {width}"
            return self._reject(row.number, RejectReason.TOO_MANY_FIELDS, message, row.cells)
        for at, cell in enumerate(row.cells):
            if len(cell) > most:
                message = f"a field of {len(cell)} characters, more than {most}"
                return self._reject(row.number, RejectReason.FIELD_TOO_LONG, message, row.cells, self._name(at))
            if not cell.isprintable() and (odd := ODD.search(cell)):
                message = f"control character U+{ord(odd[0]):04X} at character {odd.start() + 1}"
                return self._reject(row.number, RejectReason.CONTROL_CHARACTER, message, row.cells, self._name(at))
        return None

    def _name(self, at: int) -> str:
        return self.header[at] if at < len(self.header) else ""

    def _reject(
        self, number: int, reason: RejectReason, message: str, cells: Sequence[str], column: str = ""
    ) -> Reject:
        return Reject(number, None, column, reason, message, raw_cells(cells, self._bounds))


def open_sheet(source: Source, options: TableOptions, known: Mapping[str, tuple[str, ...]], bounds: Bounds) -> Table:
    """The table of a workbook: in the sheet that the user names, or in the only one whose header is known."""
    book = open_workbook(source)
    names = column_names(known, options.choice)
    firsts = _Firsts(book)
    sheet = _named(source, book, options.sheet) if options.sheet is not None else None
    if sheet is None:
        sheet = _found(source, firsts, known, options.choice)
    heads = firsts.of(sheet)
    if not heads:
        raise _refused(source, f"the sheet {book.sheets[sheet].name!r} is empty", "Name another one with --sheet.")
    header = find_header(source.name, heads, [], names, options.header_row)
    below = [head for head in heads if head.line >= header.line]
    width = max(len(head.cells) - _blanks(head.cells) for head in below)
    header = Head(line=header.line, start=header.start, stop=header.stop, cells=header.cells[:width])
    told = [f"sheet: {book.sheets[sheet].name!r}{_others(book, sheet)}", *told_of_header(heads, header)]
    return SheetTable(source, book, sheet, header, bounds, told)


class _Firsts:
    """The first rows of each sheet, all of one width, read when they are asked for."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._read: dict[int, list[Head]] = {}

    def of(self, sheet: int) -> list[Head]:
        """The first rows of a sheet."""
        if sheet not in self._read:
            rows = list(islice(self.book.rows(sheet), HEADS))
            width = max((len(row.cells) for row in rows), default=0)
            self._read[sheet] = [
                Head(
                    line=row.number,
                    start=row.number - 1,
                    stop=row.number,
                    cells=[*row.cells, *[""] * (width - len(row.cells))],
                )
                for row in rows
            ]
        return self._read[sheet]


def _named(source: Source, book: Workbook, wanted: str) -> int:
    """The sheet that a user names, by its name or else by its number from 1."""
    names = [sheet.name for sheet in book.sheets]
    for alike in (lambda name: name == wanted, lambda name: fold_name(name) == fold_name(wanted)):
        if found := [at for at, name in enumerate(names) if alike(name)]:
            return found[0]
    if wanted.isdecimal() and 0 < int(wanted) <= len(names):
        return int(wanted) - 1
    raise _refused(source, f"--sheet {wanted!r}: the workbook has no such sheet", nearest(wanted, names))


def _found(source: Source, firsts: _Firsts, known: Mapping[str, tuple[str, ...]], choice: Choice) -> int:
    """The only sheet whose header is known, of those that are shown; else the only one that holds anything."""
    sheets = firsts.book.sheets
    shown = [at for at, sheet in enumerate(sheets) if not sheet.hidden]
    filled = [at for at in shown if firsts.of(at)]
    wanted = [fold_name(name) for name in choice.text] or [fold_name(name) for name in known.get("text", ())]
    demand = all if choice.text else any
    names = column_names(known, choice)

    def is_known(at: int) -> bool:
        heads = firsts.of(at)
        header = heads[header_index([head.cells for head in heads], names)].cells
        return demand(name in set(map(fold_name, header)) for name in wanted)

    fitting = [at for at in filled if is_known(at)] or filled
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise _refused(source, "the workbook holds no table", f"Its sheets are: {_listed(firsts.book)}.")
    several = fitting if len(fitting) < len(filled) else filled
    listed = ", ".join(repr(sheets[at].name) for at in several)
    what = "have a header that is known" if is_known(several[0]) else "hold something, none with a header that is known"
    raise _refused(source, f"{len(several)} sheets {what}: {listed}", "Say which one to read with --sheet NAME.")


def _others(book: Workbook, sheet: int) -> str:
    """What to tell of the sheets that are not read."""
    others = [repr(one.name) + ", hidden" * one.hidden for at, one in enumerate(book.sheets) if at != sheet]
    return f"; not read: {'; '.join(others)}" if others else ""


def _listed(book: Workbook) -> str:
    return ", ".join(repr(sheet.name) + " (hidden)" * sheet.hidden for sheet in book.sheets)


def _blanks(cells: Sequence[str]) -> int:
    """How many cells at the end are empty."""
    return next((at for at, cell in enumerate(reversed(cells)) if cell), len(cells))


def _refused(source: Source, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=Place(file=source.name), message=message, hint=hint)])
