"""Documents of a table or a project file, for commands that look at many; with the cells of their rows where asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.batch import BatchOptions, open_rows
from matcher.batch.answering import maker_of
from matcher.cli.audits.inputs import Columns
from matcher.cli.outcome import refuse, tell
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


def documents_in(source: Path, pack: Pack, columns: Columns) -> Iterator[Document]:
    """The documents of a file: each row of a table, or the projects of a project file. Rejected rows are told."""
    return (row.document for row in rows_in(source, pack, columns))


def rows_in(source: Path, pack: Pack, columns: Columns, beside: Sequence[str] = ()) -> Iterator[Row]:
    """The documents of a file with the cells of the columns `beside`. Refuses columns that the table lacks."""
    if source.suffix.lower() in _PROJECTS:
        if beside:
            refuse(f"{source}: a project file has no column {beside[0]}; name a table")
        for document in read_projects([str(source)], encoding=columns.encoding, tell=tell):
            yield Row(document=document, cells={})
        return
    with open_source(str(source)) as opened_source:
        opened = open_rows(opened_source, pack, _options(columns))
        for told in opened.told:
            tell(told)
        maker = maker_of(pack, opened.table.header, opened.columns)
        places = {name: _place(name, list(opened.table.header), source) for name in beside}
        for block in opened.table.blocks():
            for reject in block.rejects:
                tell(f"{source}:{reject.line}: reject: {reject.message}")
            documents = block.documents or maker.documents(block)
            for row, document, line in zip(block.rows, documents, block.lines, strict=True):
                yield Row(document=document, cells={name: row[at] for name, at in places.items()}, line=line)


def header_of(source: Path, pack: Pack, columns: Columns) -> list[str]:
    """The header of a table; empty for a project file and for standard input, which is read only once."""
    if source.suffix.lower() in _PROJECTS or str(source) == "-":
        return []
    with open_source(str(source)) as opened_source:
        return list(open_rows(opened_source, pack, _options(columns)).table.header)


def _options(columns: Columns) -> BatchOptions:
    named = {"title": columns.title, "id": columns.id}
    choice = Choice(text=columns.text, single={role: name for role, name in named.items() if name is not None})
    return BatchOptions(table=TableOptions(encoding=columns.encoding, sheet=columns.sheet, choice=choice))


def _place(name: str, header: list[str], source: Path) -> int:
    if name not in header:
        refuse(f"{source}: there is no column {name!r}; {nearest(name, header)}")
    return header.index(name)
