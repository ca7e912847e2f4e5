"""What was found in a text, before anybody judges it. Spans, doubts and hits are made by the million: plain tuples."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from matcher.model.states import Basis, DoubtKind, How


class Span(NamedTuple):
    """A piece of a field of the document: code points of the ORIGINAL text, end exclusive."""

    field: str
    start: int
    end: int


class Doubt(NamedTuple):
    """Why a hit may not mean what it says, with the cue that says so and where both stand."""

    kind: DoubtKind
    cue: str
    cue_span: Span
    hit_span: Span
    hit_term: str
    key: str = ""


class Hit(NamedTuple):
    """A term found. `key` is the listing, objective or measure a showing term serves; `clause` numbers the
    clauses of the document, the title's first.
    """

    rule: int
    phrase: int
    term: str
    span: Span
    how: How
    language: str
    clause: int
    key: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a rule makes of a document: points 0 to 100, its hits in text order, and, when it is set aside, why.

    `named_at` orders candidates by where the first undoubted naming hit stands (title first). `steps` are the lines of
    method.yaml that make the points, each with its share, before they are kept between 0 and 100.
    """

    rule: int
    points: int
    hits: tuple[Hit, ...]
    named_at: int
    in_title: bool
    set_aside: str = ""
    because: dict[str, str] | None = None
    by_typo: bool = False
    steps: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure in a base unit as it was given: one value, a range, or open on one side. Exact."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A value for a measure. Exactly one of `figure`, `word`, `present` speaks; `unclear` says why none does."""

    measure: str
    basis: Basis
    written: str
    unit: str = ""
    figure: Interval | None = None
    word: str = ""
    present: bool | None = None
    unclear: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The result of reading one document: its language, its candidates best first, and what was noticed.

    `measurements[i]` belong to the candidate of that rule index; `features` are (rule index of an exclusion, hit)
    pairs for facts that bar without being the subject. `other_language` is a language the pack does not read.
    """

    language: str
    candidates: tuple[Candidate, ...]
    measurements: dict[int, tuple[Measurement, ...]]
    features: tuple[Hit, ...] = ()
    flags: tuple[str, ...] = ()
    other_language: str = ""
    possible_exclusions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTerm:
    """A naming term of a rule and the words of a text that come nearest to it; `share` is 0 to 100 alike."""

    term: str
    found: str
    span: Span
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSought:
    """One part of a group of terms that must stand together: its terms, and where one of them stands, if any does."""

    terms: tuple[str, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSought:
    """A group of a rule that names its thing only with all its parts, and how far a text comes to it."""

    language: str
    parts: tuple[PartSought, ...]

    @property
    def standing(self) -> int:
        """How many of its parts stand in the text."""
        return sum(part.span is not None for part in self.parts)
