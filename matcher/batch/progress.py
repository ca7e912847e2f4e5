"""How far a run is, drawn on stderr where a person looks at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown_progress(name: str, size: int) -> Iterator[Callable[[int], None]]:
    """A function to call with the byte reached so far; it draws only on a terminal."""
    if not sys.stderr.isatty() or not size:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)
    text = TextColumn("{task.description}", markup=False)
    with Progress(
        text, BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task(escape(name), total=size)
        yield lambda place: bar.update(task, completed=place)
