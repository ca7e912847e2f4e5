"""Whether topics, scales, standards and the rules of materiality agree with one another and with the taxonomy."""

from collections.abc import Iterable, Iterator

from matcher.know.build.materiality import state_of
from matcher.know.checks.activities import check_ids, check_name
from matcher.know.checks.known import Known
from matcher.know.checks.taxonomy import check_distinct
from matcher.know.checks.terms import PlacedTerm, TermChecks, placed
from matcher.know.shapes import materiality as shapes
from matcher.know.shapes.activity import ActivityFile
from matcher.know.shapes.rules import PartsShape, PhrasesShape, TermsShape
from matcher.know.shapes.sheets import Sheets
from matcher.know.source.complaints import Complaints, Path
from matcher.know.source.folder import kind_of
from matcher.model.materiality import IMPACTS, Factor, Horizon, RecordKind, RecordState
from matcher.model.states import Maturity

_TOGETHER = (
    (shapes.ScalesFile, "taxonomy/scales.yaml"),
    (shapes.StandardsFile, "taxonomy/standards.yaml"),
    (shapes.MaterialityMethodFile, "rules/materiality/method.yaml"),
    (shapes.RegisterFile, "rules/materiality/register.yaml"),
)
_IMPACT_STATES = (RecordState.ACTUAL, RecordState.POTENTIAL)
_EXPECTATIONS = ("says", "title", "noticed")
_OUTCOMES = ("yes", "no", "claimed")


def check_materiality(sheets: Sheets, known: Known, terms: TermChecks) -> None:
    """Note every disagreement. A pack without any of these files has no materiality, which is no fault."""
    present = [shape for shape, _ in _TOGETHER if sheets.one(shape) is not None]
    topics = {file.topic for _, file in sheets.of(shapes.TopicFile)} | sheets.stems("topic")
    if topics or present:
        for sheet, _ in [*sheets.of(shapes.TopicFile), *sheets.of(shapes.MaterialityMethodFile)][:1]:
            for shape, name in _TOGETHER:
                if shape not in present and not sheets.stems(kind_of(name)):
                    sheet.complaints.add(
                        (), f"{name} is missing", "A pack with topics or their method has all of them."
                    )
    standards = [one.id for _, file in sheets.of(shapes.StandardsFile) for one in file.standards]
    _check_topics(sheets, known, topics, standards)
    for sheet, scales in sheets.of(shapes.ScalesFile):
        check_distinct(sheet.complaints, "scales", scales.scales, key="factor")
        _check_whole(sheet.complaints, "scales", (one.factor for one in scales.scales), Factor)
        _check_whole(sheet.complaints, "horizons", (one.horizon for one in scales.horizons), Horizon)
    for sheet, file in sheets.of(shapes.StandardsFile):
        check_distinct(sheet.complaints, "standards", file.standards)
        for at, one in enumerate(file.standards):
            _check_source(sheet.complaints, ("standards", at, "source"), one.source, known)
    for sheet, method in sheets.of(shapes.MaterialityMethodFile):
        _check_method(sheet.complaints, method, known, topics, standards)
    _check_candidates(sheets, known, topics)
    _check_texts(sheets, known, topics, terms)


def _check_topics(sheets: Sheets, known: Known, topics: set[str], standards: list[str]) -> None:
    check_ids(sheets, shapes.TopicFile, "topic")
    owner: dict[tuple[str, str], str] = {}
    for sheet, file in sheets.of(shapes.TopicFile):
        complaints = sheet.complaints
        check_name(sheet, "topic", file.topic)
        _check_source(complaints, ("source",), file.source, known)
        if file.part_of:
            known.name(complaints, ("part_of",), "topic", file.part_of, topics - {file.topic})
        for standard, codes in file.codes.items():
            known.name(complaints, ("codes", standard), "standard", standard, standards, key=True)
            for at, code in enumerate(codes):
                first = owner.setdefault((standard, code), sheet.name)
                if first != sheet.name:
                    message = f"{standard} {code} is the code of another topic already"
                    complaints.add(("codes", standard, at), message, f"It stands in {first}; a code means one thing.")


