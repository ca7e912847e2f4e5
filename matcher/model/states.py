"""The closed sets of words that every output uses. Each word means one thing; docs/glossary.md says which."""

from enum import StrEnum


class Status(StrEnum):
    """What became of a document; the first that applies, in this order."""

    ERROR = "error"
    EMPTY = "empty"
    SKIPPED = "skipped"
    EXCLUDED = "excluded"
    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"
    BROAD = "broad"
    UNMATCHED = "unmatched"


class ListingStatus(StrEnum):
    """What a framework says of an activity."""

    ELIGIBLE = "eligible"
    UNDETERMINED = "undetermined"
    NOT_LISTED = "not_listed"
    EXCLUDED = "excluded"
    OUT_OF_SCOPE = "out_of_scope"


class Outcome(StrEnum):
    """What is known of one criterion or one objective of do no significant harm."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    QUALITATIVE = "qualitative"
    NOT_APPLICABLE = "not_applicable"


class Contribution(StrEnum):
    """Substantial contribution to an objective."""

    MEETS = "meets"
    FAILS = "fails"
    UNDETERMINED = "undetermined"


class Safeguards(StrEnum):
    """Minimum safeguards (Regulation (EU) 2020/852, Article 18); only an attestation can speak of them."""

    NOT_ASSESSED = "not_assessed"
    ATTESTED = "attested"
    ATTESTED_NOT_MET = "attested_not_met"


class Alignment(StrEnum):
    """Whether every step of a framework is attested, one failed, or something is open."""

    ALIGNED = "aligned"
    NOT_ALIGNED = "not_aligned"
    UNDETERMINED = "undetermined"


class Basis(StrEnum):
    """Where a finding comes from, weakest first."""

    STATED = "stated"
    SUPPLIED = "supplied"
    ATTESTED = "attested"
    VERIFIED = "verified"


class Relation(StrEnum):
    """The official item against our activity; the order is the order in which codes are shown."""

    EXACT = "exact"
    CLOSE = "close"
    BROADER = "broader"
    NARROWER = "narrower"


class ContributionKind(StrEnum):
    """How an activity contributes (Regulation (EU) 2020/852, Articles 10 to 16)."""

    OWN = "own"
    ENABLING = "enabling"
    TRANSITIONAL = "transitional"


class Green(StrEnum):
    """When an activity shows its class: by the match alone, once its green is shown, or never."""

    BY_NATURE = "by_nature"
    WHEN_MET = "when_met"
    NEVER = "never"


class Kind(StrEnum):
    """An activity of a list, or a broad group that names a field but no activity."""

    ACTIVITY = "activity"
    BROAD = "broad"


class Member(StrEnum):
    """Whether we read an activity as common ground."""

    YES = "yes"
    LIKELY = "likely"
    UNCLEAR = "unclear"
    NO = "no"


class Role(StrEnum):
    """What the money does with the thing."""

    MAKE = "make"
    BUILD_OPERATE = "build_operate"
    INSTALL_IN_BUILDING = "install_in_building"
    TRADE = "trade"
    RESEARCH = "research"
    ADVISE = "advise"
    FINANCE = "finance"


class Maturity(StrEnum):
    """How far a rule is trusted."""

    DRAFT = "draft"
    STABLE = "stable"
    RETIRED = "retired"


class Effect(StrEnum):
    """What an exclusion does: it bars the subject, or it ends the listings that name it."""

    EXCLUDE = "exclude"
    DISQUALIFY = "disqualify"


class Drawer(StrEnum):
    """The drawer of a rule that a phrase lies in."""

    NAMES_IT = "names_it"
    TOGETHER = "together"
    HINTS_AT_IT = "hints_at_it"
    SHOWS = "shows"
    GREEN_NAMED = "green_named"
    OBJECTIVE_NAMED = "objective_named"
    NOT_IT = "not_it"
    FEATURE = "feature"
    NEAR = "near"
    PRESENT = "present"
    ABSENT = "absent"


class How(StrEnum):
    """How a piece of evidence was found."""

    NAMED = "named"
    TOGETHER = "together"
    HINT = "hint"
    SHOWN = "shown"
    GREEN_NAMED = "green_named"
    OBJECTIVE = "objective"
    MEASURED = "measured"
    TYPO = "typo"


class DoubtKind(StrEnum):
    """Why a hit may not mean what it says."""

    NEGATED = "negated"
    REPLACED = "replaced"
    MENTIONED = "mentioned"
    ROLE = "role"
    COVERED = "covered"
    GUARD = "guard"
    NOT_IT = "not_it"


class Band(StrEnum):
    """What a reader should do with an answer."""

    ACCEPT = "accept"
    REVIEW = "review"
    REJECT = "reject"


class AsOfFrom(StrEnum):
    """Where the as-of date comes from."""

    OPTION = "option"
    DEAL = "deal"
    PACK = "pack"
    CLOCK = "clock"


class Coverage(StrEnum):
    """How much of a framework the pack holds."""

    FULL = "full"
    RECONSTRUCTION = "reconstruction"
    NONE = "none"


class MeasureKind(StrEnum):
    """What answers a measure: a figure, a fact that is there or not, a word, or somebody's judgement."""

    QUANTITY = "quantity"
    PRESENT = "present"
    WORD = "word"
    JUDGED = "judged"
