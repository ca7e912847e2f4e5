"""What the commands take and give in the same way: the matcher, the options of an answer, documents, and output."""

import contextlib
import datetime
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from matcher.cli.outcome import refuse, tell

if TYPE_CHECKING:
    from rich.console import Console

    from matcher.model.document import AsOf, Document, Options
    from matcher.river import Matcher

PackOption = Annotated[Path | None, typer.Option("--pack", help="A folder with taxonomy/ and rules/ in place of ours.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The day whose law applies, YYYY-MM-DD, or: today.")
]
LanguageOption = Annotated[str | None, typer.Option("--lang", metavar="en|zh", help="The language of the sentences.")]
TextOption = Annotated[str | None, typer.Option("--text", help="A description given here.")]
DataOption = Annotated[
    list[str] | None, typer.Option("--data", metavar="MEASURE=VALUE", help="A figure, as lifecycle_ghg=20 gCO2e/kWh.")
]
_PAGE_WIDTH = 120
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="Write there instead of stdout.")]


def load(pack: Path | None) -> "Matcher":
    """The matcher of a pack."""
    from matcher.river import Matcher

    return Matcher.load(pack)


def options_of(as_of: str | None, language: str | None, matcher: "Matcher") -> "Options":
    """The options that bear on an answer. Refuses what is no date and what is no language of the pack."""
    from matcher.model.document import Options
    from matcher.read import read_as_of

    if language is not None and language not in matcher.pack.book.languages:
        refuse(f"--lang {language}: expected one of {', '.join(sorted(matcher.pack.book.languages))}")
    return Options(as_of=read_as_of(as_of) if as_of is not None else None, language=language)


def law_of(as_of: str | None, valid_on: str) -> "AsOf":
    """The day whose law is shown: the one asked for, else the one the pack describes."""
    from matcher.model.document import AsOf
    from matcher.model.states import AsOfFrom
    from matcher.read import read_as_of

    return read_as_of(as_of) if as_of else AsOf(date=datetime.date.fromisoformat(valid_on), source=AsOfFrom.PACK)


def data_of(given: Sequence[str] | None) -> dict[str, str]:
    """The figures given as measure=value."""
    data = {}
    for one in given or ():
        measure, equals, value = one.partition("=")
        if not equals or not measure.strip() or not value.strip():
            refuse(f"--data {one}: expected measure=value, such as lifecycle_ghg=20 gCO2e/kWh")
        data[measure.strip()] = value.strip()
    return data


def documents_of(
    files: Iterable[str], text: str | None, data: dict[str, str], *, encoding: str | None = None
) -> list["Document"]:
    """The documents named on the command line; `-` is stdin. Refuses where there is none."""
    import dataclasses

    from matcher.model.document import Document
    from matcher.read import read_projects

    documents: list[Document] = [] if text is None else [Document(id="text", text=text)]
    names = list(files)
    if not names and text is None:
        refuse("nothing to read: name a file, - for stdin, or --text")
    found = read_projects(names, encoding=encoding, tell=tell)
    documents += found
    return [dataclasses.replace(one, data={**one.data, **data}) for one in documents] if data else documents


def console(*, stderr: bool = False) -> "Console":
    """A terminal: colour only where there is one and NO_COLOR is not set. A closed pipe ends the command quietly."""
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Quiet(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)


@contextlib.contextmanager
def console_to(output: Path | None) -> Iterator["Console"]:
    """A terminal, or one that writes a file without colour, whole, when it is left."""
    if output is None or str(output) == "-":
        yield console()
        return
    from rich.console import Console

    page = Console(file=io.StringIO(), width=_PAGE_WIDTH, highlight=False, markup=False, emoji=False)
    yield page
    write(cast("io.StringIO", page.file).getvalue(), output)


def write(text: str, output: Path | None) -> None:
    """Write text to stdout, or whole to a file; half characters, which no file can hold, as escapes."""
    if output is None or str(output) == "-":
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    write_bytes(text.encode(errors="backslashreplace"), output)


def write_bytes(data: bytes, output: Path) -> None:
    """Write bytes whole to a file, or not at all. Raises OSError that names the file."""
    part = output.with_name(f".{output.name}.part")
    try:
        part.write_bytes(data)
        part.replace(output)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(output)) from error
