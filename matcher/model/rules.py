"""How one recognises it: the typed contents of `rules/`, with all terms compiled into one pattern table."""

from dataclasses import dataclass, field

from matcher.model.phrases import Example, NotIt, PatternTable, Phrase
from matcher.model.problems import Place
from matcher.model.states import Drawer, Effect, Maturity, Role
from matcher.model.taxonomy import Cited, Limit, Taxonomy, Words
from matcher.model.topics import MaterialityBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one activity or exclusion is recognised. Its terms stand in the book's phrases, found by `index`.

    `finds` is the id of an activity, or of the exclusion itself when `exclusion` is set.
    """

    id: str
    index: int
    finds: str
    role: Role | None
    maturity: Maturity
    place: Place
    exclusion: bool = False
    not_it: tuple[NotIt, ...] = ()
    measures: tuple[str, ...] = ()
    errs: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A thing that is barred, or a fact that bars. See rules/README.md for the meaning of each field."""

    id: str
    name: Words
    effect: Effect
    class_id: str
    bars: tuple[str, ...]
    because: Words
    source: Cited
    verified: bool = True
    activities: tuple[str, ...] = ()
    measure: str = ""
    must_be: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubting:
    """What a doubt costs a naming hit, in points, for an activity and for an exclusion."""

    activity: int
    exclusion: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Typos:
    """When an unknown word is compared with the words of the rules."""

    min_letters: int
    two_edits_from: int
    single_word_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one answer may cost; passing one is told."""

    hits: int
    file_bytes: int
    field_characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """All numbers of the method: `rules/method.yaml`, on one screen. Points are whole numbers."""

    points: dict[str, int]
    match_at: int
    ambiguous_within: int
    doubts: dict[str, Doubting]
    roles: dict[str, int]
    roles_doubted: tuple[str, ...]
    reach: dict[str, dict[str, int]]
    typos: Typos
    limits: Limits
    accept_at: int
    reject_below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Points to confidence, measured: `steps` are (points from, confidence in hundredths), ascending."""

    steps: tuple[tuple[int, int], ...]
    measured_on: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What reading a language needs at run time; its cues are compiled into the pattern table.

    `ends_clause` and `ends_scope` are the characters that end a clause and the reach of a cue; `ends_scope_words` end
    a reach too, and `joins` carry it over the commas of a list. `ideographic`: written
    without spaces between words. `comparators` maps
    above, at_least, below, at_most and about to the words that say so beside a figure; `ranges` are the words and
    signs between the two ends of a range, `links` may stand between a unit and the figure after it, `yes` and `no`
    answer a question of fact.
    """

    id: str
    name: Words
    ends_clause: str
    ends_scope: str
    ends_scope_words: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    ideographic: bool = False
    comparators: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguages:
    """Languages that are recognised but not read: names, scripts as ranges of code points, and when it is one."""

    names: dict[str, Words]
    scripts: dict[str, tuple[tuple[int, int], ...]]
    at_least: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """One-to-one character folds: traditional to simplified, and look-alike letters to plain ones."""

    traditional: dict[str, str] = field(default_factory=dict)
    lookalikes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Everything under `rules/`, ready for use."""

    rules: tuple[Rule, ...]
    exclusions: dict[str, Exclusion]
    counterexamples: tuple[Example, ...]
    table: PatternTable
    method: Method
    calibration: Calibration
    languages: dict[str, Language]
    others: OtherLanguages
    characters: Characters
    sentences: dict[str, Words]
    columns: dict[str, tuple[str, ...]]
    totals: tuple[str, ...]
    column_values: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    column_measures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ordinary_words: str = ""
    """Ordinary words that are no typing errors, one a line; from `language/*.words.txt`."""

    def drawer(self, phrase: Phrase) -> Drawer | None:
        """The drawer a phrase lies in; None for the cue of a language file."""
        return Drawer(phrase.kind) if phrase.rule >= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackIdentity:
    """Which pack gave an answer. `fingerprint` is a hash over its files; `licence` is an SPDX name or a sentence."""

    id: str
    version: str
    valid_on: str
    fingerprint: str
    name: Words = field(default_factory=dict)
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A taxonomy and the rules that go with it; a pack may do without materiality."""

    identity: PackIdentity
    taxonomy: Taxonomy
    book: RuleBook
    materiality: MaterialityBook | None = None
