"""`taxomatch taxonomy`: the activities, their codes and criteria."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.cli import give
from matcher.cli.outcome import Exit, end, refuse, tell

if TYPE_CHECKING:
    from matcher.catalogue.search import Found
    from matcher.model.rules import Pack

app = typer.Typer(
    help="The activities, their codes and criteria: list, search, show, cross over, export, import.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_KIND_OF_ENDING = {".csv": "csv", ".xlsx": "xlsx", ".tsv": "sssom", ".ttl": "skos"}
_LanguageHere = Annotated[str, typer.Option("--lang", metavar="en|zh", help="The language of names.")]


@app.command("list")
def list_(
    sector: Annotated[str | None, typer.Option("--sector", help="Only this sector.")] = None,
    measures: Annotated[bool, typer.Option("--measures", help="List the measures that --data takes instead.")] = False,
    pack: give.PackOption = None,
    lang: _LanguageHere = "en",
) -> None:
    """List the activities with their class and codes, one a line, tab between the columns."""
    taxonomy = _pack(pack).taxonomy
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

    taxonomy = _pack(pack).taxonomy
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
    activity: Annotated[list[str], typer.Argument(metavar="ID", help="The id of an activity, or a code of a list.")],
    pack: give.PackOption = None,
    as_of: give.AsOfOption = None,
    lang: _LanguageHere = "en",
) -> None:
    """Show an activity: its listings with criteria, limits, dates and sources; with --as-of, those in force then."""
    from matcher.catalogue.codes import Codes
    from matcher.catalogue.crosswalk import activities_under
    from matcher.model.problems import Refusal
    from matcher.read import read_as_of
    from matcher.tell.activity import print_activity

    loaded = _pack(pack)
    taxonomy = loaded.taxonomy
    day = read_as_of(as_of).date if as_of else None
    asked = " ".join(activity)
    shown = [taxonomy.activities[asked]] if asked in taxonomy.activities else []
    if not shown:
        try:
            code = Codes(taxonomy).read(asked)
        except Refusal as refusal:
            near = [one.finds for one in _search(loaded, asked, 3) if one.finds and not one.exclusion]
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            refuse(f"no activity is called {asked}{hint}\n{refusal}")
        shown = activities_under(code, taxonomy)
        if not shown:
            refuse(f"no activity stands under {code.key}; see: taxomatch taxonomy crosswalk {code.key}")
    for one in shown:
        print_activity(one, taxonomy, lang, give.console(), day)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words of a name, or a code with its list.")],
    pack: give.PackOption = None,
    lang: _LanguageHere = "en",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 10,
) -> None:
    """Find activities by name, official title or code, in both languages; typing errors are forgiven.

    One a line, tab between id, name and codes; the codes whose title was found come first, and an item that no
    activity stands under has no id. Exit code 1 if nothing is near.
    """
    loaded = _pack(pack)
    found = _search(loaded, " ".join(words), limit)
    for one in found:
        known = loaded.book.exclusions if one.exclusion else loaded.taxonomy.activities
        name = _word(known[one.finds].name, lang) if one.finds else one.words
        own = loaded.taxonomy.activities[one.finds].listings if one.finds and not one.exclusion else ()
        keys = dict.fromkeys([*(" ".join(item) for item in one.items), *(listing.key for listing in own)])
        codes = "excluded" if one.exclusion else ", ".join(keys)
        sys.stdout.write(f"{one.finds}\t{name}\t{codes}\n")
    if not found:
        tell(f"nothing like {' '.join(words)!r}; see: taxomatch taxonomy tree")
        end(Exit.GATE_FAILED)


@app.command()
def crosswalk(
    code: Annotated[
        list[str], typer.Argument(metavar="CODE", help="A code of any list or classification, as people write it.")
    ],
    pack: give.PackOption = None,
    as_of: give.AsOfOption = None,
    lang: _LanguageHere = "en",
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show what stands beside a code: the other lists' codes with their relation and what they ask differently.

    A number that several lists have is refused with the candidates; a NACE code asks for its revision.
    """
    import json

    from matcher.catalogue.codes import Codes
    from matcher.catalogue.crosswalk import crosswalk as beside
    from matcher.cli.crosswalk import crosswalk_object, print_crosswalk

    loaded = _pack(pack)
    day = give.law_of(as_of, loaded.identity.valid_on)
    found = beside(Codes(loaded.taxonomy).read(" ".join(code)), loaded.taxonomy, day.date)
    if json_:
        give.write(json.dumps(crosswalk_object(found), ensure_ascii=False, indent=2) + "\n", None)
        return
    print_crosswalk(found, day, lang, give.console())


