"""Answers written as JSON, JSON lines, CSV, Markdown or a page."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from matcher import __version__
from matcher.model.assessment import Assessment
from matcher.tell.cells import Cells
from matcher.tell.markdown import markdown
from matcher.tell.materiality.cells import COLUMNS, cells_of
from matcher.tell.neutral import neutral
from matcher.tell.objects import Objects
from matcher.tell.trace.trace import Trace
from matcher.tell.voice import Voice

if TYPE_CHECKING:
    from matcher.river import Matcher

TOOL = ("taxomatch", __version__)


def written(answers: Sequence[Assessment], matcher: "Matcher", format_: str, language: str | None) -> str:
    """The answers in a format: json, jsonl, csv, md or html. Sentences are in `language`, else in each document's."""
    book, taxonomy = matcher.pack.book, matcher.pack.taxonomy

    def voice_of(answer: Assessment) -> Voice:
        return Voice(book.sentences, language or answer.language)

    if format_ == "html":
        return as_page(answers, matcher, language)
    if format_ == "md":
        return "\n".join(_as_markdown(answer, matcher, voice_of(answer)) for answer in answers)
    if format_ == "csv":
        return _as_csv(answers, Cells(book, taxonomy), voice_of)
    objects = Objects(book.rules, taxonomy.activities, TOOL, matcher.pack.materiality)
    told = [objects.of(answer, voice_of(answer)) for answer in answers]
    if format_ == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in told)
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_page(
    answers: Sequence[Assessment], matcher: "Matcher", language: str | None, traces: Sequence[Trace] = ()
) -> str:
    """The answers as one page, each with its trace where there are traces."""
    from matcher.tell.page.answers import answers_page

    book = matcher.pack.book

    def voice_of(answer: Assessment) -> Voice:
        return Voice(book.sentences, language or answer.language)

    return answers_page(answers, voice_of, matcher.pack.taxonomy.sources, TOOL, traces, matcher.pack.materiality)


def _as_markdown(answer: Assessment, matcher: "Matcher", voice: Voice) -> str:
    """One answer, with its screening where it has one."""
    told, book = answer.materiality, matcher.pack.materiality
    if told is None or book is None:
        return markdown(answer, voice)
    from matcher.tell.materiality.markdown import markdown_of

    return markdown(answer, voice) + "\n" + markdown_of(told, book, voice, answer.document.id)


def _as_csv(answers: Sequence[Assessment], cells: Cells, voice_of: Callable[[Assessment], Voice]) -> str:
    """A table with the id, title and text of each document before its `tm_` columns."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    screened = any(answer.materiality is not None for answer in answers)
    writer.writerow(["id", "title", "text", *cells.columns, *(COLUMNS if screened else ())])
    for answer in answers:
        own = [answer.document.id, answer.document.title, answer.document.text]
        more = cells_of(answer.materiality) if screened else []
        writer.writerow([neutral(cell) for cell in [*own, *cells.of(answer, voice_of(answer)), *more]])
    return table.getvalue()
