"""What is known of the criteria of one listing, one by one and together.

Everything is three-valued: what no evidence settles stays open, for each criterion, for each group and for the whole.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag

from matcher.judge.limits import compare
from matcher.model.assessment import Finding
from matcher.model.document import Attestation
from matcher.model.evidence import Measurement
from matcher.model.states import Basis, Outcome
from matcher.model.taxonomy import Condition, CriteriaGroup, Criterion, Item, Listing, Taxonomy, Words

_STRENGTH = {basis: rank for rank, basis in enumerate(Basis)}


class May(IntFlag):
    """What a criterion or a group may turn out to be; several at once mean that something is unknown."""

    BE_MET = 1
    FAIL = 2
    NOT_APPLY = 4


_MAY = {Outcome.MET: May.BE_MET, Outcome.NOT_MET: May.FAIL}
_OPEN = May.BE_MET | May.FAIL
_CERTAIN = (May.BE_MET, May.FAIL, May.NOT_APPLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about a match: the strongest measurements of each measure, and attestations by criterion id."""

    measurements: Mapping[str, tuple[Measurement, ...]] = field(default_factory=dict)
    attested: Mapping[str, Attestation] = field(default_factory=dict)


NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What criteria are judged against. `attested_only` lets nothing but attestations answer a criterion."""

    day: datetime.date
    taxonomy: Taxonomy
    evidence: Evidence
    attested_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One criterion judged: its outcome for people, what it may be for its group, and what stays to be asked.

    `gate`: it decides whether other criteria apply, and is itself neither passed nor failed.
    """

    criterion: Criterion
    outcome: Outcome
    may: May
    gate: bool
    basis: Basis | None
    measurement: Measurement | None
    by: str
    missing: Words
    against_figure: bool
    conflicting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaJudgement:
    """All criteria of a listing judged: what they may be together, and those whose answer could still change that."""

    may: May
    rulings: tuple[Ruling, ...]
    open: tuple[Ruling, ...]

    @property
    def met(self) -> bool:
        """Whether the criteria are met for certain."""
        return self.may == May.BE_MET

    @property
    def failed(self) -> bool:
        """Whether they are not met for certain."""
        return self.may == May.FAIL

    @property
    def shows_green(self) -> bool:
        """Whether the criteria are met, or at least one is for certain and none is not met."""
        if self.met:
            return True
        judged = [ruling for ruling in self.rulings if not ruling.gate]
        return any(ruling.outcome is Outcome.MET and ruling.may == May.BE_MET for ruling in judged) and not any(
            ruling.outcome is Outcome.NOT_MET for ruling in judged
        )


def gather(
    stated: Iterable[Measurement], supplied: Iterable[Measurement], attested: Mapping[str, Attestation]
) -> Evidence:
    """The evidence about a match: of each measure only what stands on the strongest basis."""
    by_measure: dict[str, list[Measurement]] = {}
    for measurement in sorted((*supplied, *stated), key=lambda one: -_STRENGTH[one.basis]):
        kept = by_measure.setdefault(measurement.measure, [])
        if not kept or measurement.basis is kept[0].basis:
            kept.append(measurement)
    return Evidence(measurements={measure: tuple(kept) for measure, kept in by_measure.items()}, attested=attested)


def judge_criteria(group: CriteriaGroup, setting: Setting) -> CriteriaJudgement:
    """Judge the criteria of a listing that are valid on the day.

    A criterion that is not valid then is left out. One whose condition or trigger does not hold does not apply and
    weighs nothing. One that an exemption waives counts as met. Criteria of which none applies are not met.
    """
    applicable = list(_in_force(group, setting, Outcome.MET))
    answers = {criterion.id: _answer(criterion, setting) for criterion, _ in applicable}
    waived = _at_gates(((one.waives, one, applies) for one, applies in applicable), answers)
    asked_for = _at_gates(((one.asks_for, one, applies) for one, applies in applicable), answers)
    rulings: dict[str, Ruling] = {}
    for criterion, applies in applicable:
        applies_here = all_of((applies, asked_for.get(criterion.id, Outcome.MET)))
        waiver = waived.get(criterion.id, Outcome.NOT_MET)
        rulings[criterion.id] = _rule_on(criterion, answers[criterion.id], applies_here, waiver, setting)
    whole = _group_may(group, rulings, setting)
    still_open = () if whole in _CERTAIN else _still_open(group, rulings, setting)
    return CriteriaJudgement(may=whole, rulings=tuple(rulings.values()), open=tuple(still_open))


