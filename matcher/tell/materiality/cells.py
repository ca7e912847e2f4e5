"""A screening as the three cells that a table of projects gets."""

from collections.abc import Callable, Iterable

from matcher.model.materiality import STRONGEST_FIRST, MaterialVerdict
from matcher.model.ratings import Materiality
from matcher.tell.cells import joined

COLUMNS = ("tm_material_topics", "tm_material_verdict", "tm_materiality_coverage")


def cells_of(told: Materiality | None, lists: Callable[[Iterable[str]], str] = joined) -> list[str]:
    """The material topics as `code=verdict`, the strongest verdict of any topic, and `decided of in scope`.

    `lists` makes one cell of several values.
    """
    if told is None:
        return [lists(()), "", ""]
    strongest = min(
        (one.verdict for one in told.topics), key=STRONGEST_FIRST.index, default=MaterialVerdict.NOT_ASSESSED
    )
    topics = lists(f"{one.code}={one.verdict}" for one in told.material)
    return [topics, strongest.value, f"{told.decided} of {told.in_scope}"]
