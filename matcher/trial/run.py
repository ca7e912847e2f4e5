"""All examples of a pack, classified and compared with what they expect."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from matcher.model.assessment import Assessment
from matcher.model.document import Document
from matcher.model.evidence import Hit
from matcher.model.phrases import Example
from matcher.model.rules import Pack
from matcher.model.states import Maturity
from matcher.trial.outcomes import NOTHING, came_of
from matcher.trial.report import Failure, TrialReport

Classify = Callable[[Sequence[Document]], Iterable[Assessment]]

_MOST_TOLD = 6
_COUNTEREXAMPLE = "counterexample"


def run_examples(classify: Classify, pack: Pack, only: Iterable[str] = ()) -> TrialReport:
    """Classify the examples of every rule, exclusion and counterexample file and compare them.

    `classify` gives one assessment for each document, in order, as `Matcher.classify_many` does. `only` names rules
    to run; without it all run, but for retired ones.
    """
    chosen = list(_examples(pack, frozenset(only)))
    answers = list(classify([example.document for _, example in chosen]))
    failures = [
        failure
        for (owner, example), answer in zip(chosen, answers, strict=True)
        for failure in _failures(owner, example, answer, pack)
    ]
    return TrialReport(
        examples=len(chosen),
        expectations=sum(len(example.expects) for _, example in chosen),
        failures=tuple(sorted(failures, key=lambda failure: (failure.place, failure.key))),
    )


def _examples(pack: Pack, only: frozenset[str]) -> Iterator[tuple[str, Example]]:
    for rule in pack.book.rules:
        if (rule.id in only) if only else rule.maturity != Maturity.RETIRED:
            yield from ((rule.id, example) for example in rule.examples)
    if not only:
        yield from ((_COUNTEREXAMPLE, example) for example in pack.book.counterexamples)


def _failures(owner: str, example: Example, answer: Assessment, pack: Pack) -> Iterator[Failure]:
    wanted = example.expects.get("activity", NOTHING)
    for key, expected in example.expects.items():
        came = came_of(key, expected, answer, wanted, pack.taxonomy)
        if came != expected:
            yield Failure(
                place=example.place,
                rule=owner,
                key=key,
                expected=f"none of {_listed(expected)}" if key == "never" else _listed(expected),
                came=came,
                text=" | ".join(filter(None, (example.document.title, example.document.text))),
                why=tuple(_reasons(answer, wanted, owner, pack)),
            )


def _listed(expected: str) -> str:
    return expected.replace(";", ", ")


def _reasons(answer: Assessment, wanted: str, owner: str, pack: Pack) -> list[str]:
    """Why it came so: the status, each match and exclusion with its evidence, and what became of the one expected."""
    lines = [f"status {answer.status}, class {answer.class_id}"]
    lines += [f"{match.activity}: {match.points} points, {_evidence(match.hits, answer)}" for match in answer.matches]
    lines += [
        f"{barred.id} bars: {barred.points} points, {_evidence(barred.hits, answer)}" for barred in answer.exclusions
    ]
    aside = sorted(answer.set_aside, key=lambda one: one.finds not in (wanted, owner))
    lines += [
        f"{one.finds} set aside ({one.reason}): {one.points} points, {_evidence(one.hits, answer)}" for one in aside
    ]
    told = {match.activity for match in answer.matches} | {one.finds for one in answer.set_aside}
    if wanted in pack.taxonomy.activities and wanted not in told:
        lines.append(f"{wanted}: no word of its rule stands in the text")
    return lines[:_MOST_TOLD]


def _evidence(hits: Sequence[Hit], answer: Assessment) -> str:
    fields = {"title": answer.document.title, "text": answer.document.text}
    told = []
    for hit in hits[:_MOST_TOLD]:
        quote = fields.get(hit.span.field, "")[hit.span.start : hit.span.end]
        doubts = "".join(f", {doubt.kind} by '{doubt.cue}'" for doubt in hit.doubts)
        told.append(f'{hit.span.field}:{hit.span.start}-{hit.span.end} "{quote}" ({hit.how}{doubts})')
    return "; ".join(told) or "no evidence"
