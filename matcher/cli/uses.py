"""The use of rules, for a reader at a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.audit import Quote, RuleUse, Use
from matcher.model.rules import RuleBook
from matcher.tell.voice import Voice, inert


def print_uses(use: RuleUse, book: RuleBook, console: Console) -> None:
    """Print which rules fired, what was set aside, and which never fired."""
    voice = Voice(book.sentences, "en")
    head = voice.say("audit_rows", rows=use.documents, fired=len(use.fired), never=len(use.never))
    console.print(Text(head, style="bold"))
    table = Table("rule", "fired", "share", voice.say("audit_set_aside"), "quotes", box=None, pad_edge=False)
    for one in use.fired:
        share = f"{one.fired / use.documents:.1%}"
        table.add_row(*map(Text, (one.rule, str(one.fired), share, _reasons(one), inert(_words(one.quotes)))))
    console.print(table)
    aside = [one for one in use.never if one.set_aside]
    if aside:
        console.print(Text(f"\n{voice.say('audit_set_aside')}, {voice.say('audit_never')}", style="bold"))
        for one in aside:
            console.print(Text(f"  {one.rule}: {_reasons(one)}  {inert(_words(one.aside_quotes))}"))
    silent = [one.rule for one in use.never if not one.set_aside]
    console.print(Text(f"\n{voice.say('audit_never')} ({len(silent)})", style="bold"))
    console.print(Text("  " + ", ".join(silent), style="dim"))


def _reasons(use: Use) -> str:
    """Why hits of a rule were set aside, and how often."""
    return ", ".join(f"{reason} {number}" for reason, number in sorted(use.set_aside.items()))


def _words(quotes: Iterable[Quote]) -> str:
    """Quotes as a reader sees them."""
    return ", ".join(f"“{quote.words}”" for quote in quotes)
