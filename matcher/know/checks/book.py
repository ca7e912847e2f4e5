"""Whether method, calibration, languages, sentences and columns are whole and agree."""

import re
from itertools import pairwise

from matcher.know.checks.activities import check_name
from matcher.know.checks.known import Known
from matcher.know.shapes.language import (
    CalibrationFile,
    ColumnsFile,
    LanguageFile,
    LookalikesFile,
    MethodFile,
    OthersFile,
    SentencesFile,
    TraditionalFile,
)
from matcher.know.shapes.sheets import Sheet, Sheets
from matcher.know.shapes.taxonomy import PackFile
from matcher.know.source.complaints import Complaints
from matcher.know.source.folder import REQUIRED, PackFiles
from matcher.model.problems import Place, Problem
from matcher.model.states import DoubtKind, Role

_FIELD = re.compile(r"\{([a-z_]+)\}")
_PAIR = 2
_MOST = 100


def check_complete(sheets: Sheets, files: PackFiles) -> None:
    """Note every file that a pack cannot do without."""
    languages = next((shape.languages for _, shape in sheets.of(PackFile)), [])
    needed = [
        *REQUIRED,
        *(f"rules/{part}/{language}.yaml" for part in ("language", "sentences") for language in languages),
    ]
    sheets.problems += [
        Problem(place=Place(file=files.shown(name)), message="this file is missing", hint="Every pack has it.")
        for name in needed
        if name not in files.contents
    ]


def check_book(sheets: Sheets, known: Known) -> None:
    """Check the files of the method and the languages."""
    languages = [file.language for _, file in sheets.of(LanguageFile)]
    for sheet, method in sheets.of(MethodFile):
        _check_method(sheet.complaints, method, languages)
    for sheet, calibration in sheets.of(CalibrationFile):
        _check_calibration(sheet.complaints, calibration)
    for sheet, language in sheets.of(LanguageFile):
        check_name(sheet, "language", language.language)
    for sheet, others in sheets.of(OthersFile):
        for name in sorted(set(others.languages) & set(languages)):
            message = f"'{name}' is a language of the pack"
            sheet.complaints.add(("languages", name), message, "Only others stand here.", key=True)
    for sheet, traditional in sheets.of(TraditionalFile):
        _check_pairs(sheet.complaints, "traditional", traditional.traditional)
    for sheet, lookalikes in sheets.of(LookalikesFile):
        _check_pairs(sheet.complaints, "lookalikes", lookalikes.lookalikes)
    _check_sentences(list(sheets.of(SentencesFile)))
    for sheet, columns in sheets.of(ColumnsFile):
        _check_columns(sheet.complaints, columns, known)


def _check_columns(complaints: Complaints, columns: ColumnsFile, known: Known) -> None:
    for role in columns.values:
        known.name(complaints, ("values", role), "role", role, columns.columns, key=True)
    for measure in columns.measures:
        known.name(complaints, ("measures", measure), "measure", measure, known.taxonomy.measures, key=True)


def _check_calibration(complaints: Complaints, calibration: CalibrationFile) -> None:
    for at, (lower, upper) in enumerate(pairwise(calibration.steps), start=1):
        if upper.points <= lower.points or upper.confidence < lower.confidence:
            hint = "Points rise from step to step, confidence never falls."
            complaints.add(("steps", at), "a step that does not rise", hint)
    for at, step in enumerate(calibration.steps):
        if not (0 <= step.points <= _MOST and 0 <= step.confidence <= _MOST):
            complaints.add(("steps", at), "points and confidence lie between 0 and 100", "Write whole numbers.")
    if calibration.steps[0].points != 0:
        complaints.add(("steps", 0), "the first step does not begin at 0 points", "Write `points: 0`.")


def _check_method(complaints: Complaints, method: MethodFile, languages: list[str]) -> None:
    for kind in DoubtKind:
        if kind not in method.doubts and kind != DoubtKind.ROLE:
            complaints.add(
                ("doubts",), f"no cost of doubt '{kind}'", "Write `{activity: 100, exclusion: 100}`.", key=True
            )
    for role in Role:
        if role not in method.roles:
            complaints.add(("roles",), f"no cost of role '{role}'", "Write a number of points.", key=True)
    for name, reach in method.reach:
        for language in languages:
            if language not in reach:
                complaints.add(
                    ("reach", name),
                    f"no reach of '{name}' in language '{language}'",
                    "Write a number of characters.",
                    key=True,
                )


def _check_pairs(complaints: Complaints, name: str, lines: list[str]) -> None:
    seen: dict[str, str] = {}
    for at, line in enumerate(lines):
        for pair in line.split():
            if len(pair) != _PAIR or pair[0] == pair[1]:
                complaints.add(
                    (name, at), f"'{pair}' is no pair of two characters", "Write the foreign one, then the plain one."
                )
            elif seen.setdefault(pair[0], pair[1]) != pair[1]:
                complaints.add(
                    (name, at), f"'{pair[0]}' is read as two characters", f"Here {pair[1]}, before {seen[pair[0]]}."
                )


def _check_sentences(files: list[tuple[Sheet, SentencesFile]]) -> None:
    for sheet, file in files:
        for other, theirs in files:
            for key in sorted(theirs.root.keys() - file.root.keys()):
                sheet.complaints.add((), f"sentence '{key}' is missing", f"It stands in {other.name}.")
        for key, text in file.root.items():
            fields = _fields(text)
            if fields is None:
                sheet.complaints.add((key,), f"sentence '{key}' has a stray brace", "Fields are written `{name}`.")
                continue
            for other, theirs in files:
                expected = _fields(theirs.root.get(key, text))
                if expected is not None and fields - expected:
                    message = f"sentence '{key}' has a field that {other.stem} has not: {min(fields - expected)}"
                    sheet.complaints.add((key,), message, "Both languages tell the same.")


def _fields(text: str) -> set[str] | None:
    """The names in braces; None when a brace has no partner."""
    rest = _FIELD.sub("", text)
    return None if "{" in rest or "}" in rest else set(_FIELD.findall(text))
