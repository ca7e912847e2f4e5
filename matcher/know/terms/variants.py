"""One term as written to all the patterns it stands for."""

import itertools
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matcher.know.terms.inflection import Inflection
from matcher.model.folding import is_chinese

MOST_VARIANTS = 600
_ALL_CLOSED = 2

_BORDER = re.compile(r"(?<=[a-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[a-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What one written term means: how strictly it is compared, its patterns, and how many there would be.

    `patterns` is empty when there would be too many: `count` of them. `words` are its words in all their forms.
    """

    exact: bool
    open_end: bool
    whole_words: bool
    patterns: tuple[str, ...]
    count: int
    words: tuple[str, ...] = ()


class Spreader:
    """Spreads the terms of one pack, each once."""

    def __init__(self, fold: Callable[[str], str], inflections: Mapping[str, Inflection]) -> None:
        self.fold = fold
        self.inflections = inflections
        self._spreads: dict[tuple[str, str], Spread] = {}

    def spread(self, written: str, language: str) -> Spread:
        """What a term of a rule in a language stands for."""
        key = (written, language)
        if key not in self._spreads:
            self._spreads[key] = spread_term(written, self.fold, self.inflections.get(language))
        return self._spreads[key]


def spread_term(written: str, fold: Callable[[str], str], inflection: Inflection | None) -> Spread:
    """The patterns of a term.

    Gaps (a hyphen or a space) stand for a space and for nothing. With an inflection every word takes the forms of
    its family and its other spellings, the last word also its plural. A term all in capitals is exact and takes no
    forms but a plural s. A `*` at the end lets any ending follow.
    """
    open_end = written.endswith("*")
    body = written.removesuffix("*").strip()
    exact = is_exact(body)
    whole_words = not any(is_chinese(character) for character in body)
    words = fold(body).split()
    if not whole_words:
        words = [piece for word in words for piece in _BORDER.split(word)]
    if exact and not open_end and inflection is not None:
        choices = [*([word] for word in words[:-1]), [words[-1], words[-1] + "s"]]
    elif exact or inflection is None or not whole_words:
        choices = [[word] for word in words]
    else:
        last = len(words) - 1
        choices = [inflection.forms(word, last=at == last and not open_end) for at, word in enumerate(words)]
    combinations = math.prod(map(len, choices))
    closings = _closings(len(choices) - 1, MOST_VARIANTS // combinations)
    patterns = _combined(choices, closings)
    vocabulary = (
        ()
        if exact
        else tuple(
            form for at, forms in enumerate(choices) for form in forms if not (open_end and at == len(choices) - 1)
        )
    )
    return Spread(
        exact=exact,
        open_end=open_end,
        whole_words=whole_words,
        patterns=patterns,
        count=combinations * (len(closings) or len(choices)),
        words=vocabulary,
    )


def spread_cue(written: str, fold: Callable[[str], str]) -> Spread:
    """The one pattern of a cue: folded, a gap is a space."""
    open_end = written.endswith("*")
    pattern = " ".join(fold(written.removesuffix("*")).split())
    whole_words = not any(is_chinese(character) for character in pattern)
    return Spread(exact=False, open_end=open_end, whole_words=whole_words, patterns=(pattern,), count=1)


def is_exact(body: str) -> bool:
    """Whether a term is written all in capitals (letters and digits, two at least)."""
    signs = [character for character in body if character.isalnum()]
    return len(signs) > 1 and body.upper() == body and body.lower() != body and body.isascii()


@lru_cache(maxsize=4096)
def _closings(gaps: int, most: int) -> list[tuple[str, ...]]:
    """What to put into the gaps: every combination of up to two, one closed gap at a time of more.

    Fewer where there is no room for all; empty when there is not even room for one closed gap at a time.
    """
    found: list[tuple[str, ...]] = []
    for closed in range((gaps if gaps <= _ALL_CLOSED else 1) + 1):
        room = most - len(found)
        if math.comb(gaps, closed) > room:
            return found if closed > 1 else []
        found += [
            tuple("" if at in shut else " " for at in range(gaps))
            for shut in itertools.combinations(range(gaps), closed)
        ]
    return found


def _combined(choices: list[list[str]], closings: list[tuple[str, ...]]) -> tuple[str, ...]:
    patterns = (
        "".join(itertools.chain.from_iterable(zip(words, (*closing, ""), strict=True)))
        for words in itertools.product(*choices)
        for closing in closings
    )
    return tuple(dict.fromkeys(patterns))
