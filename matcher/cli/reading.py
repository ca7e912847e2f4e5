"""Documents of a table or a project file, for commands that look at many."""

from collections.abc import Iterator
from pathlib import Path

from matcher.batch import BatchOptions, open_rows
from matcher.cli.outcome import tell
from matcher.model.document import Document
from matcher.model.rules import Pack
from matcher.read import Choice, TableOptions, open_source, read_projects

_TABLES = (".csv", ".tsv", ".tab")


def documents_in(
    source: Path, pack: Pack, text_columns: list[str], title_column: str | None, encoding: str | None
) -> Iterator[Document]:
    """The documents of a file: each row of a table, or the projects of a project file. Rejected rows are told."""
    if source.suffix.lower() not in _TABLES:
        yield from read_projects([str(source)], encoding=encoding, tell=tell)
        return
    single = {"title": title_column} if title_column else {}
    choice = Choice(text=tuple(text_columns), single=single)
    options = BatchOptions(table=TableOptions(encoding=encoding, choice=choice))
    with open_source(str(source)) as opened_source:
        opened = open_rows(opened_source, pack, options)
        for line in opened.told:
            tell(line)
        for block in opened.table.blocks():
            for reject in block.rejects:
                tell(f"{source}:{reject.line}: reject: {reject.message}")
            yield from opened.maker.documents(block)
