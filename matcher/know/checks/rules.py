"""What a rule, an exclusion or a counterexample must agree on with the taxonomy."""

from collections.abc import Iterator

from matcher.know.checks.activities import check_ids, check_name, folder_of
from matcher.know.checks.demands import check_demand
from matcher.know.checks.examples import check_counterexamples, check_examples
from matcher.know.checks.known import Known
from matcher.know.checks.terms import TermChecks, terms_of
from matcher.know.shapes.rules import CounterexamplesFile, ExclusionFile, NotItShape, RuleFile
from matcher.know.shapes.sheets import Sheet, Sheets
from matcher.know.source.complaints import Complaints
from matcher.model.states import Effect, Green, Maturity, MeasureKind, Relation
from matcher.model.taxonomy import Activity, CriteriaGroup, Criterion, Limit


def check_rules(sheets: Sheets, known: Known, terms: TermChecks) -> None:
    """Check every rule file, and that no two of them find the same activity."""
    finders: dict[str, str] = {}
    check_ids(sheets, RuleFile, "rule")
    for sheet, file in sheets.of(RuleFile):
        complaints = sheet.complaints
        check_name(sheet, "rule", file.rule)
        if file.maturity != Maturity.RETIRED:
            first = finders.setdefault(file.finds, sheet.name)
            if first != sheet.name:
                complaints.add(
                    ("finds",),
                    f"'{file.finds}' is found by another rule already",
                    f"By {first}; write one rule for an activity.",
                )
            _check_finds_something(complaints, file)
        if known.name(complaints, ("finds",), "activity", file.finds, known.activities):
            activity = known.taxonomy.activities.get(file.finds)
            if activity is not None:
                _check_against(sheet, file, activity, known)
        _check_not_it(complaints, file.not_it, file.finds, known)
        terms.check(complaints, terms_of(file))
        check_examples(complaints, file, file.finds, known)


def check_exclusions(sheets: Sheets, known: Known, terms: TermChecks, limits: dict[str, Limit]) -> None:
    """Check every exclusion file. `limits` are their demands, where they could be read."""
    rules = sheets.stems("rule")
    for sheet, file in sheets.of(ExclusionFile):
        complaints, taxonomy = sheet.complaints, known.taxonomy
        check_name(sheet, "exclusion", file.exclusion)
        if file.exclusion in rules:
            complaints.add(("exclusion",), f"'{file.exclusion}' is the id of a rule too", "Ids are given once.")
        known.name(complaints, ("class",), "class", file.class_id, taxonomy.classes)
        known.name(complaints, ("source",), "source", file.source.partition(",")[0].strip(), taxonomy.sources)
        for at, framework in enumerate(file.bars):
            known.name(complaints, ("bars", at), "framework", framework, taxonomy.frameworks)
        for at, activity in enumerate(file.activities):
            known.name(complaints, ("activities", at), "activity", activity, known.activities)
        if bool(file.measure) != bool(file.must_be):
            complaints.add(
                ("measure" if file.measure else "must_be",),
                "`measure` and `must_be` stand together",
                "Write both, or neither.",
                key=True,
            )
        elif file.measure and file.exclusion in limits:
            check_demand(known, complaints, (), file.measure, limits[file.exclusion])
        if file.effect == Effect.EXCLUDE and (file.feature or file.measure):
            complaints.add(
                ("feature" if file.feature else "measure",),
                "a mere feature or figure cannot exclude the subject",
                "Write `effect: disqualify`.",
                key=True,
            )
        _check_finds_something(complaints, file)
        _check_not_it(complaints, file.not_it, "", known)
        terms.check(complaints, terms_of(file))
        check_examples(complaints, file, file.exclusion, known)


def check_counterexample_files(sheets: Sheets, known: Known) -> None:
    """Check the counterexamples: their name, and that nothing is expected of them."""
    for sheet, file in sheets.of(CounterexamplesFile):
        check_name(sheet, "counterexamples", file.counterexamples)
        check_counterexamples(sheet.complaints, file, known)


