"""From document to assessment: the whole method, one station after another."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from matcher import __version__
from matcher.find import Finder
from matcher.judge import Judge, as_of_date
from matcher.know import load_pack
from matcher.model.assessment import Assessment
from matcher.model.document import Document, Options
from matcher.model.evidence import NearTerm, Reading
from matcher.model.rules import Pack

_AT_ONCE = 512
_AS_ASKED = Options()


class Matcher:
    """Says which activity of a taxonomy a project description is, on what evidence.

    >>> matcher = Matcher.load()
    >>> matcher.classify("A new 40 MW wind farm with twelve turbines.").activity
    'wind-power'
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._finder = Finder(pack.book, pack.taxonomy)
        self._judge = Judge(pack, __version__)

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
            yield self._judge.judge(document, reading, supplied, as_of, language=options.language)

    def read(self, document: Document) -> Reading:
        """What stands in one document, before anybody judges it: all candidates with their hits, doubts and points."""
        return next(self.read_many([document]))[1]

    def read_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Reading]]:
        """Each document with what stands in it, in order."""
        waiting = iter(documents)
        while block := list(islice(waiting, _AT_ONCE)):
            yield from zip(block, self._finder.read_many(block), strict=True)

    def nearest_term(self, document: Document, finds: str) -> NearTerm | None:
        """The words of the document that come nearest to a naming term of what a rule finds; None if there are none."""
        return self._finder.nearest_term(document, finds)
