"""What stands beside and below a matrix: its topics with their figures in words, and what the marks mean."""

from collections.abc import Iterator, Sequence

from matcher.model.ratings import Materiality, TopicResult
from matcher.tell.materiality.layout import LEFT, SIDE, STRIP, TOP, width_of
from matcher.tell.materiality.places import unrated_of
from matcher.tell.materiality.strokes import COLOUR, EDGE, SOFT, cut, line, lines_of, number, shape, write
from matcher.tell.materiality.table import kinds_told
from matcher.tell.voice import Voice

KEY_LEFT = LEFT + SIDE + 64
KEY_WIDTH = 480
_ROW = 40
_LEGEND_ROW = 26
_NAME, _VERDICT, _DETAIL = 13.5, 12.5, 12.0
_PILLARS = ("E", "S", "G")
_DOT = 7.5


def key_of(topics: Sequence[TopicResult], told: Materiality, voice: Voice) -> Iterator[str]:
    """The topics with verdict and figures, so that nothing hangs on the drawing alone; then those not drawn."""
    y = TOP + 4.0
    yield write(KEY_LEFT, y, voice.say("mat_topics"), 15, bold=True)
    for topic in topics:
        y += _ROW
        verdict = voice.say(f"verdict_{topic.verdict}")
        room = KEY_WIDTH - 40 - width_of(verdict, _VERDICT)
        name = cut(f"{topic.code} {voice.word(topic.name)}", 14, room)
        yield shape(topic.pillar, KEY_LEFT + 8, y - 14, 7, good=False, sure=True)
        yield write(KEY_LEFT + 24, y - 9, name, _NAME, bold=True)
        yield write(KEY_LEFT + KEY_WIDTH, y - 9, verdict, _VERDICT, anchor="end")
        yield write(KEY_LEFT + 24, y + 7, cut(kinds_told(topic, voice), _DETAIL, KEY_WIDTH - 24), _DETAIL, colour=SOFT)
    unrated = ", ".join(topic.code for topic in unrated_of(told))
    if unrated:
        for at, said in enumerate(lines_of(voice.say("mat_matrix_unrated", topics=unrated), _DETAIL, KEY_WIDTH)):
            yield write(KEY_LEFT, y + _ROW + 17 * at, said, _DETAIL, colour=SOFT)


def key_height(topics: Sequence[TopicResult]) -> float:
    """How far down the key reaches."""
    return TOP + _ROW * (len(topics) + 2) + 40


def legend_of(topics: Sequence[TopicResult], voice: Voice, top: float) -> Iterator[str]:
    """What each sign means, in two columns below the drawing."""
    for at, (drawing, words) in enumerate(_meanings(topics, voice)):
        x, y = LEFT - STRIP + 12 + (at % 2) * 330, top + (at // 2) * _LEGEND_ROW
        yield f'<g transform="translate({number(x)} {number(y)})">{drawing}</g>'
        yield write(x + 22, y + 4.5, words, _DETAIL, colour=SOFT)


def legend_height(topics: Sequence[TopicResult], voice: Voice) -> float:
    """How high the legend is."""
    return _LEGEND_ROW * ((len(list(_meanings(topics, voice))) + 1) // 2)


def _meanings(topics: Sequence[TopicResult], voice: Voice) -> Iterator[tuple[str, str]]:
    green = COLOUR["E"]
    for pillar in _PILLARS:
        if any(topic.pillar == pillar for topic in topics):
            yield shape(pillar, 0, 0, _DOT, good=False, sure=True), voice.say(f"pillar_{pillar}")
    yield shape("E", 0, 0, _DOT, good=False, sure=True), voice.say("mat_matrix_negative")
    yield shape("E", 0, 0, _DOT, good=True, sure=True), voice.say("mat_matrix_positive")
    yield line("M-9 0H9", EDGE, 1.4), voice.say("mat_matrix_both")
    yield shape("E", 0, 0, _DOT, good=False, sure=True), voice.say("mat_matrix_sure")
    yield shape("E", 0, 0, _DOT, good=False, sure=False), voice.say("mat_matrix_unsure")
    yield line("M-9 0H9M-9 -5v10M9 -5v10", green, 1.8), voice.say("mat_matrix_range")
    yield f'<circle cx="-5" r="4" fill="{green}"/><circle cx="6" r="7" fill="{green}"/>', voice.say("mat_matrix_size")
    yield f'<path d="M-6 0l9 -5v10z" fill="{green}"/>', voice.say("mat_matrix_low")
