"""A trace as Markdown, to paste into a file note."""

from collections.abc import Iterator

from matcher.tell.markdown import safe
from matcher.tell.trace.lines import lines_of
from matcher.tell.trace.trace import Trace
from matcher.tell.voice import Voice

_PLAIN = "sum"


def trace_markdown(trace: Trace, voice: Voice) -> str:
    """The trace as nested lists under a heading for each rule; data is escaped. Ends in a line break."""
    return "\n".join(_lines(trace, voice)) + "\n"


def _lines(trace: Trace, voice: Voice) -> Iterator[str]:
    for line in lines_of(trace, voice):
        if line.kind == "head":
            yield f"\n### {safe(line.words)}\n"
        elif line.kind == _PLAIN:
            yield f"- `{' '.join(line.words.split()[:3])}`"
        else:
            yield f"{'  ' * max(0, line.depth - 2)}- {safe(line.words)}"
