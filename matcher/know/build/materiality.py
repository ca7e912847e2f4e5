"""The sheets of materiality as one book, its terms in a pattern table of their own."""

from collections.abc import Iterable

from matcher.know.build.notation import cited
from matcher.know.build.rules import examples_of, not_it_of, parts_by_language
from matcher.know.shapes import materiality as shapes
from matcher.know.shapes.language import LanguageFile
from matcher.know.shapes.sheets import FileShape, Sheets
from matcher.know.source.complaints import Complaints
from matcher.know.terms.table import TableBuilder, add_negations
from matcher.know.terms.variants import Spreader
from matcher.model.materiality import IMPACTS, RecordKind, RecordState
from matcher.model.states import Drawer, Maturity
from matcher.model.topics import (
    ActivityRule,
    Creates,
    Effect,
    FromObjectives,
    MaterialityBook,
    Preset,
    Scale,
    Standard,
    TextRule,
    Topic,
)


def materiality_of(sheets: Sheets, spreader: Spreader) -> MaterialityBook | None:
    """Everything the pack holds for materiality; None where it holds nothing of it."""
    method = sheets.one(shapes.MaterialityMethodFile)
    scales = sheets.one(shapes.ScalesFile)
    standards = sheets.one(shapes.StandardsFile)
    register = sheets.one(shapes.RegisterFile)
    if method is None or scales is None or standards is None or register is None:
        return None
    builder = TableBuilder(spreader)
    texts = sorted(sheets.of(shapes.TextRuleFile), key=lambda pair: pair[1].notices)
    rules = tuple(_text_rule(builder, file, index, sheet.complaints) for index, (sheet, file) in enumerate(texts))
    for _, language in sorted(sheets.of(LanguageFile), key=lambda pair: pair[1].language):
        add_negations(builder, language)
    return MaterialityBook(
        topics={file.topic: _topic(file) for _, file in _by_name(sheets, shapes.TopicFile)},
        standards={one.id: _standard(one) for one in standards.standards},
        scales={one.factor: _scale(one) for one in scales.scales},
        horizons={one.horizon: one.name.words() for one in scales.horizons},
        presets={one.id: _preset(one) for one in method.presets},
        default_preset=method.default_preset,
        default_standard=method.default_standard,
        near=method.near,
        grave=method.grave,
        grave_magnitude=method.grave_magnitude,
        objectives=_objectives(method.objectives),
        activity_rules=tuple(
            ActivityRule(
                id=file.candidates,
                place=sheet.complaints.at("candidates", key=True),
                creates=tuple(_creates(one) for one in file.creates),
                activities=tuple(file.activities),
                classes=tuple(file.classes),
                sectors=tuple(file.sectors),
                but_not=tuple(file.but_not),
            )
            for sheet, file in sheets.of(shapes.ActivityRulesFile)
        ),
        text_rules=rules,
        table=builder.table(),
        columns={name: tuple(words) for name, words in register.columns.items()},
        values={name: {word: tuple(said) for word, said in values.items()} for name, values in register.values.items()},
    )


def state_of(kind: RecordKind, state: RecordState | None) -> RecordState:
    """The state that is meant where none is written: what is expected of a project."""
    if state is not None:
        return state
    return RecordState.POTENTIAL if kind in IMPACTS else RecordState.ANTICIPATED


def _by_name(sheets: Sheets, shape: type[FileShape]) -> Iterable[tuple[object, FileShape]]:
    return sorted(sheets.of(shape), key=lambda pair: pair[0].name)


def _topic(file: shapes.TopicFile) -> Topic:
    return Topic(
        id=file.topic,
        name=file.name.words(),
        pillar=file.pillar,
        human_rights=file.human_rights,
        source=cited(file.source),
        codes={standard: tuple(codes) for standard, codes in file.codes.items()},
        part_of=file.part_of or "",
        crosswalk={name: tuple(codes) for name, codes in file.crosswalk.items()},
        verified=file.verified,
        note=file.note or "",
    )


def _standard(shape: shapes.StandardShape) -> Standard:
    return Standard(
        id=shape.id,
        name=shape.name.words(),
        applies=shape.applies.words(),
        source=cited(shape.source),
        residual_decides=shape.residual_decides,
        horizons_left_out=shape.horizons_left_out,
    )


def _scale(shape: shapes.ScaleShape) -> Scale:
    return Scale(
        factor=shape.factor,
        name=shape.name.words(),
        asks=shape.asks.words(),
        anchors=tuple(anchor.words() for anchor in shape.anchors),
    )


def _preset(shape: shapes.PresetShape) -> Preset:
    return Preset(id=shape.id, name=shape.name.words(), material_from=dict(shape.material_from))


def _objectives(shape: shapes.ObjectivesShape) -> FromObjectives:
    return FromObjectives(
        contribution={objective: tuple(topics) for objective, topics in shape.contribution.items()},
        harm={objective: tuple(topics) for objective, topics in shape.harm.items()},
        safeguards=tuple(shape.safeguards),
        own_harm_only=tuple(shape.own_harm_only),
        because={why: words.words() for why, words in shape.because.items()},
    )


def _creates(shape: shapes.CreatesShape) -> Creates:
    return Creates(
        topic=shape.topic,
        kind=shape.kind,
        state=state_of(shape.kind, shape.state),
        because=shape.because.words(),
        value_chain=shape.value_chain,
        human_rights=shape.human_rights,
        factors=dict(shape.factors),
        magnitude=dict(shape.magnitude),
    )


def _text_rule(builder: TableBuilder, file: shapes.TextRuleFile, index: int, complaints: Complaints) -> TextRule:
    if file.maturity != Maturity.RETIRED:
        for language, parts in parts_by_language(file.names_it) if file.names_it else ():
            builder.add_phrase(index, Drawer.NAMES_IT, language, parts)
        for item, together in enumerate(file.together):
            for language, parts in parts_by_language(together):
                builder.add_phrase(index, Drawer.TOGETHER, language, parts, item=item)
        for item, entry in enumerate(file.not_it):
            for language, parts in parts_by_language(entry.when):
                builder.add_phrase(index, Drawer.NOT_IT, language, parts, key=str(item), item=item)
    return TextRule(
        id=file.notices,
        index=index,
        name=file.name.words(),
        because=file.because.words(),
        maturity=file.maturity,
        place=complaints.at("notices", key=True),
        claim=file.claim,
        effects=tuple(_effect(one) for one in file.effects),
        not_it=not_it_of(file.not_it),
        examples=examples_of(file.notices, file.examples, complaints),
    )


def _effect(shape: shapes.EffectShape) -> Effect:
    return Effect(
        topic=shape.topic,
        kind=shape.kind,
        state=state_of(shape.kind, shape.state),
        factor=shape.factor,
        horizons=tuple(shape.horizons),
        set_to=shape.value,
        shift=int(shape.shift or 0),
    )
