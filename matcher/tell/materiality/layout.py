"""Places on the drawing: marks at their values, beside one another where they coincide, and labels without overlap.

Everything is computed from the figures alone, so that the same screening gives the same bytes everywhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, takewhile

from matcher.tell.materiality.places import Mark, Reach

SIDE = 560
LEFT, TOP = 190, 96
STRIP = 104
LOWEST, HIGHEST = 1, 5
_GAP = 3
_NARROW, _WIDE = 0.56, 1.0
_IDEOGRAPHS_FROM = "\u2e80"
_STEPS = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_DISTANCES = (0, 8, 18, 30, 44, 60, 80, 104, 132, 164, 200, 250, 310)
_RINGS = 8
_STILL_NEAR, _PIECE = 18, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle by its corners."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, other: "Box") -> bool:
        """Whether this one lies within the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


MARGIN = 58
FRAME = Box(left=LEFT - STRIP, top=TOP, right=LEFT + SIDE + MARGIN, bottom=TOP + SIDE + STRIP)
"""The square of the matrix with the strips at its left and below it, and the margin at its right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A mark on the drawing: its centre, its radius, and the box of what is known where only bounds are."""

    mark: Mark
    x: float
    y: float
    radius: float
    reach: Box
    low_x: bool
    low_y: bool

    @property
    def box(self) -> Box:
        """What the mark covers, with the bar of its bounds where only one axis is open; a wider box is drawn behind."""
        radius = self.radius + _GAP
        reach = self.reach if not (self.is_wide and self.is_high) else self
        left, right = (reach.left, reach.right) if isinstance(reach, Box) else (self.x, self.x)
        top, bottom = (reach.top, reach.bottom) if isinstance(reach, Box) else (self.y, self.y)
        return Box(
            left=min(left, self.x - radius),
            top=min(top, self.y - radius),
            right=max(right, self.x + radius),
            bottom=max(bottom, self.y + radius),
        )

    @property
    def is_wide(self) -> bool:
        """Whether only bounds are known from left to right."""
        return self.reach.left != self.reach.right

    @property
    def is_high(self) -> bool:
        """Whether only bounds are known from the bottom up."""
        return self.reach.top != self.reach.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text on the drawing: where it begins, on which line it stands, its spot, and how far away from it it is."""

    text: str
    x: float
    y: float
    spot: Spot
    box: Box
    away: int


def across(value: Fraction) -> float:
    """Where a financial value stands, from left to right."""
    return LEFT + SIDE * _share(value)


def upward(value: Fraction) -> float:
    """Where an impact value stands, from the bottom up."""
    return TOP + SIDE * (1 - _share(value))


def width_of(text: str, size: float) -> float:
    """About how wide a text is; an ideograph is as wide as it is high."""
    return sum(size * (_WIDE if letter >= _IDEOGRAPHS_FROM else _NARROW) for letter in text)


def spots_of(marks: Iterable[Mark], thresholds: tuple[Fraction, Fraction]) -> list[Spot]:
    """A spot for each mark. Where marks coincide, the later one moves a little, never across a threshold."""
    lines = (across(thresholds[0]), upward(thresholds[1]))
    placed: dict[int, Spot] = {}
    wanted = sorted(enumerate(map(_spot, marks)), key=lambda pair: (pair[1].is_wide + pair[1].is_high, pair[0]))
    for number, spot in wanted:
        placed[number] = spot
        for moved in _nearby(spot):
            kept = _side(moved.x, lines[0]) == _side(spot.x, lines[0]) and _side(moved.y, lines[1]) == _side(
                spot.y, lines[1]
            )
            others = (other for at, other in placed.items() if at != number)
            if kept and moved.box.inside(_room(spot)) and not any(moved.box.meets(other.box) for other in others):
                placed[number] = moved
                break
    return [placed[number] for number in sorted(placed)]


def labels_of(
    texts: Sequence[tuple[Spot, str]],
    spots: Sequence[Spot],
    size: float,
    kept_free: Sequence[Box] = (),
    lines: Sequence[Box] = (),
) -> list[Label]:
    """A label for each text, as near to its spot as there is room, over no other label, mark or place kept free.

    A place a little farther away that crosses fewer of the `lines` is better than the nearest one.
    """
    taken = [*kept_free, *(spot.box for spot in spots)]
    labels: list[Label] = []
    for spot, text in texts:
        free = (
            label
            for label in _around(spot, text, size)
            if label.box.inside(FRAME) and not any(label.box.meets(other) for other in taken)
        )
        nearest = next(free, None)
        if nearest is None:
            continue
        near = chain([nearest], takewhile(lambda one: one.away <= _STILL_NEAR, free))
        label = min(near, key=lambda one: sum(one.box.meets(other) for other in lines))
        labels.append(label)
        taken.append(label.box)
    return labels


def segment(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    """A straight line as small boxes that labels may avoid; a level or upright one is a single box."""
    (left, top), (right, bottom) = start, end
    pieces = 1 if left == right or top == bottom else max(1, round(max(abs(right - left), abs(bottom - top)) / _PIECE))
    for piece in range(pieces):
        from_x, to_x = (left + (right - left) * at / pieces for at in (piece, piece + 1))
        from_y, to_y = (top + (bottom - top) * at / pieces for at in (piece, piece + 1))
        yield Box(
            left=min(from_x, to_x) - 1,
            right=max(from_x, to_x) + 1,
            top=min(from_y, to_y) - 1,
            bottom=max(from_y, to_y) + 1,
        )


def _share(value: Fraction) -> float:
    return float(min(max(value, Fraction(LOWEST)), Fraction(HIGHEST)) - LOWEST) / (HIGHEST - LOWEST)


def _spot(mark: Mark) -> Spot:
    strip_x, strip_y = LEFT - STRIP / 2, TOP + SIDE + STRIP / 2
    left, right = (strip_x, strip_x) if mark.x is None else (across(mark.x.low), across(mark.x.high))
    bottom, top = (strip_y, strip_y) if mark.y is None else (upward(mark.y.low), upward(mark.y.high))
    return Spot(
        mark=mark,
        x=(left + right) / 2,
        y=(top + bottom) / 2,
        radius=6.5 + 1.5 * min(mark.records, 5),
        reach=Box(left=left, top=top, right=right, bottom=bottom),
        low_x=_is_low(mark.x),
        low_y=_is_low(mark.y),
    )


def _is_low(reach: Reach | None) -> bool:
    return reach is not None and reach.high < LOWEST


def _room(spot: Spot) -> Box:
    """Where a spot may move: inside the square, or inside its strip."""
    mark, wide = spot.mark, spot.radius + 2 * _GAP
    return Box(
        left=LEFT - STRIP if mark.x is None else LEFT - wide,
        right=LEFT if mark.x is None else LEFT + SIDE + wide,
        top=TOP + SIDE if mark.y is None else TOP - wide,
        bottom=TOP + SIDE + STRIP if mark.y is None else TOP + SIDE + wide,
    )


def _nearby(spot: Spot) -> Iterator[Spot]:
    """The spot itself, then ever wider steps around it; what only bounds are known of moves across them alone."""
    step = spot.radius + _GAP
    for ring in range(_RINGS):
        for right, down in _STEPS if ring else _STEPS[:1]:
            if (ring and not (right or down)) or (right and spot.is_wide) or (down and spot.is_high):
                continue
            yield _moved(spot, right * step * ring, down * step * ring)


def _moved(spot: Spot, right: float, down: float) -> Spot:
    reach = spot.reach
    return Spot(
        mark=spot.mark,
        x=spot.x + right,
        y=spot.y + down,
        radius=spot.radius,
        reach=Box(left=reach.left + right, right=reach.right + right, top=reach.top + down, bottom=reach.bottom + down),
        low_x=spot.low_x,
        low_y=spot.low_y,
    )


def _side(at: float, line: float) -> bool:
    return at >= line


def _around(spot: Spot, text: str, size: float) -> Iterator[Label]:
    """Places for a label around its spot, the nearest first."""
    width, height = width_of(text, size), size * 1.2
    for distance in _DISTANCES:
        for right, down in _AROUND:
            reach = spot.radius + _GAP + 1 + distance
            middle_x = spot.x + right * (reach + width / 2)
            middle_y = spot.y + down * (reach + height / 2) * (1 if down else 0)
            box = Box(
                left=middle_x - width / 2,
                right=middle_x + width / 2,
                top=middle_y - height / 2,
                bottom=middle_y + height / 2,
            )
            yield Label(text=text, x=box.left, y=box.bottom - size * 0.28, spot=spot, box=box, away=distance)