@app.command()
def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write; - is stdout.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="csv|xlsx|sssom|skos", help="Else by ending.")
    ] = None,
    pack: give.PackOption = None,
) -> None:
    """Write the taxonomy for others: a table (csv, xlsx), mappings (sssom: .tsv) or concepts (skos: .ttl)."""
    from matcher.catalogue import export as out

    texts = {"csv": out.as_csv, "sssom": out.as_sssom, "skos": out.as_skos}
    kind = format_ or _KIND_OF_ENDING.get(output.suffix.lower())
    if kind == "xlsx":
        if str(output) == "-":
            refuse("an xlsx workbook is no text: name a file, or choose csv, sssom or skos")
        give.write_bytes(out.as_workbook(_pack(pack)), output)
    elif kind in texts:
        give.write(texts[kind](_pack(pack)), output)
    else:
        refuse(f"{output}: say with --format which of csv, xlsx, sssom, skos it should be")


@app.command("import")
def import_(
    framework: Annotated[str, typer.Argument(metavar="FRAMEWORK", help="A framework without codes, such as cgt.")],
    table: Annotated[
        str, typer.Argument(metavar="FILE.csv", help="Its official table, in the columns of docs/editions.md.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="A new or empty folder for the pack.")],
    pack: give.PackOption = None,
    title: Annotated[str | None, typer.Option("--title", help="The English title of the table.")] = None,
    title_zh: Annotated[str | None, typer.Option("--title-zh", help="Its Chinese title.")] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="The encoding of the file, if it is not found.")
    ] = None,
) -> None:
    """Write a pack that holds the official table of a framework as YAML; use it with --pack DIR."""
    from matcher.catalogue.intake import read_official_table, take_in
    from matcher.know.export import refuse_unless_empty, write_files

    refuse_unless_empty(output)
    taxonomy = _pack(pack).taxonomy
    official = read_official_table(table, taxonomy, encoding)
    for line in official.told:
        tell(line)
    name = {"en": title or title_zh or "", "zh": title_zh or title or ""} if title or title_zh else {}
    taken = take_in(framework, official, taxonomy, pack, name)
    number = write_files(output, taken.contents)
    tell(f"{len(official.rows)} items, {taken.listings} listings; {number} files written to {output}")
    for row in taken.unplaced:
        tell(f"{table}:{row.line}: {row.code} stands under no activity of the pack")
    tell(f"use it with: taxomatch classify --pack {output}")


def _pack(folder: Path | None) -> "Pack":
    """The pack; look-ups need no matcher."""
    from matcher.know import load_pack

    return load_pack(folder)


def _search(loaded: "Pack", words: str, limit: int) -> "list[Found]":
    """What comes nearest to the words; a code that can be read comes before names."""
    from matcher.catalogue.codes import Codes
    from matcher.catalogue.crosswalk import activities_under
    from matcher.catalogue.search import By, Found, Search
    from matcher.model.problems import Refusal

    try:
        code = Codes(loaded.taxonomy).read(words)
    except Refusal:
        found = Search(loaded).find(words, limit=limit)
        if not found and any(letter.isdigit() for letter in words):
            raise
        return found
    item = (str(code.system), code.code)
    ids = [activity.id for activity in activities_under(code, loaded.taxonomy)] or [""]
    return [Found(finds=one, alike=100, by=By.TITLE, words=words, items=(item,)) for one in ids][:limit]


def _word(words: dict[str, str], language: str) -> str:
    """A name in a language, else in English."""
    return words.get(language) or words["en"]
