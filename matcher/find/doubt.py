"""What speaks against a hit: the cue that negates it, makes it the thing removed, or merely mentions it.

A cue reaches so many characters, in its own clause, as far as no mark or word ends its scope. A pseudo-cue ("not
only") takes its cue back; two negations side by side cancel; a list goes on over its commas ("coal, oil or gas").
"""

from collections.abc import Iterator, Sequence

from matcher.find.phrases import Cue, Field, Stand, Standing
from matcher.model.rules import Language, Method
from matcher.model.states import DoubtKind

SCOPED = (DoubtKind.NEGATED, DoubtKind.REPLACED, DoubtKind.MENTIONED)
_ENDS = "ends_scope"
_JOINS = "joins"
_PSEUDO = "pseudo"
_ROLE = "role"
_SIDE_BY_SIDE = 2
_BEFORE = ("before", "just_before")


class Doubter:
    """Finds the cues that speak against a hit, with the reaches of one method."""

    def __init__(self, languages: dict[str, Language], method: Method) -> None:
        self._reach = method.reach
        self._role_cost = method.roles
        self._marks = {language.id: language.ends_scope for language in languages.values()}

    def cues_at_work(self, stand: Stand) -> list[list[Cue]]:
        """The cues of each field that mean what they say: not inside a pseudo-cue, nor inside a longer cue."""
        return [_at_work(cues) for cues in stand.cues]

    def doubts(
        self, standing: Standing, place: Field, cues: Sequence[Cue], own: Sequence[Standing] = ()
    ) -> Iterator[tuple[DoubtKind, Cue]]:
        """Each kind of scoped doubt that holds for the standing, with the nearest cue of that kind.

        `own` are the terms of the standing's own rule: a cue inside one ("without a reservoir") doubts nothing.
        """
        clause = _clause_of(standing, place)
        for kind in SCOPED:
            applying = [
                cue
                for cue in cues
                if cue.kind == kind
                and clause[0] <= cue.start < clause[1]
                and self._applies(cue, standing, place, cues)
                and not any(_inside(cue, one) for one in own)
            ]
            if applying and not (kind is DoubtKind.NEGATED and _cancel_out(applying)):
                yield kind, min(applying, key=lambda cue: abs(cue.start - standing.start))

    def other_role(self, standing: Standing, place: Field, cues: Sequence[Cue], role: str) -> Cue | None:
        """The costliest cue of another role close to the standing, in its clause; None if there is none."""
        clause = _clause_of(standing, place)
        near = [
            cue
            for cue in cues
            if cue.kind == _ROLE
            and cue.key != role
            and clause[0] <= cue.start < clause[1]
            and _gap(cue, standing) <= self._reach["role"][cue.language]
            and self._role_cost.get(cue.key, 0) > 0
        ]
        if any(cue.kind == _ROLE and cue.key == role and _gap(cue, standing) <= 1 for cue in cues):
            return None
        return max(near, key=lambda cue: (self._role_cost[cue.key], -_gap(cue, standing)), default=None)

    def _reach_of(self, cue: Cue) -> int:
        """How many characters the cue reaches."""
        what = "beside" if cue.key.startswith("just_") else f"{cue.kind}_{cue.key}"
        return self._reach[what][cue.language]

    def _applies(self, cue: Cue, standing: Standing, place: Field, cues: Sequence[Cue]) -> bool:
        """Whether the cue reaches the standing."""
        before = cue.key in _BEFORE
        gap = standing.start - cue.end if before else cue.start - standing.end
        reach = self._reach_of(cue)
        if gap < 0 or gap > reach:
            return False
        low, high = (cue.end, standing.start) if before else (standing.end, cue.start)
        enders = [other for other in cues if other.kind == _ENDS]
        if any(low <= other.start and other.end <= high for other in enders):
            return False
        between = place.original[low:high]
        marks = self._marks[cue.language]
        if not any(mark in between for mark in marks):
            return True
        stops = [other.start for other in enders if other.start >= standing.end]
        until = min([*stops, standing.end + reach])
        is_list = not any(mark in between.replace(",", "") for mark in marks) and before
        return is_list and any(other.kind == _JOINS and low <= other.start < until for other in cues)


def _inside(cue: Cue, standing: Standing) -> bool:
    """Whether the cue is part of a one-part term that stands."""
    return len(standing.terms) == 1 and standing.start <= cue.start and cue.end <= standing.end


def _at_work(cues: list[Cue]) -> list[Cue]:
    """Drop cues inside pseudo-cues of their kind, and inside longer cues of their own kind."""
    pseudo = [cue for cue in cues if cue.kind == _PSEUDO]
    kept = []
    for cue in cues:
        taken_back = any(one.key == cue.kind and one.start <= cue.start and cue.end <= one.end for one in pseudo)
        longer = any(
            one.kind == cue.kind
            and one.start <= cue.start
            and cue.end <= one.end
            and one.end - one.start > cue.end - cue.start
            for one in cues
        )
        if cue.kind != _PSEUDO and not taken_back and not longer:
            kept.append(cue)
    return kept


def _cancel_out(cues: Sequence[Cue]) -> bool:
    """Whether the two nearest negations stand side by side, as in "not without"."""
    spans = sorted({(cue.start, cue.end) for cue in cues if cue.key in _BEFORE})
    return len(spans) > 1 and 0 <= spans[-1][0] - spans[-2][1] <= _SIDE_BY_SIDE


def _gap(cue: Cue, standing: Standing) -> int:
    """Characters between cue and standing; 0 where they touch or overlap."""
    return max(0, standing.start - cue.end, cue.start - standing.end)


def _clause_of(standing: Standing, place: Field) -> tuple[int, int]:
    """The span of the clause that the standing lies in."""
    number = standing.clause - place.first_clause
    start = place.ends[number - 1] if number else 0
    end = place.ends[number] if number < len(place.ends) else len(place.original)
    return start, end
