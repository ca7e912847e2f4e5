"""`taxomatch explain`: every clause of a text, what it hits, what is doubted, how the points add up; and why not."""

from typing import Annotated

import typer

from matcher.cli import give
from matcher.cli.outcome import refuse


def explain(
    file: Annotated[str | None, typer.Argument(help="A project file; - for stdin.")] = None,
    text: give.TextOption = None,
    activity: Annotated[str | None, typer.Option("--activity", help="Only this activity or exclusion.")] = None,
    why_not: Annotated[str | None, typer.Option("--why-not", metavar="ID", help="Say why it was not found.")] = None,
    pack: give.PackOption = None,
    lang: give.LanguageOption = None,
    as_of: give.AsOfOption = None,
) -> None:
    """Show the full trace of an answer: each drawer, hit, doubt and point, and what was missing."""
    matcher = give.load(pack)
    book = matcher.pack.book
    known = {rule.finds for rule in book.rules}
    for option, wanted in (("--activity", activity), ("--why-not", why_not)):
        if wanted is not None and wanted not in known:
            from rapidfuzz import process

            near = ", ".join(match[0] for match in process.extract(wanted, sorted(known), limit=3))
            refuse(f"{option} {wanted}: no rule finds it; did you mean {near}?")
    from matcher.tell.terminal import print_assessment
    from matcher.tell.voice import Voice
    from matcher.tell.waterfall import print_reading, print_why_not

    options = give.options_of(as_of, lang, matcher)
    console = give.console()
    for document in give.documents_of([file] if file else [], text, {}):
        answer = matcher.classify(document, options)
        reading = matcher.read(document)
        voice = Voice(book.sentences, lang or answer.language)
        print_assessment(answer, voice, console)
        print_reading(document, reading, book, voice, console, only=activity)
        if why_not is not None:
            print_why_not(why_not, reading, matcher.nearest_term(document, why_not), book, voice, console)
