"""The use of rules, for a reader at a terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.audit import RuleUse
from matcher.model.rules import RuleBook
from matcher.tell.voice import Voice, inert


def print_uses(use: RuleUse, book: RuleBook, console: Console) -> None:
    """Print which rules fired, what was set aside, and which never fired."""
    voice = Voice(book.sentences, "en")
    head = voice.say("audit_rows", rows=use.documents, fired=len(use.fired), never=len(use.never))
    console.print(Text(head, style="bold"))
    table = Table("rule", "fired", "share", voice.say("audit_set_aside"), "quotes", box=None, pad_edge=False)
    for one in use.fired:
        aside = ", ".join(f"{reason} {number}" for reason, number in sorted(one.set_aside.items()))
        quotes = ", ".join(f"“{quote.words}”" for quote in one.quotes)
        share = f"{one.fired / use.documents:.1%}"
        table.add_row(*map(Text, (one.rule, str(one.fired), share, aside, inert(quotes))))
    console.print(table)
    aside = [one for one in use.never if one.set_aside]
    if aside:
        console.print(Text(f"\n{voice.say('audit_set_aside')}, {voice.say('audit_never')}", style="bold"))
        for one in aside:
            reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(one.set_aside.items()))
            quotes = ", ".join(f"“{quote.words}”" for quote in one.aside_quotes)
            console.print(Text(f"  {one.rule}: {reasons}  {inert(quotes)}"))
    silent = [one.rule for one in use.never if not one.set_aside]
    console.print(Text(f"\n{voice.say('audit_never')} ({len(silent)})", style="bold"))
    console.print(Text("  " + ", ".join(silent), style="dim"))
