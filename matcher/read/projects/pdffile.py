"""PDF documents as a text with pages. Only a layer of text is read; nothing in the file is run or followed."""

import logging
from collections.abc import Iterator
from typing import Any

from matcher.model.problems import Problem, Refusal
from matcher.read.extras import extra
from matcher.read.projects.pages import PAGE_END, Paged, paged, unwrapped
from matcher.read.source import Source

PAGES = 2000
CHARACTERS = 5_000_000
DRAWING_BYTES = 30_000_000
_LIMIT_PASSED = 5
_SHOWN = 10


def read_pdf_file(source: Source) -> Paged:
    """The text of a PDF document, page by page, lines that go on put together.

    Refuses what is damaged, what needs a password, what has no layer of text, and, with exit code 5, more than
    `PAGES` pages, `CHARACTERS` characters or `DRAWING_BYTES` bytes of what draws them.
    """
    pypdf = extra("pypdf", "docs", source.place, "a .pdf file")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        pages = list(_texts(pypdf, source))
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a damaged file can end in any of them
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise _refused(source, f"this is no PDF, or a damaged one: {reason}", "Print it to a new PDF.") from None
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(blank) == len(pages):
        hint = "Its pages are pictures: run a text recognition (OCR) over it first, or give the text."
        raise _refused(source, "the PDF has no layer of text", hint)
    told = ""
    if blank:
        more = f" and {len(blank) - _SHOWN} more" if len(blank) > _SHOWN else ""
        told = f"pages without text, perhaps pictures: {', '.join(blank[:_SHOWN])}{more}"
    return paged("", f"\n{PAGE_END}".join(pages), told)


def _texts(pypdf: Any, source: Source) -> Iterator[str]:  # noqa: ANN401 - a library that may not be there
    reader = pypdf.PdfReader(source.stream, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _refused(source, "the PDF needs a password", "Save it without one.")
    if len(reader.pages) > PAGES:
        raise _too_long(source, f"a PDF of {len(reader.pages)} pages, more than {PAGES}")
    characters = drawing = 0
    for page in reader.pages:
        content = page.get_contents()
        drawing += len(content.get_data()) if content else 0
        if drawing > DRAWING_BYTES:
            raise _too_long(source, f"a PDF of more than {DRAWING_BYTES} bytes of drawing")
        text = unwrapped(page.extract_text().replace(PAGE_END, "\n").splitlines())
        characters += len(text)
        if characters > CHARACTERS:
            raise _too_long(source, f"a PDF of more than {CHARACTERS} characters")
        yield text


def _refused(source: Source, message: str, hint: str) -> Refusal:
    return Refusal([Problem(place=source.place, message=message, hint=hint)])


def _too_long(source: Source, message: str) -> Refusal:
    problem = Problem(place=source.place, message=message, hint="Give the pages that describe the project.")
    return Refusal([problem], exit_code=_LIMIT_PASSED)
