"""The full trace of a reading: clause by clause what was hit, what speaks against it, and how the points add up."""

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from matcher.model.document import Document
from matcher.model.evidence import Candidate, Hit, NearTerm, Reading
from matcher.model.rules import RuleBook
from matcher.model.states import Drawer
from matcher.tell.voice import Voice, inert


def print_reading(
    document: Document,
    reading: Reading,
    book: RuleBook,
    voice: Voice,
    console: Console,
    *,
    only: str | None = None,
) -> None:
    """Print every candidate of a reading, or the one for `only`, with its hits, doubts and points."""
    for candidate in reading.candidates:
        rule = book.rules[candidate.rule]
        if only in (None, rule.finds):
            _print_candidate(candidate, document, book, voice, console)


def print_why_not(
    finds: str, reading: Reading, nearest: NearTerm | None, book: RuleBook, voice: Voice, console: Console
) -> None:
    """Print why something was not found: what it came to, what a match needs, and the nearest words of the text."""
    console.print(Text(voice.say("explain_why_not", finds=finds), style="bold"))
    candidate = next((one for one in reading.candidates if book.rules[one.rule].finds == finds), None)
    if candidate is not None and not candidate.set_aside:
        console.print(Text("  " + voice.say("explain_matched")))
        return
    if candidate is None:
        console.print(Text("  " + voice.say("explain_no_hits")))
    else:
        reason = voice.word(candidate.because or {}) or voice.say(f"set_aside_{candidate.set_aside}")
        needed = voice.say("explain_needs", points=candidate.points, needed=book.method.match_at)
        console.print(Text(f"  {reason} ({needed})"))
    console.print(Text("  " + voice.say("explain_missing")))
    for line in _names(finds, book):
        console.print(Text(f"    {line}", style="dim"))
    if nearest is not None:
        said = voice.say("explain_nearest", found=nearest.found, term=nearest.term, share=nearest.share)
        console.print(Text(inert(f"  {said}"), style="yellow"))


def _print_candidate(candidate: Candidate, document: Document, book: RuleBook, voice: Voice, console: Console) -> None:
    """Print one candidate."""
    rule = book.rules[candidate.rule]
    head = voice.say("explain_head", rule=rule.id, finds=rule.finds, points=candidate.points)
    console.print(Padding(Text(head, style="bold"), (1, 0, 0, 2)))
    if candidate.steps:
        sums = "  ".join(f"{name} {points:+d}" for name, points in candidate.steps)
        console.print(Padding(Text(sums, style="cyan"), (0, 0, 0, 4)))
    if candidate.set_aside:
        reason = voice.word(candidate.because or {}) or voice.say(f"set_aside_{candidate.set_aside}")
        console.print(Padding(Text(reason, style="red"), (0, 0, 0, 4)))
    clause = -1
    for hit in candidate.hits:
        if hit.clause != clause:
            clause = hit.clause
            console.print(Padding(Text(voice.say("explain_clause", number=clause + 1), style="dim"), (0, 0, 0, 4)))
        console.print(Padding(_hit(hit, document, voice), (0, 0, 0, 6)))


def _hit(hit: Hit, document: Document, voice: Voice) -> Text:
    """One hit with its doubts."""
    text = document.title if hit.span.field == "title" else document.text
    line = Text(f"{hit.how}  ", style="dim")
    line.append(inert(f"“{text[hit.span.start : hit.span.end]}”"), style="green" if not hit.doubts else "strike")
    line.append(inert(f"  {hit.span.field} {hit.span.start}-{hit.span.end}  {hit.key}"), style="dim")
    for doubt in hit.doubts:
        line.append(inert(f"\n  {voice.say(f'doubt_{doubt.kind}')}: “{doubt.cue}”"), style="magenta")
    return line


def _names(finds: str, book: RuleBook) -> Iterable[str]:
    """The naming terms of a rule as its author wrote them, a phrase with several parts as `a | b + c | d`."""
    rule = next((one.index for one in book.rules if one.finds == finds), -1)
    single: list[str] = []
    for phrase in book.table.phrases:
        if phrase.rule != rule or phrase.kind not in (Drawer.NAMES_IT, Drawer.TOGETHER):
            continue
        parts = [[book.table.terms[term].written for term in part] for part in phrase.parts]
        if len(parts) == 1:
            single += parts[0]
        else:
            yield " + ".join("(" + " | ".join(part) + ")" for part in parts)
    if single:
        yield ", ".join(single)
