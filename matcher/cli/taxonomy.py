"""`taxomatch taxonomy`: the activities, their codes and criteria."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.outcome import Exit, end, refuse, tell

if TYPE_CHECKING:
    from matcher.model.taxonomy import Activity, Taxonomy

app = typer.Typer(help="List, search and show the activities.", rich_markup_mode=None, no_args_is_help=True)

_LanguageHere = Annotated[str, typer.Option("--lang", metavar="en|zh", help="The language of names.")]


@app.command("list")
def list_(
    sector: Annotated[str | None, typer.Option("--sector", help="Only this sector.")] = None,
    measures: Annotated[bool, typer.Option("--measures", help="List the measures that --data takes instead.")] = False,
    pack: give.PackOption = None,
    lang: _LanguageHere = "en",
) -> None:
    """List the activities with their class and codes, one a line, tab between the columns."""
    taxonomy = give.load(pack).pack.taxonomy
    if measures:
        for measure in taxonomy.measures.values():
            sys.stdout.write(f"{measure.id}\t{measure.kind}\t{measure.unit}\t{_word(measure.name, lang)}\n")
        return
    if sector is not None and sector not in taxonomy.sectors:
        refuse(f"--sector {sector}: expected one of {', '.join(sorted(taxonomy.sectors))}")
    for activity in taxonomy.activities.values():
        if sector in (None, activity.sector):
            codes = ", ".join(listing.key for listing in activity.listings)
            sys.stdout.write(f"{activity.id}\t{activity.class_id}\t{_word(activity.name, lang)}\t{codes}\n")


@app.command()
def tree(pack: give.PackOption = None, lang: _LanguageHere = "en") -> None:
    """Show the activities by sector."""
    from rich.text import Text
    from rich.tree import Tree

    taxonomy = give.load(pack).pack.taxonomy
    root = Tree(Text("taxonomy"))
    for sector, name in taxonomy.sectors.items():
        own = [activity for activity in taxonomy.activities.values() if activity.sector == sector]
        if own:
            branch = root.add(Text(f"{_word(name, lang)} ({len(own)})"))
            for activity in own:
                branch.add(Text(f"{_word(activity.name, lang)}  [{activity.id}]"))
    give.console().print(root)


@app.command()
def show(
    activity: Annotated[str, typer.Argument(metavar="ID", help="The id of an activity.")],
    pack: give.PackOption = None,
    lang: _LanguageHere = "en",
) -> None:
    """Show an activity: its listings with their criteria, limits, dates and sources."""
    taxonomy = give.load(pack).pack.taxonomy
    if activity not in taxonomy.activities:
        refuse(f"no activity is called {activity}; did you mean {', '.join(_nearest(activity, taxonomy)[:3])}?")
    from matcher.tell.activity import print_activity

    print_activity(taxonomy.activities[activity], taxonomy, lang, give.console())


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words of a name, or a code with its list.")],
    pack: give.PackOption = None,
    lang: _LanguageHere = "en",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 10,
) -> None:
    """Find activities by name or code, in both languages; typing errors are forgiven. Exit code 1 if none is near."""
    taxonomy = give.load(pack).pack.taxonomy
    found = _nearest(" ".join(words), taxonomy)[:limit]
    for one in found:
        activity = taxonomy.activities[one]
        codes = ", ".join(listing.key for listing in activity.listings)
        sys.stdout.write(f"{activity.id}\t{_word(activity.name, lang)}\t{codes}\n")
    if not found:
        tell(f"nothing like {' '.join(words)!r}; see: taxomatch taxonomy tree")
        end(Exit.GATE_FAILED)


def _nearest(words: str, taxonomy: "Taxonomy") -> list[str]:
    """The ids of the activities whose id, names or codes come nearest to the words, best first."""
    from rapidfuzz import fuzz, process, utils

    names = {
        (activity.id, name): name
        for activity in taxonomy.activities.values()
        for name in (activity.id.replace("-", " "), *activity.name.values(), *_codes(activity))
    }
    near = process.extract(
        words, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=70, limit=None
    )
    near.sort(key=lambda one: (-one[1], abs(len(one[0]) - len(words)), one[2]))
    return list(dict.fromkeys(one[2][0] for one in near))


def _codes(activity: "Activity") -> list[str]:
    """The codes of an activity, with and without their list."""
    return [word for listing in activity.listings for word in (listing.key, listing.code)]


def _word(words: dict[str, str], language: str) -> str:
    """A name in a language, else in English."""
    return words.get(language) or words["en"]
