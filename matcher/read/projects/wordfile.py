"""Word documents (.docx) as a title and a text: paragraphs and tables in their order, with the pages Word last saw."""

from collections.abc import Iterator
from typing import Any

from matcher.model.problems import Problem, Refusal
from matcher.read.archives import Archive
from matcher.read.extras import extra
from matcher.read.projects.pages import PAGE_END, Paged, paged
from matcher.read.source import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_TITLE_STYLES = ("title", "heading 1")
_CELLS = "\t"
_TEXT_PART = "word/document.xml"
TEXT_BYTES = 1 << 25
_LIMIT_PASSED = 5


def read_word_file(source: Source) -> Paged:
    """The title and the text of a Word document.

    The title is the first paragraph in the style Title, or in Heading 1 if nothing stands before it; it is no part of
    the text. What was deleted, hidden or embedded, headers, footers and notes are not read.
    """
    size = Archive(source.stream, source.place, "Word document").size(_TEXT_PART)
    if size > TEXT_BYTES:
        message, hint = f"a text of {size} bytes, more than {TEXT_BYTES}", "Give the part that describes the project."
        raise Refusal([Problem(place=source.place, message=message, hint=hint)], exit_code=_LIMIT_PASSED)
    source.stream.seek(0)
    docx = extra("docx", "docs", source.place, "a .docx file")
    try:
        return _paged(docx.Document(source.stream))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged file can end in any of them
        message = f"this is no Word document, or a damaged one: {error}"
        hint = "Open it in Word, and save it anew as .docx."
        raise Refusal([Problem(place=source.place, message=message, hint=hint)]) from None


def _paged(document: Any) -> Paged:  # noqa: ANN401 - the library has no types
    names = {style.style_id: (style.name or "").casefold() for style in document.styles}
    title, lines = "", list[str]()
    for style, line in _lines(document.element.body, names):
        words = line.replace(PAGE_END, "").strip()
        if words and not title and (style == _TITLE_STYLES[0] or (style in _TITLE_STYLES and not any(lines))):
            title, line = words, PAGE_END * line.count(PAGE_END)  # noqa: PLW2901 - it stands in the title now
        lines.append(line)
    text = "\n".join(lines).strip("\n")
    return paged(title, text) if PAGE_END in text else Paged(title=title, text=text)


def _lines(body: Any, names: dict[str, str]) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - the library has no types
    """The style and the text of every paragraph, and every row of a table as one line."""
    for element in body:
        if element.tag == f"{_W}p":
            style = element.find(f"{_W}pPr/{_W}pStyle")
            yield names.get(style.get(f"{_W}val"), "") if style is not None else "", _text(element)
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                cells = [" ".join(_text(cell).split()) for cell in row.findall(f"{_W}tc")]
                yield "", _CELLS.join(cells)
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _lines(element, names)


def _text(element: Any) -> str:  # noqa: ANN401 - the library has no types
    """The text that a reader sees, with a form feed where Word last began a page."""
    parts = list[str]()
    _gather(element, parts)
    return "".join(parts)


def _gather(element: Any, parts: list[str]) -> None:  # noqa: ANN401 - the library has no types
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            parts.append((child.text or "").replace(PAGE_END, " "))
        elif tag == f"{_W}lastRenderedPageBreak":
            parts.append(PAGE_END)
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif tag == f"{_W}p" and parts and element.tag != f"{_W}p":
            parts.append("\n")
            _gather(child, parts)
        elif tag not in (_FALLBACK, f"{_W}del") and not _is_hidden(child):
            _gather(child, parts)


def _is_hidden(run: Any) -> bool:  # noqa: ANN401 - the library has no types
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false", "off")
