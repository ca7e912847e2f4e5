import pytest

from matcher.model.problems import Place, Refusal
from matcher.read.tables import Choice, DataColumn, find_columns, read_data_column
from matcher.read.tables.names import fold_name
from tests.read.reading import NAMES, documents, table


def refused(call, *given, **options):
    with pytest.raises(Refusal) as caught:
        call(*given, **options)
    return str(caught.value)


@pytest.mark.parametrize(("sign", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")])
def test_the_delimiter_is_found_and_told(sign, name):
    opened = table(f"id{sign}description\n1{sign}A school, with a yard; and a library\n2{sign}A road\n")
    assert opened.header == ["id", "description"]
    assert f"delimiter: {name}" in opened.told


def test_the_names_of_columns_outweigh_commas_in_texts():
    opened = table("id;description\n1;one, two\n2;one, two\n3;one, two\n")
    assert opened.header == ["id", "description"]


def test_a_delimiter_that_is_named_is_taken():
    assert table("id;a,b\n1;2,3\n", delimiter="comma").header == ["id;a", "b"]
    assert table("id~description\n", delimiter="~").header == ["id", "description"]
    for wrong in ("ab", "a", '"', "\n"):
        assert "--delimiter" in refused(table, "id,description\n", delimiter=wrong)


def test_the_line_that_names_the_separator_is_obeyed():
    opened = table("sep=;\nid;description\n1;a\n")
    assert opened.header == ["id", "description"]
    assert [block.rows for block in opened.blocks()] == [[["1", "a"]]]


def test_lines_above_the_header_are_told_and_are_no_rows():
    opened = table("绿色贷款台账,,\n单位：万元,,2025\n序号,项目名称,建设内容\n1,a,b\n")
    assert opened.header == ["序号", "项目名称", "建设内容"]
    assert opened.told[1:] == [
        "above the header, line 1: '绿色贷款台账'",
        "above the header, line 2: '单位：万元 2025'",
        "header: line 3",
    ]
    (block,) = opened.blocks()
    assert (list(block.lines), block.rows) == ([4], [["1", "a", "b"]])


def test_a_header_without_known_names_is_the_first_full_line():
    assert table("a,b,c\n1,2,3\n").header == ["a", "b", "c"]
    assert table("Ledger,,\na,b,c\n1,2,3\n").header == ["a", "b", "c"]


def test_the_header_can_be_named_by_its_line_and_may_have_several_lines():
    opened = table('x,y\n"a\nb",description\n1,2\n', header_row=2)
    assert opened.header == ["a\nb", "description"]
    assert [list(block.lines) for block in opened.blocks()] == [[4]]
    assert "x.csv:3:1:" in refused(table, 'x,y\n"a\nb",description\n1,2\n', header_row=3)


def test_a_header_that_cannot_be_read_is_refused():
    assert "x.csv:1:1: the line cannot be read: control character" in refused(table, b"id\0,description\n1,a\n")


def test_blank_lines_alone_are_no_table_but_a_header_alone_is():
    assert "holds no table" in refused(table, "\n\n\n")
    assert list(table("id,description\n").blocks()) == []


def test_the_mark_of_utf_8_is_no_part_of_the_header():
    opened = table("id,description\n1,a\n".encode("utf-8-sig"))
    assert opened.header == ["id", "description"]
    (block,) = opened.blocks()
    assert list(block.starts) == [3 + len("id,description\n")]
    reject = opened.refused(block, 0, "no figure", "id")
    assert reject == (2, 3 + len("id,description\n"), "id", "refused", "no figure", "1,a")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Project_Name", "project name"),
        ("总投资（万元）", "总投资"),
        ("ＩＤ", "id"),
        (" Amount [EUR m] ", "amount"),
        ("(a)", "(a)"),
    ],
)
def test_names_are_compared_as_people_mean_them(one, other):
    assert fold_name(one) == fold_name(other)


def found(header, choice=None):
    return find_columns(header, NAMES, choice or Choice(), Place(file="x.csv"))


def test_columns_are_found_by_name_and_told():
    columns, told = found(["序号", "项目名称", "建设内容", "总投资（万元）", "x"])
    assert (columns.text, columns.title, columns.single) == ((2,), (1,), {"id": 0, "amount": 3})
    assert told == ["columns: text = '建设内容', title = '项目名称', id = '序号', amount = '总投资（万元）'"]


