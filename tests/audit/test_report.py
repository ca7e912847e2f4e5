"""A whole input on one page: every document is told, filters need no script, nothing from data can act."""

import re

import pytest

from matcher.cli.outcome import Exit
from tests.audit.commands import command, table

HOSTILE = '"<script>alert(1)</script><b onclick=x> wind farm =1+1"'
ROWS = (
    "id,title,text,label",
    "1,North ridge,Construction of a 40 MW wind farm,wind",
    "2,School,A new primary school with twelve classrooms,none",
    "3,Unit 2,A 660 MW coal-fired power plant,fossil",
    "4,,Support for renewable energy,renewables_mixed",
    f"5,{HOSTILE},{HOSTILE},wind",
)


@pytest.fixture(scope="module")
def page(matcher, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    out = folder / "report.html"
    command(matcher, "audit", "report", table(folder / "in.csv", *ROWS), "--gold", "label", "-o", out)
    return out.read_text(encoding="utf-8")


def test_every_document_stands_in_the_table_and_those_told_whole_are_linked(page):
    rows = re.findall(r'<tr data-band="([a-z]+)" data-status="([a-z]+)">', page)
    assert len(rows) == 5
    links, anchors = set(re.findall(r'href="#(d\d+)"', page)), set(re.findall(r'id="(d\d+)"', page))
    assert links == anchors == {f"d{number}" for number in range(1, 6)}


def test_filters_are_rules_of_style_for_buttons_that_exist(page):
    buttons = set(re.findall(r'<input type="radio" name="(?:band|status)" id="([a-z-]+)"', page))
    hidden = set(re.findall(r"body:has\(#([a-z-]+):checked\)", page))
    assert {"band-all", "status-all"} <= buttons
    assert buttons - {"band-all", "status-all"} <= hidden
    assert "<script" not in page
    labels = set(re.findall(r'<label for="([a-z-]+)"', page))
    assert labels == buttons


def test_drawings_name_themselves_and_ids_stand_once(page):
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for titles in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(titles.split()) <= set(ids)
    assert page.count('role="img"') == 4


def test_hostile_words_are_inert(page):
    assert "<b onclick" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "default-src 'none'" in page


def test_the_page_says_what_it_is_not_and_which_pack_made_it(page, matcher):
    assert "not an Article 8 disclosure" in page
    assert matcher.pack.identity.fingerprint in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_the_same_again_in_each_language(matcher, tmp_path, language):
    source = table(tmp_path / "in.csv", *ROWS)
    told = []
    for name in ("a.html", "b.html"):
        command(matcher, "audit", "report", source, "--lang", language, "-o", tmp_path / name)
        told.append((tmp_path / name).read_bytes())
    assert told[0] == told[1]
    assert f'<html lang="{language}">'.encode() in told[0]


def test_only_as_many_are_told_as_were_asked_for(matcher, tmp_path):
    source, out = table(tmp_path / "in.csv", *ROWS), tmp_path / "report.html"
    command(matcher, "audit", "report", source, "--rows", 2, "--whole", 1, "-o", out)
    page = out.read_text(encoding="utf-8")
    assert len(re.findall(r"<tr data-band", page)) == 2
    assert len(re.findall(r'id="d\d+"', page)) == 1
    assert "The first 2 of 5 documents" in page


def test_a_column_that_is_not_there_is_refused(matcher, tmp_path, capsys):
    source, out = table(tmp_path / "in.csv", *ROWS), tmp_path / "report.html"
    command(matcher, "audit", "report", source, "--gold", "labels", "-o", out, code=Exit.REFUSED)
    assert not out.exists()
    assert "label" in capsys.readouterr().err


def test_a_record_is_told_with_its_own_pack_and_options(matcher, small, recorded, tmp_path):
    out = tmp_path / "report.html"
    command(matcher, "audit", "report", recorded[0], "-o", out)
    page = out.read_text(encoding="utf-8")
    assert small.pack.identity.fingerprint in page
    assert len(re.findall(r"<tr data-band", page)) == 40
