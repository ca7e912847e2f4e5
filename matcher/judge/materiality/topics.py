"""From records to topics: the greatest of each kind, never a sum, a mean or a difference (2.8 of the method)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from matcher.judge.materiality.verdicts import of_axis, of_topic, weakest
from matcher.model.materiality import STRONGEST_FIRST, Axis, MaterialVerdict, NoneFound, RecordKind
from matcher.model.ratings import KindResult, RecordResult, TopicResult
from matcher.model.topics import MaterialityBook


def topics_of(
    results: Sequence[RecordResult], none_found: Sequence[NoneFound], standard: str, book: MaterialityBook
) -> tuple[TopicResult, ...]:
    """The result of every topic that somebody or some rule speaks of, in the order of the standard's codes."""
    codes = {one.record.topic for one in results} | {one.topic for one in none_found}
    order = {code: at for at, code in enumerate(codes_of(standard, book))}
    return tuple(
        _topic(
            code,
            [one for one in results if one.record.topic == code],
            tuple(one for one in none_found if one.topic == code),
            standard,
            book,
        )
        for code in sorted(codes, key=lambda one: (order.get(one, len(order)), one))
    )


def codes_of(standard: str, book: MaterialityBook) -> list[str]:
    """Every code of a standard in its order: by letters first, then by the numbers in it."""
    codes = {code for topic in book.topics.values() for code in topic.codes.get(standard, ())}
    return sorted(codes, key=code_order)


def code_order(code: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts E2 after E1.10, Art. 9 before Art. 30, and E, S, G in that order."""
    pieces: list[tuple[int, int, str]] = []
    run = ""
    for letter in f"{code} ":
        if run and letter.isdigit() != run[-1].isdigit():
            pieces.append((0, int(run), "") if run.isdigit() else (1, "ESG".find(run), run))
            run = ""
        run += letter
    return tuple(pieces)


def _topic(
    code: str,
    results: Sequence[RecordResult],
    none_found: tuple[NoneFound, ...],
    standard: str,
    book: MaterialityBook,
) -> TopicResult:
    topic = book.topic_of(standard, code)
    deciding = [one for one in results if one.decides]
    kinds = {
        kind: _kind([one for one in deciding if one.record.kind is kind])
        for kind in RecordKind
        if any(one.record.kind is kind for one in deciding)
    }
    axes = {
        axis: of_axis(
            [one.verdict for one in deciding if one.record.axis is axis],
            none_found=any(one.axis is axis for one in none_found),
        )
        for axis in Axis
    }
    verdict = of_topic(axes[Axis.IMPACT], axes[Axis.FINANCIAL])
    return TopicResult(
        code=code,
        topic=topic.id if topic else "",
        name=topic.name if topic else {},
        pillar=topic.pillar if topic else "",
        kinds=kinds,
        axes=axes,
        verdict=verdict,
        confidence=weakest([one.confidence for kind, one in kinds.items() if one.confidence and _bears(one, verdict)]),
        none_found=none_found,
        managed=any(one.managed for one in results),
    )


def _bears(kind: KindResult, verdict: MaterialVerdict) -> bool:
    """Whether the verdict of a topic rests on this kind: on the ones that say it, or on all where none does alone."""
    return kind.verdict is verdict or verdict in (MaterialVerdict.INCOMPLETE, MaterialVerdict.NOT_ASSESSED)


def _kind(results: Sequence[RecordResult]) -> KindResult:
    """The greatest of one kind; the record it comes from is the strongest, then the one with the highest bounds."""
    leading = min(
        results,
        key=lambda one: (STRONGEST_FIRST.index(one.verdict), -(one.upper or Fraction(0)), one.record.id),
    )
    scores = [one.score for one in results]
    return KindResult(
        verdict=of_axis([one.verdict for one in results], none_found=False),
        records=len(results),
        record=leading.record.id,
        score=_greatest(scores) if None not in scores else leading.score,
        lower=_greatest(one.lower for one in results),
        upper=_greatest(one.upper for one in results),
        confidence=leading.confidence,
    )


def _greatest(values: Iterable[Fraction | None]) -> Fraction | None:
    return max((one for one in values if one is not None), default=None)
