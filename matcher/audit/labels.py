"""Answers beside the labels that people gave: what is scored, row by row."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.model.assessment import Assessment

NONE = "none"
_JOIN = ";"
_QUOTED = 120


class Scored(StrEnum):
    """What of an answer is compared with the label."""

    CLASS = "class"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What people say of one row: any of `right` is right; the codes by list; the group of `--by`."""

    right: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """One row scored. `truth` is the label it counts under: the answer where that is right, else the first label.

    `confidence` is in hundredths, -1 where nothing is claimed. `codes` are the answer's, by list, best first.
    """

    id: str
    truth: str
    answer: str
    confidence: int
    band: str
    group: str
    text: str
    gold: Labels
    codes: Mapping[str, tuple[str, ...]]

    @property
    def is_right(self) -> bool:
        """Whether the answer is one of the labels."""
        return self.answer == self.truth

    @property
    def is_claim(self) -> bool:
        """Whether the answer claims something."""
        return self.answer != NONE


def labels_in(cell: str) -> tuple[str, ...]:
    """The labels of a cell, in order, each once; several are joined by `;`."""
    return tuple(dict.fromkeys(word for part in cell.split(_JOIN) if (word := part.strip())))


@dataclass(slots=True, kw_only=True)
class Marker:
    """Scores answers as they pass by. `expect` takes the labels of each document, in order, before its answer comes."""

    what: Scored
    scorings: list[Scoring] = field(default_factory=list)
    unlabelled: int = 0
    _waiting: deque[Labels] = field(default_factory=deque)

    def expect(self, labels: Labels) -> None:
        """The labels of the next document."""
        self._waiting.append(labels)

    def watch(self, answers: Iterable[Assessment]) -> Iterator[Assessment]:
        """Hand the answers on; those with a label are scored, the others counted."""
        for answer in answers:
            gold = self._waiting.popleft()
            if gold.right:
                self.scorings.append(scored(answer, gold, self.what))
            else:
                self.unlabelled += 1
            yield answer


def scored(answer: Assessment, gold: Labels, what: Scored) -> Scoring:
    """An answer scored by its labels."""
    given = (answer.class_id if what is Scored.CLASS else answer.activity) or NONE
    best = answer.matches[0] if answer.matches else None
    confidence = best.confidence if best else -1
    document = answer.document
    return Scoring(
        id=document.id,
        truth=given if given in gold.right else gold.right[0],
        answer=given,
        confidence=confidence,
        band=answer.review.band.value,
        group=gold.group,
        text=" ".join(f"{document.title} {document.text}".split())[:_QUOTED],
        gold=gold,
        codes=best.codes if best else {},
    )
