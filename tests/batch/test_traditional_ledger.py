"""A ledger from where traditional characters are written: headers, totals and words of cells are known in them too."""

import pytest

from matcher.batch import BatchOptions, look

LEDGER = (
    "合約編號,項目名稱,建設內容,金額（萬元）\r\n"
    "1,風電場,新建一百兆瓦陸上風電場，安裝風力發電機組四十臺及配套設施,9000\r\n"
    "2,辦公樓,購置辦公樓用於日常辦公及會議,5000\r\n"
    "合計,,,14000\r\n"
)


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "utf-16"])
def test_it_is_read_right_without_options(pack, tmp_path, encoding):
    path = tmp_path / "in.csv"
    path.write_bytes(LEDGER.encode(encoding))
    told = list(look(str(path), pack, BatchOptions()))
    assert any("text = '建設內容', title = '項目名稱'" in line for line in told)
    assert sum("skipped: totals" in line for line in told) == 1
    assert sum(line.startswith("line ") for line in told) == 3
