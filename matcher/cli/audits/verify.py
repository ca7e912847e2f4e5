"""`taxomatch audit verify`: whether a record is as it was made."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from matcher.cli.outcome import Exit, end, tell


def verify(
    record: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that --record made.")],
    seal: Annotated[
        str | None, typer.Option("--seal", metavar="HASH", help="The seal that the run told, kept elsewhere.")
    ] = None,
) -> None:
    """Find every edit, deletion, swap, insertion and cut in a record, each with its place; exit code 1 if any."""
    from matcher.audit.verify import verify as findings_in

    findings = findings_in(record, seal)
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    if findings:
        tell(f"{len(findings)} finding{'s' if len(findings) != 1 else ''}")
        end(Exit.GATE_FAILED)
    tell("the record is whole" if seal else "the record is whole; give --seal to be sure that it is the one made then")