def test_the_earlier_of_the_known_names_wins_and_every_column_of_text_is_taken():
    columns, _ = found(["序号", "purpose", "id", "description"])
    assert columns.single == {"id": 2}
    assert columns.text == (1, 3)


def test_what_the_user_names_goes_first():
    columns, _ = found(["id", "description", "note"], Choice(text=("note",), single={"title": "description"}))
    assert (columns.text, columns.title) == ((2,), (1,))


def test_a_name_that_is_not_there_is_refused_with_the_nearest():
    said = refused(found, ["id", "description"], Choice(text=("descripton",), single={"date": "dat"}))
    assert "--text-col 'descripton'" in said
    assert "did you mean 'description'?" in said
    assert "--date-col 'dat'" in said


def test_no_column_of_text_is_refused_with_the_columns():
    said = refused(found, ["a", "b\x1b[31m"])
    assert "--text-col" in said
    assert "'a', 'b\\x1b[31m'" in said


def test_repeated_and_blank_names_are_kept_and_told():
    columns, told = found(["id", "description", "note", "note", ""], Choice(single={"title": "note"}))
    assert columns.title == (2,)
    assert told[:3] == [
        "2 columns are named 'note'; the first of them is taken",
        "columns without a name: 5",
        "column names that stand more than once: 'note'",
    ]


def test_a_column_of_figures_is_written_as_name_measure_unit():
    assert read_data_column("a=b=ghg:g/kWh") == DataColumn(column="a=b", measure="ghg", unit="g/kWh")
    assert read_data_column("a=ghg") == DataColumn(column="a", measure="ghg")
    for wrong in ("ghg", "=ghg", "a=", "a=:t"):
        assert "--data-col" in refused(read_data_column, wrong)


def test_several_columns_of_text_are_one_text():
    (document,), _, _ = documents("id,description,purpose\n1,a,b\n")
    assert document.text == "a\nb"


def test_without_ids_a_document_is_called_by_its_line():
    assert [one.id for one in documents("description\na\n\nb\n")[0]] == ["2", "4"]


def test_texts_and_ids_come_as_they_are():
    (document,), _, _ = documents('id,project name,description\n" =1 ", T ,"  a\n b "\n')
    assert (document.id, document.title, document.text) == (" =1 ", " T ", "  a\n b ")


def test_totals_repeated_headers_and_title_rows_are_skipped_and_nothing_else():
    rows = [
        "id,project name,description,amount,x",
        "1,a,b,5,",
        "id,project name,description,amount,x",
        "合计,,,5,",
        ",小计：,,5,",
        ",Total (EUR),,5,",
        "3,TOTAL,total,5,",
        "Total,oil company,A text about a project,5,",
        ",,,,part two",
        "7,,,,",
        ",,,,",
    ]
    found, _, _ = documents("\n".join(rows))
    skipped = [one.skip for one in found]
    assert skipped == ["", "repeated_header", "totals", "totals", "totals", "totals", "", "title_row", "", ""]


def test_what_the_owner_says_is_read_and_what_is_not_understood_is_flagged_and_counted():
    found, _, maker = documents(
        "id,description,date,status,edition,amount,total cost\n"
        "1,a,2024-05-06,paid out,New_List, 1.5 ,3\n"
        "2,b,2024-02-30,who knows,,,\n"
        "3,c,,,old,,\n",
        choice=Choice(data=(DataColumn(column="total cost", measure="cost", unit="EUR"),)),
    )
    first, second, third = found
    assert (str(first.deal.date), first.deal.state, first.deal.chosen_edition) == ("2024-05-06", "drawn", "list-2")
    assert (first.amount.value, first.data, first.flags) == ("1.5", {"cost": "3 EUR"}, ())
    assert (second.deal.date, second.deal.state, second.amount, second.data) == (None, None, None, {})
    assert second.flags == ("date_unreadable", "deal_state_unknown")
    assert third.flags == ("edition_unknown",)
    assert maker.unread == {"date": 1, "deal_state": 1, "edition": 1}
