import hashlib
import json
from decimal import Decimal

import pytest
from tiny_pack import write_pack

from matcher import Matcher
from matcher.batch import BatchOptions, answer_cells, form_of, run
from matcher.model.problems import Refusal
from matcher.read import Choice, TableOptions, read_data_column
from tests.batch.batching import names_in
from tests.batch.forming import ENDINGS, read

TABLE = """id,title,description,measured
1,New corn mill,A corn mill on top of a hill with an intensity of 20-30 g/kWh. The village went without corn mill so far.,
2,Pepper,A pepper mill beside a corn mill.,
1,Oven,A new oven.,
3,,A shop.,
4,,大磨坊，建设电磨坊。,
@x,,A corn mill.,
total,,total,
5,,too,many,fields
6,,A corn mill.,50 g/kWh
"""
NAMES = ("decisions", "candidates", "evidence", "criteria", "quantities")


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory):
    columns = "columns: {id: [id], title: [title], text: [description]}\ntotals: [total]\n"
    return write_pack(tmp_path_factory.mktemp("pack"), {"rules/columns.yaml": columns})


@pytest.fixture(scope="module")
def tiny(tiny_folder):
    return Matcher.load(tiny_folder)


def go_long(matcher, folder, name, language=None):
    """One run in the long form; its descriptor, and its tables by name, each as a header and rows."""
    (folder / "in.csv").write_text(TABLE)
    target = folder / name
    form = form_of(str(target), long=True)
    cells = answer_cells(matcher.pack, language=language, lists_apart=form.lists_apart, long=True)
    table = TableOptions(choice=Choice(data=(read_data_column("measured=intensity"),)))
    run(matcher, str(folder / "in.csv"), str(target), cells, BatchOptions(table=table, long=True))
    told = json.loads(form.descriptor(target).read_text())
    tables = {}
    for number, one in enumerate(told["resources"]):
        sheet = number if one["format"] == "xlsx" else 0
        tables[one["name"]] = read(folder / one["path"], sheet)
    return told, tables


def lines_of(tables, name):
    header, *rows = tables[name]
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def long_csv(tiny, tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    return folder, *go_long(tiny, folder, "out.csv")


def test_the_tables_are_described(long_csv):
    folder, told, tables = long_csv
    assert tuple(tables) == NAMES
    assert told["resources"][2]["path"] == "out.evidence.csv"
    for one in told["resources"]:
        raw = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(raw), f"sha256:{hashlib.sha256(raw).hexdigest()}")
        assert [field["name"] for field in one["schema"]["fields"]] == tables[one["name"]][0]
        assert (one["format"], one["encoding"]) == ("csv", "utf-8")


def test_every_cell_is_of_the_type_described(long_csv):
    _, told, tables = long_csv
    readers = {"string": str, "integer": int, "number": Decimal, "boolean": {"true": 1, "false": 0}.__getitem__}
    for one in told["resources"]:
        for row in tables[one["name"]][1:]:
            for cell, field in zip(row, one["schema"]["fields"], strict=True):
                assert cell == "" or readers[field["type"]](cell) is not None


def test_keys_name_one_line_and_links_lead_to_one(long_csv):
    _, told, tables = long_csv
    keys = {}
    for one in told["resources"]:
        key = one["schema"]["primaryKey"]
        found = [tuple(line[name] for name in key) for line in lines_of(tables, one["name"])]
        assert found
        assert all(all(part) for part in found)
        assert len(set(found)) == len(found)
        keys[one["name"]] = set(found)
        for link in one["schema"].get("foreignKeys", ()):
            aim = link["reference"]
            assert aim["fields"] == next(
                other["schema"]["primaryKey"] for other in told["resources"] if other["name"] == aim["resource"]
            )
            assert all(
                tuple(line[name] for name in link["fields"]) in keys[aim["resource"]]
                for line in lines_of(tables, one["name"])
            )
    assert [len(one["schema"].get("foreignKeys", ())) for one in told["resources"]] == [0, 1, 1, 1, 1]


def test_rows_are_numbered_as_they_stand_in_the_input(long_csv):
    _, _, tables = long_csv
    rows = [(one["tm_row"], one["id"], one["tm_status"]) for one in lines_of(tables, "decisions")]
    assert rows == [
        ("2", "1", "matched"),
        ("3", "2", "unmatched"),
        ("4", "1", "excluded"),
        ("5", "3", "unmatched"),
        ("6", "4", "matched"),
        ("7", "'@x", "matched"),
        ("8", "total", "skipped"),
        ("10", "6", "matched"),
    ]


