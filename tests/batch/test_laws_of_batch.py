import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from matcher.model.problems import Refusal
from tests.batch.batching import go, rows_of

PIECES = st.sampled_from(
    [
        b'"',
        b'""',
        b",",
        b"\n",
        b"\r",
        b"\r\n",
        b"a",
        b"=1",
        b"\0",
        b"\xff",
        "风".encode(),
        b"2,b\n",
        b'3,"',
        b"id,description\n",
        b"\xef\xbb\xbf",
    ]
)
ANY = st.binary(max_size=80) | st.lists(PIECES, max_size=60).map(b"".join)
CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ["=1+1", "-5", "a\nb", "a\r\nb", '"', 'a"b', "a,b", "", "@x", "合计", "\u2028", "'=1", "{0}", "%n", "<b>", "[bold]"]
)


def places(factory):
    folder = factory.getbasetemp()
    return folder / "law-in.csv", folder / "law-out.csv", folder / "law-out.csv.rejects.csv"


@given(data=ANY, headed=st.booleans())
def test_rows_in_are_rows_out_and_rejects_for_any_bytes(tmp_path_factory, data, headed):
    source, target, rejects = places(tmp_path_factory)
    source.write_bytes(b"id,description\n" + data if headed else data)
    for leftover in (target, rejects):
        leftover.unlink(missing_ok=True)
    try:
        summary = go(source, target)
    except Refusal as refusal:
        refused = refusal
    else:
        refused = None
    if refused is not None:
        assert refused.exit_code == 2
        assert refused.problems
        assert not target.exists()
        assert not rejects.exists()
        return
    assert summary.rows_in == summary.rows_out + summary.rejects
    assert len(rows_of(target)) == summary.rows_out + 1
    assert (len(rows_of(rejects)) - 1 if rejects.exists() else 0) == summary.rejects
    assert summary.exit_code == (3 if summary.rejects else 0)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=15),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_one_row_out_of_one_row_in_with_its_fields_unchanged(tmp_path_factory, rows, encoding):
    source, target, _ = places(tmp_path_factory)
    with io.StringIO(newline="") as text:
        csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["id", "description", "note"], *rows])
        source.write_bytes(text.getvalue().encode(encoding))
    summary = go(source, target, raw_cells=True)
    assert [row[:3] for row in rows_of(target)[1:]] == [list(row) for row in rows]
    assert summary.rejects == 0
    go(source, target)
    neutral = [row[:3] for row in rows_of(target)[1:]]
    for before, after in zip(rows, neutral, strict=True):
        assert all(new in (old, f"'{old}") for old, new in zip(before, after, strict=True))
        assert not any(new.startswith(("=", "@", "\t", "\r")) for new in after)


@given(rows=st.lists(st.tuples(st.integers(), CELLS.filter(str.strip)), min_size=1, max_size=10), seed=st.randoms())
def test_the_order_of_rows_is_kept(tmp_path_factory, rows, seed):
    source, target, _ = places(tmp_path_factory)
    seed.shuffle(rows)
    with source.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["id", "description"], *rows])
    go(source, target)
    assert [row[0] for row in rows_of(target)[1:]] == [str(row[0]) for row in rows]