def _check_whole(complaints: Complaints, name: str, given: Iterable[str], needed: Iterable[str]) -> None:
    found = list(given)
    missing = [str(one) for one in needed if one not in found]
    if missing:
        complaints.add((name,), f"{name} without {', '.join(missing)}", "Each is described once.", key=True)


def _check_source(complaints: Complaints, path: Path, cited: str, known: Known) -> None:
    known.name(complaints, path, "source", cited.partition(",")[0].strip(), known.taxonomy.sources)


def _check_method(
    complaints: Complaints, file: shapes.MaterialityMethodFile, known: Known, topics: set[str], standards: list[str]
) -> None:
    check_distinct(complaints, "presets", file.presets)
    for at, preset in enumerate(file.presets):
        missing = [kind.value for kind in RecordKind if kind not in preset.material_from]
        if missing:
            complaints.add(
                ("presets", at, "material_from"), f"no threshold for {', '.join(missing)}", "Each kind has its own."
            )
    known.name(complaints, ("default_preset",), "preset", file.default_preset, [one.id for one in file.presets])
    known.name(complaints, ("default_standard",), "standard", file.default_standard, standards)
    ours = file.objectives
    for name, table in (("contribution", ours.contribution), ("harm", ours.harm)):
        for objective, named in table.items():
            path = ("objectives", name, objective)
            known.name(complaints, path, "objective", objective, known.taxonomy.objectives, key=True)
            _check_named(complaints, path, named, topics, known)
    _check_named(complaints, ("objectives", "safeguards"), ours.safeguards, topics, known)
    for at, activity in enumerate(ours.own_harm_only):
        known.name(complaints, ("objectives", "own_harm_only", at), "activity", activity, known.activities)
    for why in ("activity", "contribution", "harm", "safeguards", "sector-prior"):
        if why not in ours.because:
            complaints.add(("objectives", "because"), f"no reason for '{why}'", "Write `{en, zh}`.", key=True)


def _check_named(complaints: Complaints, path: Path, named: list[str], topics: set[str], known: Known) -> None:
    for at, topic in enumerate(named):
        known.name(complaints, (*path, at), "topic", topic, topics)


def _check_candidates(sheets: Sheets, known: Known, topics: set[str]) -> None:
    for sheet, activity in sheets.of(ActivityFile):
        for side, named in activity.topics.items():
            _check_named(sheet.complaints, ("topics", side), named, topics, known)
    check_ids(sheets, shapes.ActivityRulesFile, "candidates")
    for sheet, file in sheets.of(shapes.ActivityRulesFile):
        complaints = sheet.complaints
        check_name(sheet, "candidates", file.candidates)
        if not (file.activities or file.classes or file.sectors):
            complaints.add((), "candidates of nothing", "Write `activities:`, `classes:` or `sectors:`.")
        for key, what, ids, choices in (
            ("activities", "activity", file.activities, known.activities),
            ("but_not", "activity", file.but_not, known.activities),
            ("classes", "class", file.classes, known.taxonomy.classes),
            ("sectors", "sector", file.sectors, known.taxonomy.sectors),
        ):
            for at, name in enumerate(ids):
                known.name(complaints, (key, at), what, name, choices)
        for at, creates in enumerate(file.creates):
            path = ("creates", at)
            known.name(complaints, (*path, "topic"), "topic", creates.topic, topics)
            _check_state(complaints, path, creates)
            _check_factors(complaints, (*path, "factors"), creates.kind, creates.state, creates.factors)
            if creates.magnitude and creates.kind in IMPACTS:
                complaints.add(
                    (*path, "magnitude"), "magnitude of an impact", "Risks and opportunities have it.", key=True
                )


