"""Files of a pack read into their shapes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from matcher.know.shapes.activity import ActivityFile
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
from matcher.know.shapes.materiality import (
    ActivityRulesFile,
    MaterialityMethodFile,
    RegisterFile,
    ScalesFile,
    StandardsFile,
    TextRuleFile,
    TopicFile,
)
from matcher.know.shapes.official import OfficialFile, SuccessorsFile
from matcher.know.shapes.rules import CounterexamplesFile, ExclusionFile, RuleFile
from matcher.know.shapes.taxonomy import (
    ClassesFile,
    FrameworksFile,
    MeasuresFile,
    ObjectivesFile,
    PackFile,
    SectorsFile,
    SourcesFile,
    UnitsFile,
)
from matcher.know.source.blanks import blanks
from matcher.know.source.complaints import Complaints, plain
from matcher.know.source.folder import PackFiles, kind_of
from matcher.know.source.nodes import read_tree
from matcher.model.problems import Place, Problem
from matcher.model.taxonomy import Activity

SHAPES: dict[str, type[BaseModel]] = {
    "pack": PackFile,
    "sources": SourcesFile,
    "frameworks": FrameworksFile,
    "objectives": ObjectivesFile,
    "classes": ClassesFile,
    "sectors": SectorsFile,
    "units": UnitsFile,
    "measures": MeasuresFile,
    "activity": ActivityFile,
    "official": OfficialFile,
    "successors": SuccessorsFile,
    "rule": RuleFile,
    "exclusion": ExclusionFile,
    "counterexamples": CounterexamplesFile,
    "method": MethodFile,
    "calibration": CalibrationFile,
    "language": LanguageFile,
    "others": OthersFile,
    "traditional": TraditionalFile,
    "lookalikes": LookalikesFile,
    "sentences": SentencesFile,
    "columns": ColumnsFile,
    "topic": TopicFile,
    "scales": ScalesFile,
    "standards": StandardsFile,
    "materiality_method": MaterialityMethodFile,
    "register": RegisterFile,
    "candidates": ActivityRulesFile,
    "notices": TextRuleFile,
}
"""The shape of every kind of file."""

FileShape = TypeVar("FileShape", bound=BaseModel)


@dataclass(slots=True)
class Sheet:
    """One file in its shape; `shape` is None when it does not fit. `name` is its name inside the pack.

    `activity` is what an activity file was built to.
    """

    name: str
    kind: str
    complaints: Complaints
    shape: BaseModel | None
    activity: Activity | None = None

    @property
    def stem(self) -> str:
        """The file name without folder and ending."""
        return self.name.rsplit("/", 1)[-1].removesuffix(".yaml")


@dataclass(slots=True)
class Sheets:
    """All files of a pack that could be read as YAML, and problems that belong to none of them."""

    all: list[Sheet] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, shape: type[FileShape]) -> Iterator[tuple[Sheet, FileShape]]:
        """The files of one shape, in the order of their names."""
        for sheet in self.all:
            if isinstance(sheet.shape, shape):
                yield sheet, sheet.shape

    def one(self, shape: type[FileShape]) -> FileShape | None:
        """The first file of a shape."""
        return next((found for _, found in self.of(shape)), None)

    def stems(self, kind: str) -> set[str]:
        """The file names of one kind, also of files that do not fit their shape."""
        return {sheet.stem for sheet in self.all if sheet.kind == kind}

    def every_problem(self) -> list[Problem]:
        """All problems, once each, sorted by place."""
        return sorted({*self.problems, *(problem for sheet in self.all for problem in sheet.complaints.problems)})


def read_sheets(files: PackFiles) -> Sheets:
    """Read every file of a pack into its shape; files that no pack holds are told."""
    sheets = Sheets(problems=list(files.problems))
    for name, data in files.contents.items():
        kind = kind_of(name)
        if kind == "words":
            sheets.words[name] = _words(data, files.shown(name), sheets.problems)
        elif kind in SHAPES:
            sheet = read_sheet(data, name, kind, files.shown(name), sheets.problems)
            if sheet is not None:
                sheets.all.append(sheet)
        elif kind != "readme":
            sheets.problems.append(
                Problem(
                    place=Place(file=files.shown(name)), message="a pack holds no such file", hint=_no_such_file(name)
                )
            )
    return sheets


def read_sheet(data: bytes, name: str, kind: str, shown: str, problems: list[Problem]) -> Sheet | None:
    """One file in its shape; None, with a problem, when it is no readable mapping."""
    tree = read_tree(data, shown)
    if tree.root is None:
        problems.extend(tree.problems)
        return None
    complaints = Complaints(shown, tree.root)
    complaints.problems.extend(tree.problems)
    told = len(complaints.problems)
    if unfilled := blanks(tree.root, shown):
        complaints.problems.extend(unfilled)
        return Sheet(name, kind, complaints, None)
    try:
        shape = SHAPES[kind].model_validate(plain(tree.root), context=complaints)
    except ValidationError as error:
        complaints.add_errors(error)
        if len(complaints.problems) == told:
            complaints.add((), "this file does not fit its shape", str(error.errors()[0]["msg"]))
        return Sheet(name, kind, complaints, None)
    return Sheet(name, kind, complaints, shape)


def _words(data: bytes, shown: str, problems: list[Problem]) -> str:
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        problems.append(Problem(place=Place(file=shown), message="this is no UTF-8", hint="Save the file as UTF-8."))
        return ""
    return "\n".join(word for line in lines if (word := line.strip()) and not word.startswith("#"))


def _no_such_file(name: str) -> str:
    if name.endswith(".py"):
        return "No program code lives in taxonomy/ and rules/: they hold knowledge only."
    if name.endswith(".yml"):
        return "Files of a pack end in .yaml."
    if not name.endswith(".yaml"):
        return "A pack holds .yaml files, README.md and rules/language/*.words.txt. Move the file elsewhere."
    return "Activities stand in taxonomy/activities/<sector>/, rules in rules/activities/<sector>/; see the README."
