import io

import pytest

from matcher.model.problems import Place, Refusal
from matcher.read.encodings import choose_encoding, decode

CHINESE = (
    "序号,项目名称,建设内容\n1,学校项目,新建一所中学教学楼及操场，总建筑面积约八千平方米。\n2,公路,改建县道二十公里\n"
)
TAIWAN = "編號,內容\n1,新建國民小學教室大樓，並購置圖書設備與運動器材，預計明年完工\n"
JAPANESE = "番号,内容\n1,小学校の校舎を新しく建てる。図書館と体育館をつくる事業について\n"
KOREAN = "번호,내용\n1,초등학교 교실을 새로 짓는 사업이다. 도서관과 체육관을 만든다\n"
RUSSIAN = "номер,содержание\n1,Строительство новой начальной школы с библиотекой и спортивным залом\n"
FRENCH = "no,objet\n1,École primaire à construire près de la forêt\n"


POLISH = "nr;opis\n1;Budowa elektrowni słonecznej w gminie Łódź, zakładająca nowe źródło ciepła\n"
TURKISH = "no;açıklama\n1;İstanbul'da şehir içi ulaşım ve ağaç dikimi çalışmaları\n"


def chosen(data, named=None, words=()):
    return choose_encoding(io.BytesIO(data), Place(file="x.csv"), named, words)


def refused(data, named=None):
    with pytest.raises(Refusal) as caught:
        chosen(data, named)
    assert caught.value.exit_code == 2
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_what_can_be_told_surely_is_read_without_being_asked(encoding):
    data = CHINESE.encode(encoding)
    found = chosen(data)
    assert data[found.mark :].decode(found.name) == CHINESE
    assert bool(found.told) == (encoding not in ("utf-8", "utf-8-sig"))


def test_big_endian_marks_are_understood():
    data = b"\xfe\xff" + CHINESE.encode("utf-16-be")
    assert decode(data, Place(file="x"))[0] == CHINESE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "euc_kr"),
        (RUSSIAN, "windows-1251"),
        (FRENCH, "utf-32-le"),
        (CHINESE, "hz"),
        (CHINESE, "utf-7"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_what_cannot_be_told_surely_is_refused_with_the_encoding_among_the_candidates(text, encoding):
    said = refused(text.encode(encoding))
    assert f"--encoding {encoding}" in said
    found = chosen(text.encode(encoding), encoding)
    assert text.encode(encoding)[found.mark :].decode(found.name) == text


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TAIWAN, "big5", "big5"),
        (TAIWAN, "cp950", "big5"),
        (TAIWAN, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "windows-1252", "windows-1252"),
        (FRENCH, "latin-1", "windows-1252"),
        ("id,text\n1,The children’s hospital – 5 °C\n", "windows-1252", "windows-1252"),
        ("id,text\n1,The children’s hospital\n2,A café and a résumé\n", "gbk", "gb18030"),
        ("id,text\n1,A café in Köln\n", "gb18030", "gb18030"),
        ("id,text\n1,A reservoir of 5 million m³\n", "windows-1252", "windows-1252"),
        ("Nr;Text\n1;Straßenbahn für Köln, 5 Mio. €\n", "windows-1252", "windows-1252"),
    ],
)
def test_a_clear_winner_is_taken_and_told_with_its_share(text, encoding, name):
    found = chosen(text.encode(encoding))
    assert text.encode(encoding).decode(found.name) == text
    assert found.name == name
    assert "100% everyday characters" in found.told


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "koi8-r"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (FRENCH, "mac_roman"),
        (FRENCH, "cp850"),
        ("id,text\n1,The children’s hospital\n", "mac_roman"),
    ],
)
def test_what_reads_as_something_else_only_by_chance_is_not_taken(text, encoding):
    assert "cannot be told surely" in refused(text.encode(encoding))


def test_a_refusal_shows_how_the_line_would_read():
    said = refused(JAPANESE.encode("shift_jis"))
    assert said.startswith("x.csv:1:1:")
    assert "番号,内容" in said


def test_words_that_are_expected_settle_what_letters_alone_leave_open():
    assert chosen("id,项目名称\n1,A school\n".encode("gbk")).name == "gb18030"
    data = "id,text\n1,安保边采菜层产成城村地电东动肥丰服港高供工公\n".encode("gbk")
    assert "cannot be told surely" in refused(data)
    assert chosen(data, words=("title", "供工")).name == "gb18030"


def test_a_file_that_is_mostly_utf_8_stays_utf_8():
    found = chosen((CHINESE * 3).encode() + "3,公路,改建县道\n".encode("gbk"))
    assert (found.name, found.mixed) == ("utf-8", False)
    assert found.told == "UTF-8, but for line 10"


def test_a_chinese_file_with_lines_of_utf_8_is_known_to_be_mixed():
    assert chosen((CHINESE * 3).encode("gbk") + "3,公路,改建县道\n".encode()).mixed


def test_plain_words_with_plus_signs_are_not_utf_7():
    assert chosen(b"id,phone,note\n1,+8613800138000,C+Rest-ing\n2,+4930123456,a+b\n").name == "utf-8"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"PK\x03\x04abc", "zip"),
        (b"\x1f\x8b\x08abc", "gzip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
        (b"\0" * 2000, "control bytes"),
        (bytes(range(256)) * 40, "no UTF-8"),
    ],
)
def test_empty_and_foreign_files_are_refused_and_named(data, word):
    assert word in refused(data)


@pytest.mark.parametrize("name", ["utf8", "GBK", "Latin-1", "big5", "utf-16", "koi8-r"])
def test_the_word_of_the_user_goes_first(name):
    chosen(b"id,text\n\xe9\xe8\n", name)


@pytest.mark.parametrize("name", ["utf-88", "base64", "rot13", "idna", "unicode_escape", "cp037", "", "a\0b"])
def test_what_is_no_encoding_of_text_files_is_refused(name):
    assert "--encoding" in refused(b"id,text\n", name)


def test_a_broken_byte_in_a_project_file_is_told_with_line_and_column():
    with pytest.raises(Refusal) as caught:
        decode("é\né\né\nab\n".encode() + b"abc\xff\n", Place(file="p.txt"))
    assert str(caught.value).startswith("p.txt:5:4: the bytes here are no utf-8")


def test_a_very_long_line_is_judged_without_being_held():
    assert chosen("é".encode() * 6_000_000).name == "utf-8"
    assert "cannot be told surely" in refused(b"\xff" * 12_000_000)
