"""`taxomatch audit`: which rules fired on an input, and which never did."""

from pathlib import Path
from typing import Annotated

import typer

from matcher.cli import give

app = typer.Typer(help="Look at the rules at work.", rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Look at the rules at work."""


@app.command("rules")
def rules(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="A table as for batch, or a project file.")],
    text_col: Annotated[list[str] | None, typer.Option("--text-col", help="A column with the description.")] = None,
    title_col: Annotated[str | None, typer.Option("--title-col", help="The column with the title.")] = None,
    quotes: Annotated[int, typer.Option("--quotes", min=0, help="How many quotes of each rule are shown.")] = 3,
    json_: Annotated[bool, typer.Option("--json", help="As JSON, with every rule.")] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", help="The encoding, if it is not found.")] = None,
    pack: give.PackOption = None,
    output: give.OutputOption = None,
) -> None:
    """Show which rules fired and how often, with quotes; what was set aside and why; and which rules never fired."""
    import json

    from matcher.audit import count_uses
    from matcher.cli.reading import documents_in
    from matcher.cli.uses import print_uses

    matcher = give.load(pack)
    documents = documents_in(source, matcher.pack, text_col or [], title_col, encoding)
    use = count_uses(matcher, documents, quotes)
    if json_:
        give.write(json.dumps(use.as_object(), ensure_ascii=False, indent=2) + "\n", output)
        return
    print_uses(use, matcher.pack.book, give.console())
