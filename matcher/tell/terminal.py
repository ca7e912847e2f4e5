"""An assessment for a reader at a terminal: the text with its evidence marked, the codes of all sides, what is open.

Everything that comes from data goes through `inert` and into rich Text objects, never into markup.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from matcher.model.assessment import Assessment, Finding, Match, Verdict
from matcher.model.evidence import Doubt, Hit
from matcher.model.states import Outcome, Safeguards
from matcher.tell.cited import cited
from matcher.tell.quoted import quotes_of
from matcher.tell.voice import Voice, inert

_SOURCE_WIDTH = 16
_INDUSTRY = ("isic", "nace", "gb4754")
_MARK = {
    Outcome.MET: "green",
    Outcome.NOT_MET: "red",
    Outcome.UNKNOWN: "yellow",
    Outcome.QUALITATIVE: "yellow",
    Outcome.NOT_APPLICABLE: "dim",
}


def print_assessment(answer: Assessment, voice: Voice, console: Console) -> None:
    """Print one answer."""
    console.print(_head(answer, voice))
    for name, text in (("title", answer.document.title), ("text", answer.document.text)):
        if text.strip():
            console.print(Padding(_marked(text, name, answer), (0, 2)))
    if answer.document.problem:
        console.print(Padding(Text(inert(answer.document.problem), style="red"), (0, 2)))
    for match in answer.matches:
        console.print(Padding(_match(match, answer, voice), (1, 2, 0, 2)))
    for part in (_exclusions(answer, voice), _set_aside(answer, voice), _questions(answer, voice)):
        if part is not None:
            console.print(Padding(part, (1, 2, 0, 2)))
    console.print(Padding(_foot(answer, voice), (1, 2)))


def _head(answer: Assessment, voice: Voice) -> Text:
    """What became of the document, in one line."""
    name = next((voice.word(match.name) for match in answer.matches if match.activity == answer.activity), "")
    name = name or next((voice.word(one.name) for one in answer.exclusions if one.subject), "")
    head = Text()
    head.append(inert(answer.document.id) or "-", style="bold")
    head.append("  ")
    head.append(voice.say(f"status_{answer.status}"), style="bold reverse")
    head.append(f"  {name}" if name else "")
    head.append("  " + voice.say("class_shown", name=answer.class_id), style="dim")
    return head


def _marked(text: str, field: str, answer: Assessment) -> Text:
    """The field with its evidence highlighted and the doubted words struck out."""
    marked = Text()
    spans = _spans(field, answer)
    last = 0
    for start, end, style in spans:
        if start < last:
            continue
        marked.append(inert(text[last:start]))
        marked.append(inert(text[start:end]), style=style)
        last = end
    marked.append(inert(text[last:]))
    return marked


def _spans(field: str, answer: Assessment) -> list[tuple[int, int, str]]:
    """The spans to mark in a field: evidence, exclusions, cues; longer ones first at the same place."""
    spans: list[tuple[int, int, str]] = []

    def add(hits: Iterable[Hit], style: str) -> None:
        for hit in hits:
            if hit.span.field == field:
                spans.append((hit.span.start, hit.span.end, "strike dim" if hit.doubts else style))
            cues = (doubt.cue_span for doubt in hit.doubts if doubt.cue_span.field == field)
            spans.extend((cue.start, cue.end, "magenta") for cue in cues)

    for match in answer.matches:
        add(match.hits, "bold green" if not match.part else "green")
    for one in answer.exclusions:
        add(one.hits, "bold red")
    for aside in answer.set_aside:
        add(aside.hits, "dim underline")
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _match(match: Match, answer: Assessment, voice: Voice) -> RenderableType:
    """One match: name, points, codes by list, frameworks, criteria."""
    head = Text.assemble((voice.word(match.name), "bold"), f"  ({match.activity})  ")
    head.append(voice.say("points_shown", points=match.points, confidence=f"{match.confidence / 100:.2f}"), style="dim")
    if match.part:
        head.append("  " + voice.say("part_shown"), style="magenta")
    table = Table.grid(padding=(0, 2))
    for verdict in match.verdicts:
        table.add_row(
            Text(_framework(verdict), style="cyan"), Text(_codes(match, verdict)), Text(_verdict(verdict, voice))
        )
    ruling = {verdict.edition or verdict.framework for verdict in match.verdicts}
    for name, codes in match.codes.items():
        if name not in ruling and name not in _INDUSTRY and codes:
            row = (name, ", ".join(codes), voice.say("another_edition"))
            table.add_row(*(Text(cell, style="dim") for cell in row))
    if match.also_listed:
        listed = ", ".join(
            f"{one.framework} {one.code} ({voice.say('because_' + one.because)})" for one in match.also_listed
        )
        table.add_row(Text(voice.say("also_listed"), style="cyan"), Text(""), Text(listed, style="dim"))
    parts = (*_evidence(match, answer, voice), *_doubts(match.doubts, voice), table, _criteria(match.findings, voice))
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in parts))


def _evidence(match: Match, answer: Assessment, voice: Voice) -> Iterator[Text]:
    """The words a match rests on, in one line; no line where all are doubted."""
    quotes = quotes_of(match, answer.document)
    if quotes:
        yield Text.assemble((voice.say("evidence") + "  ", "cyan"), inert(", ".join(f"“{quote}”" for quote in quotes)))


def _doubts(doubts: Iterable[Doubt], voice: Voice) -> Iterator[Text]:
    """What speaks against words of the text, each with its cue, once."""
    for kind, cue, term in dict.fromkeys((doubt.kind, doubt.cue, doubt.hit_term) for doubt in doubts):
        yield Text(inert(f"{voice.say(f'doubt_{kind}')}: “{cue}” → “{term}”"), style="dim")


def _framework(verdict: Verdict) -> str:
    """The framework, with its edition where it has editions."""
    return verdict.edition or verdict.framework


def _codes(match: Match, verdict: Verdict) -> str:
    """The codes under the framework that a verdict speaks for."""
    return ", ".join(match.codes.get(verdict.edition or verdict.framework, ()))


def _verdict(verdict: Verdict, voice: Voice) -> str:
    """The states of one framework as words."""
    words = [voice.say(f"listing_{verdict.status}")]
    if verdict.contribution is not None:
        words.append(voice.say(f"contribution_{verdict.contribution}"))
    if verdict.alignment is not None:
        words.append(voice.say(f"alignment_{verdict.alignment}"))
    if verdict.excluded_by:
        words.append(", ".join(verdict.excluded_by))
    harm = {name: outcome for name, outcome in verdict.dnsh.items() if outcome is not Outcome.NOT_APPLICABLE}
    if any(outcome is not Outcome.UNKNOWN for outcome in harm.values()):
        told = ", ".join(f"{name} {voice.say(f'outcome_{outcome}')}" for name, outcome in harm.items())
        words.append(f"{voice.say('dnsh')}: {told}")
    if verdict.safeguards is not None and verdict.safeguards is not Safeguards.NOT_ASSESSED:
        words.append(voice.say(f"safeguards_{verdict.safeguards}"))
    return " · ".join(words)


def _criteria(findings: Sequence[Finding], voice: Voice) -> RenderableType:
    """The criteria with their outcome, limit, value and source."""
    table = Table.grid(padding=(0, 2))
    for least, whole in ((None, True), (None, True), (None, False), (None, False), (_SOURCE_WIDTH, False)):
        table.add_column(min_width=least, no_wrap=whole, overflow="fold")
    for one in findings:
        value = inert(f"{one.value} ({voice.say(f'basis_{one.basis}')})") if one.value and one.basis else ""
        table.add_row(
            Text(voice.say(f"outcome_{one.outcome}"), style=_MARK[one.outcome]),
            Text(one.id),
            Text(one.limit, style="dim"),
            Text(value),
            Text(cited(one, voice), style="dim"),
        )
    return table


def _exclusions(answer: Assessment, voice: Voice) -> RenderableType | None:
    """What is barred, and why."""
    if not answer.exclusions:
        return None
    lines = [Text(voice.say("exclusions"), style="bold red")]
    lines += [
        Text(f"  {voice.word(one.name)} ({one.id}): {voice.word(one.because)}  [{one.source}]")
        for one in answer.exclusions
    ]
    return Group(*lines)


def _set_aside(answer: Assessment, voice: Voice) -> RenderableType | None:
    """What came to nothing since something speaks against it, and the words that say so."""
    told = [one for one in answer.set_aside if one.doubts]
    if not told:
        return None
    lines = [Text(voice.say("set_aside"), style="bold")]
    for one in told:
        reason = voice.word(one.because) or voice.say(f"set_aside_{one.reason}")
        lines.append(Text(f"  {voice.word(one.name)} ({one.finds}): {reason}"))
        lines += [Text.assemble("    ", line) for line in _doubts(one.doubts, voice)]
    return Group(*lines)


def _questions(answer: Assessment, voice: Voice) -> RenderableType | None:
    """What the reader is asked for."""
    asked = dict.fromkeys((voice.word(one.asks), one.framework, one.code, one.id) for one in answer.questions)
    if not asked:
        return None
    lines = [Text(voice.say("questions"), style="bold yellow")]
    for words, framework, code, measure in asked:
        lines.append(
            Text.assemble("  ? ", words, (f"  [{' '.join(filter(None, (framework, code)))} {measure}]", "dim"))
        )
    return Group(*lines)


def _foot(answer: Assessment, voice: Voice) -> Text:
    """Review, date of law, pack and decision, and what this is not."""
    reasons = ", ".join(voice.say(f"review_{reason}") for reason in answer.review.reasons)
    line = voice.say(f"band_{answer.review.band}") + (f" ({reasons})" if reasons else "")
    date = voice.say(
        "as_of_shown", date=answer.as_of.date.isoformat(), source=voice.say(f"as_of_{answer.as_of.source}")
    )
    pack = f"{answer.pack.id} {answer.pack.version} {answer.pack.fingerprint[:12]}"
    return Text("\n".join([line, f"{date}  ·  {pack}  ·  {answer.decision_id}", voice.say("disclaimer")]), style="dim")
