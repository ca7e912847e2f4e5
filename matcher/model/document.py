"""What comes in: a project description with whatever its owner says about it."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.model.materiality import MaterialityOptions, Register
from matcher.model.states import AsOfFrom


class DealKind(StrEnum):
    """What kind of money it is."""

    LOAN = "loan"
    BOND = "bond"
    OTHER = "other"


class DealState(StrEnum):
    """How far the deal has come; decides which edition of a list it keeps."""

    APPROVED = "approved"
    DRAWN = "drawn"
    FILED = "filed"
    REGISTERED = "registered"
    OUTSTANDING = "outstanding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """The financing itself: its kind, state, date and, where a choice is allowed, the edition chosen."""

    kind: DealKind | None = None
    state: DealState | None = None
    date: datetime.date | None = None
    chosen_edition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money as it was written, and its currency if told."""

    value: str
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """Somebody puts a name to an answer. `verified_by` names a second, independent person."""

    met: bool
    by: str
    on: datetime.date | None = None
    document: str = ""
    verified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestations:
    """All attestations of a project: by criterion id, by objective id, and for the minimum safeguards."""

    criteria: dict[str, Attestation] = field(default_factory=dict)
    dnsh: dict[str, Attestation] = field(default_factory=dict)
    safeguards: Attestation | None = None


_NO_REGISTER = Register()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One project description.

    `title` and `text` are the fields that are searched, exactly as they came; spans count their code points.
    `data` maps a measure id to the value its owner wrote, such as `20 gCO2e/kWh`. `problem` is filled when the
    document could not be read (status `error`), `skip` when it is no project (a totals row; status `skipped`).
    `materiality` holds the impacts, risks and opportunities its owner recorded. `flags` is what reading noticed and
    the assessment hands on, such as a date that could not be read. `pages` are the places in `text` where its pages
    begin, where it has pages.
    """

    id: str
    title: str = ""
    text: str = ""
    country: str = ""
    amount: Amount | None = None
    deal: Deal = Deal()
    data: dict[str, str] = field(default_factory=dict)
    attest: Attestations = Attestations()
    materiality: Register = _NO_REGISTER
    problem: str = ""
    skip: str = ""
    flags: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day whose law is applied, and where that day comes from."""

    date: datetime.date
    source: AsOfFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user asked for beside the document. Everything here bears on the answer."""

    as_of: AsOf | None = None
    language: str | None = None
    materiality: MaterialityOptions | None = None
