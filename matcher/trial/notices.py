"""The examples of the text rules of materiality, looked for and compared."""

from collections.abc import Callable, Iterable, Sequence

from matcher.model.document import Document
from matcher.model.evidence import Hit
from matcher.model.rules import Pack
from matcher.model.states import DoubtKind, Maturity
from matcher.model.topics import TextRule
from matcher.trial.report import Failure, TrialReport

Notice = Callable[[Sequence[Document]], Sequence[Sequence[Hit]]]

NOTICED, CLAIMED, NOT_NOTICED = "yes", "claimed", "no"
_KEY = "noticed"


def run_notices(notice: Notice, pack: Pack, only: Iterable[str] = ()) -> TrialReport:
    """Look for the text rules in their own examples. `only` names rules to run; without it all run but retired ones.

    An example expects `noticed: yes`, `no`, or `claimed` where the text says that it is not so.
    """
    chosen = frozenset(only)
    rules = pack.materiality.text_rules if pack.materiality else ()
    tried = [
        (rule, example)
        for rule in rules
        if (rule.id in chosen if chosen else rule.maturity is not Maturity.RETIRED)
        for example in rule.examples
    ]
    found = notice([example.document for _, example in tried]) if tried else []
    failures = [
        Failure(
            place=example.place,
            rule=rule.id,
            key=_KEY,
            expected=example.expects[_KEY],
            came=came,
            text=" | ".join(filter(None, (example.document.title, example.document.text))),
            why=tuple(f'"{hit.term}"' for hit in hits if hit.rule == rule.index),
        )
        for (rule, example), hits in zip(tried, found, strict=True)
        if (came := came_of(rule, hits)) != example.expects[_KEY]
    ]
    return TrialReport(
        examples=len(tried), expectations=len(tried), failures=tuple(sorted(failures, key=lambda one: one.place))
    )


def came_of(rule: TextRule, hits: Sequence[Hit]) -> str:
    """Whether a rule is noticed by its hits, only claimed against, or neither."""
    kinds = [{doubt.kind for doubt in hit.doubts} for hit in hits if hit.rule == rule.index]
    standing = [one for one in kinds if DoubtKind.NOT_IT not in one]
    if any(not one for one in standing):
        return NOTICED
    return CLAIMED if standing else NOT_NOTICED