def _check_finds_something(complaints: Complaints, file: RuleFile | ExclusionFile) -> None:
    feature = isinstance(file, ExclusionFile) and file.feature
    if not (file.names_it or file.together or file.hints_at_it or feature):
        complaints.add((), "nothing to find it by", "Write `names_it:`, `together:` or `hints_at_it:`.")


def _check_against(sheet: Sheet, file: RuleFile, activity: Activity, known: Known) -> None:
    complaints = sheet.complaints
    folder = folder_of(sheet)
    if folder not in ("", activity.sector):
        complaints.add(
            ("finds",),
            f"the rule stands in folder '{folder}', its activity in '{activity.sector}'",
            "Move the rule to the folder of its activity.",
        )
    keys = [listing.key for listing in activity.listings]
    for key in file.shows:
        if keys:
            known.name(complaints, ("shows", key), f"listing of '{activity.id}'", key, keys, key=True)
        else:
            complaints.add(("shows", key), f"'{activity.id}' has no listings to show", "Remove `shows:`.", key=True)
    for listing in activity.listings:
        if (
            listing.relation == Relation.NARROWER
            and listing.key not in file.shows
            and not (listing.shown_by and file.shows.keys() >= set(listing.shown_by))
            and file.maturity != Maturity.RETIRED
        ):
            complaints.add(
                ("shows",) if file.shows else ("finds",),
                f"nothing shows the narrower item '{listing.key}'",
                f"Write under `shows:` the terms that tell of its part, as `{listing.key}: {{en: [...], zh: [...]}}`.",
                key=True,
            )
    if file.green_named and activity.green != Green.WHEN_MET:
        complaints.add(
            ("green_named",),
            f"`green_named` without effect: '{activity.id}' is green {activity.green}",
            "It shows the green of activities that are `when_met`.",
            key=True,
        )
    for objective in file.objective_named:
        known.name(
            complaints, ("objective_named", objective), "objective", objective, known.taxonomy.objectives, key=True
        )
    _check_measures(complaints, file, activity, known)


def _check_measures(complaints: Complaints, file: RuleFile, activity: Activity, known: Known) -> None:
    used = {name for listing in activity.listings if listing.criteria for name in _measures(listing.criteria)}
    used |= known.measures_barring(activity)
    for name, measuring in file.measures.items():
        path = ("measures", name)
        if not known.name(complaints, path, "measure", name, known.taxonomy.measures, key=True):
            continue
        if name not in used:
            listed = ", ".join(sorted(used)) or "none"
            complaints.add(
                path, f"no criterion of '{activity.id}' asks for '{name}'", f"Its measures are: {listed}.", key=True
            )
        kind = known.taxonomy.measures[name].kind
        fact = kind == MeasureKind.PRESENT
        for side in ("near", "present", "absent"):
            if getattr(measuring, side) and fact != (side != "near"):
                complaints.add(
                    (*path, side),
                    f"`{side}` for measure '{name}', which is of kind {kind}",
                    "`near` is for figures and words, `present` and `absent` are for facts.",
                    key=True,
                )


def _measures(group: CriteriaGroup) -> Iterator[str]:
    members: tuple[Criterion | CriteriaGroup, ...] = (*group.criteria, *group.groups)
    for member in (group, *members):
        if member.applies_when:
            yield member.applies_when.measure
    yield from (criterion.measure for criterion in group.criteria if criterion.measure)
    for inner in group.groups:
        yield from _measures(inner)


def _check_not_it(complaints: Complaints, entries: list[NotItShape], finds: str, known: Known) -> None:
    for at, entry in enumerate(entries):
        path = ("not_it", at, "then")
        if entry.then and entry.then == finds:
            complaints.add(
                path, f"`then: {finds}` is what the rule finds itself", "Name another activity, or leave it out."
            )
        elif entry.then:
            known.name(complaints, path, "activity", entry.then, known.activities)