def findings_of(judgement: CriteriaJudgement, listing: Listing) -> tuple[Finding, ...]:
    """The rulings as readers see them."""
    return tuple(
        Finding(
            id=ruling.criterion.id,
            framework=listing.framework,
            code=listing.code,
            outcome=ruling.outcome,
            limit=ruling.criterion.must_be.written,
            source=str(ruling.criterion.source),
            basis=ruling.basis,
            value=ruling.measurement.written if ruling.measurement else "",
            unit=ruling.measurement.unit if ruling.measurement else "",
            span=ruling.measurement.span if ruling.measurement else None,
            missing=ruling.missing,
            verified=ruling.criterion.verified if listing.verified else "no",
            by=ruling.by,
        )
        for ruling in judgement.rulings
    )


def holds(condition: Condition, setting: Setting) -> Outcome:
    """Whether a condition on a measure holds. With `attested_only` what the text alone says does not count."""
    measured = setting.evidence.measurements.get(condition.measure, ())
    if setting.attested_only:
        measured = tuple(one for one in measured if one.basis is not Basis.STATED)
    return _agreed([compare(condition.must_be, one, setting.taxonomy) for one in measured])


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """`met` if all are, `not_met` if one is not, else `unknown`."""
    seen = set(outcomes)
    if Outcome.NOT_MET in seen:
        return Outcome.NOT_MET
    return Outcome.MET if seen <= {Outcome.MET} else Outcome.UNKNOWN


