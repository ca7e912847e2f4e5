from pathlib import Path

import pytest

from matcher.model.problems import Refusal
from matcher.read import Bounds, FolderTable, TableOptions, open_source
from matcher.read.projects import folder as folder_module
from tests.read.pagefiles import pdf_bytes

BOUNDS = Bounds(field_characters=1000)


def read(name, **options):
    with open_source(str(name)) as source:
        table = FolderTable(source, BOUNDS, TableOptions(**options))
        blocks = list(table.blocks())
        rows = [row for block in blocks for row in block.rows]
        found = [one for block in blocks for one in block.documents]
        lines = [line for block in blocks for line in block.lines]
        return table.header, rows, found, lines, source


@pytest.fixture
def projects(tmp_path):
    folder = tmp_path / "projects"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text("A school.")
    (folder / "b" / "c.yaml").write_text("- {id: P1, title: T, description: a}\n- {description: b, data: {ghg: 5 g}}\n")
    (folder / "b.json").write_text('{"description": "x"')
    (folder / "d.pdf").write_bytes(pdf_bytes(["a"], []))
    (folder / ".hidden.txt").write_text("x")
    (folder / "ledger.csv").write_text("id,description\n")
    return folder


def test_each_project_of_a_folder_is_a_row_in_the_order_of_names(projects):
    header, rows, found, lines, _ = read(projects)
    assert header == ["file", "id", "title", "description", "note"]
    assert [row[:4] for row in rows] == [
        ["a.txt", "a.txt", "", "A school."],
        ["b/c.yaml", "P1", "T", "a"],
        ["b/c.yaml", "b/c.yaml#2", "", "b"],
        ["b.json", "b.json", "", ""],
        ["d.pdf", "d.pdf", "", "a\n"],
    ]
    assert lines == [1, 2, 3, 4, 5]
    assert found[2].data == {"ghg": "5 g"}
    assert found[4].pages


def test_a_file_that_cannot_be_read_is_a_row_that_says_why(projects):
    _, rows, found, _, _ = read(projects)
    assert found[3].problem.startswith(str(projects))
    assert rows[3][4].startswith("a comma or }")
    assert rows[4][4] == "pages without text, perhaps pictures: 2"


def test_the_size_of_a_block_changes_nothing(projects, monkeypatch):
    whole = read(projects)[1:4]
    monkeypatch.setattr(folder_module, "_FILES_AT_ONCE", 1)
    assert read(projects)[1:4] == whole


def test_a_pattern_and_a_single_file_are_read_as_well(projects, monkeypatch):
    monkeypatch.chdir(projects)
    assert [row[0] for row in read("*.txt")[1]] == ["a.txt"]
    assert [row[0] for row in read("**/*.yaml")[1]] == ["b/c.yaml", "b/c.yaml"]
    assert [row[1] for row in read("b/c.yaml")[1]] == ["P1", "b/c.yaml#2"]


def test_where_no_file_can_be_read_all_of_them_are_refused(tmp_path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{")
    with pytest.raises(Refusal) as caught:
        read(tmp_path)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("name", ["", "empty/*.txt"])
def test_a_folder_or_pattern_without_project_files_is_refused(tmp_path, name):
    with pytest.raises(Refusal, match="no project file is there"):
        read(tmp_path / name)


def test_a_link_that_leads_round_in_circles_is_not_followed(projects):
    (projects / "b" / "round").symlink_to(projects)
    assert len(read(projects)[1]) == 5


def test_the_list_of_a_folder_changes_with_any_byte_of_its_files(projects):
    with open_source(str(projects)) as source:
        before = source.stream.read()
    (projects / "a.txt").write_text("A schoox.")
    with open_source(str(projects)) as source:
        assert source.stream.read() != before
        assert [Path(name).name for name in source.files] == ["a.txt", "c.yaml", "b.json", "d.pdf"]


def test_names_and_texts_that_could_act_are_written_out(tmp_path):
    (tmp_path / "a\x1b[31m.txt").write_text("b\x1b[0m")
    _, rows, found, _, _ = read(tmp_path)
    assert rows[0][:4] == ["a\\x1b[31m.txt", "a\\x1b[31m.txt", "", "b\\x1b[0m"]
    assert found[0].text == "b\x1b[0m"


@pytest.mark.parametrize("option", [{"delimiter": ","}, {"sheet": "1"}, {"header_row": 2}])
def test_options_of_tables_are_refused(projects, option):
    with pytest.raises(Refusal, match="a project file has none"):
        read(projects, **option)
