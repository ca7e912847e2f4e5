"""From document to assessment: the whole method, one station after another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from matcher import __version__
from matcher.find import Finder, Noticer, groups_sought
from matcher.judge import Judge, as_of_date
from matcher.judge.materiality import NO_MATERIALITY, Rater, Sources
from matcher.know import load_pack
from matcher.model.assessment import Assessment
from matcher.model.document import Document, Options
from matcher.model.evidence import GroupSought, Hit, NearTerm, Reading
from matcher.model.materiality import MaterialityOptions, Register
from matcher.model.problems import Problem, Refusal
from matcher.model.ratings import Materiality
from matcher.model.rules import Pack

_AT_ONCE = 512
_AS_ASKED = Options()
_AS_RECORDED = MaterialityOptions()


class Matcher:
    """Says which activity of a taxonomy a project description is, on what evidence.

    `Matcher.load().classify(text)` is an `Assessment`; every part of it can be traced to a rule, a span and a source.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @classmethod
    def load(cls, folder: Path | str | None = None) -> "Matcher":
        """The matcher of the shipped pack, or of the pack in a folder.

        Raises Refusal with every problem of every file when the pack cannot be used.
        """
        return cls(load_pack(Path(folder) if folder is not None else None))

    def classify(self, given: str | Document, options: Options = _AS_ASKED) -> Assessment:
        """The assessment of one text or document. Raises Refusal for supplied data it cannot read."""
        document = given if isinstance(given, Document) else Document(id="", text=given)
        return next(self.classify_many([document], options))

    def classify_many(self, documents: Iterable[Document], options: Options = _AS_ASKED) -> Iterator[Assessment]:
        """The assessments of many documents, in order; read as they are asked for, some hundreds at once."""
        for document, reading in self.read_many(documents):
            supplied = self._finder.supplied(document)
            as_of = as_of_date(options, document, self.pack)
            answer = self._judge.judge(document, reading, supplied, as_of, language=options.language)
            if options.materiality is not None:
                answer = replace(answer, materiality=self.rate(document, options.materiality, answer))
            yield answer

    def answer_each(
        self, documents: Sequence[Document], options: Options = _AS_ASKED
    ) -> Iterator[Assessment | Refusal]:
        """One answer for each document, in order, or why it is refused; a refusal stays with its document."""
        done = 0
        try:
            for answer in self.classify_many(documents, options):
                done += 1
                yield answer
        except Refusal as refusal:
            if len(documents) == 1:
                yield refusal
                return
            for document in documents[done:]:
                yield from self.answer_each([document], options)

    def rate(
        self, document: Document, options: MaterialityOptions = _AS_RECORDED, answer: Assessment | None = None
    ) -> Materiality:
        """The double materiality screening of one project: of its register, its text and what it is.

        `answer` is its assessment, if it is there already. Raises Refusal with every fault of the register.
        """
        rater = self._rater
        if problems := rater.problems(document.materiality, options.standard):
            raise Refusal(problems)
        told = answer or self.classify(document)
        sources = Sources(assessment=told, hits=self.notice([document])[0], priors=options.priors)
        return rater.rate(document.materiality, options.standard, options.preset, sources)

    def score(self, register: Register, options: MaterialityOptions = _AS_RECORDED) -> Materiality:
        """The screening of a register alone; a record with a fault is an `error` in it."""
        return self._rater.rate(register, options.standard, options.preset)

    def faults(self, register: Register, standard: str = "") -> list[Problem]:
        """Everything that cannot be right in a register, each with its place."""
        return self._rater.problems(register, standard)

    def notice(self, documents: Sequence[Document]) -> list[tuple[Hit, ...]]:
        """The words of each document that bear on materiality, doubted where the text says otherwise."""
        return self._noticer.notice(documents)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.pack.book, self.pack.taxonomy)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.pack, __version__)

    @cached_property
    def _rater(self) -> Rater:
        return Rater(self.pack)

    @cached_property
    def _noticer(self) -> Noticer:
        if self.pack.materiality is None:
            raise Refusal(NO_MATERIALITY)
        return Noticer(self.pack.book, self.pack.materiality)

    def read(self, document: Document) -> Reading:
        """All that stands in one document, before anybody judges it: hits, doubts and points, and hints that match
        nothing since they stand alone.
        """
        return self._finder.read_many([document], lone_hints=True)[0]

    def read_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Reading]]:
        """Each document with what stands in it and can come to something, in order."""
        waiting = iter(documents)
        while block := list(islice(waiting, _AT_ONCE)):
            yield from zip(block, self._finder.read_many(block), strict=True)

    def nearest_term(self, document: Document, finds: str) -> NearTerm | None:
        """The words of the document that come nearest to a naming term of what a rule finds; None if there are none."""
        return self._finder.nearest_term(document, finds)

    def groups_sought(self, document: Document, finds: str) -> list[GroupSought]:
        """The groups of terms of the rule for `finds`, and which of their parts stand in the document."""
        return groups_sought(document, finds, self.pack.book)
