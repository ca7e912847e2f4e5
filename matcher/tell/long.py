"""The long form of an answer: tables that stand beside the rows, linked to them by the number of the row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from fractions import Fraction

from matcher.model.assessment import Assessment, Excluded, Match, SetAside
from matcher.model.evidence import Measurement, Span
from matcher.model.rules import Pack
from matcher.model.states import Basis
from matcher.tell.cells import Cells
from matcher.tell.columns import Column, Kind
from matcher.tell.voice import Voice

ROW = Column(name="tm_row", kind=Kind.WHOLE)
_CANDIDATE = Column(name="candidate", kind=Kind.WHOLE)
_NUMBER = Column(name="number", kind=Kind.WHOLE)
_PLACE = (
    Column(name="field", kind=Kind.WORD),
    Column(name="start", kind=Kind.WHOLE),
    Column(name="end", kind=Kind.WHOLE),
    Column(name="quote"),
)
_MATCH, _PART, _ASIDE, _SUBJECT, _BARS = "match", "part", "set_aside", "excluded", "exclusion"
_EXACT = Context(prec=40, traps=[Inexact])
_WRITTEN = {True: "true", False: "false"}

Candidate = Match | SetAside | Excluded
Lists = Callable[[Iterable[str]], str]
Spoken = Callable[[Assessment], Voice]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTable:
    """A table beside the rows. `key` are the columns that name a line of it; `of` gives the lines of one answer,
    each without the number of its row, which stands first in `columns`. `parent` is the side table whose lines its
    own belong to, if not to the rows themselves.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    of: Callable[[Assessment], Iterator[list[str]]]
    parent: str = ""


def side_tables(pack: Pack, cells: Cells, spoken: Spoken, lists: Lists) -> tuple[SideTable, ...]:
    """The candidates of each answer, and for each of them its evidence, its criteria and the figures found for it."""
    tables = _Tables(pack, cells, spoken, lists)
    standing = tuple(
        Column(name=name, kind=Kind.LIST if name.endswith("_codes") else Kind.WORD) for name in cells.standing_columns
    )
    numbered = (ROW, _CANDIDATE, _NUMBER)
    return (
        SideTable(
            name="candidates",
            columns=(
                *(ROW, _CANDIDATE),
                *_words("fate", "finds", "name", "class"),
                Column(name="points", kind=Kind.WHOLE),
                Column(name="confidence", kind=Kind.SHARE),
                *_words("rule", "reason", "because"),
                *standing,
            ),
            key=("tm_row", "candidate"),
            of=tables.candidates,
        ),
        SideTable(
            name="evidence",
            columns=(
                *numbered,
                *_words("rule", "term", "how", "role", "language"),
                *_PLACE,
                Column(name="doubted", kind=Kind.YES_OR_NO),
                Column(name="doubts", kind=Kind.LIST),
            ),
            key=("tm_row", "candidate", "number"),
            of=tables.evidence,
            parent="candidates",
        ),
        SideTable(
            name="criteria",
            columns=(
                *numbered,
                *_words("criterion", "framework", "code", "outcome", "basis", "limit", "value", "unit"),
                *_PLACE,
                *_words("missing", "source", "verified", "by"),
            ),
            key=("tm_row", "candidate", "number"),
            of=tables.criteria,
            parent="candidates",
        ),
        SideTable(
            name="quantities",
            columns=(
                *(ROW, _NUMBER, _CANDIDATE),
                *_words("measure", "basis", "written", "low", "high", "unit", "word"),
                Column(name="present", kind=Kind.YES_OR_NO),
                *_words("unclear"),
                *_PLACE,
            ),
            key=("tm_row", "number"),
            of=tables.quantities,
        ),
    )


