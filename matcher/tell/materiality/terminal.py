"""A screening for a reader at a terminal: topics, grid, every step of every record, what is asked and claimed."""

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from matcher.model.materiality import Axis, MaterialVerdict, RecordKind
from matcher.model.ratings import Materiality, RecordResult, TopicResult
from matcher.model.topics import MaterialityBook
from matcher.tell.materiality.grid import grid_lines
from matcher.tell.materiality.numbers import interval, shown
from matcher.tell.materiality.sentences import Waterfall
from matcher.tell.voice import Voice, inert

_STYLE = {
    MaterialVerdict.MATERIAL: "bold red",
    MaterialVerdict.REVIEW: "bold magenta",
    MaterialVerdict.INDICATIVE_MATERIAL: "red",
    MaterialVerdict.INDICATIVE_REVIEW: "magenta",
    MaterialVerdict.INCOMPLETE: "yellow",
    MaterialVerdict.NOT_MATERIAL: "green",
    MaterialVerdict.INDICATIVE_NOT_MATERIAL: "green",
    MaterialVerdict.ERROR: "bold white on red",
}
_UNRATED = MaterialVerdict.NOT_ASSESSED
_KINDS = {
    Axis.IMPACT: (RecordKind.IMPACT_NEGATIVE, RecordKind.IMPACT_POSITIVE),
    Axis.FINANCIAL: (RecordKind.RISK, RecordKind.OPPORTUNITY),
}


def print_materiality(told: Materiality, book: MaterialityBook, voice: Voice, console: Console) -> None:
    """Print one screening."""
    console.print(Text(headline(told, book, voice), style="bold"))
    console.print(Text(thresholds(told, voice), style="dim"))
    if not told.topics:
        console.print(Text(voice.say("mat_no_topics")))
    else:
        console.print(Text(coverage(told, voice)))
        rated = [one for one in told.topics if one.verdict is not _UNRATED]
        if rated:
            console.print(Padding(_topics(rated, voice), (1, 2)))
        unrated = [f"{one.code} {voice.word(one.name)}".strip() for one in told.topics if one.verdict is _UNRATED]
        if unrated:
            line = Text.assemble((voice.say(f"verdict_{_UNRATED}"), "bold"), "  ", "; ".join(unrated))
            console.print(Padding(line, (0, 2, 1, 2)))
        console.print(Padding(Text("\n".join(grid_lines(told, voice))), (0, 2)))
    _print_records(told.records, Waterfall(book, voice), voice, console)
    _print_list(voice.say("mat_claims"), claims(told, voice), console)
    _print_list(voice.say("mat_out_of_scope"), (f"{one.topic}: {one.because}" for one in told.out_of_scope), console)
    _print_list(voice.say("questions"), questions(told, book, voice), console)
    if told.unplaced:
        names = ", ".join(voice.word(book.topics[one].name) for one in told.unplaced)
        console.print(Text(voice.say("mat_unplaced", topics=names), style="dim"))
    console.print(Padding(_scales(book, voice), (1, 2)))
    console.print(Text(voice.say("mat_disclaimer"), style="dim"))


def print_matrix(told: Materiality, book: MaterialityBook, voice: Voice, console: Console) -> None:
    """Print the matrix in letters with its key."""
    console.print(Text(headline(told, book, voice), style="bold"))
    console.print(Text(thresholds(told, voice), style="dim"))
    lines = grid_lines(told, voice) or [voice.say("mat_no_topics")]
    console.print(Padding(Text("\n".join(lines)), (1, 2, 0, 2)))
    console.print(Text(voice.say("mat_disclaimer"), style="dim"))


def headline(told: Materiality, book: MaterialityBook, voice: Voice) -> str:
    """Which standard and which thresholds."""
    standard = voice.word(book.standards[told.standard].name)
    return voice.say("mat_title", standard=standard, preset=voice.word(book.presets[told.preset].name))


def thresholds(told: Materiality, voice: Voice) -> str:
    """The four thresholds."""
    named = {kind.value.removeprefix("impact_"): shown(threshold) for kind, threshold in told.thresholds.items()}
    return voice.say("mat_thresholds", **named)


