"""The answer about one document, the same facts for every format."""

from dataclasses import dataclass, field

from matcher.model.document import AsOf, Document
from matcher.model.evidence import Doubt, Hit, Reading, Span
from matcher.model.ratings import Materiality
from matcher.model.rules import PackIdentity
from matcher.model.states import (
    Alignment,
    Band,
    Basis,
    Contribution,
    Outcome,
    Safeguards,
    Status,
)
from matcher.model.taxonomy import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is known of one criterion of one listing.

    `missing` is the question that would settle it; `verified` says how sure the criterion is: yes, second-hand or no.
    """

    id: str
    framework: str
    code: str
    outcome: Outcome
    limit: str
    source: str
    basis: Basis | None = None
    value: str = ""
    unit: str = ""
    span: Span | None = None
    missing: Words = field(default_factory=dict)
    verified: str = "yes"
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one framework says of one match.

    `status` is a ListingStatus, or for a labelled framework a step with its label. The other fields are filled
    where the framework has that step; `edition` and `because` where it has editions.
    """

    framework: str
    status: str
    contribution: Contribution | None = None
    alignment: Alignment | None = None
    dnsh: dict[str, Outcome] = field(default_factory=dict)
    safeguards: Safeguards | None = None
    edition: str = ""
    because: Words = field(default_factory=dict)
    excluded_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoListed:
    """A code that is not claimed: the text serves another objective, or does not show the part the item holds."""

    framework: str
    code: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One activity found. `confidence` is in hundredths; `codes` maps a list to its codes, best first."""

    activity: str
    name: Words
    class_id: str
    shows_class: bool
    points: int
    confidence: int
    part: bool
    rule: str
    codes: dict[str, tuple[str, ...]]
    also_listed: tuple[AlsoListed, ...]
    verdicts: tuple[Verdict, ...]
    hits: tuple[Hit, ...]
    doubts: tuple[Doubt, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A candidate that came to nothing, and why."""

    finds: str
    rule: str
    name: Words
    points: int
    reason: str
    because: Words
    hits: tuple[Hit, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """An exclusion that the text meets; `subject` when the money buys the barred thing itself."""

    id: str
    name: Words
    class_id: str
    subject: bool
    bars: tuple[str, ...]
    because: Words
    source: str
    hits: tuple[Hit, ...]
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A datum that is missing, asked of the user. `about` is the activity, `id` the criterion."""

    about: str
    id: str
    framework: str
    asks: Words
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reader should do with the answer, and why (keys of the sentences files)."""

    band: Band
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The whole answer about one document. `language` is that of the document; sentences may be asked in another.

    `reading` is what it was judged from; two answers that say the same are equal whatever they were read from.
    """

    document: Document
    status: Status
    class_id: str
    activity: str
    matches: tuple[Match, ...]
    set_aside: tuple[SetAside, ...]
    exclusions: tuple[Excluded, ...]
    questions: tuple[Question, ...]
    language: str
    review: Review
    flags: tuple[str, ...]
    as_of: AsOf
    pack: PackIdentity
    decision_id: str
    materiality: Materiality | None = None
    reading: Reading | None = field(default=None, compare=False)
