"""`taxomatch rules`: check, test, show and export the rules."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.outcome import Exit, end, refuse, tell

if TYPE_CHECKING:
    from matcher.model.rules import Rule

app = typer.Typer(help="Check, test, show and export the rules.", rich_markup_mode=None, no_args_is_help=True)


class LintFormat(StrEnum):
    """The formats of problems."""

    TEXT = "text"
    SARIF = "sarif"


@app.command()
def lint(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or pack folders; without any, the pack.")] = None,
    pack: give.PackOption = None,
    format_: Annotated[LintFormat, typer.Option("--format", help="How the problems are written.")] = LintFormat.TEXT,
    output: give.OutputOption = None,
) -> None:
    """List every problem of the pack, or of the files, each with its place; exit code 1 if there are any."""
    from matcher.know import lint_files, lint_pack

    problems = lint_files(paths, pack) if paths else lint_pack(pack)
    if format_ is LintFormat.SARIF:
        from matcher import __version__
        from matcher.tell.sarif import sarif

        give.write(sarif(problems, ("taxomatch", __version__)), output)
    else:
        give.write("".join(f"{problem}\n" for problem in problems), output)
    if problems:
        tell(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}")
        end(Exit.GATE_FAILED)
    tell("no problems")


@app.command("test")
def try_examples(
    rules: Annotated[list[str] | None, typer.Argument(help="Ids of rules; without any, all.")] = None,
    pack: give.PackOption = None,
) -> None:
    """Run the examples that the rules carry, and the counterexamples; exit code 1 if one fails."""
    from matcher.trial import TrialReport, run_examples, run_notices

    matcher = give.load(pack)
    noticing = {rule.id for rule in matcher.pack.materiality.text_rules} if matcher.pack.materiality else set[str]()
    named = [one for one in rules or () if one not in noticing]
    _known(named, matcher.pack.book.rules)
    report = TrialReport(examples=0, expectations=0, failures=())
    if named or not rules:
        report = run_examples(matcher.classify_many, matcher.pack, only=named)
    if len(named) < len(rules or ()) or not rules:
        report = report.with_(run_notices(matcher.notice, matcher.pack, only=rules or ()))
    sys.stdout.write(f"{report}\n")
    if not report.passed:
        end(Exit.GATE_FAILED)


@app.command()
def coverage(
    pack: give.PackOption = None,
    as_of: give.AsOfOption = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON, with everything.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Name everything, however much it is.")] = False,
) -> None:
    """Show how complete the pack is and how sure: lists, rules, examples, sources, and what nobody has checked."""
    import json

    from matcher.catalogue.coverage import coverage_of
    from matcher.cli.coverage import coverage_lines, coverage_object
    from matcher.know import load_pack

    loaded = load_pack(pack)
    report = coverage_of(loaded, give.law_of(as_of, loaded.identity.valid_on).date)
    if json_:
        give.write(json.dumps(coverage_object(report), ensure_ascii=False, indent=2) + "\n", None)
        return
    for line in coverage_lines(report, everything=all_):
        sys.stdout.write(f"{line}\n")


@app.command()
def show(
    rule: Annotated[str, typer.Argument(metavar="ID", help="The id of a rule or an exclusion.")],
    pack: give.PackOption = None,
) -> None:
    """Print the file of a rule."""
    from matcher.know import text_of

    matcher = give.load(pack)
    found = _known([rule], matcher.pack.book.rules)[0]
    sys.stdout.write(text_of(found.place))


@app.command()
def new(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of the new activity, which names its files.")],
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="A pack folder, or a new one.")],
    sector: Annotated[str, typer.Option("--sector", help="The sector, which names the folder of its files.")] = "",
    pack: give.PackOption = None,
) -> None:
    """Write the files of a new activity and its rule, with marked blanks to fill in."""
    from matcher.know import load_pack
    from matcher.know.scaffold import scaffold

    own = folder if pack is None and (folder / "taxonomy" / "pack.yaml").is_file() else pack
    paths = scaffold(id_, sector, folder, load_pack(own))
    for path in paths:
        tell(f"written: {path}")
    named = f"--pack {folder}" if own == folder else " ".join(map(str, paths))
    tell(f"fill in the blanks; each that is left is told by: taxomatch rules lint {named}")


@app.command()
def schema(
    kind: Annotated[str | None, typer.Argument(help="A kind of file, as activity or rule; else all.")] = None,
    output: give.OutputOption = None,
) -> None:
    """Print the JSON Schema (draft 7) of the pack's files, for editors."""
    import json

    from matcher.know import schemas

    every = schemas()
    if kind is not None and kind not in every:
        refuse(f"no kind of file is called {kind}; expected one of {', '.join(sorted(every))}")
    give.write(json.dumps(every[kind] if kind else every, ensure_ascii=False, indent=2) + "\n", output)


@app.command()
def export(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")]) -> None:
    """Write our pack into a folder, to start from; use it with --pack DIR."""
    from matcher.know import export_pack

    number = export_pack(folder)
    tell(f"{number} files written to {folder}; check them with: taxomatch rules lint --pack {folder}")


def _known(wanted: list[str] | None, rules: "tuple[Rule, ...]") -> "list[Rule]":
    """The rules of those ids. Refuses ids that no rule has, with the nearest."""
    known = {rule.id: rule for rule in rules}
    for one in wanted or ():
        if one not in known:
            from rapidfuzz import process

            near = ", ".join(match[0] for match in process.extract(one, sorted(known), limit=3))
            refuse(f"no rule is called {one}; did you mean {near}?")
    return [known[one] for one in wanted or ()]
