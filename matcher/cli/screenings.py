"""Screenings written in every format, lists of topics, and registers to fill in."""

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.model.document import Document
from matcher.model.ratings import Materiality
from matcher.model.topics import MaterialityBook, Topic
from matcher.tell.materiality.register import RegisterCells
from matcher.tell.neutral import neutral
from matcher.tell.voice import Voice

if TYPE_CHECKING:
    from matcher.river import Matcher

_Screening = tuple[Document, Materiality, str]


def written(told: list[_Screening], matcher: "Matcher", format_: str, lang: str | None) -> str | None:
    """The screenings as JSON, CSV or Markdown; None for the table, which is printed."""
    book, sentences = matcher.pack.materiality, matcher.pack.book.sentences
    if book is None or format_ == "table":
        return None
    if format_ == "csv":
        cells = RegisterCells(book, lang or "en")
        return _as_csv([list(cells.columns), *(row for _, one, _ in told for row in cells.of(one))])
    if format_ == "md":
        from matcher.tell.materiality.markdown import markdown_of

        pages = (
            markdown_of(one, book, Voice(sentences, lang or language), document.title or document.id)
            for document, one, language in told
        )
        return "\n".join(pages)
    from matcher.tell.materiality.objects import MaterialityObjects

    objects = MaterialityObjects(book)
    found = [
        {"id": document.id, "materiality": objects.of(one, Voice(sentences, lang or language))}
        for document, one, language in told
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def drawn(told: Materiality, matcher: "Matcher", ending: str, language: str, name: str) -> str:
    """The matrix as SVG, as a page with the SVG and its table, or as the table alone."""
    from matcher.tell.materiality.svg import matrix_svg
    from matcher.tell.materiality.table import matrix_page, matrix_table

    voice = Voice(matcher.pack.book.sentences, language)
    if ending == ".svg":
        return matrix_svg(told, voice, name)
    if ending == ".html":
        return matrix_page(told, voice, name)
    return _as_csv(matrix_table(told, voice))


def topic_list(book: MaterialityBook, standard: str | None, format_: str, lang: str) -> str:
    """The topics, all or those of one standard, with their codes and related items."""
    wanted = [one for one in book.topics.values() if standard is None or one.codes.get(standard)]
    shown = [standard] if standard else list(book.standards)
    if format_ == "json":
        return json.dumps([_topic(one, lang) for one in wanted], ensure_ascii=False, indent=2) + "\n"
    rows = [["topic", "name", "pillar", "human_rights", *shown, "part_of", "crosswalk", "source", "verified"]]
    rows += [
        [
            one.id,
            one.name.get(lang) or one.name["en"],
            one.pillar,
            "yes" if one.human_rights else "no",
            *("; ".join(one.codes.get(each, ())) for each in shown),
            one.part_of,
            "; ".join(f"{each}: {', '.join(items)}" for each, items in one.crosswalk.items()),
            str(one.source),
            "yes" if one.verified else "no",
        ]
        for one in wanted
    ]
    if format_ == "csv":
        return _as_csv(rows)
    if format_ == "md":
        head = [f"| {' | '.join(rows[0])} |", "| " + " | ".join("---" for _ in rows[0]) + " |"]
        return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows[1:])]) + "\n"
    return "".join("\t".join(row) + "\n" for row in rows[1:])


def write_template(path: Path, book: MaterialityBook, told: Materiality | None, lang: str) -> None:
    """Write a register to fill in: with the candidates of a screening, else its header alone."""
    cells = RegisterCells(book, lang)
    columns = list(cells.columns if told else cells.columns[: len(book.columns)])
    rows = list(cells.of(told)) if told else []
    part = path.with_name(f".{path.name}.part")
    if path.suffix.casefold() == ".csv":
        part.write_text(_as_csv([columns, *rows]), encoding="utf-8-sig", newline="")
    else:
        from matcher.cli.workbook import write_workbook

        write_workbook(part, columns, rows, book, lang)
    part.replace(path)


def _topic(one: Topic, lang: str) -> dict[str, object]:
    return {
        "topic": one.id,
        "name": one.name.get(lang) or one.name["en"],
        "pillar": one.pillar,
        "human_rights": one.human_rights,
        "part_of": one.part_of or None,
        "codes": {standard: list(codes) for standard, codes in one.codes.items()},
        "crosswalk": {name: list(items) for name, items in one.crosswalk.items()},
        "source": str(one.source),
        "verified": one.verified,
        "note": one.note or None,
    }


def _as_csv(rows: list[list[str]]) -> str:
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator="\r\n").writerows([neutral(cell) for cell in row] for row in rows)
    return table.getvalue()