def is_valid(item: Criterion | CriteriaGroup | Item, day: datetime.date) -> bool:
    """Whether the day lies between the first and the last day of validity, both included."""
    return (item.since is None or item.since <= day) and (item.until is None or day <= item.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the evidence says of a criterion by itself, whether it applies or not."""

    outcome: Outcome
    basis: Basis | None = None
    measurement: Measurement | None = None
    by: str = ""
    against_figure: bool = False
    conflicting: bool = False


def _in_force(group: CriteriaGroup, setting: Setting, outer: Outcome) -> Iterator[tuple[Criterion, Outcome]]:
    """Each criterion valid on the day, in the order of the pack, and whether its conditions hold."""
    if not is_valid(group, setting.day):
        return
    applies = all_of((outer, holds(group.applies_when, setting))) if group.applies_when else outer
    for criterion in group.criteria:
        if is_valid(criterion, setting.day):
            condition = criterion.applies_when
            yield criterion, all_of((applies, holds(condition, setting))) if condition else applies
    for inner in group.groups:
        yield from _in_force(inner, setting, applies)


def _answer(criterion: Criterion, setting: Setting) -> _Answer:
    """The answer of the strongest evidence: an attestation before a figure; a judgement only by attestation."""
    measured = setting.evidence.measurements.get(criterion.measure, ()) if criterion.measure else ()
    outcomes = [compare(criterion.must_be, one, setting.taxonomy) for one in measured]
    attested = setting.evidence.attested.get(criterion.id)
    if attested is not None:
        outcome = Outcome.MET if attested.met else Outcome.NOT_MET
        return _Answer(
            outcome=outcome,
            basis=Basis.VERIFIED if attested.verified_by else Basis.ATTESTED,
            by=attested.verified_by or attested.by,
            against_figure=_agreed(outcomes) not in (outcome, Outcome.UNKNOWN),
        )
    if criterion.must_be.word == "judged":
        return _Answer(outcome=Outcome.QUALITATIVE)
    if setting.attested_only or not measured:
        return _Answer(outcome=Outcome.UNKNOWN)
    return _Answer(
        outcome=_agreed(outcomes),
        basis=measured[0].basis,
        measurement=measured[0],
        conflicting=Outcome.MET in outcomes and Outcome.NOT_MET in outcomes,
    )


def _agreed(outcomes: Sequence[Outcome]) -> Outcome:
    """What all outcomes say; `unknown` where they differ or there are none."""
    return outcomes[0] if outcomes and len(set(outcomes)) == 1 else Outcome.UNKNOWN


def _at_gates(
    gates: Iterable[tuple[tuple[str, ...], Criterion, Outcome]], answers: Mapping[str, _Answer]
) -> dict[str, Outcome]:
    """For each criterion named by a gate whether at least one of its gates holds."""
    at_gates: dict[str, Outcome] = {}
    for named, gate, applies in gates:
        answer = answers[gate.id].outcome
        opens = all_of((applies, Outcome.UNKNOWN if answer is Outcome.QUALITATIVE else answer))
        for criterion in named:
            before = at_gates.get(criterion, Outcome.NOT_MET)
            if Outcome.MET in (before, opens):
                at_gates[criterion] = Outcome.MET
            else:
                at_gates[criterion] = opens if before is Outcome.NOT_MET else before
    return at_gates


def _rule_on(criterion: Criterion, answer: _Answer, applies: Outcome, waived: Outcome, setting: Setting) -> Ruling:
    """The ruling on a criterion, given whether it applies and whether an exemption waives it."""
    gate = bool(criterion.waives or criterion.asks_for)
    may = _MAY.get(answer.outcome, _OPEN)
    outcome = answer.outcome
    if applies is Outcome.NOT_MET:
        may, outcome = May.NOT_APPLY, Outcome.NOT_APPLICABLE
    else:
        may |= May.BE_MET if waived is Outcome.UNKNOWN else May(0)
        may = May.BE_MET if waived is Outcome.MET else may
        may |= May.NOT_APPLY if applies is Outcome.UNKNOWN else May(0)
        if waived is Outcome.MET or (gate and outcome is Outcome.NOT_MET):
            outcome = Outcome.NOT_APPLICABLE
        elif outcome is Outcome.NOT_MET and may != May.FAIL:
            outcome = Outcome.UNKNOWN
    return Ruling(
        criterion=criterion,
        outcome=outcome,
        may=may,
        gate=gate,
        basis=answer.basis,
        measurement=answer.measurement,
        by=answer.by,
        missing={} if may in _CERTAIN else _question(criterion, answer, setting),
        against_figure=answer.against_figure,
        conflicting=answer.conflicting,
    )


def _question(criterion: Criterion, answer: _Answer, setting: Setting) -> Words:
    """What to ask next: whether the criterion applies, then the criterion itself; nothing where a gate is asked."""
    condition = criterion.applies_when
    if condition is not None and holds(condition, setting) is Outcome.UNKNOWN:
        return _asks_of(condition.measure, setting.taxonomy)
    if answer.outcome in (Outcome.MET, Outcome.NOT_MET):
        return {}
    return criterion.asks or _asks_of(criterion.measure, setting.taxonomy)


def _asks_of(measure: str, taxonomy: Taxonomy) -> Words:
    known = taxonomy.measures.get(measure)
    return known.asks if known else {}


def _members(group: CriteriaGroup, rulings: Mapping[str, Ruling], setting: Setting) -> list[May]:
    """What each valid member of a group may be; gates are no members."""
    own = [rulings[one.id].may for one in group.criteria if one.id in rulings and not rulings[one.id].gate]
    inner = [_group_may(one, rulings, setting) for one in group.groups if is_valid(one, setting.day)]
    return [*own, *(may for may in inner if may)]


def _group_may(group: CriteriaGroup, rulings: Mapping[str, Ruling], setting: Setting) -> May:
    """What a group may be; nothing at all where no member is valid on the day."""
    members = _members(group, rulings, setting)
    if not members:
        return May(0)
    may = May.NOT_APPLY if all(May.NOT_APPLY in member for member in members) else May(0)
    if may and all(member == May.NOT_APPLY for member in members):
        return may
    if group.needed == 0:
        may |= May.FAIL if any(May.FAIL in member for member in members) else May(0)
        can_pass = any(May.BE_MET in member for member in members) and May.FAIL not in members
        return may | May.BE_MET if can_pass else may
    surely_met = sum(member == May.BE_MET for member in members)
    perhaps_met = sum(May.BE_MET in member for member in members)
    surely_apply = sum(May.NOT_APPLY not in member for member in members)
    if surely_met < group.needed:
        may |= May.FAIL
    if perhaps_met >= group.needed or surely_apply < group.needed:
        may |= May.BE_MET
    return may


def _still_open(group: CriteriaGroup, rulings: Mapping[str, Ruling], setting: Setting) -> list[Ruling]:
    """The rulings whose answer could still change what the group is, in the order of the pack."""
    if not is_valid(group, setting.day) or _group_may(group, rulings, setting) in _CERTAIN:
        return []
    found = []
    for criterion in group.criteria:
        ruling = rulings.get(criterion.id)
        if ruling is None or not ruling.missing:
            continue
        named = [rulings[one] for one in (*criterion.waives, *criterion.asks_for) if one in rulings]
        if not ruling.gate or any(one.may not in _CERTAIN for one in named):
            found.append(ruling)
    for inner in group.groups:
        found += _still_open(inner, rulings, setting)
    return found
