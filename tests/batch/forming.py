"""A table written in a form without a run, and read back with the readers that others use."""

import csv
import gzip
import io
import json
from pathlib import Path

from pyarrow import parquet
from python_calamine import CalamineWorkbook

from matcher.batch.forms import RowWriter, form_of
from matcher.model.problems import Place

ENDINGS = ("csv", "tsv", "jsonl", "csv.gz", "tsv.gz", "jsonl.gz", "xlsx", "parquet")


def write(target, header, cells, rows, answers, at_once=1000, **options):
    """Write rows with their answers, so many at once; the faults of those that the form cannot hold."""
    form = form_of(str(target), **options)
    writer = RowWriter(form, header, cells)
    streams = [target.with_name(f"{target.name}.{name}.stream") for name in form.streams]
    files = form.files(target)
    faults = []
    chunks = [writer.opening()]
    for start in range(0, len(rows), at_once):
        page = writer.page()
        for line, (row, answer) in enumerate(zip(rows, answers, strict=True), 2):
            if start <= line - 2 < start + at_once:
                faults.append(page.add(line, row, answer))
        chunks.append(writer.encode(page))
    for at, stream in enumerate(streams):
        (stream if form.spooled else files[at]).write_bytes(b"".join(chunk[at] for chunk in chunks))
    if form.spooled:
        opened = [path.open("wb") for path in files]
        writer.finish(streams, opened, Place(file=str(target)))
        for file in opened:
            file.close()
    return faults


def read(path, sheet=0):
    """The header and the rows of a file, every cell as text, lists joined, no value as an empty cell."""
    path = Path(path)
    kind = path.name.removesuffix(".gz").rpartition(".")[2]
    if kind == "xlsx":
        book = CalamineWorkbook.from_path(path)
        rows = book.get_sheet_by_name(book.sheet_names[sheet]).to_python(skip_empty_area=False)
        return [[_text(cell) for cell in row] for row in rows]
    if kind == "parquet":
        table = parquet.read_table(path)
        return [table.column_names, *([_text(one[name]) for name in table.column_names] for one in table.to_pylist())]
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    if kind == "jsonl":
        told = [json.loads(line) for line in text.split("\n")[:-1]]
        return [list(told[0]) if told else [], *([_text(cell) for cell in one.values()] for one in told)]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if kind == "tsv" else ","))


def _text(value):
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
