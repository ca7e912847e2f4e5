"""Documents of a table or a project file, for commands that look at many; with the cells of their rows where asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.batch import BatchOptions, open_rows
from matcher.batch.answering import maker_of
from matcher.cli.audits.inputs import Columns
from matcher.cli.outcome import Exit, end, refuse, tell
from matcher.model.document import Document
from matcher.model.rules import Pack
from matcher.read import Choice, TableOptions, nearest, open_source, read_projects

_PROJECTS = (".txt", ".md", ".json", ".yaml", ".yml", ".docx", ".pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A document, its line in the file, and the cells asked for by column; line 0 and no cells in a project file."""

    document: Document
    cells: dict[str, str]
    line: int = 0


class Input:
    """A table or a project file that a command looks at, row by row. Rejected rows are told, and counted."""

    def __init__(self, source: Path, pack: Pack, columns: Columns) -> None:
        self.source = source
        self.rejected = 0
        self._pack = pack
        self._columns = columns

    @property
    def header(self) -> list[str]:
        """The header of a table; empty for a project file and for standard input, which is read only once."""
        if self._holds_projects or str(self.source) == "-":
            return []
        with open_source(str(self.source)) as opened_source:
            return list(open_rows(opened_source, self._pack, _options(self._columns)).table.header)

    def documents(self) -> Iterator[Document]:
        """The documents: each row of a table, or the projects of a project file."""
        return (row.document for row in self.rows())

    def rows(self, beside: Sequence[str] = ()) -> Iterator[Row]:
        """The documents with the cells of the columns `beside`. Refuses columns that the table lacks."""
        if self._holds_projects:
            if beside:
                refuse(f"{self.source}: a project file has no column {beside[0]}; name a table")
            for document in read_projects([str(self.source)], encoding=self._columns.encoding, tell=tell):
                yield Row(document=document, cells={})
            return
        with open_source(str(self.source)) as opened_source:
            opened = open_rows(opened_source, self._pack, _options(self._columns))
            for told in opened.told:
                tell(told)
            maker = maker_of(self._pack, opened.table.header, opened.columns)
            places = {name: _place(name, list(opened.table.header), self.source) for name in beside}
            for block in opened.table.blocks():
                self.rejected += len(block.rejects)
                for reject in block.rejects:
                    tell(f"{self.source}:{reject.line}: reject: {reject.message}")
                documents = block.documents or maker.documents(block)
                for row, document, line in zip(block.rows, documents, block.lines, strict=True):
                    yield Row(document=document, cells={name: row[at] for name, at in places.items()}, line=line)

    def end(self) -> None:
        """End the command with exit code 3 where rows were rejected, once everything is written."""
        if self.rejected:
            tell(f"{self.source}: {self.rejected} rows rejected")
            end(Exit.DONE_WITH_REJECTS)

    @property
    def _holds_projects(self) -> bool:
        return self.source.suffix.lower() in _PROJECTS


def _options(columns: Columns) -> BatchOptions:
    named = {"title": columns.title, "id": columns.id}
    choice = Choice(text=columns.text, single={role: name for role, name in named.items() if name is not None})
    return BatchOptions(table=TableOptions(encoding=columns.encoding, sheet=columns.sheet, choice=choice))


def _place(name: str, header: list[str], source: Path) -> int:
    if name not in header:
        refuse(f"{source}: there is no column {name!r}; {nearest(name, header)}")
    return header.index(name)
