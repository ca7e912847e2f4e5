"""Candidates beside a person's records: the person wins, gaps are filled, what nobody spoke of is added."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from matcher.judge.materiality.candidates import Draft, stronger
from matcher.model.materiality import Factor, Rating, Record, RecordState
from matcher.model.topics import MaterialityBook

_HAPPENED = (RecordState.ACTUAL, RecordState.CURRENT)


def merged(
    records: Sequence[Record], drafts: Iterable[Draft], standard: str, book: MaterialityBook
) -> tuple[list[Record], tuple[str, ...]]:
    """The records with their gaps filled and the candidates added; and the topics that the standard has no code for."""
    kept = list(records)
    unplaced: list[str] = []
    added: dict[tuple[str, str], Record] = {}
    for draft in drafts:
        code = book.code_of(draft.topic, standard)
        if not code:
            unplaced.append(draft.topic)
            continue
        own = [at for at, one in enumerate(kept) if one.topic == code and one.kind is draft.kind]
        gross = [at for at in own if not kept[at].residual_of]
        if len(gross) == 1:
            kept[gross[0]] = _filled(kept[gross[0]], draft)
        elif not own:
            candidate = _candidate(draft, code, standard)
            known = added.get((code, draft.kind))
            added[code, draft.kind] = candidate if known is None else _joined(known, candidate)
    return [*kept, *added.values()], tuple(dict.fromkeys(unplaced))


def _candidate(draft: Draft, code: str, standard: str) -> Record:
    return Record(
        id=f"{draft.topic}-{draft.kind}",
        standard_version=standard,
        topic=code,
        kind=draft.kind,
        state=draft.state,
        value_chain=draft.value_chain,
        human_rights=draft.human_rights,
        ratings=dict(_fitting(draft.ratings, draft.state)),
        horizons={horizon: dict(_fitting(ratings, draft.state)) for horizon, ratings in draft.horizons.items()},
        candidate=True,
        rules=tuple(draft.rules),
        because=draft.because,
        checks=tuple(draft.checks),
    )


def _filled(record: Record, draft: Draft) -> Record:
    """A person's record with the gaps filled; a refusal to judge is no gap."""
    left_out = record.left_out
    return replace(
        record,
        ratings=_filled_ratings(record.ratings, dict(_fitting(draft.ratings, record.state))),
        horizons={
            horizon: _filled_ratings(
                record.horizons.get(horizon, {}), dict(_fitting(draft.horizons.get(horizon, {}), record.state))
            )
            for horizon in dict.fromkeys((*record.horizons, *draft.horizons))
            if horizon not in left_out
        },
        rules=tuple(draft.rules),
        checks=tuple(draft.checks),
    )


def _filled_ratings(own: dict[Factor, Rating], offered: dict[Factor, Rating]) -> dict[Factor, Rating]:
    filled = dict(own)
    for factor, rating in offered.items():
        known = own.get(factor)
        if known is None or not known.given:
            filled[factor] = rating
        elif known.value is not None:
            filled[factor] = replace(known, superseded=(*known.superseded, rating, *rating.superseded))
    return filled


def _joined(one: Record, other: Record) -> Record:
    """Two candidates that fall on one code of the standard."""
    ratings = {
        factor: stronger(one.ratings[factor], other.ratings[factor])
        if factor in one.ratings and factor in other.ratings
        else one.ratings.get(factor) or other.ratings[factor]
        for factor in dict.fromkeys((*one.ratings, *other.ratings))
    }
    horizons = {
        horizon: {**other.horizons.get(horizon, {}), **one.horizons.get(horizon, {})}
        for horizon in dict.fromkeys((*one.horizons, *other.horizons))
    }
    happened = next((each.state for each in (one, other) if each.state in _HAPPENED), one.state)
    return replace(
        one,
        state=happened,
        human_rights=one.human_rights or other.human_rights,
        ratings=dict(_fitting(ratings, happened)),
        horizons={horizon: dict(_fitting(each, happened)) for horizon, each in horizons.items()},
        rules=tuple(dict.fromkeys((*one.rules, *other.rules))),
        checks=tuple(dict.fromkeys((*one.checks, *other.checks))),
    )


def _fitting(ratings: dict[Factor, Rating], state: RecordState) -> Iterator[tuple[Factor, Rating]]:
    """The ratings without a likelihood for what has happened already."""
    yield from (
        (factor, rating)
        for factor, rating in ratings.items()
        if factor is not Factor.LIKELIHOOD or state not in _HAPPENED
    )
