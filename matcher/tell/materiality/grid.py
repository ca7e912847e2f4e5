"""The matrix in letters, for a terminal: five by five cells, a margin for topics that lack an axis, and their key."""

from collections.abc import Iterable

from matcher.model.ratings import Materiality, TopicResult
from matcher.tell.materiality.places import Reach, marks_of
from matcher.tell.voice import Voice

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_STEPS = (5, 4, 3, 2, 1)
_CELL = 7
_Place = tuple[int | None, int | None]


def grid_lines(told: Materiality, voice: Voice) -> list[str]:
    """The lines of the grid. A topic with two marks stands twice, `-` the harmful and `+` the good side."""
    cells: dict[_Place, list[str]] = {}
    key: list[str] = []
    for letter, (topic, marks) in zip(_LETTERS, marks_of(told), strict=False):
        for mark in marks:
            sign = ("+" if mark.good else "-") if len(marks) > 1 else ""
            cells.setdefault((_cell(mark.x), _cell(mark.y)), []).append(letter + sign)
        key.append(f"{letter} {_named(topic, voice)}")
    if not cells:
        return []
    strip = voice.say("mat_matrix_strip")
    lines = [voice.say("mat_matrix_y")]
    for row in _STEPS:
        inside = _row(cells.get((column, row), ()) for column in reversed(_STEPS))
        lines.append(f"{row} |{inside}| {' '.join(cells.get((None, row), ()))}".rstrip())
    lines.append("  +" + "-" * (_CELL * len(_STEPS)) + f"+ {strip}")
    lines.append("   " + "".join(str(column).ljust(_CELL) for column in reversed(_STEPS)))
    under = _row(cells.get((column, None), ()) for column in reversed(_STEPS))
    lines.append(f"   {under} {strip}")
    lines += [voice.say("mat_matrix_x"), "", *key, ""]
    return lines


def _named(topic: TopicResult, voice: Voice) -> str:
    return f"{topic.code} {voice.word(topic.name)}: {voice.say(f'verdict_{topic.verdict}')}"


def _row(cells: Iterable[Iterable[str]]) -> str:
    return "".join(_fit(list(one)) for one in cells)


def _fit(letters: list[str]) -> str:
    """The letters of one cell; more than fit are counted."""
    text = " ".join(letters)
    if len(text) >= _CELL:
        text = f"{letters[0]} +{len(letters) - 1}"
    return text.ljust(_CELL)


def _cell(reach: Reach | None) -> int | None:
    """The row or column of a value; bounds stand at their upper end, since nothing unknown counts as low.

    Values are cut and never rounded up, so that none seems to reach a threshold that it does not reach.
    """
    return None if reach is None else max(1, min(5, int(reach.high)))
