"""What the rules did to one document, in the few words that counting needs: from an answer or a line of a record."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from matcher.audit.record import Record
from matcher.model.assessment import Assessment
from matcher.model.rules import Rule

NAMING = ("named", "together", "typo")


class SeenHit(NamedTuple):
    """A hit: its term, how it was found, where it stands, and the doubts with their cues."""

    term: str
    how: str
    field: str
    start: int
    end: int
    doubts: tuple[tuple[str, str], ...]


class SeenRule(NamedTuple):
    """What one rule made of a document; `set_aside` is empty where it counts."""

    rule: str
    points: int
    set_aside: str
    hits: tuple[SeenHit, ...]

    @property
    def carrying(self) -> list[SeenHit]:
        """The undoubted hits that name the thing, else all undoubted ones."""
        sure = [hit for hit in self.hits if not hit.doubts]
        return [hit for hit in sure if hit.how in NAMING] or sure


class Seen(NamedTuple):
    """One document. `cut` gives the words of a field; empty where the record holds no texts."""

    id: str
    status: str
    reasons: tuple[str, ...]
    rules: tuple[SeenRule, ...]
    cut: Callable[[str, int, int], str]


def seen_in_answers(answers: Iterable[Assessment], rules: tuple[Rule, ...]) -> Iterator[Seen]:
    """What the rules did, answer by answer."""
    for answer in answers:
        document = answer.document
        candidates = answer.reading.candidates if answer.reading else ()
        yield Seen(
            document.id,
            answer.status.value,
            answer.review.reasons,
            tuple(
                SeenRule(
                    rules[one.rule].id,
                    one.points,
                    one.set_aside,
                    tuple(
                        SeenHit(
                            hit.term,
                            hit.how.value,
                            *hit.span,
                            tuple((doubt.kind.value, doubt.cue) for doubt in hit.doubts) if hit.doubts else (),
                        )
                        for hit in one.hits
                    ),
                )
                for one in candidates
            ),
            _cutter(document.title, document.text),
        )


def seen_in_record(record: Record) -> Iterator[Seen]:
    """What the rules did, line by line of a record. Raises Refusal where a line cannot be read."""
    for line in record.lines():
        document, told = record.document(line), line.decision
        yield Seen(
            str(line.document.get("id", "")),
            told["status"],
            tuple(told["review"]["reasons"]),
            tuple(
                SeenRule(one["rule"], one["points"], one["set_aside"], tuple(map(_hit, one["hits"])))
                for one in told["rules"]
            ),
            _cutter(document.title, document.text) if document else _cutter("", ""),
        )


def _hit(told: dict[str, Any]) -> SeenHit:
    doubts = tuple((one["kind"], one.get("cue", "")) for one in told.get("doubts", ()))
    return SeenHit(told["term"], told["how"], told["field"], told["start"], told["end"], doubts)


def _cutter(title: str, text: str) -> Callable[[str, int, int], str]:
    return lambda field, start, end: (title if field == "title" else text)[start:end]
