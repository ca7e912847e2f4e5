"""Writes docs/command-reference.md from the commands themselves.

usage: python tools/make_command_reference.py [--check]

With --check nothing is written; the exit code is 1 if the page is not what it should be.
"""

import os
import sys
from pathlib import Path
from typing import Any

_WORD_FOR = {
    "str": "WORDS",
    "list[str]": "WORDS, may be repeated",
    "path": "PATH",
    "list[path]": "PATH...",
    "int": "NUMBER",
    "int range": "NUMBER",
}
"""How the page writes what an option takes."""
TARGET = Path(__file__).parent.parent / "docs" / "command-reference.md"
HEAD = """\
# Command reference

Made from the commands themselves by `make docs`; a test holds it current. What the columns and keys of the output mean
stands in [formats.md](formats.md), the exit codes at the [end of this page](#exit-codes).

Data goes to stdout, all else to stderr. `-` is stdin or stdout. There is no colour in pipes, and none with `NO_COLOR`.
"""
EXIT_CODES = """\
## Exit codes

They are the same for every command and every format. "Not green" is not a failure.

| code | meaning |
| --- | --- |
| 0 | done |
| 1 | a gate failed: `--fail-on`, problems found by `rules lint` or `rules test`, nothing found by `taxonomy search` |
| 2 | wrong usage, unreadable input, or a pack that cannot be loaded; nothing was written |
| 3 | done, with rejected rows or unreadable files |
| 4 | the output could not be written |
| 5 | a limit was passed |
| 70 | an internal error, in one line; `--debug` shows more |
| 130, 143 | interrupted, terminated |
"""


def reference() -> str:
    """The whole page."""
    from typer.main import get_command

    from matcher.cli.main import app

    parts = [HEAD, *_sections(get_command(app), "taxomatch"), EXIT_CODES]
    return "\n".join(parts)


def _sections(command: Any, path: str) -> list[str]:  # noqa: ANN401, typer hands on its own copy of click, untyped
    """The section of a command and of those below it."""
    own = [] if getattr(command, "commands", None) and path != "taxomatch" else [_section(command, path)]
    below = getattr(command, "commands", {})
    return own + [part for name, one in below.items() for part in _sections(one, f"{path} {name}")]


def _section(command: Any, path: str) -> str:  # noqa: ANN401
    """One command: what it does, how it is called, its arguments and options."""
    context = command.make_context(path, [], resilient_parsing=True)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    lines = [f"## {path}", "", " ".join((command.help or "").split()), "", "```text", usage, "```", ""]
    rows = [record for one in command.params if (record := _record(one, context)) is not None]
    if rows:
        lines += ["| argument or option | meaning |", "| --- | --- |"]
        lines += [f"| `{_safe(name)}` | {_safe(meaning)} |" for name, meaning in rows]
        lines.append("")
    return "\n".join(lines)


def _record(parameter: Any, context: Any) -> tuple[str, str] | None:  # noqa: ANN401
    """How a parameter is written and what it means; None for those that are not shown."""
    told = parameter.get_help_record(context)
    if told is None:
        return None
    name, meaning = told
    for kind, word in _WORD_FOR.items():
        name = name.replace(f"<{kind}>", word)
    return " ".join(name.split()), " ".join(meaning.split())


def _safe(text: str) -> str:
    """Text that does not end a cell of a table."""
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page, or say whether it is current."""
    os.environ["COLUMNS"] = "120"
    page = reference()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(page, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == page:
        return 0
    print(f"{TARGET.name} is not current; write: make docs")
    return 1


if __name__ == "__main__":
    sys.exit(main())
