"""From documents to readings: fold, repair, spot, assemble, weigh, measure. One scan for many documents."""

from collections.abc import Iterable, Mapping, Sequence

from matcher.find.clauses import Clauses
from matcher.find.doubt import ClauseCues
from matcher.find.fold import SPACED_LETTERS, Folder, is_spaced
from matcher.find.languages import Tongues
from matcher.find.measure import Measurer
from matcher.find.phrases import Assembler, Field, Stand
from matcher.find.sieve import Sieve, Sifted
from matcher.find.spot import Spotter
from matcher.find.typos import Repairer
from matcher.find.weigh import Weigher
from matcher.model.document import Document
from matcher.model.evidence import Candidate, Measurement, NearTerm, Reading, Span
from matcher.model.rules import RuleBook
from matcher.model.states import Drawer
from matcher.model.taxonomy import Taxonomy

TOO_MANY_HITS = "too_many_hits"
_FIELDS = 2


class Finder:
    """Reads documents by one rule book. A reading depends on nothing but its document."""

    def __init__(self, book: RuleBook, taxonomy: Taxonomy) -> None:
        self._book = book
        self._folder = Folder(book.characters)
        self._repairer = Repairer(book.table, book.ordinary_words, book.method.typos)
        self._assembler = Assembler(book.table, Clauses(book.languages.values()), book.method.reach["together"])
        self._spotter = Spotter(book.table, book.method.limits.hits // _FIELDS)
        self._sieve = Sieve(book.table)
        self._weigher = Weigher(book)
        self._measurer = Measurer(book, taxonomy)
        self._tongues = Tongues(book.others, book.languages.values())

    def read_many(self, documents: Sequence[Document], *, lone_hints: bool = False) -> list[Reading]:
        """The reading of each document, in order. `lone_hints` keeps the hints that stand alone and match nothing."""
        fields = [field for document in documents for field in self._fields(document)]
        repaired = self._repairer.repair([field.folded for field in fields])
        for field, (folded, spans) in zip(fields, repaired, strict=True):
            field.spaced = is_spaced(folded.text)
            field.folded, field.repaired = folded, spans
        spotted = self._spotter.spot([field.folded.text for field in fields])
        sifted = self._sieve.sift(spotted, len(fields), _FIELDS, lone_hints=lone_hints)
        return [self._reading(fields[at * _FIELDS : (at + 1) * _FIELDS], one) for at, one in enumerate(sifted)]

    def supplied(self, document: Document) -> list[Measurement]:
        """The measurements the document's owner supplies. Raises Refusal for what cannot be read."""
        return self._measurer.supplied(document.data) if document.data else []

    def nearest_term(self, document: Document, finds: str) -> NearTerm | None:
        """The stretch of the document most like a naming term of the rule for `finds`. It is a help, never evidence."""
        from rapidfuzz import fuzz

        rule = next((rule.index for rule in self._book.rules if rule.finds == finds), -1)
        table = self._book.table
        naming = [phrase for phrase in table.phrases if phrase.rule == rule and phrase.kind == Drawer.NAMES_IT]
        written = dict.fromkeys(table.terms[one].written for phrase in naming for part in phrase.parts for one in part)
        best: NearTerm | None = None
        for field in filter(lambda field: field.original, self._fields(document)):
            for term in written:
                near = fuzz.partial_ratio_alignment(term.lower(), field.folded.text)
                if near is None or near.dest_end <= near.dest_start or (best and round(near.score) <= best.share):
                    continue
                start, end = field.folded.span(near.dest_start, near.dest_end)
                span = Span(field=field.name, start=start, end=end)
                best = NearTerm(term=term, found=field.original[start:end], span=span, share=round(near.score))
        return best

    def _fields(self, document: Document) -> list[Field]:
        """The two searched fields of a document, folded."""
        return [
            Field(name=name, original=text, folded=self._folder.fold(text))
            for name, text in (("title", document.title), ("text", document.text))
        ]

    def _reading(self, fields: list[Field], sifted: Sifted) -> Reading:
        """The reading of one document from what is left of it."""
        flags = [flag for field in fields for flag in field.folded.flags]
        flags += [SPACED_LETTERS for field in fields if field.spaced]
        flags += [TOO_MANY_HITS] if sifted.cut else []
        stand = self._assembler.assemble(fields, sifted)
        language, other = self._tongues.tell([field.original for field in fields], stand.cues)
        told = tuple(dict.fromkeys(flags))
        if not stand.phrases and not stand.guarded:
            return Reading(language=language, candidates=(), measurements={}, flags=told, other_language=other)
        cues = self._weigher.cues_at_work(stand)
        candidates, features = self._weigher.weigh(stand, fields, cues)
        guessed = [one for one in candidates if one.by_typo and self._book.rules[one.rule].exclusion]
        kept = tuple(one for one in candidates if one not in guessed)
        return Reading(
            language=language,
            candidates=kept,
            measurements=self._measurements(kept, stand, fields, cues),
            features=tuple(features),
            flags=told,
            other_language=other,
            possible_exclusions=tuple(self._book.rules[one.rule].finds for one in guessed),
        )

    def _measurements(
        self, candidates: Iterable[Candidate], stand: Stand, fields: list[Field], cues: Mapping[int, ClauseCues]
    ) -> dict[int, tuple[Measurement, ...]]:
        """The measurements of every candidate in play that has some."""
        if stand.phrases.keys().isdisjoint((Drawer.NEAR, Drawer.PRESENT, Drawer.ABSENT)):
            return {}
        found = {
            candidate.rule: self._measurer.measured(candidate, stand, fields, cues)
            for candidate in candidates
            if not candidate.set_aside
        }
        return {rule: measured for rule, measured in found.items() if measured}
