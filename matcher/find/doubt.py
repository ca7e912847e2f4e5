"""What speaks against a hit: the cue that negates it, makes it the thing removed, or merely mentions it.

A cue reaches so many characters, in its own clause, as far as no mark or word ends its scope. A pseudo-cue ("not
only") takes its cue back; two negations side by side cancel; a list goes on over its commas ("without A, B or C").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from matcher.find.phrases import Cue, Stand, Standing
from matcher.model.rules import Language, Method
from matcher.model.states import DoubtKind

SCOPED = (DoubtKind.NEGATED, DoubtKind.REPLACED, DoubtKind.MENTIONED)
_PSEUDO = "pseudo"
_ROLE = "role"
_AT_WORK = (*SCOPED, _ROLE)
_SIDE_BY_SIDE = 2
_BEFORE = ("before", "just_before")
_AFTER = ("after", "just_after")

ClauseCues = dict[str, list[Cue]]
"""The cues of one clause by their kind."""


class _Scope(NamedTuple):
    """Which way and how far cues of a kind, side and language reach, what ends their reach, what joins a list."""

    before: bool
    reach: int
    marks: str
    enders: re.Pattern[str]
    joins: re.Pattern[str]


class Doubter:
    """Finds the cues that speak against a hit, with the reaches of one method."""

    def __init__(self, languages: dict[str, Language], method: Method) -> None:
        self._scopes = {
            (kind.value, side, language.id): _Scope(
                before=side in _BEFORE,
                reach=method.reach["beside" if side.startswith("just_") else f"{kind}_{side}"][language.id],
                marks=language.ends_scope,
                enders=_any_of(language.ends_scope_words),
                joins=_any_of(language.joins),
            )
            for kind in SCOPED
            for side in (*_BEFORE, *_AFTER)
            for language in languages.values()
        }
        self._furthest = max((scope.reach for scope in self._scopes.values()), default=0)
        self._role_reach = method.reach["role"]
        self._role_cost = method.roles
        self._roles_doubted = method.roles_doubted

    def cues_at_work(self, stand: Stand) -> dict[int, ClauseCues]:
        """By clause the cues that mean what they say: not in a pseudo-cue, nor in a longer cue of their kind."""
        by_clause: dict[int, ClauseCues] = {}
        for cues in stand.cues:
            for cue in _at_work(cues):
                by_clause.setdefault(cue.clause, {}).setdefault(cue.kind, []).append(cue)
        return by_clause

    def doubts(
        self, standing: Standing, original: str, here: ClauseCues, own: Sequence[Standing] = ()
    ) -> Iterator[tuple[DoubtKind, Cue]]:
        """Each kind of scoped doubt that holds for the standing, with the nearest cue of that kind.

        `here` are the cues of its clause, `own` the terms of its rule: a cue inside one ("without a reservoir")
        doubts nothing. Of a phrase of several parts each part can be doubted.
        """
        low, high = standing.start - self._furthest, standing.end + self._furthest
        for kind in SCOPED:
            cues = here.get(kind)
            if cues is None:
                continue
            left = [
                cue for cue in cues if cue.end >= low and cue.start <= high and self._reaches(cue, standing, original)
            ]
            if left and own:
                left = [cue for cue in left if not any(_inside(cue, one) for one in own)]
            if left and not (kind is DoubtKind.NEGATED and _cancel_out(left)):
                yield kind, min(left, key=lambda cue: abs(cue.start - standing.start))

    def _reaches(self, cue: Cue, standing: Standing, original: str) -> bool:
        """Whether the cue reaches a part of the standing and overlaps none."""
        scope = self._scopes[cue.kind, cue.key, cue.language]
        if not standing.parts:
            return _applies(scope, cue, standing.start, standing.end, original)
        if any(cue.start < end and start < cue.end for start, end in standing.parts):
            return False
        return any(_applies(scope, cue, start, end, original) for start, end in standing.parts)

    def other_role(self, standing: Standing, here: ClauseCues, role: str) -> Cue | None:
        """The costliest cue of another role close to the standing; None without one, or with its own beside it.

        A cue inside the standing's own words is part of its name.
        """
        roles = here.get(_ROLE)
        if roles is None or role not in self._roles_doubted:
            return None
        near = [
            cue
            for cue in roles
            if _gap(cue, standing) <= self._role_reach[cue.language]
            and not (standing.start <= cue.start and cue.end <= standing.end)
        ]
        if any(cue.key == role and _gap(cue, standing) <= 1 for cue in near):
            return None
        others = [cue for cue in near if cue.key != role and self._role_cost.get(cue.key, 0) > 0]
        return max(others, key=lambda cue: (self._role_cost[cue.key], -_gap(cue, standing)), default=None)


def _applies(scope: _Scope, cue: Cue, start: int, end: int, original: str) -> bool:
    """Whether the cue reaches the words at a span."""
    gap = start - cue.end if scope.before else cue.start - end
    if gap < 0 or gap > scope.reach:
        return False
    between = original[cue.end : start] if scope.before else original[end : cue.start]
    if scope.enders.search(between):
        return False
    if not any(mark in between for mark in scope.marks):
        return True
    if not scope.before or any(mark in between.replace(",", "") for mark in scope.marks):
        return False
    behind = original[end : end + scope.reach]
    stop = scope.enders.search(behind)
    return bool(scope.joins.search(between + behind[: stop.start() if stop else scope.reach]))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, as whole words where the script has them; one that never matches without any."""
    parts = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words]
    return re.compile("|".join(parts) or r"(?!)", re.IGNORECASE)


def _at_work(cues: list[Cue]) -> Iterator[Cue]:
    """The cues that no pseudo-cue of their kind takes back and that lie in no longer cue of their kind."""
    pseudo = [cue for cue in cues if cue.kind == _PSEUDO]
    last: dict[str, Cue] = {}
    for cue in sorted(cues, key=lambda one: (one.start, -one.end)):
        if cue.kind not in _AT_WORK:
            continue
        longer = last.get(cue.kind)
        if longer is not None and cue.end <= longer.end and cue.end - cue.start < longer.end - longer.start:
            continue
        last[cue.kind] = cue
        if not any(one.key == cue.kind and one.start <= cue.start and cue.end <= one.end for one in pseudo):
            yield cue


def _inside(cue: Cue, standing: Standing) -> bool:
    """Whether the cue is part of a one-part term that stands."""
    return len(standing.terms) == 1 and standing.start <= cue.start and cue.end <= standing.end


def _cancel_out(cues: Sequence[Cue]) -> bool:
    """Whether the two nearest negations stand side by side, as in "not without"."""
    spans = sorted({(cue.start, cue.end) for cue in cues if cue.key in _BEFORE})
    return len(spans) > 1 and 0 <= spans[-1][0] - spans[-2][1] <= _SIDE_BY_SIDE


def _gap(cue: Cue, standing: Standing) -> int:
    """Characters between cue and standing; 0 where they touch or overlap."""
    return max(0, standing.start - cue.end, cue.start - standing.end)