def _check_state(complaints: Complaints, path: Path, one: shapes.CreatesShape | shapes.EffectShape) -> None:
    state = state_of(one.kind, one.state)
    if (state in _IMPACT_STATES) != (one.kind in IMPACTS):
        hint = "Impacts are actual or potential, risks and opportunities current or anticipated."
        complaints.add((*path, "state"), f"state '{state}' of kind '{one.kind}'", hint)


def _check_factors(
    complaints: Complaints, path: Path, kind: RecordKind, state: RecordState | None, factors: Iterable[Factor]
) -> None:
    happened = state in (RecordState.ACTUAL, RecordState.CURRENT)
    for factor in factors:
        impact_only = factor in (Factor.SCALE, Factor.SCOPE, Factor.IRREMEDIABILITY)
        fits = impact_only == (kind in IMPACTS) or factor is Factor.LIKELIHOOD
        if factor is Factor.IRREMEDIABILITY and kind is not RecordKind.IMPACT_NEGATIVE:
            fits = False
        if not fits or (factor is Factor.LIKELIHOOD and happened):
            complaints.add(path, f"factor '{factor}' does not fit kind '{kind}' here", "See docs/materiality.md.")


def _check_texts(sheets: Sheets, known: Known, topics: set[str], terms: TermChecks) -> None:
    check_ids(sheets, shapes.TextRuleFile, "notices")
    for sheet, file in sheets.of(shapes.TextRuleFile):
        complaints = sheet.complaints
        check_name(sheet, "notices", file.notices)
        if not (file.names_it or file.together):
            complaints.add((), "nothing to find it by", "Write `names_it:` or `together:`.")
        if file.claim == bool(file.effects):
            complaints.add((), "a claim has no effects, and everything else has some", "See rules/README.md.")
        for at, effect in enumerate(file.effects):
            _check_effect(complaints, ("effects", at), effect, known, topics)
        terms.check(complaints, _terms_of(file))
        _check_examples(complaints, file)


def _check_effect(
    complaints: Complaints, path: Path, effect: shapes.EffectShape, known: Known, topics: set[str]
) -> None:
    known.name(complaints, (*path, "topic"), "topic", effect.topic, topics)
    _check_state(complaints, path, effect)
    if effect.factor is None:
        if effect.value is not None or effect.shift:
            complaints.add(path, "a value of no factor", "Write `factor:`.")
        return
    if (effect.value is None) == (effect.shift is None):
        complaints.add(path, "a factor takes a value or a shift", "Write `value: 4`, or `shift: +1`.")
    _check_factors(complaints, (*path, "factor"), effect.kind, effect.state, [effect.factor])
    if bool(effect.horizons) == (effect.kind in IMPACTS):
        complaints.add(path, "horizons stand exactly at risks and opportunities", "Write `horizons: [long]`.")


def _terms_of(file: shapes.TextRuleFile) -> Iterator[PlacedTerm]:
    drawers: list[tuple[str, tuple[str | int, ...], TermsShape | PartsShape | PhrasesShape]] = []
    if file.names_it:
        drawers.append(("names_it", ("names_it",), file.names_it))
    drawers += [("together", ("together", at), one) for at, one in enumerate(file.together)]
    drawers += [("not_it", ("not_it", at, "when"), one.when) for at, one in enumerate(file.not_it)]
    for name, path, shape in drawers:
        yield from placed(name, path, shape)


def _check_examples(complaints: Complaints, file: shapes.TextRuleFile) -> None:
    outcomes = []
    for at, example in enumerate(file.examples):
        for key in example:
            if key not in _EXPECTATIONS:
                complaints.unknown(("examples", at, key), "expectation", key, _EXPECTATIONS, key=True)
        said = example.get("noticed")
        outcomes.append(said)
        if said not in _OUTCOMES:
            complaints.add(("examples", at), "an example that expects nothing", "Write `noticed: yes`, no or claimed.")
    if file.maturity == Maturity.STABLE and not ("yes" in outcomes and ("no" in outcomes or "claimed" in outcomes)):
        complaints.add(("examples",), "no example that is noticed, or no near miss", "Write both.", key=True)
