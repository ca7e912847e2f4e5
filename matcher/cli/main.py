"""The command `taxomatch`. Commands import what they need when they run, so that help is quick."""

import gc
import sys
from typing import Annotated

import typer

from matcher import __version__
from matcher.cli import audit, batch, classify, doctor, explain, materiality, rules, taxonomy
from matcher.cli.outcome import run_guarded

app = typer.Typer(
    name="taxomatch",
    help="Says which activity of a green-finance taxonomy a project description is, on what evidence.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    """Print the version and end, where it is asked for."""
    if wanted:
        typer.echo(f"taxomatch {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and end.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")] = False,
) -> None:
    """Options of every command; --debug is read where errors are caught."""


app.command("classify")(classify.classify)
app.command("batch")(batch.batch)
app.command("explain")(explain.explain)
app.command("doctor")(doctor.doctor)
app.add_typer(audit.app, name="audit")
app.add_typer(taxonomy.app, name="taxonomy")
app.add_typer(materiality.app, name="materiality")
app.add_typer(rules.app, name="rules")


def run() -> None:
    """Run the command line and end with the exit code of the contract.

    Loading makes hundreds of thousands of objects that stay: collecting as often as usual would only walk them again.
    """
    gc.set_threshold(100_000, 20, 100)
    sys.exit(run_guarded(app, debug="--debug" in sys.argv[1:]))
