import io
import json
import os
import stat
import sys

import pytest

from matcher.batch import BatchOptions, lines, look
from matcher.model.problems import Refusal
from matcher.read import Choice, DataColumn, TableOptions
from tests.batch.batching import PACK, Fake, go, names_in, rows_of

SOURCE = 'id,description,note\n1,a,"x,y"\n2,,=1+1\n合计,,\n3,"b\nc",-5\n'


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(SOURCE, encoding="utf-8", newline="")
    return path


def refused(*given, **options):
    with pytest.raises(Refusal) as caught:
        go(*given, **options)
    return str(caught.value), caught.value.exit_code


def test_all_columns_come_back_in_order_with_the_answers_beside_them(source, tmp_path):
    told = []
    summary = go(source, tmp_path / "out.csv", told=told)
    assert rows_of(tmp_path / "out.csv") == [
        ["id", "description", "note", "tm_status", "tm_text"],
        ["1", "a", "x,y", "matched", "a"],
        ["2", "", "'=1+1", "empty", ""],
        ["合计", "", "", "skipped", ""],
        ["3", "b\nc", "-5", "matched", "b\nc"],
    ]
    assert (summary.rows_in, summary.rows_out, summary.rejects, summary.exit_code) == (4, 4, 0, 0)
    assert next(lines(summary)) == "4 rows read, 4 written, 0 rejected"
    assert "status: matched 2, empty 1, skipped 1" in list(lines(summary))
    assert told[0] == f"{source}: delimiter: comma"
    assert names_in(tmp_path) == ["in.csv", "out.csv"]
    assert source.read_text(encoding="utf-8") == SOURCE


def test_rejects_go_to_a_file_of_their_own_made_only_if_there_are_any(tmp_path):
    source = tmp_path / "in.csv"
    source.write_bytes(b"id,description\n1,a\n2,b,c\n=3,\x1b[31m\n4,d\n")
    summary = go(source, tmp_path / "out.csv")
    assert (summary.rows_in, summary.rows_out, summary.rejects, summary.exit_code) == (4, 2, 2, 3)
    assert rows_of(tmp_path / "out.csv.rejects.csv") == [
        ["line", "byte_offset", "column", "reason", "message", "raw"],
        ["3", "19", "", "too_many_fields", "3 fields where the header has 2", "2,b,c"],
        ["4", "25", "", "control_character", "control character U+001B at character 4", "'=3,\\x1b[31m"],
    ]
    source.write_bytes(b"id,description\n1,a\n")
    go(source, tmp_path / "out.csv")
    assert names_in(tmp_path) == ["in.csv", "out.csv"], "rejects of an earlier run would be taken for those of this one"


def test_a_file_that_only_bears_the_name_of_the_rejects_is_left_alone(source, tmp_path):
    (tmp_path / "mine.csv").write_text("precious")
    go(source, tmp_path / "out.csv", rejects=str(tmp_path / "mine.csv"))
    assert (tmp_path / "mine.csv").read_text() == "precious"


def test_a_header_alone_gives_a_header(tmp_path):
    (tmp_path / "in.csv").write_text("id,description\n")
    assert go(tmp_path / "in.csv", tmp_path / "out.csv").exit_code == 0
    assert rows_of(tmp_path / "out.csv") == [["id", "description", "tm_status", "tm_text"]]


