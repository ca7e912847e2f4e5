"""The materiality matrix as SVG: an L of what is material, marks by shape and outline, labels that do not overlap."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from matcher.model.materiality import Axis, RecordKind
from matcher.model.ratings import Materiality, TopicResult
from matcher.tell.materiality.key import KEY_LEFT, KEY_WIDTH, key_height, key_of, legend_height, legend_of
from matcher.tell.materiality.layout import (
    HIGHEST,
    LEFT,
    LOWEST,
    MARGIN,
    SIDE,
    STRIP,
    TOP,
    Box,
    Label,
    Spot,
    across,
    labels_of,
    segment,
    spots_of,
    upward,
    width_of,
)
from matcher.tell.materiality.numbers import shown
from matcher.tell.materiality.places import Mark, marks_of
from matcher.tell.materiality.strokes import (
    AREA,
    COLOUR,
    EDGE,
    FONTS,
    GRID,
    LINE,
    PAPER,
    SOFT,
    STRIP_FILL,
    block,
    escaped,
    line,
    number,
    shape,
    write,
)
from matcher.tell.materiality.table import kinds_told
from matcher.tell.voice import Voice

_WIDTH = KEY_LEFT + KEY_WIDTH + 28
_RIGHT, _BOTTOM = LEFT + SIDE, TOP + SIDE
_LEGEND_TOP = _BOTTOM + STRIP + 86
_NAMED_UP_TO = 12
_LABEL = 13.0
_Pairs = Sequence[tuple[TopicResult, tuple[Mark, ...]]]


def matrix_svg(told: Materiality, voice: Voice, name: str) -> str:
    """The drawing as a whole SVG document, ending in a line break."""
    pairs = list(marks_of(told))
    found = [topic for topic, _ in pairs]
    height = max(_LEGEND_TOP + legend_height(found, voice) + 8, key_height(found))
    size = f'width="{number(_WIDTH)}" height="{number(height)}"'
    title = voice.say("mat_matrix_title", name=name)
    spoken = f'role="img" aria-labelledby="matrix-title matrix-text" lang="{voice.language}"'
    view = f'viewBox="0 0 {number(_WIDTH)} {number(height)}"'
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} {spoken} font-family="{escaped(FONTS)}">',
        f'<title id="matrix-title">{escaped(title)}</title>',
        f'<desc id="matrix-text">{escaped(_in_words(told, voice))}</desc>',
        block(0, 0, _WIDTH, height, f'fill="{PAPER}"'),
        write(LEFT - STRIP, 40, title, 20, bold=True),
        write(LEFT - STRIP, 64, voice.say("mat_disclaimer"), 13, colour=SOFT),
        *_drawing(pairs, thresholds_of(told), voice),
        *key_of(found, told, voice),
        *legend_of(found, voice, _LEGEND_TOP),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def thresholds_of(told: Materiality) -> tuple[Fraction, Fraction]:
    """The threshold of each axis as drawn: the lower one, where the two kinds of an axis differ."""
    financial = min(told.thresholds[RecordKind.RISK], told.thresholds[RecordKind.OPPORTUNITY])
    impact = min(told.thresholds[RecordKind.IMPACT_NEGATIVE], told.thresholds[RecordKind.IMPACT_POSITIVE])
    return financial, impact


def _drawing(pairs: _Pairs, thresholds: tuple[Fraction, Fraction], voice: Voice) -> Iterator[str]:
    """The square with its area, lines, marks and labels, from the ground up."""
    yield from _ground(thresholds)
    yield from _words(thresholds, voice)
    spots = spots_of([mark for _, marks in pairs for mark in marks], thresholds)
    of_topic: dict[str, list[Spot]] = {}
    for spot in spots:
        of_topic.setdefault(spot.mark.topic.code, []).append(spot)
    for first, *others in of_topic.values():
        for other in others:
            yield line(f"M{_at(first.x, first.y)}L{_at(other.x, other.y)}", EDGE, 1.2)
    for spot in spots:
        yield from _reach(spot)
    free, lines = _kept_free(thresholds, voice), _lines(of_topic.values(), thresholds)
    labels = _labels(pairs, of_topic, spots, free, lines, voice)
    for label in labels:
        yield from _leader(label)
    for spot in spots:
        yield from _mark(spot, voice)
    for label in labels:
        yield write(label.x, label.y, label.text, _LABEL, halo=True)


def _labels(
    pairs: _Pairs,
    of_topic: dict[str, list[Spot]],
    spots: Sequence[Spot],
    free: Sequence[Box],
    lines: Sequence[Box],
    voice: Voice,
) -> list[Label]:
    """Codes with names where there are few topics and room for all of them, else codes alone."""
    codes = [(of_topic[topic.code][0], topic.code) for topic, _ in pairs]
    if len(pairs) <= _NAMED_UP_TO:
        named = [
            (spot, f"{code} {voice.word(topic.name)}") for (spot, code), (topic, _) in zip(codes, pairs, strict=True)
        ]
        labels = labels_of(named, spots, _LABEL, free, lines)
        if len(labels) == len(named):
            return labels
    return labels_of(codes, spots, _LABEL, free, lines)


def _kept_free(thresholds: tuple[Fraction, Fraction], voice: Voice) -> list[Box]:
    """The corners in which words of the drawing stand."""
    material = width_of(voice.say("mat_matrix_area"), 13) + 12
    strip = width_of(voice.say("mat_matrix_strip"), 12) + 12
    at, bottom = upward(thresholds[1]), _BOTTOM + STRIP
    return [
        Box(left=_RIGHT + 14, right=_RIGHT + MARGIN, top=at - 10, bottom=at + 8),
        Box(left=_RIGHT - material, right=_RIGHT, top=TOP, bottom=TOP + 26),
        Box(left=_RIGHT - strip, right=_RIGHT, top=bottom - 22, bottom=bottom),
    ]


def _lines(of_topics: Iterable[Sequence[Spot]], thresholds: tuple[Fraction, Fraction]) -> list[Box]:
    """The lines that labels had better not cross: the frame, the thresholds, and those between marks of one topic."""
    x, y = across(thresholds[0]), upward(thresholds[1])
    boxes = [box for at in (TOP, _BOTTOM, y) for box in segment((LEFT, at), (_RIGHT, at))]
    boxes += [box for at in (LEFT, _RIGHT, x) for box in segment((at, TOP), (at, _BOTTOM))]
    for first, *others in of_topics:
        boxes += [box for other in others for box in segment((first.x, first.y), (other.x, other.y))]
    return boxes


def _ground(thresholds: tuple[Fraction, Fraction]) -> Iterator[str]:
    """The strips, the L of what is material, the steps and the two threshold lines."""
    x, y = across(thresholds[0]), upward(thresholds[1])
    faint = f'fill="{AREA}" fill-opacity="0.6"'
    yield block(LEFT - STRIP, TOP, STRIP, SIDE, f'fill="{STRIP_FILL}"')
    yield block(LEFT, _BOTTOM, SIDE, STRIP, f'fill="{STRIP_FILL}"')
    yield f'<path d="M{LEFT} {TOP}H{_RIGHT}V{_BOTTOM}H{number(x)}V{number(y)}H{LEFT}Z" fill="{AREA}"/>'
    yield block(LEFT - STRIP, TOP, STRIP, y - TOP, faint)
    yield block(x, _BOTTOM, _RIGHT - x, STRIP, faint)
    for step in range(LOWEST, HIGHEST + 1):
        at_x, at_y = across(Fraction(step)), upward(Fraction(step))
        yield line(f"M{number(at_x)} {TOP}V{_BOTTOM}M{LEFT} {number(at_y)}H{_RIGHT}", GRID, 1)
        yield write(at_x, _BOTTOM + STRIP + 20, str(step), 13, anchor="middle", colour=SOFT)
        yield write(LEFT - STRIP - 10, at_y + 4.5, str(step), 13, anchor="end", colour=SOFT)
    steps = f"M{LEFT - STRIP} {number(y)}H{_RIGHT}M{number(x)} {TOP}V{_BOTTOM + STRIP}"
    yield line(steps, LINE, 1.6, "7 4")
    yield block(LEFT, TOP, SIDE, SIDE, f'fill="none" stroke="{EDGE}" stroke-width="1.2"')


def _words(thresholds: tuple[Fraction, Fraction], voice: Voice) -> Iterator[str]:
    """What the lines, the area, the strips and the axes are called."""
    x, y = across(thresholds[0]), upward(thresholds[1])
    said = [voice.say("mat_matrix_threshold", value=shown(one)) for one in thresholds]
    strip = voice.say("mat_matrix_strip")
    yield write(x + 5, TOP - 7, said[0], 12, colour=LINE)
    yield write(_RIGHT + 18, y + 4, shown(thresholds[1]), 12, colour=LINE, label=said[1])
    yield write(_RIGHT - 8, TOP + 20, voice.say("mat_matrix_area"), 13, anchor="end", colour=LINE)
    yield write(LEFT - STRIP / 2, TOP - 7, strip, 12, anchor="middle", colour=SOFT)
    yield write(_RIGHT - 8, _BOTTOM + STRIP - 8, strip, 12, anchor="end", colour=SOFT)
    yield write(LEFT + SIDE / 2, _BOTTOM + STRIP + 46, voice.say("mat_matrix_x"), 14, anchor="middle")
    turned = f"translate({LEFT - STRIP - 44} {number(TOP + SIDE / 2)}) rotate(-90)"
    yield f'<g transform="{turned}">{write(0, 0, voice.say("mat_matrix_y"), 14, anchor="middle")}</g>'


def _reach(spot: Spot) -> Iterator[str]:
    """The bounds of a mark whose place is not known: a bar on one axis, a box on both."""
    box, colour = spot.reach, COLOUR[spot.mark.topic.pillar]
    if spot.is_wide and spot.is_high:
        style = (
            f'rx="5" fill="{colour}" fill-opacity="0.05" stroke="{colour}" stroke-width="1.2" stroke-dasharray="2 3"'
        )
        yield block(box.left, box.top, box.right - box.left, box.bottom - box.top, style)
    elif spot.is_wide:
        ends = f"M{_at(box.left, box.top - 5)}v10M{_at(box.right, box.top - 5)}v10"
        yield line(f"M{_at(box.left, box.top)}H{number(box.right)}{ends}", colour, 1.8)
    elif spot.is_high:
        ends = f"M{_at(box.left - 5, box.top)}h10M{_at(box.left - 5, box.bottom)}h10"
        yield line(f"M{_at(box.left, box.top)}V{number(box.bottom)}{ends}", colour, 1.8)


def _mark(spot: Spot, voice: Voice) -> Iterator[str]:
    """A mark with its words; smaller where it stands in the middle of bounds, with an arrow where it lies below 1."""
    mark, topic = spot.mark, spot.mark.topic
    radius = spot.radius * (0.72 if spot.is_wide or spot.is_high else 1)
    verdict = voice.say(f"verdict_{topic.verdict}")
    said = f"{topic.code} {voice.word(topic.name)}: {verdict}; {kinds_told(topic, voice)}"
    yield f"<g><title>{escaped(said)}</title>"
    yield shape(topic.pillar, spot.x, spot.y, radius, good=mark.good, sure=mark.sure)
    colour = COLOUR[topic.pillar]
    if spot.low_x:
        yield f'<path d="M{_at(spot.x - radius - 8, spot.y)}l6 -4v8z" fill="{colour}"/>'
    if spot.low_y:
        yield f'<path d="M{_at(spot.x, spot.y + radius + 8)}l-4 -6h8z" fill="{colour}"/>'
    yield "</g>"


def _leader(label: Label) -> Iterator[str]:
    """A thin line from a mark to a label that stands away from it."""
    if label.away:
        x = min(max(label.spot.x, label.box.left), label.box.right)
        y = min(max(label.spot.y, label.box.top), label.box.bottom)
        yield line(f"M{_at(label.spot.x, label.spot.y)}L{_at(x, y)}", EDGE, 0.9)


def _in_words(told: Materiality, voice: Voice) -> str:
    """The drawing in words."""
    parts = []
    for topic in told.topics:
        sides = [f"{voice.say(f'axis_{axis}')} {voice.say(f'verdict_{topic.axes[axis]}')}" for axis in Axis]
        verdict = voice.say(f"verdict_{topic.verdict}")
        parts.append(
            f"{topic.code} {voice.word(topic.name)}: {verdict} ({', '.join(sides)}; {kinds_told(topic, voice)})"
        )
    return "; ".join(parts) or voice.say("mat_no_topics")


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
