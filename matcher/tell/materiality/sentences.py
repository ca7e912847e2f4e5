"""Every step from what was given to a verdict, as sentences: the waterfall of one record."""

from collections.abc import Iterator

from matcher.model.materiality import Factor, Horizon, MaterialVerdict, Origin, Rating, Record, RecordKind
from matcher.model.ratings import Fault, MissingFactor, RecordResult
from matcher.model.topics import MaterialityBook
from matcher.tell.materiality.numbers import shown
from matcher.tell.voice import Voice

_SEVERITY = (Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY)
_OPEN = (MaterialVerdict.INCOMPLETE, MaterialVerdict.MATERIAL, MaterialVerdict.NOT_MATERIAL)


class Waterfall:
    """Tells records in one language."""

    def __init__(self, book: MaterialityBook, voice: Voice) -> None:
        self._book = book
        self._voice = voice
        self._say = voice.say

    def of(self, result: RecordResult) -> Iterator[str]:
        """The sentences of one record, in the order of the method."""
        record = result.record
        if result.faults:
            yield from (self.fault(fault) for fault in result.faults)
            return
        if record.candidate or record.because:
            yield self._say("mat_candidate", rules=", ".join(record.rules), because=self._voice.word(record.because))
        yield from self._checks(record)
        for column, rating in columns_of(record):
            yield from self._given(column, rating)
        yield from self._numbers(result)
        yield from self._rules(result)
        yield from self._ends(result)

    def fault(self, fault: Fault) -> str:
        """What is wrong with a record."""
        return self._say("mat_fault", code=fault.code, column=fault.column, found=fault.found, expected=fault.expected)

    def column(self, column: str) -> str:
        """A factor by its name, with its horizon where it has one."""
        horizon, _, factor = column.rpartition(".")
        name = self._voice.word(self._book.scales[Factor(factor)].name)
        return f"{name} ({self._voice.word(self._book.horizons[Horizon(horizon)])})" if horizon else name

    def question(self, missing: MissingFactor) -> str:
        """What is asked of the user for one factor."""
        return self._say(
            "mat_question", topic=missing.topic, factor=self.column(missing.column), asks=self._voice.word(missing.asks)
        )

    def _checks(self, record: Record) -> Iterator[str]:
        for one in record.checks:
            on = one.on.isoformat() if one.on else "-"
            by = f"{one.by}, {one.verified_by}" if one.verified_by else one.by
            told = self._say("mat_check_met" if one.met else "mat_check_not_met", about=one.about)
            yield self._say("mat_check", told=told, by=by, on=on, document=one.document or "-")

    def _given(self, column: str, rating: Rating) -> Iterator[str]:
        if rating.declined:
            yield self._say("mat_declined", factor=self.column(column))
        if rating.value is None:
            return
        anchors = self._book.scales[Factor(column.rpartition(".")[2])].anchors
        meaning = self._voice.word(anchors[rating.value - 1]) if 1 <= rating.value <= len(anchors) else ""
        source = self._source(rating)
        yield self._say("mat_given", factor=self.column(column), value=rating.value, meaning=meaning, source=source)
        if rating.shifted_from is not None:
            yield self._say("mat_shifted", factor=self.column(column), before=rating.shifted_from, value=rating.value)
        for beaten in rating.superseded:
            if beaten.value is not None and beaten.value != rating.shifted_from:
                yield self._say("mat_beaten", value=beaten.value, source=self._source(beaten))

    def _source(self, rating: Rating) -> str:
        key = f"mat_from_{rating.origin}"
        if rating.origin is Origin.USER and not rating.evidence:
            key = "mat_from_user_without"
        return self._say(
            key, evidence=rating.evidence, rule=rating.rule, because=self._voice.word(rating.because).rstrip(".\u3002")
        )

    def _numbers(self, result: RecordResult) -> Iterator[str]:
        values = {column: rating.value for column, rating in used_of(result) if rating.value is not None}
        if result.record.kind in (RecordKind.RISK, RecordKind.OPPORTUNITY):
            for horizon, number in result.by_horizon.items():
                likelihood = values.get(f"{horizon}.likelihood")
                key = "mat_horizon" if likelihood else "mat_horizon_current"
                yield self._say(
                    key,
                    horizon=self._voice.word(self._book.horizons[horizon]),
                    magnitude=values.get(f"{horizon}.magnitude"),
                    likelihood=likelihood,
                    score=shown(number),
                )
            for horizon, because in result.record.left_out.items():
                yield self._say("mat_left_out", horizon=self._voice.word(self._book.horizons[horizon]), because=because)
        elif result.severity is not None:
            factors = [values[factor] for factor in _SEVERITY if factor in values]
            mean = f"{sum(factors)}/{len(factors)}"
            yield self._say("mat_severity", mean=mean, greatest=max(factors), severity=shown(result.severity))

    def _rules(self, result: RecordResult) -> Iterator[str]:
        values = dict(used_of(result))
        likelihood = values.get("likelihood")
        bounds = (result.missing or result.declined) and result.lower is not None
        if bounds:
            names = ", ".join(self.column(one) for one in (*result.missing, *result.declined))
            yield self._say("mat_bounds", missing=names, lower=shown(result.lower), upper=shown(result.upper))
        for rule in result.rules:
            name, _, horizon = rule.partition(":")
            yield self._say(
                f"mat_rule_{name}",
                severity=shown(result.severity, "?"),
                likelihood=likelihood.value if likelihood and likelihood.value else "?",
                score=shown(result.score, "?"),
                threshold=shown(result.threshold),
                lower=shown(result.lower),
                upper=shown(result.upper),
                horizon=self._voice.word(self._book.horizons[Horizon(horizon)]) if horizon else "",
            )

    def _ends(self, result: RecordResult) -> Iterator[str]:
        verdict = self._say(f"verdict_{result.verdict}")
        if result.score is not None:
            yield self._say(
                "mat_compared", score=shown(result.score), threshold=shown(result.threshold), verdict=verdict
            )
        elif result.verdict in _OPEN:
            yield self._say("mat_concluded", verdict=verdict)
        for one in result.record.overrides:
            yield self._say(
                "mat_override",
                what=one.what,
                value=one.value,
                by=one.by,
                on=one.on,
                because=one.because,
                document=one.document,
            ) + (self._say("mat_override_second", second=one.second) if one.second else "")
        if result.record.overrides and result.computed is not result.verdict:
            yield self._say("mat_computed", verdict=self._say(f"verdict_{result.computed}"))
        if result.verdict.value.startswith("indicative"):
            on_evidence = self._say(f"verdict_{result.on_evidence}")
            yield self._say("mat_indicative", confidence=result.confidence, verdict=on_evidence)
        if result.record.residual_of:
            key = "mat_residual_decides" if result.decides else "mat_residual_shown"
            yield self._say(key, gross=result.record.residual_of)
        if result.managed:
            yield self._say("mat_managed")


def columns_of(record: Record) -> Iterator[tuple[str, Rating]]:
    """Every rating of a record with its column, in the order of the factors and horizons."""
    yield from ((factor.value, record.ratings[factor]) for factor in Factor if factor in record.ratings)
    for horizon in Horizon:
        ratings = record.horizons.get(horizon, {})
        yield from ((f"{horizon}.{factor}", ratings[factor]) for factor in Factor if factor in ratings)


def used_of(result: RecordResult) -> Iterator[tuple[str, Rating]]:
    """The ratings that the numbers rest on: those given, with overridden ones in their place."""
    ratings = dict(columns_of(result.record))
    for one in result.record.overrides:
        if one.value.isdigit() and one.what.rpartition(".")[2] in set(Factor):
            ratings[one.what] = Rating(value=int(one.value), evidence=one.document)
    yield from ratings.items()
