"""A trace for a reader at a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from matcher.tell.trace.lines import lines_of
from matcher.tell.trace.trace import Trace
from matcher.tell.voice import Voice, inert

_STYLE = {
    "head": "bold",
    "sum": "cyan",
    "aside": "red",
    "drawer": "dim",
    "hit": "green",
    "doubted": "strike",
    "doubt": "magenta",
    "note": "",
    "missing": "dim",
    "near": "yellow",
}


def print_trace(trace: Trace, voice: Voice, console: Console) -> None:
    """Print a trace; a blank line stands before each rule."""
    for line in lines_of(trace, voice):
        words = Text(inert(" ".join(line.words.split("\n"))), style=_STYLE[line.kind])
        console.print(Padding(words, (int(line.kind == "head"), 0, 0, 2 * line.depth)))
