"""What is searched for in texts: terms, the phrases they make, and the examples that prove them."""

from dataclasses import dataclass

from matcher.model.document import Document
from matcher.model.problems import Place
from matcher.model.taxonomy import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NotIt:
    """The words are there, the thing is another: `then` names the activity it is, if the pack knows it."""

    because: Words
    then: str = ""
    whole_document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text a rule carries and what must come of it. `expects` maps a key (activity, status, class, exclusion,
    code, also, never, a framework or edition id, a criterion id) to what is expected, lists joined by `;`.
    """

    document: Document
    expects: dict[str, str]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One thing to be found: it stands when each of its `parts` has one of its terms in one clause.

    `parts` are indexes of terms. `rule` is the index of the rule it belongs to, or -1 for the cues of a language
    file. For a rule `kind` is a Drawer and `key` tells which listing, objective, measure or not_it entry it serves;
    for cues `kind` is the kind of cue (negated, replaced, mentioned, role, guard, pseudo, foreign)
    and `key` its role, its side (before, after, just_before, just_after the thing), for a pseudo-cue the kind it
    takes back, for foreign words their language. `item` numbers the alternatives of a drawer.
    """

    index: int
    rule: int
    kind: str
    key: str
    language: str
    parts: tuple[tuple[int, ...], ...]
    item: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term as written, and how strictly it is compared; phrases that hold the same term share it.

    `exact`: capitals must match the text. `open_end`: any ending may follow. `words`: the word boundaries of an
    alphabetic script hold.
    """

    written: str
    exact: bool
    open_end: bool
    words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternTable:
    """Every variant of every term, folded as texts are folded: one pattern, the terms it stands for.

    `patterns` are sorted and distinct; `terms_of[i]` are indexes into `terms`. `vocabulary` holds the words of
    the rules that a typing error may be repaired to.
    """

    phrases: tuple[Phrase, ...]
    terms: tuple[Term, ...]
    patterns: tuple[str, ...]
    terms_of: tuple[tuple[int, ...], ...]
    vocabulary: tuple[str, ...]
