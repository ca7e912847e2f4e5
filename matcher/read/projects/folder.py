"""A folder or pattern of project files as a table: one row for each project, in the order of the names of files."""

from collections.abc import Iterator, Sequence

from matcher.model.document import Document
from matcher.model.problems import Problem, Refusal
from matcher.read.folders import name_within
from matcher.read.projects.files import read_project_file
from matcher.read.source import Source
from matcher.read.tables.columns import Columns
from matcher.read.tables.opening import refuse_unfit
from matcher.read.tables.records import Block, Bounds, Position, Reject, RejectReason, escaped, raw_cells
from matcher.read.tables.table import TableOptions

HEADER = ("file", "id", "title", "description", "note")
_FILES_AT_ONCE = 100


class FolderTable:
    """The projects of many files. A file that cannot be read is a row whose document has its problem.

    The line of a row is its number from 1; its place is the number of files before its own. `note` tells how a file
    was read, or why it could not be.
    """

    columns = Columns(text=(3,), title=(2,), single={"id": 1})

    def __init__(self, source: Source, bounds: Bounds, options: TableOptions) -> None:
        refuse_unfit(options, "a project file", "delimiter", "sheet", "header_row")
        if names := list(options.choice.names()):
            message = f"project files have no column {names[0]!r}"
            hint = f"Their columns are {', '.join(HEADER)}. Leave the options for columns out."
            raise Refusal([Problem(place=source.place, message=message, hint=hint)])
        self.header = list(HEADER)
        self.told = [f"project files: {len(source.files)}"]
        self.source = source
        self._bounds = bounds
        self._encoding = options.encoding

    def blocks(self) -> Iterator[Block]:
        """The projects, in blocks. Refuses, at the end, where no file could be read."""
        line = 1
        problems = list[Problem]()
        files = self.source.files
        for place in range(0, len(files), _FILES_AT_ONCE):
            block, refused = self._block(files[place : place + _FILES_AT_ONCE], line, place)
            problems += refused
            line = block.after.line
            if len(problems) == len(files):
                raise Refusal(problems)
            yield block

    def refused(self, block: Block, index: int, message: str, column: str) -> Reject:
        """A row as a reject."""
        raw = raw_cells(block.rows[index], self._bounds)
        return Reject(block.lines[index], None, column, RejectReason.REFUSED, message, raw)

    def _block(self, files: Sequence[str], line: int, place: int) -> tuple[Block, list[Problem]]:
        documents, rows, starts = list[Document](), list[list[str]](), list[int]()
        problems = list[Problem]()
        for at, file in enumerate(files, start=place):
            name = name_within(self.source.name, file)
            try:
                found, note = read_project_file(file, own_name=escaped(name), encoding=self._encoding)
            except Refusal as refusal:
                problems += refusal.problems[:1]
                note = "; ".join(one.message for one in refusal.problems)
                found = [Document(id=escaped(name), problem=str(refusal))]
            documents += found
            starts += [at] * len(found)
            rows += [list(map(escaped, (name, one.id, one.title, one.text, note))) for one in found]
        return Block(
            lines=range(line, line + len(rows)),
            starts=starts,
            stops=[start + 1 for start in starts],
            rows=rows,
            rejects=[],
            after=Position(line + len(rows), place + len(files)),
            documents=documents,
        ), problems