def test_candidates_say_what_became_of_them(long_csv):
    _, _, tables = long_csv
    told = [(one["tm_row"], one["fate"], one["finds"], one["class"]) for one in lines_of(tables, "candidates")]
    assert told == [
        ("2", "match", "mill", "mills"),
        ("3", "set_aside", "mill", ""),
        ("4", "excluded", "oven", "ovens"),
        ("6", "match", "mill", "mills"),
        ("7", "match", "mill", "mills"),
        ("10", "match", "mill", "mills"),
    ]
    assert [one["because"] for one in lines_of(tables, "candidates")][1:3] == ["That grinds pepper.", "Ovens are hot."]
    assert [one["aa_codes"] for one in lines_of(tables, "candidates")] == ["CC 4.10", "", "", *["CC 4.10"] * 3]


def test_quotes_are_cut_from_the_text_they_name(long_csv):
    _, _, tables = long_csv
    texts = {one["tm_row"]: one for one in lines_of(tables, "decisions")}
    fields = {"title": "title", "text": "description"}
    placed = 0
    for name in ("evidence", "criteria", "quantities"):
        for line in lines_of(tables, name):
            if line["field"]:
                text = texts[line["tm_row"]][fields[line["field"]]]
                assert text[int(line["start"]) : int(line["end"])] == line["quote"]
                placed += 1
    assert placed > 5
    doubted = [line for line in lines_of(tables, "evidence") if line["doubted"] == "true"]
    assert doubted
    assert all(line["doubts"] for line in doubted)


def test_figures_stand_with_their_bounds_and_their_basis(long_csv):
    _, _, tables = long_csv
    told = lines_of(tables, "quantities")
    stated = next(one for one in told if one["measure"] == "intensity" and one["basis"] == "stated")
    assert (stated["tm_row"], stated["candidate"], stated["low"], stated["high"]) == ("2", "1", "20", "30")
    supplied = next(one for one in told if one["basis"] == "supplied")
    assert (supplied["tm_row"], supplied["measure"], supplied["written"]) == ("10", "intensity", "50 g/kWh")
    outcomes = [one["outcome"] for one in lines_of(tables, "criteria") if one["criterion"] == "low"]
    assert outcomes == ["met", "unknown", "unknown", "met"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_form_holds_the_same_tables(long_csv, tiny, tmp_path, ending):
    _, _, expected = long_csv
    told, tables = go_long(tiny, tmp_path, f"out.{ending}")
    assert [one["name"] for one in told["resources"]] == list(NAMES)
    spread = {one["path"] for one in told["resources"]}
    assert len(spread) == (1 if ending == "xlsx" else 5)
    if ending == "xlsx":
        assert [one["dialect"]["excel"]["sheet"] for one in told["resources"]] == list(NAMES)
    assert names_in(tmp_path) == sorted(
        [*spread, "in.csv", f"out.{ending}.datapackage.json", f"out.{ending}.rejects.csv"]
    )
    for name in NAMES:
        assert [list(map(_plain, row)) for row in tables[name]] == [list(map(_plain, row)) for row in expected[name]]


def test_the_same_run_gives_the_same_bytes(tiny, tmp_path, long_csv):
    first, _, _ = long_csv
    go_long(tiny, tmp_path, "out.csv")
    for name in names_in(first):
        assert (tmp_path / name).read_bytes() == (first / name).read_bytes(), name


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_worker_processes_write_the_same_bytes(tiny, tiny_folder, tmp_path, ending):
    rows = "".join(f"{one},,A corn mill number {one}.,,\n" for one in range(600))
    (tmp_path / "in.csv").write_text("id,title,description,more,note\n" + rows)
    written = []
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        target = folder / f"out.{ending}"
        options = BatchOptions(long=True, jobs=jobs, pack=tiny_folder, summary=str(folder / "counts.json"))
        run(tiny, str(tmp_path / "in.csv"), str(target), answer_cells(tiny.pack, long=True), options)
        written.append({name: (folder / name).read_bytes() for name in names_in(folder)})
    assert written[0] == written[1]
    assert json.loads(written[0]["counts.json"])["rows"]["written"] == 600


def test_sentences_are_in_the_language_asked_for(tiny, tmp_path):
    _, tables = go_long(tiny, tmp_path, "out.csv", language="zh")
    assert lines_of(tables, "candidates")[0]["name"] == "磨"


def test_a_table_beside_the_output_never_replaces_the_input(tiny, tmp_path):
    source = tmp_path / "out.evidence.csv"
    source.write_text(TABLE)
    cells = answer_cells(tiny.pack, long=True)
    with pytest.raises(Refusal, match="the input itself") as refused:
        run(tiny, str(source), str(tmp_path / "out.csv"), cells, BatchOptions(long=True))
    assert refused.value.exit_code == 2
    assert source.read_text() == TABLE
    assert names_in(tmp_path) == ["out.evidence.csv"]


def _plain(cell):
    """A cell with a number written in one way, and without the mark that keeps it from acting."""
    cell = cell.removeprefix("'")
    try:
        return f"{float(cell):g}"
    except ValueError:
        return cell
