"""The use of rules, told: as plain objects and as tables."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from matcher.audit.usage import Case, Pair, Quote, RuleUse, Use
from matcher.model.rules import RuleBook
from matcher.tell.sheets import Sheet
from matcher.tell.voice import Voice

_DIGITS = 6
_TERMS_TOLD = 3
_Key = TypeVar("_Key", str, tuple[str, str])


def use_object(use: RuleUse) -> dict[str, Any]:
    """Everything that was counted; shares are fractions of the documents."""
    return {
        "documents": use.documents,
        "documents_without_a_rule": use.without,
        "statuses": dict(_ordered(use.statuses)),
        "review_reasons": dict(_ordered(use.reasons)),
        "rules": [_rule(one, use.documents) for one in [*use.fired, *use.never]],
        "overlaps": [_pair(one) for one in use.overlaps],
        "terms": [
            {"rule": rule, "term": term, "documents": number, "alone": alone}
            for number, alone, rule, term in _terms(use)
        ],
        "doubts": [{"kind": kind, "cue": cue, "hits": number} for (kind, cue), number in _ordered(use.doubts)],
        "worth_a_rule": [_case(one) for one in use.worth_a_rule],
    }


def use_sheets(use: RuleUse, book: RuleBook, voice: Voice, most: int) -> list[Sheet]:
    """The tables a reader looks at, each with up to so many rows."""
    say = voice.say
    rules = [use.uses[one.id] for one in book.rules if one.id in use.uses]
    aside = sorted((one for one in rules if one.set_aside), key=lambda one: (-one.set_aside.total(), one.rule))
    silent = [one.rule for one in rules if not one.fired]
    return [
        Sheet(
            name="rules",
            title=say("audit_rows", rows=use.documents, fired=len(use.fired), never=len(silent)),
            heads=(
                say("audit_rule"),
                *(say(f"audit_{name}") for name in ("fired", "share", "alone", "terms", "quotes")),
            ),
            rows=tuple(
                (
                    *(one.rule, str(one.fired), _percent(one.fired, use.documents), str(one.alone)),
                    ", ".join(f"{term} {number}" for term, number in _ordered(one.terms)[:_TERMS_TOLD]),
                    _words(one.quotes),
                )
                for one in use.fired[:most]
            ),
            note=say("audit_without", number=use.without),
        ),
        Sheet(
            name="overlaps",
            title=say("audit_overlaps"),
            heads=tuple(
                say(f"audit_{name}") for name in ("rule", "other_rule", "together", "same_words", "ambiguous", "quotes")
            ),
            rows=tuple(
                (*one.rules, str(one.together), str(one.same_words), str(one.ambiguous), _words(one.quotes))
                for one in use.overlaps[:most]
            ),
        ),
        Sheet(
            name="terms",
            title=say("audit_hard_terms"),
            heads=tuple(say(f"audit_{name}") for name in ("term", "rule", "documents", "only_term")),
            rows=tuple((term, rule, str(number), str(alone)) for number, alone, rule, term in _terms(use)[:most]),
        ),
        Sheet(
            name="set_aside",
            title=say("audit_set_aside"),
            heads=tuple(say(f"audit_{name}") for name in ("rule", "number", "reasons", "quotes")),
            rows=tuple(
                (
                    *(one.rule, str(one.set_aside.total())),
                    ", ".join(f"{reason} {number}" for reason, number in _ordered(one.set_aside)),
                    _words(one.aside_quotes),
                )
                for one in aside[:most]
            ),
        ),
        Sheet(
            name="doubts",
            title=say("audit_doubts"),
            heads=tuple(say(f"audit_{name}") for name in ("doubt", "hits", "cues")),
            rows=tuple(_doubts(use, voice)),
        ),
        Sheet(
            name="worth_a_rule",
            title=say("audit_cases"),
            heads=tuple(say(f"audit_{name}") for name in ("case", "rule", "documents", "quotes")),
            rows=tuple(
                (say(f"audit_case_{one.kind}"), ", ".join(one.rules), str(one.documents), _words(one.quotes))
                for one in use.worth_a_rule[:most]
            ),
        ),
        Sheet(
            name="never",
            title=f"{say('audit_never')} ({len(silent)})",
            heads=(say("audit_rule"),),
            rows=tuple((rule,) for rule in silent[:most]),
            note=f"… (+{len(silent) - most})" if len(silent) > most else "",
        ),
    ]


def _terms(use: RuleUse) -> list[tuple[int, int, str, str]]:
    """Each term that carries a rule: documents, those in which it stands alone, rule, term; most documents first."""
    found = [
        (number, one.carried[term], one.rule, term) for one in use.uses.values() for term, number in one.terms.items()
    ]
    return sorted(found, key=lambda told: (-told[0], -told[1], told[2], told[3]))


def _doubts(use: RuleUse, voice: Voice) -> Iterator[tuple[str, ...]]:
    """A row for each kind of doubt, with the cues that raise it most."""
    kinds = Counter[str]()
    for (kind, _), number in use.doubts.items():
        kinds[kind] += number
    for kind, number in _ordered(kinds):
        cues = [(cue, each) for (own, cue), each in _ordered(use.doubts) if own == kind]
        yield voice.say(f"doubt_{kind}"), str(number), ", ".join(f"“{cue}” {each}" for cue, each in cues[:6])


def _rule(use: Use, documents: int) -> dict[str, Any]:
    return {
        "rule": use.rule,
        "finds": use.finds,
        "fired": use.fired,
        "share": round(use.fired / documents, _DIGITS) if documents else 0.0,
        "alone": use.alone,
        "set_aside": dict(_ordered(use.set_aside)),
        "doubts": dict(_ordered(use.doubts)),
        "terms": dict(_ordered(use.terms)),
        "carried": dict(_ordered(use.carried)),
        "quotes": _quotes(use.quotes),
        "aside_quotes": _quotes(use.aside_quotes),
    }


def _pair(one: Pair) -> dict[str, Any]:
    return {
        "rules": list(one.rules),
        "together": one.together,
        "same_words": one.same_words,
        "ambiguous": one.ambiguous,
        "quotes": _quotes(one.quotes),
    }


def _case(one: Case) -> dict[str, Any]:
    return {"case": one.kind, "rules": list(one.rules), "documents": one.documents, "quotes": _quotes(one.quotes)}


def _quotes(quotes: Iterable[Quote]) -> list[dict[str, str]]:
    return [{"document": one.document, "words": one.words} for one in quotes]


def _words(quotes: Iterable[Quote]) -> str:
    return ", ".join(dict.fromkeys(f"“{one.words}”" for one in quotes))


def _ordered(counter: Counter[_Key]) -> list[tuple[_Key, int]]:
    """The counts, most frequent first, then by name."""
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "0.0%"
