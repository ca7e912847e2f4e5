"""All checks of a pack, one after another."""

from matcher.know.build.activities import read_limit
from matcher.know.build.book import pairs_of
from matcher.know.build.units import UnitTable
from matcher.know.checks.activities import check_activities
from matcher.know.checks.book import check_book, check_complete
from matcher.know.checks.known import Known, known_of
from matcher.know.checks.materiality import check_materiality
from matcher.know.checks.official import check_official
from matcher.know.checks.rules import check_counterexample_files, check_exclusions, check_rules
from matcher.know.checks.taxonomy import check_taxonomy
from matcher.know.checks.terms import TermChecks
from matcher.know.shapes.language import LanguageFile, TraditionalFile
from matcher.know.shapes.rules import ExclusionFile
from matcher.know.shapes.sheets import Sheets
from matcher.know.source.folder import PackFiles
from matcher.know.terms.variants import Spreader
from matcher.model.taxonomy import Taxonomy


def check_pack(sheets: Sheets, taxonomy: Taxonomy, spreader: Spreader, files: PackFiles) -> None:
    """Note every missing file, and every disagreement in the complaints of its file."""
    known = known_of(sheets, taxonomy)
    check_complete(sheets, files)
    check_taxonomy(sheets, known)
    check_book(sheets, known)
    check_entries(sheets, known, spreader)


def check_entries(sheets: Sheets, known: Known, spreader: Spreader) -> None:
    """Check activities, rules, exclusions, counterexamples and materiality."""
    traditional = sheets.one(TraditionalFile)
    pairs = pairs_of(traditional.traditional) if traditional else {}
    languages = {file.language: file for _, file in sheets.of(LanguageFile)}
    terms = TermChecks(spreader, languages, pairs)
    units = UnitTable(known.taxonomy.units)
    limits = {
        file.exclusion: read_limit(file.must_be, units, sheet.complaints, ("must_be",))
        for sheet, file in sheets.of(ExclusionFile)
        if file.must_be
    }
    check_activities(sheets, known)
    check_official(sheets, known)
    check_rules(sheets, known, terms)
    check_exclusions(sheets, known, terms, limits)
    check_counterexample_files(sheets, known)
    check_materiality(sheets, known, terms)