@pytest.mark.parametrize(
    ("cell", "copied"),
    [
        ("=1+1", "'=1+1"), ("+1 2", "'+1 2"), ("-x", "'-x"), ("@A", "'@A"), ("\tx", "'\tx"), ("-", "'-"), ("-1+1", "'-1+1"),
        ("-5", "-5"), ("+3.5", "+3.5"), ("-1,000.00", "-1,000.00"), ("-1e5", "-1e5"), ("-3%", "-3%"), ("a=1", "a=1"), (" =1", " =1"),
        ("<script>", "<script>"), ("{{x}}", "{{x}}"), ("%s", "%s"), ("[red]x", "[red]x"),
    ],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_act_on_is_neutralised_and_no_other(tmp_path, cell, copied):
    import csv

    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["id", "description", cell], [cell, "a", "b"]])
    go(tmp_path / "in.csv", tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.csv")[0][2] == copied
    assert rows_of(tmp_path / "out.csv")[1][0] == copied
    go(tmp_path / "in.csv", tmp_path / "raw.csv", raw_cells=True)
    assert rows_of(tmp_path / "raw.csv")[1][0] == cell


def test_the_format_follows_the_ending_and_the_mark_is_a_wish(source, tmp_path):
    go(source, tmp_path / "out.tsv", excel_bom=True)
    assert (tmp_path / "out.tsv").read_bytes().startswith(b"\xef\xbb\xbfid\tdescription\t")
    assert rows_of(tmp_path / "out.tsv", "\t")[4][1] == "b\nc"
    said, code = refused(source, tmp_path / "out.pdf")
    assert "are not written" in said
    assert code == 2


def test_standard_output_is_csv_and_rejects_are_json_lines(tmp_path, monkeypatch, capsysbinary):
    (tmp_path / "in.csv").write_bytes(b"id,description\n1,a\n2\n")
    summary = go(tmp_path / "in.csv", "-")
    out, errors = capsysbinary.readouterr()
    assert out == b"id,description,tm_status,tm_text\r\n1,a,matched,a\r\n"
    assert json.loads(errors) == {
        "line": 3,
        "byte_offset": 19,
        "column": "",
        "reason": "too_few_fields",
        "message": "1 fields where the header has 2",
        "raw": "2",
    }
    assert summary.exit_code == 3
    assert names_in(tmp_path) == ["in.csv"]


def test_standard_input_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,description\n1,a\n")))
    go("-", tmp_path / "out.csv")
    assert len(rows_of(tmp_path / "out.csv")) == 2


@pytest.mark.parametrize("make", [os.link, os.symlink, None])
def test_an_output_that_is_the_input_is_refused(source, tmp_path, make):
    target = tmp_path / "same.csv" if make else source
    if make:
        make(source, target)
    assert refused(source, target)[1] == 2
    assert refused(source, tmp_path / "out.csv", rejects=str(target))[1] == 2
    assert refused(source, tmp_path / "out.csv", rejects=str(tmp_path / "." / "out.csv"))[1] == 2
    assert source.read_text(encoding="utf-8") == SOURCE
    assert not (tmp_path / "out.csv").exists()


def test_an_output_that_is_the_file_behind_standard_input_is_refused(source, monkeypatch):
    with source.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert refused("-", source)[1] == 2
    assert source.read_text(encoding="utf-8") == SOURCE


def test_an_output_behind_a_link_keeps_the_link_and_the_rights(source, tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "real.csv").chmod(0o640)
    (tmp_path / "out.csv").symlink_to("real.csv")
    go(source, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert len(rows_of(tmp_path / "real.csv")) == 5
    assert stat.S_IMODE((tmp_path / "real.csv").stat().st_mode) == 0o640


def test_places_that_cannot_be_written_are_refused_before_anything_is_read(source, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    classifier = Fake()
    for target in (tmp_path / "absent" / "out.csv", tmp_path / "pipe.csv", tmp_path / "folder.csv", source / "out.csv"):
        said, code = refused(source, target, classifier)
        assert code == 4
        assert "cannot be written" in said
    assert refused(source, tmp_path / "out.csv", classifier, rejects=str(tmp_path / "absent" / "r.csv"))[1] == 4
    assert not classifier.asked
    assert names_in(tmp_path) == ["folder.csv", "in.csv", "pipe.csv"]


def test_a_name_as_long_as_names_may_be_is_written(source, tmp_path):
    target = tmp_path / ("风" * 83 + ".csv")
    go(source, target, rejects=str(tmp_path / "r.csv"))
    assert target.exists()
    assert len(names_in(tmp_path)) == 2


def test_a_refused_table_leaves_an_older_output_as_it_was(source, tmp_path):
    (tmp_path / "out.csv").write_text("old")
    source.write_text("a,b\n1,2\n")
    assert "--text-col" in refused(source, tmp_path / "out.csv")[0]
    assert (tmp_path / "out.csv").read_text() == "old"
    assert names_in(tmp_path) == ["in.csv", "out.csv"]


def test_figures_that_cannot_be_read_cost_their_row_and_no_other(tmp_path):
    lines = [f"{number},text {number},{'?' if number % 3 == 0 else number}" for number in range(5000)]
    (tmp_path / "in.csv").write_text("id,description,grams\n" + "\n".join(lines))
    columns = Choice(data=(DataColumn(column="grams", measure="ghg", unit="g"),))
    classifier = Fake()
    summary = go(tmp_path / "in.csv", tmp_path / "out.csv", classifier, table=TableOptions(choice=columns))
    assert (summary.rows_out, summary.rejects) == (3333, 1667)
    assert [row[0] for row in rows_of(tmp_path / "out.csv")[1:]] == [str(one) for one in range(5000) if one % 3]
    first = rows_of(tmp_path / "out.csv.rejects.csv")[1]
    assert first == ["2", "21", "grams", "refused", "no figure", "0,text 0,?"]
    assert max(classifier.asked.values()) <= 2


def test_an_unknown_measure_is_refused_with_the_nearest(source, tmp_path):
    columns = Choice(data=(DataColumn(column="note", measure="ghgs"),))
    said, code = refused(source, tmp_path / "out.csv", table=TableOptions(choice=columns))
    assert "--data-col: unknown measure 'ghgs'" in said
    assert "did you mean 'ghg'?" in said
    assert code == 2


def test_a_limit_counts_rows_and_rejects_in_their_order(tmp_path):
    (tmp_path / "in.csv").write_text("id,description\n1,a\n2\n3,c\n4\n5,e\n")
    summary = go(tmp_path / "in.csv", tmp_path / "out.csv", limit=3)
    assert (summary.rows_in, summary.rows_out, summary.rejects) == (3, 2, 1)
    assert go(tmp_path / "in.csv", tmp_path / "out.csv", limit=99).rows_in == 5


def test_repeated_ids_and_lost_characters_are_kept_and_told(tmp_path):
    (tmp_path / "in.csv").write_text("id,description\n1,a\n1,b\ufffd\n2,c\n1,d\n", encoding="utf-8")
    summary = go(tmp_path / "in.csv", tmp_path / "out.csv")
    assert (summary.rows_out, summary.repeated_ids, summary.garbled) == (4, 2, 1)
    assert "ids that stood before: 2 rows" in list(lines(summary))


def test_cells_that_are_not_understood_are_told(tmp_path):
    (tmp_path / "in.csv").write_text("id,description,date,edition\n1,a,soon,list-1\n2,b,later,list-2\n")
    summary = go(tmp_path / "in.csv", tmp_path / "out.csv")
    assert "cells not understood: date 2" in list(lines(summary))


def test_a_dry_run_says_how_the_table_is_read(source):
    said = list(look(str(source), PACK, BatchOptions()))
    assert said[:2] == ["delimiter: comma", "columns: text = 'description', id = 'id'"]
    assert said[2] == "line 2, id '1': 'a'"
    assert said[4] == "line 4, id '合计', skipped: totals: ''"


def test_a_count_that_does_not_come_out_publishes_nothing(source, tmp_path):
    class Forgetful(Fake):
        def classify_many(self, documents, *_):
            yield from list(super().classify_many(documents))[:-1]

    with pytest.raises(RuntimeError, match="4 rows read"):
        go(source, tmp_path / "out.csv", Forgetful())
    assert names_in(tmp_path) == ["in.csv"]
