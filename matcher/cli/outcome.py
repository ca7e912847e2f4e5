"""How a command ends: exit codes, and errors as clear lines on stderr, never a traceback unless it is asked for."""

import contextlib
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import NoReturn

import typer

from matcher.model.problems import Refusal


class Exit(IntEnum):
    """The exit codes, the same for every command and format."""

    DONE = 0
    GATE_FAILED = 1
    REFUSED = 2
    DONE_WITH_REJECTS = 3
    NOT_WRITTEN = 4
    LIMIT_PASSED = 5
    INTERNAL = 70
    INTERRUPTED = 130


def tell(line: str) -> None:
    """Say something beside the data: on stderr, with everything inert that could act on a terminal."""
    from matcher.tell.voice import inert

    sys.stderr.write("\n".join(inert(part) for part in line.split("\n")) + "\n")


def refuse(message: str) -> NoReturn:
    """End a command since what was asked for cannot be done."""
    raise Refusal(message)


def run_guarded(command: Callable[..., object], *, debug: bool) -> int:
    """Run the command line; the exit code it ends with."""
    try:
        command()
    except Refusal as refusal:
        _tell_refusal(refusal)
        return refusal.exit_code
    except KeyboardInterrupt:
        tell("taxomatch: interrupted")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return Exit.DONE
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.DONE if end.code is None else Exit.REFUSED
    except OSError as problem:
        tell(f"taxomatch: {problem.filename or 'output'}: {problem.strerror or problem}")
        return Exit.NOT_WRITTEN
    except Exception as problem:
        if debug:
            raise
        tell(f"taxomatch: internal error: {type(problem).__name__}: {problem} (run again with --debug to see where)")
        return Exit.INTERNAL
    return Exit.DONE


def _tell_refusal(refusal: Refusal) -> None:
    """Print every problem, then their number."""
    if not refusal.problems:
        tell(f"taxomatch: {refusal}")
        return
    for problem in refusal.problems:
        tell(str(problem))
    tell(f"{len(refusal.problems)} problem{'s' if len(refusal.problems) != 1 else ''}")


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter does not complain of a closed pipe when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def end(code: Exit) -> NoReturn:
    """End a command with an exit code."""
    raise typer.Exit(int(code))
