"""What came of many documents, gathered as their answers pass by; memory does not grow with rows that are not told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from matcher.model.assessment import Assessment
from matcher.model.rules import PackIdentity
from matcher.model.states import Band
from matcher.tell.page.answer import name_of

_FIRST = (Band.REVIEW, Band.ACCEPT, Band.REJECT)
_BEGINNING = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One document in a line. `codes` are those of its best match in the lists that rule."""

    number: int
    id: str
    name: str
    beginning: str
    status: str
    class_id: str
    activity: str
    codes: str
    confidence: str
    band: str
    reasons: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Overview:
    """Counts over all documents, the first `most_rows` of them in a line, and up to `most_whole` of each band whole."""

    most_rows: int
    most_whole: int
    documents: int = 0
    pack: PackIdentity | None = None
    statuses: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    bands: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    frameworks: dict[str, Counter[str]] = field(default_factory=dict)
    questions: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    dates: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: list[Row] = field(default_factory=list)
    whole: dict[str, list[tuple[int, Assessment]]] = field(default_factory=dict)

    def watch(self, answers: Iterable[Assessment]) -> Iterator[Assessment]:
        """Hand the answers on, gathering what they say."""
        for answer in answers:
            self.documents += 1
            self.pack = answer.pack
            self._count(answer)
            if len(self.rows) < self.most_rows:
                self.rows.append(_row(answer, self.documents))
            kept = self.whole.setdefault(answer.review.band.value, [])
            if len(kept) < self.most_whole:
                kept.append((self.documents, answer))
            yield answer

    def told(self) -> list[tuple[int, Assessment]]:
        """The documents that are told whole: those to review first, as many as are asked for, in the input's order."""
        chosen = [pair for band in _FIRST for pair in self.whole.get(band, ())][: self.most_whole]
        return sorted(chosen, key=lambda pair: pair[0])

    def _count(self, answer: Assessment) -> None:
        self.statuses[answer.status.value] += 1
        self.classes[answer.class_id] += 1
        self.bands[answer.review.band.value] += 1
        self.reasons.update(answer.review.reasons)
        self.dates[(answer.as_of.date.isoformat(), answer.as_of.source.value)] += 1
        for verdict in answer.matches[0].verdicts if answer.matches else ():
            self.frameworks.setdefault(verdict.framework, Counter())[verdict.status] += 1
        self.questions.update({(one.about, one.framework, one.id) for one in answer.questions})


def _row(answer: Assessment, number: int) -> Row:
    best = answer.matches[0] if answer.matches else None
    ruling = [verdict.edition or verdict.framework for verdict in best.verdicts] if best else []
    codes = [f"{name} {', '.join(best.codes[name])}" for name in ruling if best and best.codes.get(name)]
    document = answer.document
    return Row(
        number=number,
        id=document.id,
        name=name_of(answer),
        beginning=" ".join(document.text.split())[:_BEGINNING],
        status=answer.status.value,
        class_id=answer.class_id,
        activity=answer.activity,
        codes="; ".join(codes),
        confidence=f"{best.confidence / 100:.2f}" if best else "",
        band=answer.review.band.value,
        reasons=answer.review.reasons,
    )
