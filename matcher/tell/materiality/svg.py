"""The materiality matrix as SVG: an L of what is material, marks by shape and outline, labels, a key with the same facts."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from matcher.model.materiality import Axis, RecordKind
from matcher.model.ratings import Materiality, TopicResult
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
    spots_of,
    upward,
    width_of,
)
from matcher.tell.materiality.numbers import shown
from matcher.tell.materiality.places import marks_of, unrated_of
from matcher.tell.materiality.table import kinds_told
from matcher.tell.voice import Voice

FONTS = (
    "'Noto Sans', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'Helvetica Neue', Arial, sans-serif"
)
_COLOUR = {"E": "#1a6b3c", "S": "#1f4e9c", "G": "#7a3b8f"}
_INK, _SOFT, _LINE, _AREA, _STRIP_FILL, _EDGE = "#1c2430", "#4a5565", "#9c4a00", "#fdf0e2", "#f1f3f6", "#6b7685"
_GRID = "#d5dae1"
_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEY_LEFT = LEFT + SIDE + 64
_KEY_WIDTH = 480
_WIDTH = _KEY_LEFT + _KEY_WIDTH + 28
_ROW = 40
_NAMED_UP_TO = 12
_LABEL = 13.0
_PILLARS = ("E", "S", "G")


def matrix_svg(told: Materiality, voice: Voice, name: str) -> str:
    """The drawing as a whole SVG document, ending in a line break."""
    drawing = list(_drawing(told, voice, name))
    found = [topic for topic, _ in marks_of(told)]
    legend = list(_legend(voice, found, told))
    key_rows = len(found)
    bottom = TOP + SIDE + STRIP + 86
    height = max(bottom + 26 * ((len(legend) + 1) // 2) + 8, TOP + _ROW * (key_rows + 2) + 40)
    title = voice.say("mat_matrix_title", name=name)
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" aria-labelledby="matrix-title matrix-text" lang="{voice.language}" font-family="{_attribute(FONTS)}">',
        f'<title id="matrix-title">{_text(title)}</title>',
        f'<desc id="matrix-text">{_text(_alternative(told, voice))}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _write(LEFT - STRIP, 40, title, 20, bold=True),
        _write(LEFT - STRIP, 64, voice.say("mat_disclaimer"), 13, colour=_SOFT),
    ]
    key = list(_key(found, voice, told))
    below = list(_placed_legend(legend, bottom))
    return "\n".join([*head, *drawing, *key, *below, "</svg>"]) + "\n"


def thresholds_of(told: Materiality) -> tuple[Fraction, Fraction]:
    """The threshold of each axis as drawn: the lower one, where the two kinds of an axis differ."""
    financial = min(told.thresholds[RecordKind.RISK], told.thresholds[RecordKind.OPPORTUNITY])
    impact = min(told.thresholds[RecordKind.IMPACT_NEGATIVE], told.thresholds[RecordKind.IMPACT_POSITIVE])
    return financial, impact


def _drawing(told: Materiality, voice: Voice, name: str) -> Iterator[str]:
    """The square with its area, lines, marks and labels."""
    thresholds = thresholds_of(told)
    yield from _ground(thresholds, voice)
    pairs = list(marks_of(told))
    spots = spots_of([mark for _, marks in pairs for mark in marks], thresholds)
    of_topic: dict[str, list[Spot]] = {}
    for spot in spots:
        of_topic.setdefault(spot.mark.topic.code, []).append(spot)
    for joined in of_topic.values():
        if len(joined) > 1:
            first, second = joined
            yield f'<path d="M{_n(first.x)} {_n(first.y)}L{_n(second.x)} {_n(second.y)}" stroke="{_EDGE}" stroke-width="1.2" fill="none"/>'
    for spot in spots:
        yield from _reach(spot)
    named = len(pairs) <= _NAMED_UP_TO
    texts = [(of_topic[topic.code][0], _label(topic, voice, named=named)) for topic, _ in pairs]
    free = _kept_free(thresholds, voice)
    labels = labels_of(texts, spots, _LABEL, free)
    if named and len(labels) < len(texts):
        labels = labels_of([(of_topic[topic.code][0], topic.code) for topic, _ in pairs], spots, _LABEL, free)
    for label in labels:
        yield from _leader(label)
    for spot in spots:
        yield from _mark(spot, voice)
    for label in labels:
        yield _write(label.x, label.y, label.text, _LABEL, halo=True)


def _kept_free(thresholds: tuple[Fraction, Fraction], voice: Voice) -> list[Box]:
    """The corners in which words of the drawing stand."""
    right, bottom = LEFT + SIDE, TOP + SIDE + STRIP
    material = width_of(voice.say("mat_matrix_area"), 13) + 12
    strip = width_of(voice.say("mat_matrix_strip"), 12) + 12
    line = upward(thresholds[1])
    return [
        Box(left=right + 14, right=right + MARGIN, top=line - 10, bottom=line + 8),
        Box(left=right - material, right=right, top=TOP, bottom=TOP + 26),
        Box(left=right - strip, right=right, top=bottom - 22, bottom=bottom),
    ]


def _ground(thresholds: tuple[Fraction, Fraction], voice: Voice) -> Iterator[str]:
    right, bottom = LEFT + SIDE, TOP + SIDE
    x, y = across(thresholds[0]), upward(thresholds[1])
    yield f'<rect x="{LEFT - STRIP}" y="{TOP}" width="{STRIP}" height="{SIDE}" fill="{_STRIP_FILL}"/>'
    yield f'<rect x="{LEFT}" y="{bottom}" width="{SIDE}" height="{STRIP}" fill="{_STRIP_FILL}"/>'
    yield f'<path d="M{LEFT} {TOP}H{right}V{bottom}H{_n(x)}V{_n(y)}H{LEFT}Z" fill="{_AREA}"/>'
    yield f'<rect x="{LEFT - STRIP}" y="{TOP}" width="{STRIP}" height="{_n(y - TOP)}" fill="{_AREA}" fill-opacity="0.6"/>'
    yield f'<rect x="{_n(x)}" y="{bottom}" width="{_n(right - x)}" height="{STRIP}" fill="{_AREA}" fill-opacity="0.6"/>'
    for step in range(LOWEST, HIGHEST + 1):
        at_x, at_y = across(Fraction(step)), upward(Fraction(step))
        yield f'<path d="M{_n(at_x)} {TOP}V{bottom}M{LEFT} {_n(at_y)}H{right}" stroke="{_GRID}" stroke-width="1"/>'
        yield _write(at_x, bottom + STRIP + 20, str(step), 13, anchor="middle", colour=_SOFT)
        yield _write(LEFT - STRIP - 10, at_y + 4.5, str(step), 13, anchor="end", colour=_SOFT)
    yield (
        f'<path d="M{LEFT - STRIP} {_n(y)}H{right}M{_n(x)} {TOP}V{bottom + STRIP}" stroke="{_LINE}" stroke-width="1.6" '
        'stroke-dasharray="7 4" fill="none"/>'
    )
    yield f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{_EDGE}" stroke-width="1.2"/>'
    said_x = voice.say("mat_matrix_threshold", value=shown(thresholds[0]))
    said_y = voice.say("mat_matrix_threshold", value=shown(thresholds[1]))
    yield _write(x + 5, TOP - 7, said_x, 12, colour=_LINE)
    yield _write(right + 18, y + 4, shown(thresholds[1]), 12, colour=_LINE, label=said_y)
    yield _write(right - 8, TOP + 20, voice.say("mat_matrix_area"), 13, anchor="end", colour=_LINE)
    yield _write(LEFT - STRIP / 2, TOP - 7, voice.say("mat_matrix_strip"), 12, anchor="middle", colour=_SOFT)
    yield _write(right - 8, bottom + STRIP - 8, voice.say("mat_matrix_strip"), 12, anchor="end", colour=_SOFT)
    yield _write(LEFT + SIDE / 2, bottom + STRIP + 46, voice.say("mat_matrix_x"), 14, anchor="middle")
    middle = TOP + SIDE / 2
    turned = LEFT - STRIP - 44
    yield (
        f'<g transform="translate({turned} {_n(middle)}) rotate(-90)">'
        + _write(0, 0, voice.say("mat_matrix_y"), 14, anchor="middle")
        + "</g>"
    )


def _reach(spot: Spot) -> Iterator[str]:
    """The bounds of a mark whose place is not known: a bar on one axis, a box on both."""
    box, colour = spot.reach, _COLOUR[spot.mark.topic.pillar]
    wide, high = box.right - box.left, box.bottom - box.top
    if wide and high:
        yield (
            f'<rect x="{_n(box.left)}" y="{_n(box.top)}" width="{_n(wide)}" height="{_n(high)}" rx="5" fill="{colour}" '
            f'fill-opacity="0.05" stroke="{colour}" stroke-width="1.2" stroke-dasharray="2 3"/>'
        )
    elif wide:
        ends = f"M{_n(box.left)} {_n(box.top - 5)}v10M{_n(box.right)} {_n(box.top - 5)}v10"
        yield f'<path d="M{_n(box.left)} {_n(box.top)}H{_n(box.right)}{ends}" stroke="{colour}" stroke-width="1.8" fill="none"/>'
    elif high:
        ends = f"M{_n(box.left - 5)} {_n(box.top)}h10M{_n(box.left - 5)} {_n(box.bottom)}h10"
        yield f'<path d="M{_n(box.left)} {_n(box.top)}V{_n(box.bottom)}{ends}" stroke="{colour}" stroke-width="1.8" fill="none"/>'


def _mark(spot: Spot, voice: Voice) -> Iterator[str]:
    mark, topic = spot.mark, spot.mark.topic
    ranged = spot.reach.right != spot.reach.left or spot.reach.bottom != spot.reach.top
    radius = spot.radius * (0.72 if ranged else 1)
    said = f"{topic.code} {voice.word(topic.name)}: {voice.say(f'verdict_{topic.verdict}')}; {kinds_told(topic, voice)}"
    yield f"<g><title>{_text(said)}</title>"
    yield shape(topic.pillar, spot.x, spot.y, radius, good=mark.good, sure=mark.sure)
    if spot.low_x:
        yield f'<path d="M{_n(spot.x - radius - 8)} {_n(spot.y)}l6 -4v8z" fill="{_COLOUR[topic.pillar]}"/>'
    if spot.low_y:
        yield f'<path d="M{_n(spot.x)} {_n(spot.y + radius + 8)}l-4 -6h8z" fill="{_COLOUR[topic.pillar]}"/>'
    yield "</g>"


def shape(pillar: str, x: float, y: float, radius: float, *, good: bool, sure: bool) -> str:
    """A circle, square or triangle; filled or hollow; with a solid or dashed outline."""
    colour = _COLOUR[pillar]
    fill = "#ffffff" if good else colour
    style = f'fill="{fill}" stroke="{colour if good else _INK}" stroke-width="{2.2 if good else 1.4}"'
    if not sure:
        style = f'fill="{fill}" fill-opacity="{1 if good else 0.55}" stroke="{_INK if not good else colour}" stroke-width="2" stroke-dasharray="3 2"'
    if pillar == "E":
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {style}/>'
    if pillar == "S":
        side = radius * 0.9
        return f'<rect x="{_n(x - side)}" y="{_n(y - side)}" width="{_n(2 * side)}" height="{_n(2 * side)}" {style}/>'
    return f'<path d="M{_n(x)} {_n(y - radius * 1.1)}L{_n(x + radius)} {_n(y + radius * 0.8)}H{_n(x - radius)}Z" {style}/>'


def _leader(label: Label) -> Iterator[str]:
    if label.far:
        x = min(max(label.spot.x, label.box.left), label.box.right)
        y = min(max(label.spot.y, label.box.top), label.box.bottom)
        yield f'<path d="M{_n(label.spot.x)} {_n(label.spot.y)}L{_n(x)} {_n(y)}" stroke="{_EDGE}" stroke-width="0.9" fill="none"/>'


def _label(topic: TopicResult, voice: Voice, *, named: bool) -> str:
    name = voice.word(topic.name)
    return f"{topic.code} {name}" if named else topic.code


def _key(topics: Sequence[TopicResult], voice: Voice, told: Materiality) -> Iterator[str]:
    """The topics with their figures in words and numbers, so that nothing hangs on the drawing alone."""
    y = TOP + 4
    yield _write(_KEY_LEFT, y, voice.say("mat_topics"), 15, bold=True)
    for topic in topics:
        y += _ROW
        verdict = voice.say(f"verdict_{topic.verdict}")
        room = _KEY_WIDTH - 40 - width_of(verdict, 12.5)
        yield shape(topic.pillar, _KEY_LEFT + 8, y - 14, 7, good=False, sure=True)
        yield _write(_KEY_LEFT + 24, y - 9, _cut(f"{topic.code} {voice.word(topic.name)}", 14, room), 13.5, bold=True)
        yield _write(_KEY_LEFT + _KEY_WIDTH, y - 9, verdict, 12.5, anchor="end", colour=_INK)
        yield _write(_KEY_LEFT + 24, y + 7, _cut(kinds_told(topic, voice), 12, _KEY_WIDTH - 24), 12, colour=_SOFT)
    y += _ROW
    unrated = ", ".join(topic.code for topic in unrated_of(told))
    if unrated:
        for line in _lines(voice.say("mat_matrix_unrated", topics=unrated), 12, _KEY_WIDTH):
            yield _write(_KEY_LEFT, y, line, 12, colour=_SOFT)
            y += 17


def _legend(voice: Voice, topics: Sequence[TopicResult], told: Materiality) -> Iterator[tuple[str, str]]:
    """Small drawings with their meaning."""
    for pillar in _PILLARS:
        if not topics or any(topic.pillar == pillar for topic in topics):
            yield shape(pillar, 0, 0, 7.5, good=False, sure=True), voice.say(f"pillar_{pillar}")
    yield shape("E", 0, 0, 7.5, good=False, sure=True), voice.say("mat_matrix_negative")
    yield shape("E", 0, 0, 7.5, good=True, sure=True), voice.say("mat_matrix_positive")
    yield f'<path d="M-9 0H9" stroke="{_EDGE}" stroke-width="1.4"/>', voice.say("mat_matrix_both")
    yield shape("E", 0, 0, 7.5, good=False, sure=False), voice.say("mat_matrix_unsure")
    yield f'<path d="M-9 0H9M-9 -5v10M9 -5v10" stroke="{_COLOUR["E"]}" stroke-width="1.8"/>', voice.say("mat_matrix_range")
    yield f'<circle r="4" fill="{_COLOUR["E"]}"/><circle cx="9" r="7" fill="{_COLOUR["E"]}"/>', voice.say("mat_matrix_size")
    yield f'<path d="M-6 0l9 -5v10z" fill="{_COLOUR["E"]}"/>', voice.say("mat_matrix_low")


def _placed_legend(legend: Sequence[tuple[str, str]], top: float) -> Iterator[str]:
    for at, (drawing, words) in enumerate(legend):
        x, y = LEFT - STRIP + 12 + (at % 2) * 330, top + (at // 2) * 26
        yield f'<g transform="translate({_n(x)} {_n(y)})">{drawing}</g>'
        yield _write(x + 22, y + 4.5, words, 12, colour=_SOFT)


def _alternative(told: Materiality, voice: Voice) -> str:
    """The drawing in words."""
    parts = [
        f"{topic.code} {voice.word(topic.name)}: {voice.say(f'verdict_{topic.verdict}')} "
        f"({', '.join(voice.say(f'axis_{axis}') + ' ' + voice.say(f'verdict_{topic.axes[axis]}') for axis in Axis)}; "
        f"{kinds_told(topic, voice)})"
        for topic in told.topics
    ]
    return "; ".join(parts) or voice.say("mat_no_topics")


def _write(
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    anchor: str = "start",
    colour: str = _INK,
    bold: bool = False,
    halo: bool = False,
    label: str = "",
) -> str:
    extra = ' font-weight="600"' if bold else ""
    extra += f' text-anchor="{anchor}"' if anchor != "start" else ""
    extra += ' stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    said = f"<title>{_text(label)}</title>" if label else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour}"{extra}>{said}{_text(text)}</text>'


def _cut(text: str, size: float, room: float) -> str:
    """The text, shortened where it is wider than the room; the whole of it stands in the table and the description."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    """The text in lines that fit the room, broken at blanks, or anywhere in a script without them."""
    line = ""
    for piece in re.findall(r"\S+\s*|\s+", text):
        if line and width_of(line + piece, size) > room:
            yield line.rstrip()
            line = ""
        line += piece
    while width_of(line, size) > room:
        head = _cut(line, size, room).removesuffix("…")
        yield head
        line = line[len(head) :]
    yield line.rstrip()


def _n(number: float) -> str:
    """A number with at most two decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    """Data as text of a document: marked up characters escaped, what no XML may hold left out."""
    return _UNSAFE.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;")
