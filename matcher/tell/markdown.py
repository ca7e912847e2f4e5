"""An assessment as Markdown, to paste into a file note. Data is escaped, so that nothing in it can act."""

import re
from collections.abc import Iterable

from matcher.model.assessment import Assessment, Match
from matcher.tell.cited import cited
from matcher.tell.quoted import quotes_of
from matcher.tell.voice import Voice, inert

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")


def markdown(answer: Assessment, voice: Voice) -> str:
    """The answer as Markdown, ending in a line break."""
    lines = [f"## {safe(answer.document.id or answer.document.title or '-')}", ""]
    lines += [f"**{voice.say(f'status_{answer.status}')}** · {voice.say('class_shown', name=answer.class_id)}", ""]
    for text in filter(str.strip, (answer.document.title, answer.document.text)):
        lines += [f"> {safe(line)}" for line in text.splitlines()] + [""]
    for match in answer.matches:
        lines += _match(match, answer, voice)
    if answer.exclusions:
        lines += [f"### {voice.say('exclusions')}", ""]
        lines += [
            f"- {voice.word(one.name)} (`{one.id}`): {voice.word(one.because)} ({safe(one.source)})"
            for one in answer.exclusions
        ]
        lines.append("")
    told = [one for one in answer.set_aside if one.doubts]
    if told:
        lines += [f"### {voice.say('set_aside')}", ""]
        for one in told:
            reason = voice.word(one.because) or voice.say(f"set_aside_{one.reason}")
            lines.append(f"- {voice.word(one.name)} (`{one.finds}`): {reason}")
        lines.append("")
    if answer.questions:
        lines += [f"### {voice.say('questions')}", ""]
        lines += list(dict.fromkeys(f"- {voice.word(one.asks)} (`{one.id}`)" for one in answer.questions))
        lines.append("")
    reasons = ", ".join(voice.say(f"review_{reason}") for reason in answer.review.reasons)
    lines.append(f"{voice.say(f'band_{answer.review.band}')}{f' ({reasons})' if reasons else ''}  ")
    lines.append(
        voice.say("as_of_shown", date=answer.as_of.date.isoformat(), source=voice.say(f"as_of_{answer.as_of.source}"))
        + f" · {answer.pack.id} {answer.pack.version} `{answer.pack.fingerprint[:12]}` · `{answer.decision_id}`  "
    )
    lines += [voice.say("disclaimer"), ""]
    return "\n".join(lines) + "\n"


def _match(match: Match, answer: Assessment, voice: Voice) -> Iterable[str]:
    """One match: frameworks, criteria and evidence."""
    shown = voice.say("points_shown", points=match.points, confidence=f"{match.confidence / 100:.2f}")
    part = f" · {voice.say('part_shown')}" if match.part else ""
    yield f"### {voice.word(match.name)} (`{match.activity}`) · {shown}{part}"
    yield ""
    yield f"| {voice.say('framework')} | {voice.say('codes')} | {voice.say('status')} |"
    yield "| --- | --- | --- |"
    for verdict in match.verdicts:
        name = verdict.edition or verdict.framework
        words = [voice.say(f"listing_{verdict.status}")]
        words += [voice.say(f"contribution_{verdict.contribution}")] if verdict.contribution else []
        words += [voice.say(f"alignment_{verdict.alignment}")] if verdict.alignment else []
        yield f"| {name} | {', '.join(match.codes.get(name, ()))} | {' · '.join(words)} |"
    yield ""
    for one in match.findings:
        value = f": {safe(one.value)}" if one.value else ""
        source = safe(cited(one, voice))
        yield f"- {voice.say(f'outcome_{one.outcome}')}: `{one.id}` {safe(one.limit)}{value} ({source})"
    yield ""
    yield f"{voice.say('evidence')}: " + ", ".join(f"“{safe(quote)}”" for quote in quotes_of(match, answer.document))
    yield ""


def safe(text: str) -> str:
    """Data as Markdown text: what would act is escaped."""
    return _SPECIAL.sub(r"\\\1", inert(" ".join(text.split())))
