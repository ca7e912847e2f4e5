"""Everything put together: the sheets of a pack to a Pack."""

from matcher.know.build import book as books
from matcher.know.build import rules as rule_building
from matcher.know.build import taxonomy as building
from matcher.know.build.activities import ActivityBuilder
from matcher.know.build.materiality import materiality_of
from matcher.know.build.units import UnitTable, units_of
from matcher.know.shapes import language as language_shapes
from matcher.know.shapes import taxonomy as shapes
from matcher.know.shapes.activity import ActivityFile
from matcher.know.shapes.official import OfficialFile, SuccessorsFile
from matcher.know.shapes.rules import CounterexamplesFile, ExclusionFile, RuleFile
from matcher.know.shapes.sheets import FileShape, Sheets
from matcher.know.terms.inflection import Inflection
from matcher.know.terms.table import TableBuilder, add_language, add_others
from matcher.know.terms.variants import Spreader
from matcher.model.folding import Folding
from matcher.model.rules import Exclusion, Pack, PackIdentity, Rule, RuleBook
from matcher.model.taxonomy import Activity, Taxonomy


def taxonomy_of(sheets: Sheets) -> Taxonomy:
    """The taxonomy of what could be read; notations that cannot be read are noted in their files."""
    units_file = sheets.one(shapes.UnitsFile)
    units = units_of(units_file) if units_file else {}
    table = UnitTable(units)
    sources_file = sheets.one(shapes.SourcesFile)
    sources = building.sources_of(sources_file) if sources_file else {}
    frameworks = sheets.one(shapes.FrameworksFile)
    objectives = sheets.one(shapes.ObjectivesFile)
    classes = sheets.one(shapes.ClassesFile)
    sectors = sheets.one(shapes.SectorsFile)
    measures_file = sheets.one(shapes.MeasuresFile)
    measures = building.measures_of(measures_file) if measures_file else {}
    activities: dict[str, Activity] = {}
    for sheet, file in sheets.of(ActivityFile):
        sheet.activity = ActivityBuilder(table, measures, sheet.complaints).build(file)
        activities.setdefault(file.activity, sheet.activity)
    return Taxonomy(
        sources=sources,
        frameworks=building.frameworks_of(frameworks) if frameworks else {},
        objectives=building.objectives_of(objectives) if objectives else {},
        classes=building.classes_of(classes) if classes else {},
        sectors=building.sectors_of(sectors) if sectors else {},
        units=units,
        measures=measures,
        activities=dict(sorted(activities.items())),
        life_cycle=measures_file.life_cycle.by_language() if measures_file else {},
        official={file.official: building.official_of(file, sources) for _, file in sheets.of(OfficialFile)},
        successors=tuple(one for _, file in sheets.of(SuccessorsFile) for one in building.successors_of(file)),
        revisions=building.revisions_of(sectors) if sectors else {},
    )


def pack_of(sheets: Sheets, taxonomy: Taxonomy, spreader: Spreader, fingerprint: str) -> Pack:
    """The whole pack, of sheets in which no problem was found."""
    identity = _one(sheets, shapes.PackFile)
    return Pack(
        identity=PackIdentity(
            id=identity.pack,
            version=identity.version,
            valid_on=identity.valid_on.isoformat(),
            fingerprint=fingerprint,
            name=identity.name.words(),
            licence=identity.licence,
        ),
        taxonomy=taxonomy,
        book=_book_of(sheets, taxonomy, spreader),
        materiality=materiality_of(sheets, spreader),
    )


def spreader_of(sheets: Sheets) -> Spreader:
    """What spreads terms with the languages and characters of the pack, so far as they could be read."""
    traditional = sheets.one(language_shapes.TraditionalFile)
    folding = Folding(books.pairs_of(traditional.traditional) if traditional else {})
    inflections = {
        file.language: Inflection(file, folding.fold)
        for _, file in sheets.of(language_shapes.LanguageFile)
        if file.plurals.endings or file.families
    }
    return Spreader(folding.fold, inflections)


def _book_of(sheets: Sheets, taxonomy: Taxonomy, spreader: Spreader) -> RuleBook:
    units = UnitTable(taxonomy.units)
    builder = TableBuilder(spreader)
    rules: list[Rule] = []
    exclusions: dict[str, Exclusion] = {}
    for sheet, file in sorted(sheets.of(RuleFile), key=lambda pair: pair[1].rule):
        rule = rule_building.rule_of(file, len(rules), sheet.complaints)
        rule_building.add_rule(builder, rule, file, taxonomy.measures)
        rules.append(rule)
    for sheet, barred in sorted(sheets.of(ExclusionFile), key=lambda pair: pair[1].exclusion):
        rule = rule_building.exclusion_rule_of(barred, len(rules), sheet.complaints)
        rule_building.add_exclusion(builder, rule, barred, taxonomy.measures)
        rules.append(rule)
        exclusions[barred.exclusion] = rule_building.exclusion_of(barred, units, taxonomy.measures, sheet.complaints)
    languages = sorted(sheets.of(language_shapes.LanguageFile), key=lambda pair: pair[1].language)
    for _, language in languages:
        add_language(builder, language)
    others = _one(sheets, language_shapes.OthersFile)
    add_others(builder, others)
    columns = _one(sheets, language_shapes.ColumnsFile)
    characters = books.characters_of(
        _one(sheets, language_shapes.TraditionalFile), _one(sheets, language_shapes.LookalikesFile)
    )
    spellings = books.Spellings(characters)
    return RuleBook(
        rules=tuple(rules),
        exclusions=exclusions,
        counterexamples=tuple(
            example
            for sheet, file in sheets.of(CounterexamplesFile)
            for example in rule_building.counterexamples_of(file, sheet.complaints)
        ),
        table=builder.table(),
        method=books.method_of(_one(sheets, language_shapes.MethodFile)),
        calibration=books.calibration_of(_one(sheets, language_shapes.CalibrationFile)),
        languages={language.language: books.language_of(language) for _, language in languages},
        others=books.others_of(others),
        characters=characters,
        sentences=books.sentences_of({sheet.stem: file for sheet, file in sheets.of(language_shapes.SentencesFile)}),
        columns={role: spellings.of(names) for role, names in columns.columns.items()},
        totals=spellings.of(columns.totals),
        column_values={
            role: {word: spellings.of(said) for word, said in values.items()} for role, values in columns.values.items()
        },
        column_measures={measure: spellings.of(names) for measure, names in columns.measures.items()},
        ordinary_words="\n".join(text for _, text in sorted(sheets.words.items())),
    )


def _one(sheets: Sheets, shape: type[FileShape]) -> FileShape:
    found = sheets.one(shape)
    if found is None:
        raise LookupError(shape.__name__)
    return found
