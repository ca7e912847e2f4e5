import io
import json
from contextlib import suppress

import docx
import pypdf
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from matcher.cli.formats import written
from matcher.model.problems import Refusal
from matcher.read.projects import pdffile, read_project_file
from matcher.read.projects.pages import unwrapped
from tests.read.pagefiles import pdf_bytes
from tests.read.workbooks import respelled


def read(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data)
    (document,), told = read_project_file(str(path), **options)
    return document, told


def refused(folder, name, data):
    with pytest.raises(Refusal) as caught:
        read(folder, name, data)
    return str(caught.value), caught.value.exit_code


def saved(document):
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def word_bytes():
    """A document with a title, a table between paragraphs, what is hidden or deleted, and two pages."""
    made = docx.Document()
    made.add_paragraph("Green loan 7", style="Title")
    made.add_heading("Purpose", 1)
    made.add_paragraph("A school is built.")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Item", "Value", "Area", "5 ha"), strict=True
    ):
        cell.text = text
    last = made.add_paragraph("The roof ")
    last.add_run("secret").font.hidden = True
    run = last.add_run("carries ")
    run._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))
    last._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>tiles</w:t></w:r></w:ins>"))
    last._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>straw</w:delText></w:r></w:del>"))
    return saved(made)


def test_a_word_document_is_read_as_a_reader_sees_it(tmp_path):
    found, _ = read(tmp_path, "a.docx", word_bytes())
    assert found.id == "a.docx"
    assert found.title == "Green loan 7"
    assert found.text == "Purpose\nA school is built.\nItem\tValue\nArea\t5 ha\nThe roof carries tiles"
    assert [found.text[start : start + 8] for start in found.pages] == ["Purpose\n", "carries "]


def test_a_word_document_without_known_pages_has_none(tmp_path):
    made = docx.Document()
    made.add_paragraph("新建一所中学")
    found, _ = read(tmp_path, "a.docx", saved(made))
    assert (found.title, found.text, found.pages) == ("", "新建一所中学", ())


def test_a_pdf_is_read_page_by_page(tmp_path):
    data = pdf_bytes(
        ["Project 7", "A school is built in the", "east of the town."],
        ["新建一所中学教学楼及操场，总建筑", "面积八千平方米。"],
    )
    found, told = read(tmp_path, "a.pdf", data)
    assert (
        found.text
        == "Project 7\nA school is built in the east of the town.\n新建一所中学教学楼及操场，总建筑面积八千平方米。"
    )
    assert found.pages == (0, found.text.index("新建"))
    assert told == ""


def test_pages_that_are_pictures_are_told_and_a_pdf_of_nothing_else_is_refused(tmp_path):
    assert read(tmp_path, "a.pdf", pdf_bytes(["a"], [], ["b"], []))[1] == "pages without text, perhaps pictures: 2, 4"
    said, code = refused(tmp_path, "a.pdf", pdf_bytes([], []))
    assert "no layer of text" in said
    assert "OCR" in said
    assert code == 2


def locked(password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes(["a school"])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_a_pdf_with_a_password_is_refused_and_one_that_only_its_owner_may_change_is_read(tmp_path):
    assert "needs a password" in refused(tmp_path, "a.pdf", locked("secret"))[0]
    assert read(tmp_path, "a.pdf", locked(""))[0].text == "a school"


def test_too_many_pages_and_characters_pass_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(pdffile, "PAGES", 1)
    assert refused(tmp_path, "a.pdf", pdf_bytes(["a"], ["b"]))[1] == 5
    monkeypatch.setattr(pdffile, "CHARACTERS", 3)
    assert refused(tmp_path, "a.pdf", pdf_bytes(["abcd"]))[1] == 5


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\x03\x04"),
        ("a.docx", word_bytes()[:-100]),
        ("a.docx", respelled(word_bytes(), "word/document.xml", lambda _: None)),
        ("a.docx", respelled(word_bytes(), "word/document.xml", lambda part: part[:200])),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.pdf", pdf_bytes(["a"])[:200]),
        ("a.pdf", b"id,description\n"),
    ],
)
def test_damaged_documents_are_refused(tmp_path, name, data):
    said, code = refused(tmp_path, name, data)
    assert "damaged" in said
    assert code == 2


def test_a_word_document_that_would_fill_the_machine_passes_a_limit(tmp_path):
    packed = respelled(word_bytes(), "word/document.xml", lambda part: part + b" " * (70 << 20))
    assert refused(tmp_path, "a.docx", packed)[1] == 5


def test_a_missing_extra_is_told(tmp_path, monkeypatch):
    import sys

    for module, name, data in (("docx", "a.docx", word_bytes()), ("pypdf", "a.pdf", pdf_bytes(["a"]))):
        monkeypatch.setitem(sys.modules, module, None)
        assert "pip install 'taxomatch[docs]'" in refused(tmp_path, name, data)[0]


def test_evidence_says_the_page_it_stands_on(tmp_path, matcher):
    data = pdf_bytes(["A loan for our town."], ["Construction of an offshore wind farm."])
    document, _ = read(tmp_path, "a.pdf", data)
    (told,) = json.loads(written([matcher.classify(document)], matcher, "json", None))
    pages = {one["page"] for one in told["matches"][0]["evidence"]}
    assert pages == {2}


@given(at=st.integers(0, 3000), byte=st.integers(0, 255))
def test_a_pdf_with_a_spoiled_byte_is_read_or_refused(tmp_path_factory, at, byte):
    data = bytearray(_PDF)
    data[at % len(data)] = byte
    path = tmp_path_factory.getbasetemp() / "spoiled.pdf"
    path.write_bytes(bytes(data))
    with suppress(Refusal):
        assert read_project_file(str(path))[0][0].text


_PDF = pdf_bytes(["A school is built.", "新建"], ["page two"])


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The wind farm is built in the", "north."], "The wind farm is built in the north."),
        (["A renew-", "able plant"], "A renewable plant"),
        (["新建风力发", "电场"], "新建风力发电场"),
        (["Title", "A long line that goes on and on"], "Title\nA long line that goes on and on"),
        (
            ["A first sentence that ends.", "A second one that goes on."],
            "A first sentence that ends.\nA second one that goes on.",
        ),
        ([], ""),
    ],
)
def test_lines_of_a_page_are_put_together_where_they_go_on(lines, text):
    assert unwrapped(lines) == text