def coverage(told: Materiality, voice: Voice) -> str:
    """How many topics are material, and for how many both sides are decided."""
    return voice.say("mat_coverage", material=len(told.material), in_scope=told.in_scope, decided=told.decided)


def claims(told: Materiality, voice: Voice) -> list[str]:
    """What the text only claims."""
    return [voice.say("mat_claim", quote=one.quote, rule=one.rule) for one in told.noticed if one.claim]


def questions(told: Materiality, book: MaterialityBook, voice: Voice) -> list[str]:
    """What would settle the records that rules or people have begun to rate; wholly unknown ones ask nothing yet."""
    begun = {one.record.id for one in told.records if one.verdict is not _UNRATED or not one.record.candidate}
    waterfall = Waterfall(book, voice)
    return list(dict.fromkeys(waterfall.question(one) for one in told.missing if one.record in begun))


def kind_cell(topic: TopicResult, kind: RecordKind) -> str:
    """One of the four numbers of a topic, or its bounds."""
    found = topic.kinds.get(kind)
    return interval(found.score, found.lower, found.upper) if found else ""


def _topics(topics: Iterable[TopicResult], voice: Voice) -> Table:
    """A row for each topic: both sides, each a verdict above its numbers, then the verdict on the whole."""
    sides = [voice.say(f"axis_{axis}") for axis in Axis]
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for head in ("", voice.say("mat_topic"), *sides, voice.say("mat_verdict"), ""):
        table.add_column(head, no_wrap=head in sides, overflow="fold")
    for one in topics:
        table.add_row(
            Text(one.code),
            Text(voice.word(one.name)),
            *(_side(one, axis, voice) for axis in Axis),
            _verdict(one.verdict, voice),
            Text(one.confidence or "", style="dim"),
        )
    return table


def _side(topic: TopicResult, axis: Axis, voice: Voice) -> Text:
    """The verdict on one side of a topic, and below it the number of each kind that has one."""
    told = _verdict(topic.axes[axis], voice)
    for kind in _KINDS[axis]:
        number = kind_cell(topic, kind)
        if number:
            told.append(f"\n{voice.say(f'short_{kind}')} {number}", style="default")
    return told


def _verdict(verdict: MaterialVerdict, voice: Voice) -> Text:
    return Text(voice.say(f"verdict_{verdict}"), style=_STYLE.get(verdict, "dim"))


def _print_records(results: Iterable[RecordResult], waterfall: Waterfall, voice: Voice, console: Console) -> None:
    """Print the steps of every record that has some, then the names of the candidates that nobody has rated."""
    unrated = []
    for one in results:
        record = one.record
        kind = f"{voice.say(f'kind_{record.kind}')}, {voice.say(f'state_{record.state}')}"
        if record.candidate and one.verdict is _UNRATED:
            unrated.append(f"{record.topic} {kind}: {voice.word(record.because)}")
            continue
        head = Text.assemble((record.topic, "bold"), f"  {kind}  ", (inert(record.title or record.id), "italic"), "  ")
        head.append(voice.say(f"verdict_{one.verdict}"), style=_STYLE.get(one.verdict, "dim"))
        head.append(f"  {one.confidence or ''}  {' '.join(one.rules)}", style="dim")
        console.print(Padding(head, (1, 0, 0, 2)))
        for sentence in waterfall.of(one):
            console.print(Padding(Text(inert(sentence)), (0, 0, 0, 4)))
    _print_list(voice.say("mat_candidates"), unrated, console)


def _print_list(head: str, lines: Iterable[str], console: Console) -> None:
    told = list(lines)
    if told:
        console.print(Padding(Text(head, style="bold"), (1, 0, 0, 2)))
        for line in told:
            console.print(Padding(Text(inert(line)), (0, 0, 0, 4)))


def _scales(book: MaterialityBook, voice: Voice) -> Table:
    scales = list(book.scales.values())
    table = Table(
        "", *(voice.word(one.name) for one in scales), title=voice.say("mat_scales"), title_justify="left", box=None
    )
    for at in range(len(scales[0].anchors)):
        table.add_row(str(at + 1), *(Text(voice.word(one.anchors[at]), style="dim") for one in scales))
    return table