class _Tables:
    """The lines of the tables. Candidates are numbered from 1: matches best first, exclusions, then those set aside."""

    def __init__(self, pack: Pack, cells: Cells, spoken: Spoken, lists: Lists) -> None:
        self._rules = pack.book.rules
        self._taxonomy = pack.taxonomy
        self._cells = cells
        self._no_standing = [lists(()) if name.endswith("_codes") else "" for name in cells.standing_columns]
        self._spoken = spoken
        self._lists = lists

    def candidates(self, answer: Assessment) -> Iterator[list[str]]:
        """Everything that the text was taken for, with what became of it."""
        voice = self._spoken(answer)
        for number, one in _numbered(answer):
            head = [str(number)]
            if isinstance(one, Match):
                fate = _PART if one.part else _MATCH
                confidence = f"{one.confidence / 100:.2f}"
                head += [fate, one.activity, voice.word(one.name), one.class_id, str(one.points), confidence]
                yield [*head, one.rule, "", "", *self._cells.standing(one)]
            elif isinstance(one, Excluded):
                fate, rule = _SUBJECT if one.subject else _BARS, self._rules[one.hits[0].rule].id if one.hits else ""
                head += [fate, one.id, voice.word(one.name), one.class_id, str(one.points), ""]
                yield [*head, rule, "", voice.word(one.because), *self._no_standing]
            else:
                head += [_ASIDE, one.finds, voice.word(one.name), "", str(one.points), ""]
                because = voice.word(one.because) or voice.say(f"set_aside_{one.reason}")
                yield [*head, one.rule, one.reason, because, *self._no_standing]

    def evidence(self, answer: Assessment) -> Iterator[list[str]]:
        """Every hit of every candidate, the doubted ones with their doubts."""
        fields = _fields(answer)
        for candidate, one in _numbered(answer):
            for number, hit in enumerate(one.hits, 1):
                rule = self._rules[hit.rule]
                yield [
                    *(str(candidate), str(number)),
                    *(rule.id, hit.term, hit.how.value, rule.role or "", hit.language),
                    *_place(hit.span, fields),
                    _WRITTEN[bool(hit.doubts)],
                    self._lists(f'{doubt.kind.value} "{doubt.cue}"' for doubt in hit.doubts),
                ]

    def criteria(self, answer: Assessment) -> Iterator[list[str]]:
        """Every criterion of every match, with what is known of it."""
        voice, fields = self._spoken(answer), _fields(answer)
        for candidate, match in enumerate(answer.matches, 1):
            for number, one in enumerate(match.findings, 1):
                yield [
                    *(str(candidate), str(number)),
                    *(one.id, one.framework, one.code, one.outcome.value, one.basis.value if one.basis else ""),
                    *(one.limit, one.value, one.unit),
                    *_place(one.span, fields),
                    *(voice.word(one.missing), one.source, one.verified, one.by),
                ]

    def quantities(self, answer: Assessment) -> Iterator[list[str]]:
        """Every figure and fact found in the text for a candidate, then those that the owner supplied."""
        fields = _fields(answer)
        found = list(self._measured(answer))
        for number, (candidate, one) in enumerate(found, 1):
            low, high = self._bounds(one)
            yield [
                *(str(number), candidate, one.measure, one.basis.value, one.written),
                *(low, high, one.unit, one.word),
                *("" if one.present is None else _WRITTEN[one.present], one.unclear),
                *_place(one.span, fields),
            ]
        nothing = ["", "", "", "", "", "", *_place(None, fields)]
        for number, (measure, written) in enumerate(sorted(answer.document.data.items()), len(found) + 1):
            yield [str(number), "", measure, Basis.SUPPLIED.value, written, *nothing]

    def _measured(self, answer: Assessment) -> Iterator[tuple[str, Measurement]]:
        """The measurements in the text, each with the number of its candidate, if that is one of the answer's."""
        numbers: dict[str, str] = {}
        for number, one in _numbered(answer):
            if not isinstance(one, Excluded):
                numbers.setdefault(one.rule, str(number))
        for rule, measured in answer.reading.measurements.items() if answer.reading else ():
            for measurement in measured:
                yield numbers.get(self._rules[rule].id, ""), measurement

    def _bounds(self, one: Measurement) -> tuple[str, str]:
        """The lowest and the highest value that the figure may have, in its unit; empty where it is open."""
        figure = one.figure
        if figure is None:
            return "", ""
        unit = self._taxonomy.units.get(one.unit)
        factor = Fraction(unit.factor) if unit else Fraction(1)
        low, high = (None if value is None else value / factor for value in (figure.low, figure.high))
        return _decimal(low), _decimal(high)


def _numbered(answer: Assessment) -> Iterator[tuple[int, Candidate]]:
    everything: Sequence[Candidate] = (*answer.matches, *answer.exclusions, *answer.set_aside)
    return iter(enumerate(everything, 1))


def _words(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind=Kind.WORD) for name in names)


def _fields(answer: Assessment) -> dict[str, str]:
    return {"title": answer.document.title, "text": answer.document.text}


def _place(span: Span | None, fields: dict[str, str]) -> list[str]:
    """The cells of a place in the text; empty where there is none."""
    if span is None:
        return ["", "", "", ""]
    return [span.field, str(span.start), str(span.end), fields[span.field][span.start : span.end]]


def _decimal(value: Fraction | None) -> str:
    """An exact value as a decimal number; as a fraction where that has no end."""
    if value is None:
        return ""
    try:
        return format(_EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)), "f")
    except Inexact:
        return str(value)
