"""What speaks against a hit: the cue that negates it, makes it the thing removed, or merely mentions it.

A cue reaches so many characters, in its own clause, as far as no mark or word ends its scope. A pseudo-cue ("not
only") takes its cue back; two negations side by side cancel; a list goes on over its commas ("without A, B or C").
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from matcher.find.phrases import Cue, Stand, Standing
from matcher.model.rules import Language, Method
from matcher.model.states import DoubtKind

SCOPED = (DoubtKind.NEGATED, DoubtKind.REPLACED, DoubtKind.MENTIONED)
_PSEUDO = "pseudo"
_ROLE = "role"
_AT_WORK = (*SCOPED, _ROLE)
_SIDE_BY_SIDE = 2
_BEFORE = ("before", "just_before")

ClauseCues = dict[str, list[Cue]]
"""The cues of one clause by their kind."""


class Doubter:
    """Finds the cues that speak against a hit, with the reaches of one method."""

    def __init__(self, languages: dict[str, Language], method: Method) -> None:
        self._reach = {
            (kind.value, side, language): method.reach["beside" if side.startswith("just_") else f"{kind}_{side}"][
                language
            ]
            for kind in SCOPED
            for side in ("before", "after", "just_before", "just_after")
            for language in languages
        }
        self._role_reach = method.reach["role"]
        self._role_cost = method.roles
        self._roles_doubted = method.roles_doubted
        self._marks = {language.id: language.ends_scope for language in languages.values()}
        self._enders = {language.id: _any_of(language.ends_scope_words) for language in languages.values()}
        self._joins = {language.id: _any_of(language.joins) for language in languages.values()}

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
        for kind, applying in self._applying(standing, original, here).items():
            left = [cue for cue in applying if not any(_inside(cue, one) for one in own)] if own else applying
            if left and not (kind is DoubtKind.NEGATED and _cancel_out(left)):
                yield kind, min(left, key=lambda cue: abs(cue.start - standing.start))

    def _applying(self, standing: Standing, original: str, here: ClauseCues) -> dict[DoubtKind, list[Cue]]:
        """The cues of each scoped kind that reach a part of the standing."""
        spans = standing.parts or ((standing.start, standing.end),)
        found: dict[DoubtKind, list[Cue]] = {}
        for kind in SCOPED:
            cues = here.get(kind)
            if cues:
                found[kind] = [
                    cue
                    for cue in cues
                    if any(self._applies(cue, span, original) for span in spans)
                    and not any(cue.start < end and start < cue.end for start, end in spans)
                ]
        return found

    def other_role(self, standing: Standing, here: ClauseCues, role: str) -> Cue | None:
        """The costliest cue of another role close to the standing; None without one, or with its own beside it.

        A cue inside the standing's own words is part of its name.
        """
        if role not in self._roles_doubted:
            return None
        near = [
            cue
            for cue in here.get(_ROLE, ())
            if _gap(cue, standing) <= self._role_reach[cue.language]
            and not (standing.start <= cue.start and cue.end <= standing.end)
        ]
        if any(cue.key == role and _gap(cue, standing) <= 1 for cue in near):
            return None
        others = [cue for cue in near if cue.key != role and self._role_cost.get(cue.key, 0) > 0]
        return max(others, key=lambda cue: (self._role_cost[cue.key], -_gap(cue, standing)), default=None)

    def _applies(self, cue: Cue, span: tuple[int, int], original: str) -> bool:
        """Whether the cue reaches the words at a span."""
        before = cue.key in _BEFORE
        start, end = span
        gap = start - cue.end if before else cue.start - end
        reach = self._reach[cue.kind, cue.key, cue.language]
        if gap < 0 or gap > reach:
            return False
        between = original[cue.end : start] if before else original[end : cue.start]
        enders, marks = self._enders[cue.language], self._marks[cue.language]
        if enders.search(between):
            return False
        if not any(mark in between for mark in marks):
            return True
        if not before or any(mark in between.replace(",", "") for mark in marks):
            return False
        behind = original[end : end + reach]
        stop = enders.search(behind)
        return bool(self._joins[cue.language].search(between + behind[: stop.start() if stop else reach]))


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
