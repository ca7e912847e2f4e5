"""A screening as the three cells that a table of projects gets."""

from matcher.model.materiality import MaterialVerdict
from matcher.model.ratings import Materiality

COLUMNS = ("tm_material_topics", "tm_material_verdict", "tm_materiality_coverage")
_STRONGEST = (
    MaterialVerdict.MATERIAL,
    MaterialVerdict.REVIEW,
    MaterialVerdict.INDICATIVE_MATERIAL,
    MaterialVerdict.INDICATIVE_REVIEW,
    MaterialVerdict.INCOMPLETE,
    MaterialVerdict.INDICATIVE_NOT_MATERIAL,
    MaterialVerdict.NOT_MATERIAL,
    MaterialVerdict.NOT_ASSESSED,
)


def cells_of(told: Materiality | None) -> list[str]:
    """The material topics as `code=verdict`, the strongest verdict of any topic, and `decided of in scope`."""
    if told is None:
        return [""] * len(COLUMNS)
    strongest = min((one.verdict for one in told.topics), key=_STRONGEST.index, default=MaterialVerdict.NOT_ASSESSED)
    topics = "; ".join(f"{one.code}={one.verdict}" for one in told.material)
    return [topics, strongest.value, f"{told.decided} of {told.in_scope}"]
