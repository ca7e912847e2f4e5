"""One assessment as a part of a page: its text with the evidence marked, both sides' codes, criteria, questions."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from matcher.model.assessment import Assessment, Finding, Match, Verdict
from matcher.model.evidence import Doubt, Hit
from matcher.model.states import Alignment, Band, Contribution, ListingStatus, Outcome, Status
from matcher.tell.cited import cited
from matcher.tell.page.marked import marked_fields
from matcher.tell.page.markup import chip, items, safe, table, tag
from matcher.tell.voice import Voice

_GOOD: set[str] = {Status.MATCHED, Band.ACCEPT, ListingStatus.ELIGIBLE, Outcome.MET, Contribution.MEETS, "aligned"}
_BAD: set[str] = {Status.EXCLUDED, Status.ERROR, Outcome.NOT_MET, Contribution.FAILS, Alignment.NOT_ALIGNED}
_OPEN: set[str] = {Status.AMBIGUOUS, Status.BROAD, Band.REVIEW, ListingStatus.UNDETERMINED, Outcome.UNKNOWN}
_OPEN |= {Outcome.QUALITATIVE}
_INDUSTRY = ("isic", "nace", "gb4754")


def state(value: str, words: str) -> str:
    """A state as a chip: its word, coloured as good, bad or open where it is one of these."""
    return chip(words, "good" if value in _GOOD else "bad" if value in _BAD else "open" if value in _OPEN else "plain")


def name_of(answer: Assessment) -> str:
    """What a reader calls the document: its title, its id, or the first words of its text."""
    document = answer.document
    return document.title.strip() or document.id or " ".join(document.text.split())[:80] or "-"


def answer_section(answer: Assessment, voice: Voice, anchor: str, *, level: int = 2) -> str:
    """The whole answer about one document under a heading of that level; `anchor` is where links lead."""
    parts = [
        tag(f"h{level}", safe(name_of(answer))),
        tag("p", _head(answer, voice)),
        *marked_fields(answer, voice),
        tag("p", safe(answer.document.problem)) if answer.document.problem else "",
        *(part for match in answer.matches for part in _match(match, answer, voice, level + 1)),
        *_exclusions(answer, voice, level + 1),
        *_questions(answer, voice, level + 1),
        *_set_aside(answer, voice),
        _foot(answer, voice),
    ]
    return tag("article", "\n".join(filter(None, parts)), kind="answer", more=f'id="{safe(anchor)}"')


def _head(answer: Assessment, voice: Voice) -> str:
    """What became of the document and what a reader should do with it."""
    chips = state(answer.status, voice.say(f"status_{answer.status}"))
    chips += chip(voice.say("class_shown", name=answer.class_id), "plain")
    chips += state(answer.review.band, voice.say(f"band_{answer.review.band}"))
    reasons = "; ".join(voice.say(f"review_{reason}") for reason in answer.review.reasons)
    own = f" {tag('code', safe(answer.document.id))}" if answer.document.id else ""
    return chips + own + (tag("span", f" {safe(reasons)}", kind="soft") if reasons else "")


def _match(match: Match, answer: Assessment, voice: Voice, level: int) -> Iterator[str]:
    """One match: points, codes and states by framework, criteria, evidence, doubts."""
    shown = voice.say("points_shown", points=match.points, confidence=f"{match.confidence / 100:.2f}")
    part = chip(voice.say("part_shown"), "open") if match.part else ""
    yield tag(f"h{level}", f"{safe(voice.word(match.name))} {tag('code', safe(match.activity))}")
    yield tag("p", part + tag("span", safe(shown), kind="soft"))
    heads = [voice.say(key) for key in ("framework", "codes", "status")]
    yield table(heads, _frameworks(match, voice), caption=voice.say("page_frameworks"))
    yield from _criteria(match.findings, voice)
    yield table(
        [voice.say(key) for key in ("page_quote", "page_where", "page_how", "page_term")],
        _evidence((hit for hit in match.hits if not hit.doubts), answer),
        caption=voice.say("evidence"),
    )
    yield _doubts(match.doubts, answer, voice)


def _frameworks(match: Match, voice: Voice) -> Iterator[list[str]]:
    """A row for each framework that speaks, for each other list with codes, and for what is also listed."""
    ruling = {verdict.edition or verdict.framework for verdict in match.verdicts}
    for verdict in match.verdicts:
        name = verdict.edition or verdict.framework
        codes = ", ".join(match.codes.get(name, ()))
        because = tag("div", safe(voice.word(verdict.because)), kind="soft") if verdict.because else ""
        yield [safe(name), safe(codes), _states(verdict, voice) + because]
    for name, found in match.codes.items():
        if name not in ruling and found:
            yield [safe(name), safe(", ".join(found)), "" if name in _INDUSTRY else safe(voice.say("another_edition"))]
    for one in match.also_listed:
        words = f"{voice.say('also_listed')}, {voice.say(f'because_{one.because}')}"
        yield [safe(one.framework), safe(one.code), safe(words)]


def _states(verdict: Verdict, voice: Voice) -> str:
    """The states of one framework."""
    told = [state(verdict.status, voice.say(f"listing_{verdict.status}"))]
    if verdict.contribution is not None:
        told.append(state(verdict.contribution, voice.say(f"contribution_{verdict.contribution}")))
    if verdict.alignment is not None:
        told.append(state(verdict.alignment, voice.say(f"alignment_{verdict.alignment}")))
    told += [chip(name, "bad") for name in verdict.excluded_by]
    harm = [
        safe(f"{name}: {voice.say(f'outcome_{outcome}')}")
        for name, outcome in verdict.dnsh.items()
        if outcome is not Outcome.NOT_APPLICABLE
    ]
    if verdict.safeguards is not None and voice.has(f"safeguards_{verdict.safeguards}"):
        told.append(chip(voice.say(f"safeguards_{verdict.safeguards}"), "plain"))
    return "".join(told) + (tag("div", f"{safe(voice.say('dnsh'))}: {'; '.join(harm)}", kind="soft") if harm else "")


def _criteria(findings: Iterable[Finding], voice: Voice) -> Iterator[str]:
    """The criteria of a match with outcome, limit, value and source."""
    rows = []
    for one in findings:
        basis = f" ({voice.say(f'basis_{one.basis}')}{f', {one.by}' if one.by else ''})" if one.basis else ""
        value = f"{one.value}{basis}" if one.value or one.basis else ""
        asked = tag("div", safe(voice.word(one.missing)), kind="soft") if one.missing else ""
        rows.append(
            [
                tag("code", safe(one.id)) + asked,
                safe(f"{one.framework} {one.code}"),
                state(one.outcome, voice.say(f"outcome_{one.outcome}")),
                safe(one.limit),
                safe(value),
                safe(cited(one, voice)),
            ]
        )
    heads = ("page_criterion", "framework", "page_outcome", "page_limit", "page_value", "page_source")
    yield table([voice.say(key) for key in heads], rows, caption=voice.say("page_criteria"))


def _evidence(hits: Iterable[Hit], answer: Assessment) -> Iterator[list[str]]:
    """A row for each place that carries the match."""
    fields = {"title": answer.document.title, "text": answer.document.text}
    for span, hit in {hit.span: hit for hit in hits}.items():
        quote = fields[span.field][span.start : span.end]
        place = f"{span.field} {span.start}-{span.end}"
        if answer.document.pages and span.field == "text":
            place += f", p. {bisect_right(answer.document.pages, span.start)}"
        yield [safe(f"“{quote}”"), safe(place), safe(hit.how), safe(hit.term)]


def _doubts(doubts: Iterable[Doubt], answer: Assessment, voice: Voice) -> str:
    """Every doubt once, with its cue and the words it speaks against."""
    fields = {"title": answer.document.title, "text": answer.document.text}
    told = dict.fromkeys(
        (doubt.kind, doubt.cue, fields[doubt.hit_span.field][doubt.hit_span.start : doubt.hit_span.end])
        for doubt in doubts
    )
    lines = [
        f"{safe(voice.say(f'doubt_{kind}'))}: “{safe(cue)}” → “{tag('s', safe(quote))}”" for kind, cue, quote in told
    ]
    return tag("p", safe(voice.say("page_doubts")), kind="soft") + items(lines) if lines else ""


def _exclusions(answer: Assessment, voice: Voice, level: int) -> Iterator[str]:
    """What is barred, why, and where it stands."""
    if not answer.exclusions:
        return
    yield tag(f"h{level}", safe(voice.say("exclusions")))
    for one in answer.exclusions:
        name = f"{tag('b', safe(voice.word(one.name)))} {tag('code', safe(one.id))}"
        source = tag("span", safe(f"[{one.source}]"), kind="soft")
        yield tag("p", f"{name}: {safe(voice.word(one.because))} {source}")
        heads = [voice.say(key) for key in ("page_quote", "page_where", "page_how", "page_term")]
        yield table(heads, _evidence((hit for hit in one.hits if not hit.doubts), answer))


def _questions(answer: Assessment, voice: Voice, level: int) -> Iterator[str]:
    """What is asked of the reader, each question once."""
    asked = dict.fromkeys((voice.word(one.asks), one.framework, one.code, one.id) for one in answer.questions)
    if asked:
        yield tag(f"h{level}", safe(voice.say("questions")))
        yield items(
            f"{safe(words)} {tag('span', safe(' '.join(filter(None, rest))), kind='soft')}" for words, *rest in asked
        )


def _set_aside(answer: Assessment, voice: Voice) -> Iterator[str]:
    """What came to nothing, and why, folded away."""
    lines = []
    for one in answer.set_aside:
        reason = voice.word(one.because) or voice.say(f"set_aside_{one.reason}")
        head = f"{safe(voice.word(one.name))} {tag('code', safe(one.finds))}: {safe(reason)}"
        lines.append(head + _doubts(one.doubts, answer, voice))
    if lines:
        yield tag("details", tag("summary", safe(f"{voice.say('set_aside')} ({len(lines)})")) + items(lines))


def _foot(answer: Assessment, voice: Voice) -> str:
    """The date of law and the decision."""
    source = voice.say(f"as_of_{answer.as_of.source}")
    day = voice.say("as_of_shown", date=answer.as_of.date.isoformat(), source=source)
    return tag("p", f"{safe(day)} · {tag('code', safe(answer.decision_id))}", kind="soft")
