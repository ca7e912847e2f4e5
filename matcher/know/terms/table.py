"""All phrases and cues of a pack compiled into one pattern table."""

from collections.abc import Iterable

from matcher.know.shapes.language import LanguageFile, OthersFile, SidesShape
from matcher.know.terms.variants import Spread, Spreader, spread_cue
from matcher.model.phrases import PatternTable, Phrase, Term

_CUE = -1
_LEAST_LETTERS = 5


class TableBuilder:
    """Takes phrases one after another and gives back the table at the end."""

    def __init__(self, spreader: Spreader) -> None:
        self._spreader = spreader
        self._phrases: list[Phrase] = []
        self._terms: list[Term] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._terms_of: dict[str, list[int]] = {}
        self._vocabulary: set[str] = set()

    def add_phrase(
        self,
        rule: int,
        kind: str,
        language: str,
        parts: Iterable[Iterable[str]],
        *,
        key: str = "",
        item: int = 0,
    ) -> None:
        """Add a phrase of a rule: one term of each part."""
        spreads = [[(term, self._spreader.spread(term, language)) for term in dict.fromkeys(part)] for part in parts]
        self._add(rule, kind, language, spreads, key, item)
        if language in self._spreader.inflections:
            for _, spread in (pair for part in spreads for pair in part):
                self._vocabulary.update(word for word in spread.words if len(word) >= _LEAST_LETTERS and word.isalpha())

    def add_cues(self, kind: str, language: str, words: Iterable[str], *, key: str = "") -> None:
        """Add the cues of one kind of a language; none gives no phrase."""
        spreads = [(word, spread_cue(word, self._spreader.fold)) for word in dict.fromkeys(words)]
        if spreads:
            self._add(_CUE, kind, "", [spreads], key, 0, spoken=language)

    def table(self) -> PatternTable:
        """The table of everything added."""
        patterns = sorted(self._terms_of)
        return PatternTable(
            phrases=tuple(self._phrases),
            terms=tuple(self._terms),
            patterns=tuple(patterns),
            terms_of=tuple(tuple(self._terms_of[pattern]) for pattern in patterns),
            vocabulary=tuple(sorted(self._vocabulary)),
        )

    def _add(
        self,
        rule: int,
        kind: str,
        spelled: str,
        parts: list[list[tuple[str, Spread]]],
        key: str,
        item: int,
        *,
        spoken: str = "",
    ) -> None:
        """Add a phrase whose terms take the forms of the language `spelled`; cues take none and are only `spoken`."""
        numbers = tuple(tuple(self._term(written, spelled, spread) for written, spread in part) for part in parts)
        self._phrases.append(
            Phrase(
                index=len(self._phrases),
                rule=rule,
                kind=kind,
                key=key,
                language=spoken or spelled,
                parts=numbers,
                item=item,
            )
        )

    def _term(self, written: str, spelled: str, spread: Spread) -> int:
        """The number of a term; the same term in the same language is one."""
        known = self._numbers.get((written, spelled))
        if known is not None:
            return known
        number = self._numbers[written, spelled] = len(self._terms)
        self._terms.append(
            Term(written=written, exact=spread.exact, open_end=spread.open_end, words=spread.whole_words)
        )
        for pattern in spread.patterns:
            self._terms_of.setdefault(pattern, []).append(number)
        return number


def add_language(builder: TableBuilder, file: LanguageFile) -> None:
    """Add every cue of a language file."""
    name = file.language
    sides: dict[str, SidesShape] = {"negated": file.negated, "replaced": file.replaced, "mentioned": file.mentioned}
    for kind, shape in sides.items():
        builder.add_cues(kind, name, shape.before, key="before")
        builder.add_cues(kind, name, shape.after, key="after")
        builder.add_cues(kind, name, shape.just_before, key="just_before")
        builder.add_cues(kind, name, shape.just_after, key="just_after")
        builder.add_cues("pseudo", name, shape.pseudo, key=kind)
    for role, words in file.roles.items():
        builder.add_cues("role", name, words, key=role)
    builder.add_cues("guard", name, file.guard)


def add_negations(builder: TableBuilder, file: LanguageFile) -> None:
    """Add the cues of a language that say no; for a table that asks for nothing else."""
    name, negated = file.language, file.negated
    builder.add_cues("negated", name, negated.before, key="before")
    builder.add_cues("negated", name, negated.after, key="after")
    builder.add_cues("negated", name, negated.just_before, key="just_before")
    builder.add_cues("negated", name, negated.just_after, key="just_after")
    builder.add_cues("pseudo", name, negated.pseudo, key="negated")
    builder.add_cues("guard", name, file.guard)


def add_others(builder: TableBuilder, file: OthersFile) -> None:
    """Add the small words of the languages that are recognised but not read."""
    for name, shape in file.languages.items():
        builder.add_cues("foreign", name, shape.words, key=name)
