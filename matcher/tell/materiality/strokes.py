"""The strokes a drawing is made of: texts, lines and shapes as SVG elements, with whatever comes from data escaped."""

import re
from collections.abc import Iterator

from matcher.tell.materiality.layout import width_of

FONTS = (
    "'Noto Sans', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'Helvetica Neue', Arial, sans-serif"
)
COLOUR = {"E": "#1a6b3c", "S": "#1f4e9c", "G": "#7a3b8f"}
INK, SOFT, LINE, EDGE = "#1c2430", "#4a5565", "#9c4a00", "#6b7685"
AREA, STRIP_FILL, GRID, PAPER = "#fdf0e2", "#f1f3f6", "#d5dae1", "#ffffff"
_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELLIPSIS = "\u2026"


def number(value: float) -> str:
    """A number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """Data as text of a document: what would act is escaped, what no XML may hold is left out."""
    return _UNSAFE.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def write(
    x: float,
    y: float,
    text: str,
    size: float,
    *,
    anchor: str = "start",
    colour: str = INK,
    bold: bool = False,
    halo: bool = False,
    label: str = "",
) -> str:
    """A text on its line. `halo` keeps it readable over lines; `label` is what it says when it is pointed at."""
    extra = ' font-weight="600"' if bold else ""
    extra += f' text-anchor="{anchor}"' if anchor != "start" else ""
    extra += f' stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    said = f"<title>{escaped(label)}</title>" if label else ""
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    return f'<text {place} fill="{colour}"{extra}>{said}{escaped(text)}</text>'


def line(steps: str, colour: str, width: float, dashes: str = "") -> str:
    """A line without a filling; `steps` are those of an SVG path."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{steps}" stroke="{colour}" stroke-width="{number(width)}"{dashed} fill="none"/>'


def block(left: float, top: float, wide: float, high: float, style: str) -> str:
    """A rectangle with its style."""
    place = f'x="{number(left)}" y="{number(top)}" width="{number(wide)}" height="{number(high)}"'
    return f"<rect {place} {style}/>"


def shape(pillar: str, x: float, y: float, radius: float, *, good: bool, sure: bool) -> str:
    """A circle, square or triangle; filled or hollow; with a solid or dashed outline."""
    colour = COLOUR[pillar]
    edge, wide = (colour, 2.2) if good else (INK, 1.4)
    style = f'fill="{PAPER if good else colour}" stroke="{edge}" stroke-width="{number(wide if sure else 2)}"'
    if not sure:
        style += ' stroke-dasharray="3 2"' + ("" if good else ' fill-opacity="0.55"')
    if pillar == "E":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {style}/>'
    if pillar == "S":
        side = radius * 0.9
        return block(x - side, y - side, 2 * side, 2 * side, style)
    low = number(y + radius * 0.8)
    return (
        f'<path d="M{number(x)} {number(y - radius * 1.1)}L{number(x + radius)} {low}H{number(x - radius)}Z" {style}/>'
    )


def cut(text: str, size: float, room: float) -> str:
    """The text, shortened where it is wider than the room; the whole of it stands in the table and the description."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + _ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def lines_of(text: str, size: float, room: float) -> Iterator[str]:
    """The text in lines that fit the room, broken at blanks, or anywhere in a script without them."""
    held = ""
    for piece in re.findall(r"\S+\s*|\s+", text):
        if held and width_of(held + piece, size) > room:
            yield held.rstrip()
            held = ""
        held += piece
    while width_of(held, size) > room:
        head = cut(held, size, room).removesuffix(_ELLIPSIS)
        yield head
        held = held[len(head) :]
    yield held.rstrip()
