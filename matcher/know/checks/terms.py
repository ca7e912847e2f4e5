"""Whether the terms of rules, exclusions and measures can be searched for, and are worth it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matcher.know.build.rules import parts_by_language
from matcher.know.shapes.language import LanguageFile
from matcher.know.shapes.rules import ExclusionFile, PartsShape, PhrasesShape, RuleFile, TermsShape
from matcher.know.source.complaints import Complaints, Path
from matcher.know.terms.variants import MOST_VARIANTS, Spreader, is_exact
from matcher.model.folding import is_chinese

_Drawer = tuple[str, tuple[str | int, ...], TermsShape | PartsShape | PhrasesShape]
_FINDING = ("names_it", "hints_at_it")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTerm:
    """A term and where it stands: its path, the drawer it lies in, its language."""

    path: Path
    drawer: str
    language: str
    written: str


def terms_of(file: RuleFile | ExclusionFile) -> Iterator[PlacedTerm]:
    """Every term of a file, in file order within each drawer."""
    for name, path, shape in _drawers(file):
        yield from placed(name, path, shape)


def placed(
    drawer: str, path: tuple[str | int, ...], shape: TermsShape | PartsShape | PhrasesShape
) -> Iterator[PlacedTerm]:
    """Every term of one drawer, with its place."""
    for language, parts in parts_by_language(shape):
        value = getattr(shape, language)
        nested = isinstance(value[0], list)
        for part_at, part in enumerate(parts):
            for at, written in enumerate(part):
                where = (*path, language, part_at, at) if nested else (*path, language, at)
                yield PlacedTerm(path=where, drawer=drawer, language=language, written=written)


def _drawers(file: RuleFile | ExclusionFile) -> Iterator[_Drawer]:
    if file.names_it:
        yield "names_it", ("names_it",), file.names_it
    for at, together in enumerate(file.together):
        yield "together", ("together", at), together
    if file.hints_at_it:
        yield "hints_at_it", ("hints_at_it",), file.hints_at_it
    for at, entry in enumerate(file.not_it):
        yield "not_it", ("not_it", at, "when"), entry.when
    if isinstance(file, RuleFile):
        yield from _drawers_of_rule(file)
    elif file.feature:
        yield "feature", ("feature",), file.feature


def _drawers_of_rule(file: RuleFile) -> Iterator[_Drawer]:
    for listing, shown in file.shows.items():
        yield "shows", ("shows", listing), shown
    if file.green_named:
        yield "green_named", ("green_named",), file.green_named
    for objective, named in file.objective_named.items():
        yield "objective_named", ("objective_named", objective), named
    for measure, measuring in file.measures.items():
        for side, shape in (("near", measuring.near), ("present", measuring.present), ("absent", measuring.absent)):
            if shape:
                yield side, ("measures", measure, side), shape


class TermChecks:
    """Checks terms against the languages of the pack."""

    def __init__(
        self, spreader: Spreader, languages: Mapping[str, LanguageFile], traditional: Mapping[str, str]
    ) -> None:
        self._spread = spreader.spread
        self._fold = spreader.fold
        self._traditional = traditional
        self._negating = {
            name: {spreader.fold(cue) for cue in (*file.negated.before, *file.negated.after)}
            for name, file in languages.items()
        }

    def check(self, complaints: Complaints, terms: Iterable[PlacedTerm]) -> None:
        """Check each term by itself, and for repetition among the terms that find."""
        seen: dict[tuple[str, str, bool], PlacedTerm] = {}
        for term in terms:
            if not self._check_one(complaints, term) or term.drawer not in _FINDING:
                continue
            closed = self._fold(term.written).replace(" ", "")
            first = seen.setdefault((term.language, closed, is_exact(term.written)), term)
            if first is not term:
                complaints.add(
                    term.path,
                    f"term '{term.written}' stands twice in this rule",
                    f"As '{first.written}' in line {complaints.at(*first.path).line} ({first.drawer}); "
                    "keep the one with the space or hyphen, it finds every way to write it.",
                )

    def _check_one(self, complaints: Complaints, term: PlacedTerm) -> bool:
        body = term.written.removesuffix("*").strip()
        told = len(complaints.problems)
        if "*" in body or not any(character.isalnum() for character in body):
            complaints.add(
                term.path,
                f"term '{term.written}' cannot be searched for",
                "A term is words; one `*` may stand at its end.",
            )
            return False
        letters = [character for character in body if character.isalnum()]
        single = len(letters) == 1 and (term.drawer in _FINDING or not is_chinese(letters[0]))
        if single:
            complaints.add(
                term.path, f"term '{term.written}' is a single letter", "It stands everywhere; write the word."
            )
        elif term.written.endswith("*") and len(letters) == 2 and body.isascii():  # noqa: PLR2004
            complaints.add(
                term.path, f"term '{term.written}' is two letters with any ending", "Write a longer beginning."
            )
        if term.drawer in _FINDING and self._fold(body) in self._negating.get(term.language, ()):
            complaints.add(
                term.path,
                f"term '{term.written}' is a word of negation",
                "It stands in the language file; a term that holds it with other words is fine.",
            )
        self._check_script(complaints, term, body)
        spread = self._spread(term.written, term.language)
        if not spread.patterns:
            complaints.add(
                term.path,
                f"term '{term.written}' has {spread.count} variants",
                f"A term may have {MOST_VARIANTS}; write it shorter, or in several parts of `together`.",
            )
        return len(complaints.problems) == told

    def _check_script(self, complaints: Complaints, term: PlacedTerm, body: str) -> None:
        chinese = [character for character in body if is_chinese(character)]
        if term.language == "zh" and not chinese and body.islower() and not any(map(str.isdigit, body)):
            complaints.add(term.path, f"term '{term.written}' under zh has no Chinese character", "Move it to `en:`.")
        if term.language != "zh" and chinese:
            complaints.add(
                term.path, f"term '{term.written}' under {term.language} has Chinese characters", "Move it to `zh:`."
            )
        old = [character for character in chinese if self._traditional.get(character, character) != character]
        if old:
            simple = "".join(self._traditional.get(character, character) for character in body)
            complaints.add(
                term.path,
                f"term '{term.written}' has traditional characters",
                f"Write '{simple}': traditional forms are found by themselves.",
            )
