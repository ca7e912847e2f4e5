"""The shapes of the method, the calibration, the languages, the sentences and the columns."""

# ruff: noqa: RUF012  (pydantic copies defaults for each instance)

from typing import Annotated

from pydantic import Field, RootModel

from matcher.know.shapes.base import Day, Shape, Term, Text, Whole, Words, YesNo
from matcher.model.states import DoubtKind, Role

Character = Annotated[str, Field(min_length=1, max_length=1)]
Word = Term
Count = Annotated[Whole, Field(ge=0)]
PerLanguage = dict[Text, Count]


class DoubtingShape(Shape):
    """What a doubt costs, in points; 100 takes the hit out."""

    activity: Count
    exclusion: Count


class TyposShape(Shape):
    """When an unknown word is compared with the words of the rules, in letters."""

    min_letters: Count
    two_edits_from: Count
    single_word_from: Count


class LimitsShape(Shape):
    """What one answer may cost."""

    hits: Count
    file_bytes: Count
    field_characters: Count


class BandsShape(Shape):
    """Confidence from which an answer is accepted, and below which it is rejected, in hundredths."""

    accept_at: Count
    reject_below: Count


class PointsShape(Shape):
    """What each kind of evidence is worth, in points."""

    names_it: Whole
    together: Whole
    hints_at_it: Whole
    each_hint: Whole
    hints_at_most: Whole
    in_title: Whole
    first_in_text: Whole
    late_in_text: Whole
    repeated: Whole
    repeated_at_most: Whole
    long_term: Whole
    shown: Whole
    typo: Whole


class ReachShape(Shape):
    """How far cues and words reach, in characters of the text, by language."""

    negated_before: PerLanguage
    negated_after: PerLanguage
    replaced_before: PerLanguage
    replaced_after: PerLanguage
    mentioned_before: PerLanguage
    mentioned_after: PerLanguage
    beside: PerLanguage
    role: PerLanguage
    together: PerLanguage
    hints: PerLanguage
    measure: PerLanguage


class MethodFile(Shape):
    """rules/method.yaml: all numbers of the method."""

    points: PointsShape
    match_at: Count
    ambiguous_within: Count
    doubts: dict[DoubtKind, DoubtingShape]
    roles: dict[Role, Count]
    roles_doubted: list[Role]
    reach: ReachShape
    typos: TyposShape
    limits: LimitsShape
    bands: BandsShape


class StepShape(Shape):
    """From so many points on, so many hundredths were right."""

    points: Count
    confidence: Count


class CalibrationFile(Shape):
    """rules/calibration.yaml: points to confidence."""

    measured_on: Text
    date: Day
    steps: Annotated[list[StepShape], Field(min_length=1)]


class SidesShape(Shape):
    """Cues before and after a thing, at a distance or right beside it, and what only looks like one."""

    before: list[Word] = []
    after: list[Word] = []
    just_before: list[Word] = []
    just_after: list[Word] = []
    pseudo: list[Word] = []


class EndingShape(Shape):
    """How a word with this ending becomes a plural."""

    ending: str
    after_consonant: YesNo = False
    becomes: str


class PluralsShape(Shape):
    """How words become plurals: irregular ones, then the first ending that fits."""

    irregular: dict[Word, Word] = {}
    endings: list[EndingShape] = []


class ComparatorsShape(Shape):
    """Words beside a figure that say on which side of it the value lies."""

    above: list[Word] = []
    at_least: list[Word] = []
    below: list[Word] = []
    at_most: list[Word] = []
    about: list[Word] = []


class LanguageFile(Shape):
    """rules/language/<language>.yaml: how a language is read."""

    language: Annotated[Text, Field(pattern=r"^[a-z]{2,3}$")]
    name: Words
    ideographic: YesNo = False
    ends_clause: list[Character]
    ends_scope: list[Character]
    families: list[Annotated[list[Word], Field(min_length=2)]] = []
    plurals: PluralsShape = PluralsShape()
    spellings: list[Annotated[list[Word], Field(min_length=2, max_length=2)]] = []
    negated: SidesShape = SidesShape()
    replaced: SidesShape = SidesShape()
    mentioned: SidesShape = SidesShape()
    roles: dict[Role, list[Word]] = {}
    ends_scope_words: list[Word] = []
    joins: list[Word] = []
    guard: list[Word] = []
    comparators: ComparatorsShape = ComparatorsShape()
    ranges: list[Word] = []
    links: list[Word] = []
    yes: list[Word] = []
    no: list[Word] = []


class OtherLanguageShape(Shape):
    """A language that is recognised by its small words."""

    name: Words
    words: Annotated[list[Word], Field(min_length=1)]


CodePoint = Annotated[Text, Field(pattern=r"^[0-9A-F]{4,6}$")]


class ScriptShape(Shape):
    """A script that is recognised by its code points, as hexadecimal ranges."""

    name: Words
    ranges: list[Annotated[list[CodePoint], Field(min_length=2, max_length=2)]]


class OthersFile(Shape):
    """rules/language/others.yaml: languages that are recognised and not read."""

    languages: dict[Text, OtherLanguageShape]
    scripts: dict[Text, ScriptShape] = {}
    foreign_at_least: Whole
    foreign_share: Whole


class TraditionalFile(Shape):
    """rules/language/traditional.yaml: pairs of a traditional character and its simplified form."""

    traditional: list[Text]


class LookalikesFile(Shape):
    """rules/language/lookalikes.yaml: pairs of a foreign letter and the Latin one it is read as."""

    lookalikes: list[Text]


class SentencesFile(RootModel[dict[Text, Text]]):
    """rules/sentences/<language>.yaml: what the program says, by key."""


class ColumnsFile(Shape):
    """rules/columns.yaml: how files name their columns, and what totals rows say."""

    columns: dict[Text, list[Text]]
    measures: dict[Text, list[Text]] = {}
    values: dict[Text, dict[Text, list[Text]]] = {}
    totals: list[Text] = []
