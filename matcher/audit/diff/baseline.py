"""Differences that somebody has accepted, in a file of their own, so that a check tells only new ones."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.audit.diff.compare import Difference
from matcher.model.problems import Place, Problem, Refusal

FORMAT = "taxomatch baseline 1"
_LONGEST = 256 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One accepted difference: the document by the hash of its fields, and what turned into what.

    `because` is for whoever accepted it; it is kept when the file is written anew.
    """

    sha256: str
    id: str
    kind: str
    turns: tuple[tuple[str, str, str], ...]
    because: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What must agree for a difference to be this one."""
        return self.sha256, self.kind, self.turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What is accepted."""

    format: str = FORMAT
    accepted: tuple[Accepted, ...] = ()

    def split(self, found: Iterable[Difference]) -> tuple[list[Difference], list[Difference], list[Accepted]]:
        """The differences that are new, those that are accepted, and what is accepted and no longer met."""
        known = {one.key for one in self.accepted}
        new, old, met = list[Difference](), list[Difference](), set[tuple[object, ...]]()
        for one in found:
            key = _accepting(one).key
            (old if key in known else new).append(one)
            met.add(key)
        return new, old, [one for one in self.accepted if one.key not in met]

    def written(self) -> str:
        """The file."""
        import msgspec

        plain: Any = msgspec.to_builtins(self)
        return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def baseline_of(found: Iterable[Difference], before: Baseline) -> Baseline:
    """A baseline that accepts these differences, with the reasons that the one before gave for them."""
    reasons = {one.key: one.because for one in before.accepted}
    accepted = {one.key: one for one in map(_accepting, found)}
    kept = [
        Accepted(sha256=one.sha256, id=one.id, kind=one.kind, turns=one.turns, because=reasons.get(key, ""))
        for key, one in accepted.items()
    ]
    return Baseline(accepted=tuple(sorted(kept, key=lambda one: (one.id, one.sha256, one.kind, one.turns))))


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises Refusal for what is none."""
    import msgspec

    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST)
        found = msgspec.convert(json.loads(data), type=Baseline)
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise _refused(path, f"this is no baseline: {error}") from None
    if found.format != FORMAT:
        raise _refused(path, f"format {found.format!r}; this program reads {FORMAT!r}")
    return found


def _accepting(one: Difference) -> Accepted:
    turns = tuple((turn.where, turn.before, turn.after) for turn in one.turns)
    return Accepted(sha256=one.sha256, id=one.id, kind=one.kind.value, turns=turns)


def _refused(path: Path, message: str) -> Refusal:
    hint = "Write one with --write-baseline FILE."
    return Refusal([Problem(place=Place(file=str(path)), message=message, hint=hint)])
