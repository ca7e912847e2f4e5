"""Rule, exclusion and counterexample files as records, their terms handed to the pattern table."""

import datetime
from collections.abc import Iterator, Mapping

from matcher.know.build.activities import read_limit
from matcher.know.build.notation import cited, with_unit
from matcher.know.build.units import UnitTable
from matcher.know.shapes.rules import (
    CounterexamplesFile,
    ExclusionFile,
    NotItShape,
    PartsShape,
    PhrasesShape,
    RuleFile,
    TermsShape,
)
from matcher.know.source.complaints import Complaints
from matcher.know.terms.table import TableBuilder
from matcher.model.document import Deal, Document
from matcher.model.phrases import Example, NotIt
from matcher.model.rules import Exclusion, Rule
from matcher.model.states import Drawer, Maturity
from matcher.model.taxonomy import Measure

Parts = list[list[str]]


def rule_of(file: RuleFile, index: int, complaints: Complaints) -> Rule:
    """The rule of a file."""
    return Rule(
        id=file.rule,
        index=index,
        finds=file.finds,
        role=file.role,
        maturity=file.maturity,
        place=complaints.at("rule", key=True),
        not_it=not_it_of(file.not_it),
        measures=tuple(file.measures),
        errs=tuple(file.errs),
        examples=examples_of(file.rule, file.examples, complaints),
    )


def exclusion_rule_of(file: ExclusionFile, index: int, complaints: Complaints) -> Rule:
    """How an exclusion is recognised."""
    return Rule(
        id=file.exclusion,
        index=index,
        finds=file.exclusion,
        role=None,
        maturity=file.maturity,
        place=complaints.at("exclusion", key=True),
        exclusion=True,
        not_it=not_it_of(file.not_it),
        errs=tuple(file.errs),
        examples=examples_of(file.exclusion, file.examples, complaints),
    )


def exclusion_of(
    file: ExclusionFile,
    units: UnitTable,
    measures: Mapping[str, Measure],
    complaints: Complaints,
) -> Exclusion:
    """What an exclusion bars."""
    limit = read_limit(file.must_be, units, complaints, ("must_be",)) if file.must_be else None
    return Exclusion(
        id=file.exclusion,
        name=file.name.words(),
        effect=file.effect,
        class_id=file.class_id,
        bars=tuple(file.bars),
        because=file.because.words(),
        source=cited(file.source),
        verified=file.verified,
        activities=tuple(file.activities),
        measure=file.measure or "",
        must_be=with_unit(limit, measures.get(file.measure or ""), units) if limit else None,
    )


def counterexamples_of(file: CounterexamplesFile, complaints: Complaints) -> tuple[Example, ...]:
    """The counterexamples of a file."""
    return examples_of(file.counterexamples, file.examples, complaints)


def date_of(written: str, complaints: Complaints, path: tuple[str | int, ...]) -> datetime.date | None:
    """The day an example is judged on; None where it names none."""
    try:
        return datetime.date.fromisoformat(written) if written else None
    except ValueError:
        complaints.add(path, f"'{written}' is no date", "Write a day such as 2024-06-30.")
        return None


def examples_of(
    owner: str,
    examples: list[dict[str, str | list[str]]],
    complaints: Complaints,
) -> tuple[Example, ...]:
    """Examples as documents and what is expected of them; lists are joined by `;`."""
    found = []
    for at, example in enumerate(examples):
        texts = {key: value if isinstance(value, str) else ";".join(value) for key, value in example.items()}
        day = date_of(texts.pop("as_of", ""), complaints, ("examples", at, "as_of"))
        document = Document(
            id=f"{owner}-{at + 1}", title=texts.pop("title", ""), text=texts.pop("says", ""), deal=Deal(date=day)
        )
        found.append(Example(document=document, expects=texts, place=complaints.at("examples", at)))
    return tuple(found)


def add_rule(builder: TableBuilder, rule: Rule, file: RuleFile, measures: Mapping[str, Measure]) -> None:
    """Hand the terms of a rule to the table, unless it is retired."""
    if rule.maturity == Maturity.RETIRED:
        return
    _add_naming(builder, rule, file)
    for listing, shown in file.shows.items():
        _add(builder, rule, Drawer.SHOWS, shown, key=listing)
    if file.green_named:
        _add(builder, rule, Drawer.GREEN_NAMED, file.green_named)
    for objective, named in file.objective_named.items():
        _add(builder, rule, Drawer.OBJECTIVE_NAMED, named, key=objective)
    for name, measuring in file.measures.items():
        general = measures[name].near if name in measures else {}
        for language in ("en", "zh"):
            own = getattr(measuring.near, language) if measuring.near else None
            near = [*(own or []), *general.get(language, ())]
            if near:
                builder.add_phrase(rule.index, Drawer.NEAR, language, [near], key=name)
        if measuring.present:
            _add(builder, rule, Drawer.PRESENT, measuring.present, key=name)
        if measuring.absent:
            _add(builder, rule, Drawer.ABSENT, measuring.absent, key=name)


def add_exclusion(builder: TableBuilder, rule: Rule, file: ExclusionFile, measures: Mapping[str, Measure]) -> None:
    """Hand the terms of an exclusion to the table, unless it is retired."""
    if rule.maturity == Maturity.RETIRED:
        return
    _add_naming(builder, rule, file)
    if file.feature:
        _add(builder, rule, Drawer.FEATURE, file.feature)
    if file.measure and file.measure in measures:
        for language, near in measures[file.measure].near.items():
            builder.add_phrase(rule.index, Drawer.NEAR, language, [near], key=file.measure)


def _add_naming(builder: TableBuilder, rule: Rule, file: RuleFile | ExclusionFile) -> None:
    if file.names_it:
        _add(builder, rule, Drawer.NAMES_IT, file.names_it)
    for item, together in enumerate(file.together):
        _add(builder, rule, Drawer.TOGETHER, together, item=item)
    if file.hints_at_it:
        _add(builder, rule, Drawer.HINTS_AT_IT, file.hints_at_it)
    for item, entry in enumerate(file.not_it):
        _add(builder, rule, Drawer.NOT_IT, entry.when, key=str(item), item=item)


def _add(
    builder: TableBuilder,
    rule: Rule,
    drawer: Drawer,
    shape: TermsShape | PartsShape | PhrasesShape,
    *,
    key: str = "",
    item: int = 0,
) -> None:
    for language, parts in parts_by_language(shape):
        builder.add_phrase(rule.index, drawer, language, parts, key=key, item=item)


def parts_by_language(shape: TermsShape | PartsShape | PhrasesShape) -> Iterator[tuple[str, Parts]]:
    """The parts of each language that is given; a flat list is one part."""
    for language in ("en", "zh"):
        value = getattr(shape, language)
        if value:
            yield language, value if isinstance(value[0], list) else [value]


def not_it_of(shapes: list[NotItShape]) -> tuple[NotIt, ...]:
    """What says that the words mean another thing."""
    return tuple(
        NotIt(because=shape.because.words(), then=shape.then or "", whole_document=shape.within == "document")
        for shape in shapes
    )
