"""The whole screening of one project: sources gathered, records judged, topics told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.judge.materiality.candidates import Drafts
from matcher.judge.materiality.faults import faults_between, faults_of, faults_of_topic
from matcher.judge.materiality.merging import merged
from matcher.judge.materiality.mitigation import settle
from matcher.judge.materiality.records import RecordJudge
from matcher.judge.materiality.topics import topics_of
from matcher.judge.materiality.verdicts import DECIDED
from matcher.model.assessment import Assessment
from matcher.model.evidence import Hit
from matcher.model.materiality import (
    Axis,
    Factor,
    MaterialVerdict,
    NoneFound,
    OutOfScope,
    Record,
    Register,
    SectorPrior,
)
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.ratings import Fault, Materiality, MissingFactor, Noticed, RecordResult
from matcher.model.rules import Pack
from matcher.model.states import DoubtKind
from matcher.model.topics import MaterialityBook

NO_MATERIALITY = "this pack holds nothing about materiality: it has no taxonomy/topics and no rules/materiality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What candidates may be made of beside the register: an assessment, words noticed in its text, sector priors."""

    assessment: Assessment | None = None
    hits: Sequence[Hit] = ()
    priors: Sequence[SectorPrior] = ()


_REGISTER_ALONE = Sources()


class Rater:
    """Rates projects by one pack. Raises Refusal where the pack holds nothing about materiality."""

    def __init__(self, pack: Pack) -> None:
        if pack.materiality is None:
            raise Refusal(NO_MATERIALITY)
        self._book: MaterialityBook = pack.materiality
        self._taxonomy = pack.taxonomy
        self._judges = {preset.id: RecordJudge(self._book, preset) for preset in self._book.presets.values()}

    def problems(self, register: Register, standard: str = "") -> list[Problem]:
        """Everything that cannot be right in a register, each with its place. `standard` is the one asked for."""
        demanded = standard or _standard_of(register)
        found = [
            (record.at(fault.column), fault)
            for record in register.records
            for fault in faults_of(record, self._book, register.records)
        ]
        found += [(record.at(fault.column), fault) for record, fault in faults_between(register.records, demanded)]
        statements: tuple[NoneFound | OutOfScope, ...] = (*register.none_found, *register.out_of_scope)
        found += [(said.place, fault) for said in statements for fault in faults_of_topic(said, self._book, demanded)]
        for result in self._judged(register, self._book.default_preset):
            found += [(result.record.at(fault.column), fault) for fault in result.faults]
        return sorted({_problem(place, fault) for place, fault in found})

    def rate(
        self, register: Register, standard: str = "", preset: str = "", sources: Sources = _REGISTER_ALONE
    ) -> Materiality:
        """The screening of one project; a record with a fault is an error in it and counts for nothing else.

        `standard` and `preset` are those of the register and of the pack where none is named.
        """
        follows = standard or _standard_of(register) or self._book.default_standard
        noticed = tuple(self._noticed(sources))
        drafts = Drafts(self._book, self._taxonomy)
        if sources.assessment is not None:
            drafts.from_matches(sources.assessment)
            drafts.from_text(noticed)
            drafts.from_priors(sources.priors, sources.assessment, self._topics_by_code())
        aside = {one.topic for one in register.out_of_scope}
        records, unplaced = merged(register.records, drafts.found.values(), follows, self._book)
        whole = Register(
            records=tuple(one for one in records if one.topic not in aside or not one.candidate),
            none_found=register.none_found,
            out_of_scope=register.out_of_scope,
        )
        chosen = preset or self._book.default_preset
        results = settle(self._judged(whole, chosen), self._book)
        topics = topics_of(
            [one for one in results if one.record.topic not in aside], whole.none_found, follows, self._book
        )
        return Materiality(
            standard=follows,
            preset=chosen,
            thresholds={
                kind: self._book.presets[chosen].threshold(kind) for kind in self._book.presets[chosen].material_from
            },
            records=tuple(results),
            topics=topics,
            in_scope=len(topics),
            decided=sum(all(one.axes[axis] in DECIDED for axis in Axis) for one in topics),
            out_of_scope=register.out_of_scope,
            noticed=noticed,
            missing=tuple(self._missing(results)),
            unplaced=unplaced,
        )

    def _judged(self, register: Register, preset: str) -> list[RecordResult]:
        judge = self._judges[preset]
        return [judge.judge(one, faults_of(one, self._book, register.records)) for one in register.records]

    def _noticed(self, sources: Sources) -> Iterator[Noticed]:
        """The hits as what they say: a negated one, or one of a claim rule, is a claim; another thing is left out."""
        document = sources.assessment.document if sources.assessment else None
        fields = {"title": document.title, "text": document.text} if document else {}
        for hit in sources.hits:
            rule = self._book.text_rules[hit.rule]
            kinds = {doubt.kind for doubt in hit.doubts}
            if DoubtKind.NOT_IT in kinds or DoubtKind.GUARD in kinds:
                continue
            quote = fields[hit.span.field][hit.span.start : hit.span.end]
            for doubt in hit.doubts:
                if doubt.kind is DoubtKind.NEGATED:
                    low = min(doubt.cue_span.start, hit.span.start)
                    quote = fields[hit.span.field][low : max(doubt.cue_span.end, hit.span.end)]
            yield Noticed(
                rule=rule.id,
                name=rule.name,
                because=rule.because,
                hit=hit,
                quote=quote,
                claim=rule.claim or DoubtKind.NEGATED in kinds,
            )

    def _topics_by_code(self) -> dict[str, str]:
        """Our topic for every code written as `standard code`."""
        return {
            f"{standard} {code}": topic.id
            for topic in self._book.topics.values()
            for standard, codes in topic.codes.items()
            for code in codes
        }

    def _missing(self, results: Iterable[RecordResult]) -> Iterator[MissingFactor]:
        """The factors that would settle what is open, asked of the user."""
        for one in results:
            if one.verdict not in (MaterialVerdict.INCOMPLETE, MaterialVerdict.NOT_ASSESSED):
                continue
            for column in one.missing:
                asks = self._book.scales[Factor(column.rpartition(".")[2])].asks
                yield MissingFactor(record=one.record.id, topic=one.record.topic, column=column, asks=asks)


def _standard_of(register: Register) -> str:
    said: tuple[Record | NoneFound | OutOfScope, ...] = (
        *register.records,
        *register.none_found,
        *register.out_of_scope,
    )
    return said[0].standard_version if said else ""


def _problem(place: Place, fault: Fault) -> Problem:
    found = f" {fault.found!r}" if fault.found else ""
    hint = f"Expected: {fault.expected}." if fault.expected else ""
    return Problem(place=place, message=f"{fault.code} in {fault.column}{found}", hint=hint)
