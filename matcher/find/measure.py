"""Where a text answers the criteria of a candidate: figures near their measure's words, and facts that are told."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import process

from matcher.find.doubt import ClauseCues, Doubter
from matcher.find.phrases import Field, Stand, Standing
from matcher.find.quantities import Quantities
from matcher.model.evidence import Candidate, Measurement, Span
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.rules import RuleBook
from matcher.model.states import Basis, DoubtKind, Drawer, MeasureKind
from matcher.model.taxonomy import Measure, Taxonomy


class Measurer:
    """Reads measures out of texts and out of what owners supply."""

    def __init__(self, book: RuleBook, taxonomy: Taxonomy) -> None:
        self._phrases = book.table.phrases
        self._reach = book.method.reach["measure"]
        self._measures = taxonomy.measures
        self._units = taxonomy.units
        self._quantities = Quantities(taxonomy.units.values(), book.languages.values())
        self._doubter = Doubter(book.languages, book.method)
        self._facts = {word: True for language in book.languages.values() for word in language.yes}
        self._facts |= {word: False for language in book.languages.values() for word in language.no}

    def measured(
        self, candidate: Candidate, stand: Stand, fields: Sequence[Field], cues: Mapping[int, ClauseCues]
    ) -> tuple[Measurement, ...]:
        """What the document says for the measures of the candidate's rule. A negated or replaced fact says nothing."""
        found: list[Measurement] = []
        for drawer in (Drawer.NEAR, Drawer.PRESENT, Drawer.ABSENT):
            for standing in stand.phrases.get(drawer, ()):
                phrase = self._phrases[standing.phrase]
                if phrase.rule != candidate.rule:
                    continue
                measure = self._measures[phrase.key]
                place = fields[standing.field]
                if drawer is Drawer.NEAR:
                    found += self._figures(standing, measure, place, phrase.language)
                else:
                    own = [
                        one for one in stand.phrases.get(drawer, ()) if self._phrases[one.phrase].rule == candidate.rule
                    ]
                    found += self._fact(standing, measure, place, cues.get(standing.clause, {}), own, drawer)
        return tuple(dict.fromkeys(found))

    def supplied(self, data: dict[str, str]) -> list[Measurement]:
        """The measurements that an owner supplies as `measure: value`.

        Raises Refusal, naming every unknown measure and every value that is no figure in a unit of the measure.
        """
        problems: list[Problem] = []
        found: list[Measurement] = []
        for name, written in data.items():
            place = Place(file=f"data.{name}")
            measure = self._measures.get(name)
            if measure is None:
                near = [near[0] for near in process.extract(name, list(self._measures), limit=3, score_cutoff=60)]
                hint = f"did you mean {' or '.join(near)}?" if near else "see: taxomatch taxonomy list --measures"
                problems.append(Problem(place=place, message=f"unknown measure '{name}'", hint=hint))
                continue
            read = self._read(measure, written)
            if isinstance(read, str):
                problems.append(Problem(place=place, message=f"'{written}' is no value of {name}", hint=read))
            else:
                found.append(read)
        if problems:
            raise Refusal(problems)
        return found

    def _read(self, measure: Measure, written: str) -> Measurement | str:
        """A supplied value as a measurement, or what was expected instead."""
        if measure.kind is MeasureKind.QUANTITY:
            figure = self._quantities.read_number(written) if not measure.unit else None
            if measure.unit:
                figure = self._quantities.read(written, self._units[measure.unit].dimension)
            if figure is None:
                example = f"20 {measure.unit}".strip()
                return f"expected a figure with its unit, such as: {measure.id}={example}"
            return Measurement(
                measure=measure.id, basis=Basis.SUPPLIED, written=written, unit=measure.unit, figure=figure
            )
        if measure.kind is MeasureKind.WORD:
            return Measurement(measure=measure.id, basis=Basis.SUPPLIED, written=written, word=written.strip())
        fact = self._facts.get(written.strip().lower())
        if fact is None:
            return f"expected yes or no: {measure.id}=yes"
        return Measurement(measure=measure.id, basis=Basis.SUPPLIED, written=written, present=fact)

    def _figures(self, standing: Standing, measure: Measure, place: Field, language: str) -> list[Measurement]:
        """The figure nearest to the measure's words in their clause and within reach; without a unit it is a year."""
        start, end = _around(standing, place, self._reach[language])
        window = place.original[start:end]
        if measure.kind is MeasureKind.WORD:
            return self._words(window, start, measure, place)
        if measure.kind is not MeasureKind.QUANTITY:
            return []
        if measure.unit:
            figures = self._quantities.find(window, self._units[measure.unit].dimension)
        else:
            figures = self._quantities.find_years(window)
        low, high = standing.start - start, standing.end - start
        if not figures:
            return []
        nearest = min(figures, key=lambda one: (max(one.start - high, low - one.end, 0), one.start < high))
        return [
            Measurement(
                measure=measure.id,
                basis=Basis.STATED,
                written=window[nearest.start : nearest.end],
                unit=measure.unit,
                figure=nearest.value,
                span=Span(field=place.name, start=start + nearest.start, end=start + nearest.end),
            )
        ]

    def _words(self, window: str, start: int, measure: Measure, place: Field) -> list[Measurement]:
        """The one word of a word measure that the window spells, if it spells one only."""
        found = {
            word: spelled
            for word, spellings in measure.words.items()
            for spelling in spellings
            if (spelled := re.search(rf"(?<![A-Za-z]){re.escape(spelling)}(?![A-Za-z])", window, re.IGNORECASE))
        }
        if len(found) != 1:
            return []
        word, spelled = next(iter(found.items()))
        span = Span(field=place.name, start=start + spelled.start(), end=start + spelled.end())
        return [Measurement(measure=measure.id, basis=Basis.STATED, written=spelled.group(), word=word, span=span)]

    def _fact(
        self,
        standing: Standing,
        measure: Measure,
        place: Field,
        here: ClauseCues,
        own: Sequence[Standing],
        drawer: Drawer,
    ) -> list[Measurement]:
        """A fact that the text tells, unless it is doubted."""
        kinds = {kind for kind, _ in self._doubter.doubts(standing, place.original, here, own)}
        if kinds & {DoubtKind.NEGATED, DoubtKind.REPLACED, DoubtKind.MENTIONED}:
            return []
        written = place.original[standing.start : standing.end]
        span = Span(field=place.name, start=standing.start, end=standing.end)
        there = drawer is Drawer.PRESENT
        return [Measurement(measure=measure.id, basis=Basis.STATED, written=written, present=there, span=span)]


def _around(standing: Standing, place: Field, reach: int) -> tuple[int, int]:
    """The stretch of the standing's clause that lies within reach of it."""
    number = standing.clause - place.first_clause
    start = place.ends[number - 1] if number else 0
    end = place.ends[number] if number < len(place.ends) else len(place.original)
    return max(start, standing.start - reach), min(end, standing.end + reach)
