"""Small drawings as SVG: bars for counts, curves for shares. Every figure drawn also stands in a table beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.tell.materiality.layout import width_of
from matcher.tell.materiality.strokes import (
    EDGE,
    FONTS,
    GRID,
    INK,
    PAPER,
    SOFT,
    block,
    cut,
    escaped,
    line,
    number,
    write,
)
from matcher.tell.voice import inert

_BAR, _GAP, _WIDE, _LABEL = 18, 8, 520, 190
_SIDE, _LEFT, _TOP, _LEGEND = 300, 56, 46, 24
_COLOURS = ("#1f4e9c", "#9c4a00", "#1a6b3c")
_DASHES = ("", "7 4", "2 3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar: what it counts, and how many."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Points of 0 to 1 on both axes, in order; the size of a point tells how many rows it stands for."""

    label: str
    points: tuple[tuple[float, float, int], ...]


def bars_svg(title: str, bars: Sequence[Bar], anchor: str) -> str:
    """Horizontal bars, the largest filling the width; `anchor` makes its ids its own."""
    height = 40 + len(bars) * (_BAR + _GAP) + 8
    most = max((bar.count for bar in bars), default=1) or 1
    room = _WIDE - _LABEL - 70
    parts = [write(0, 22, inert(title), 15, bold=True)]
    for at, bar in enumerate(bars):
        top = 40 + at * (_BAR + _GAP)
        wide = max(1.0, room * bar.count / most) if bar.count else 0
        label = inert(bar.label)
        parts.append(write(_LABEL - 8, top + 13, cut(label, 13, _LABEL - 12), 13, anchor="end", label=label))
        parts.append(block(_LABEL, top, wide, _BAR, f'fill="{_COLOURS[0]}"'))
        parts.append(write(_LABEL + wide + 6, top + 13, f"{bar.count:,}", 13, colour=SOFT))
    said = "; ".join(f"{inert(bar.label)}: {bar.count}" for bar in bars)
    return _drawing(_WIDE, height, title, said, parts, anchor)


def curves_svg(title: str, across: str, upward: str, curves: Sequence[Curve], anchor: str, *, even: bool) -> str:
    """Curves in a square of shares. `even` draws the diagonal, on which both shares agree."""
    bottom, right = _TOP + _SIDE, _LEFT + _SIDE
    height = bottom + 60 + _LEGEND * len(curves)
    parts = [write(0, 22, inert(title), 15, bold=True)]
    for step in range(6):
        share = step / 5
        x, y = number(_LEFT + _SIDE * share), number(bottom - _SIDE * share)
        parts.append(line(f"M{x} {_TOP}V{bottom}M{_LEFT} {y}H{right}", GRID, 1))
        parts.append(write(_LEFT + _SIDE * share, bottom + 18, f"{share:.1f}", 12, anchor="middle", colour=SOFT))
        parts.append(write(_LEFT - 8, bottom - _SIDE * share + 4, f"{share:.1f}", 12, anchor="end", colour=SOFT))
    parts.append(block(_LEFT, _TOP, _SIDE, _SIDE, f'fill="none" stroke="{EDGE}"'))
    if even:
        parts.append(line(f"M{_LEFT} {bottom}L{right} {_TOP}", EDGE, 1, "4 4"))
    for at, curve in enumerate(curves):
        parts += _curve(curve, at, bottom)
        top = bottom + 62 + _LEGEND * at
        parts.append(line(f"M{_LEFT} {top - 4}h28", _COLOURS[at], 2, _DASHES[at]))
        parts.append(write(_LEFT + 36, top, inert(curve.label), 13))
    parts.append(write(_LEFT + _SIDE / 2, bottom + 38, inert(across), 13, anchor="middle", colour=INK))
    turned = f"translate(14 {number(_TOP + _SIDE / 2)}) rotate(-90)"
    parts.append(f'<g transform="{turned}">{write(0, 0, inert(upward), 13, anchor="middle")}</g>')
    said = "; ".join(
        f"{inert(curve.label)}: " + ", ".join(f"{x:.2f} {y:.3f} ({count})" for x, y, count in curve.points)
        for curve in curves
    )
    wide = max(right + 24, *(_LEFT + 44 + width_of(inert(curve.label), 13) for curve in curves))
    return _drawing(max(wide, width_of(title, 15) + 8), height, title, said, parts, anchor)


def stacked(drawings: Sequence[str]) -> str:
    """Drawings of this module as one SVG document, one below the other; ends in a line break."""
    sizes = [_size(one) for one in drawings]
    wide, high = max(width for width, _ in sizes), sum(height + 16 for _, height in sizes)
    parts, top = [], 0.0
    for drawing, (_, height) in zip(drawings, sizes, strict=True):
        parts.append(drawing.replace("<svg ", f'<svg y="{number(top)}" ', 1))
        top += height + 16
    size = f'width="{number(wide)}" height="{number(high)}" viewBox="0 0 {number(wide)} {number(high)}"'
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return "\n".join([head, block(0, 0, wide, high, f'fill="{PAPER}"'), *parts, "</svg>"]) + "\n"


def _curve(curve: Curve, at: int, bottom: float) -> Iterator[str]:
    places = [(_LEFT + _SIDE * x, bottom - _SIDE * y, x, y, count) for x, y, count in curve.points]
    if not places:
        return
    steps = "L".join(f"{number(x)} {number(y)}" for x, y, *_ in places)
    yield line(f"M{steps}", _COLOURS[at], 2, _DASHES[at])
    most = max(count for *_, count in places) or 1
    for x, y, across, upward, count in places:
        said = f"<title>{escaped(f'{across:.2f}: {upward:.3f} ({count})')}</title>"
        radius = number(2.5 + 3.5 * (count / most) ** 0.5)
        yield f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius}" fill="{_COLOURS[at]}">{said}</circle>'


def _drawing(wide: float, high: float, title: str, said: str, parts: Sequence[str], anchor: str) -> str:
    size = f'width="{number(wide)}" height="{number(high)}" viewBox="0 0 {number(wide)} {number(high)}"'
    spoken = f'role="img" aria-labelledby="{anchor}-title {anchor}-text" font-family="{escaped(FONTS)}"'
    told = f'<title id="{anchor}-title">{escaped(inert(title))}</title><desc id="{anchor}-text">{escaped(said)}</desc>'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size} {spoken}>', told, *parts, "</svg>"])


def _size(drawing: str) -> tuple[float, float]:
    opening = drawing.partition(">")[0]
    wide, high = (float(opening.partition(f' {name}="')[2].partition('"')[0]) for name in ("width", "height"))
    return wide, high
