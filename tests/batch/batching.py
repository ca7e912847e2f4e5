"""A pack and a matcher of a few lines, and a run of many rows in one call."""

import csv
import datetime
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from matcher.batch import AnswerCells, BatchOptions, run
from matcher.model.assessment import Assessment, Review
from matcher.model.document import AsOf
from matcher.model.problems import Place, Problem, Refusal
from matcher.model.rules import PackIdentity
from matcher.model.states import AsOfFrom, Band, Status
from matcher.river import Matcher
from tests.read.reading import NAMES, TOTALS, WORDS

IDENTITY = PackIdentity(id="none", version="1", valid_on="2026-01-01", fingerprint="0")
PACK = SimpleNamespace(
    book=SimpleNamespace(
        columns=NAMES,
        totals=TOTALS,
        column_values=WORDS,
        column_measures={},
        table=SimpleNamespace(terms=()),
        method=SimpleNamespace(limits=SimpleNamespace(field_characters=1000)),
    ),
    taxonomy=SimpleNamespace(
        measures={"ghg": None, "share": None},
        frameworks={"list-1": SimpleNamespace(id="list-1", edition_of="list", steps=())},
    ),
    identity=IDENTITY,
)
COLUMNS = ("tm_status", "tm_text")


class Fake(Matcher):
    """Answers every document with its status alone; refuses figures that hold a question mark."""

    def __init__(self):
        super().__init__(PACK)
        self.asked = Counter()

    def classify_many(self, documents, *_):
        for document in documents:
            self.asked[document.id] += 1
            if any("?" in value for value in document.data.values()):
                place = Place(file=f"data.{next(iter(document.data))}")
                raise Refusal([Problem(place=place, message="no figure")])
            yield answer_to(document)


def answer_to(document):
    status = Status.SKIPPED if document.skip else Status.MATCHED if document.text.strip() else Status.EMPTY
    return Assessment(
        document=document,
        status=status,
        class_id="some" if status is Status.MATCHED else "none",
        activity="",
        matches=(),
        set_aside=(),
        exclusions=(),
        questions=(),
        language="en",
        review=Review(band=Band.ACCEPT),
        flags=document.flags,
        as_of=AsOf(date=datetime.date(2026, 1, 1), source=AsOfFrom.PACK),
        pack=IDENTITY,
        decision_id="",
    )


CELLS = AnswerCells(columns=COLUMNS, of=lambda answer: [answer.status.value, answer.document.text])


def go(source, target, classifier=None, told=None, **options):
    """One run; the summary."""
    tell = (lambda _: None) if told is None else told.append
    return run(classifier or Fake(), str(source), str(target), CELLS, BatchOptions(**options), tell)


def rows_of(path, delimiter=","):
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=delimiter))


def names_in(folder):
    return sorted(path.name for path in Path(folder).iterdir())
