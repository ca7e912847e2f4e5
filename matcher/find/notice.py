"""Words of a description that bear on materiality: found and doubted like any other, weighed by nobody here."""

from collections.abc import Sequence

from matcher.find.clauses import Clauses
from matcher.find.doubt import ClauseCues, Doubter
from matcher.find.fold import Folder
from matcher.find.phrases import Assembler, Cue, Field, Stand, Standing
from matcher.find.sieve import Sieve
from matcher.find.spot import Spotter
from matcher.model.document import Document
from matcher.model.evidence import Doubt, Hit, Span
from matcher.model.rules import RuleBook
from matcher.model.states import DoubtKind, Drawer, How
from matcher.model.topics import MaterialityBook

_FINDING = (Drawer.NAMES_IT, Drawer.TOGETHER)
_FIELDS = 2
_NO_CUES: ClauseCues = {}


class Noticer:
    """Looks for the text rules of one book of materiality."""

    def __init__(self, book: RuleBook, materiality: MaterialityBook) -> None:
        self._rules = materiality.text_rules
        self._phrases = materiality.table.phrases
        self._terms = materiality.table.terms
        self._folder = Folder(book.characters)
        clauses = Clauses(book.languages.values())
        self._assembler = Assembler(materiality.table, clauses, book.method.reach["together"])
        self._spotter = Spotter(materiality.table, book.method.limits.hits // _FIELDS)
        self._sieve = Sieve(materiality.table)
        self._doubter = Doubter(book.languages, book.method)

    def notice(self, documents: Sequence[Document]) -> list[tuple[Hit, ...]]:
        """The hits of each document in text order; `rule` is the index of a text rule. A longer hit of a rule wins."""
        fields = [
            [
                Field(name=name, original=text, folded=self._folder.fold(text))
                for name, text in (("title", document.title), ("text", document.text))
            ]
            for document in documents
        ]
        spotted = self._spotter.spot([field.folded.text for both in fields for field in both])
        sifted = self._sieve.sift(spotted, _FIELDS * len(fields), _FIELDS)
        return [self._hits(both, self._assembler.assemble(both, one)) for both, one in zip(fields, sifted, strict=True)]

    def _hits(self, fields: Sequence[Field], stand: Stand) -> tuple[Hit, ...]:
        found = [one for drawer in _FINDING for one in stand.phrases.get(drawer, ())]
        cues = self._doubter.cues_at_work(stand)
        said = self._said_otherwise(stand)
        hits = [
            self._hit(one, fields, cues, said, found)
            for one in found
            if not any(self._is_longer(other, one) for other in found)
        ]
        return tuple(sorted(hits, key=lambda hit: (hit.clause, hit.span.start, hit.span.end, hit.rule)))

    def _is_longer(self, other: Standing, one: Standing) -> bool:
        same = other.field == one.field and self._phrases[other.phrase].rule == self._phrases[one.phrase].rule
        inside = other.start <= one.start and one.end <= other.end
        return same and inside and other.end - other.start > one.end - one.start

    def _said_otherwise(self, stand: Stand) -> dict[tuple[int, int], Standing]:
        """By rule and clause (-1: the whole document) the words that say it is another thing."""
        said: dict[tuple[int, int], Standing] = {}
        for one in stand.phrases.get(Drawer.NOT_IT, ()):
            phrase = self._phrases[one.phrase]
            whole = self._rules[phrase.rule].not_it[int(phrase.key)].whole_document
            said.setdefault((phrase.rule, -1 if whole else one.clause), one)
        return said

    def _hit(
        self,
        one: Standing,
        fields: Sequence[Field],
        cues: dict[int, ClauseCues],
        said: dict[tuple[int, int], Standing],
        found: Sequence[Standing],
    ) -> Hit:
        phrase = self._phrases[one.phrase]
        field = fields[one.field]
        term = " + ".join(self._terms[each].written for each in one.terms)
        own = [other for other in found if self._phrases[other.phrase].rule == phrase.rule and other.field == one.field]
        doubts = [
            _doubt(kind, cue, one, field, term)
            for kind, cue in self._doubter.doubts(one, field.original, cues.get(one.clause, _NO_CUES), own)
            if kind is DoubtKind.NEGATED
        ]
        other = said.get((phrase.rule, one.clause)) or said.get((phrase.rule, -1))
        if other is not None:
            cue = Cue(other.start, other.end, other.phrase, DoubtKind.NOT_IT, self._phrases[other.phrase].key, "")
            doubts.append(_doubt(DoubtKind.NOT_IT, cue, one, fields[other.field], term))
        return Hit(
            rule=phrase.rule,
            phrase=one.phrase,
            term=term,
            span=Span(field=field.name, start=one.start, end=one.end),
            how=How.NAMED if phrase.kind == Drawer.NAMES_IT else How.TOGETHER,
            language=phrase.language,
            clause=one.clause,
            doubts=tuple(doubts),
        )


def _doubt(kind: DoubtKind, cue: Cue, one: Standing, place: Field, term: str) -> Doubt:
    return Doubt(
        kind=kind,
        cue=place.original[cue.start : cue.end],
        cue_span=Span(field=place.name, start=cue.start, end=cue.end),
        hit_span=Span(field=place.name, start=one.start, end=one.end),
        hit_term=term,
        key=cue.key,
    )
