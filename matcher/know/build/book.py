"""Method, calibration, languages, sentences and columns, as records."""

from collections.abc import Iterable
from itertools import product

from matcher.know.shapes.language import (
    CalibrationFile,
    LanguageFile,
    LookalikesFile,
    MethodFile,
    OthersFile,
    SentencesFile,
    TraditionalFile,
)
from matcher.model.rules import (
    Calibration,
    Characters,
    Doubting,
    Language,
    Limits,
    Method,
    OtherLanguages,
    Typos,
)
from matcher.model.taxonomy import Words


def method_of(file: MethodFile) -> Method:
    """The numbers of the method."""
    return Method(
        points=dict(file.points),
        match_at=file.match_at,
        ambiguous_within=file.ambiguous_within,
        doubts={
            kind.value: Doubting(activity=cost.activity, exclusion=cost.exclusion) for kind, cost in file.doubts.items()
        },
        roles={role.value: points for role, points in file.roles.items()},
        roles_doubted=tuple(map(str, file.roles_doubted)),
        reach={what: dict(characters) for what, characters in file.reach},
        typos=Typos(**file.typos.model_dump()),
        limits=Limits(**file.limits.model_dump()),
        accept_at=file.bands.accept_at,
        reject_below=file.bands.reject_below,
    )


def calibration_of(file: CalibrationFile) -> Calibration:
    """Points to confidence."""
    return Calibration(
        steps=tuple((step.points, step.confidence) for step in file.steps),
        measured_on=file.measured_on,
        date=file.date.isoformat(),
    )


def language_of(file: LanguageFile) -> Language:
    """What reading a language needs at run time."""
    return Language(
        id=file.language,
        name=file.name.words(),
        ends_clause="".join(file.ends_clause),
        ends_scope="".join(file.ends_scope),
        ends_scope_words=tuple(file.ends_scope_words),
        joins=tuple(file.joins),
        ideographic=file.ideographic,
        comparators={name: tuple(words) for name, words in file.comparators if words},
        ranges=tuple(file.ranges),
        links=tuple(file.links),
        yes=tuple(file.yes),
        no=tuple(file.no),
    )


def others_of(file: OthersFile) -> OtherLanguages:
    """The languages that are recognised and not read."""
    return OtherLanguages(
        names={name: shape.name.words() for name, shape in file.languages.items()}
        | {name: shape.name.words() for name, shape in file.scripts.items()},
        scripts={
            name: tuple((int(low, 16), int(high, 16)) for low, high in shape.ranges)
            for name, shape in file.scripts.items()
        },
        at_least=file.foreign_at_least,
        share=file.foreign_share,
    )


def characters_of(traditional: TraditionalFile, lookalikes: LookalikesFile) -> Characters:
    """The character folds."""
    return Characters(traditional=pairs_of(traditional.traditional), lookalikes=pairs_of(lookalikes.lookalikes))


def pairs_of(lines: Iterable[str]) -> dict[str, str]:
    """A mapping from lines of two-character pairs; what is no pair is passed over, the checks tell it."""
    return {pair[0]: pair[1] for line in lines for pair in line.split() if len(pair) == 2}  # noqa: PLR2004


class Spellings:
    """The ways to write words of tables: as they stand, and in traditional characters."""

    def __init__(self, characters: Characters) -> None:
        self._forms: dict[str, list[str]] = {}
        for traditional, simple in characters.traditional.items():
            self._forms.setdefault(simple, [simple]).append(traditional)

    def of(self, words: Iterable[str]) -> tuple[str, ...]:
        """Each word, with its other spellings behind it."""
        return tuple("".join(spelled) for word in words for spelled in product(*(self._forms.get(c, c) for c in word)))


def sentences_of(files: dict[str, SentencesFile]) -> dict[str, Words]:
    """The sentences by key, each by language."""
    found: dict[str, Words] = {}
    for language, file in files.items():
        for key, text in file.root.items():
            found.setdefault(key, {})[language] = text
    return found
