"""A local Spark session against the same rows without Spark: spark_session.py PACK. Run in an environment with pyspark."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("PYTHONPATH", str(Path(__file__).parent.parent))
os.environ["PYSPARK_PYTHON"] = sys.executable

import pyarrow as pa
from pyspark.sql import SparkSession

from matcher.spark import Answers

TEXTS = ["A new corn mill of 5 g/kWh.", "A shop.", "", "磨坊", "Repair of the watermill, no shop."]

if __name__ == "__main__":
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "300")
    rows = [(number, TEXTS[number % len(TEXTS)]) for number in range(5000)]
    answers = Answers(text=["what"], pack=sys.argv[1])
    frame = answers.frame(session.createDataFrame(rows, "no long, what string").repartition(7, "no"))
    found = sorted(tuple(row) for row in frame.collect())
    here = answers(pa.record_batch([list(column) for column in zip(*rows, strict=True)], names=["no", "what"]))
    assert frame.columns == here.schema.names
    assert found == [tuple(row.values()) for row in here.to_pylist()]
    sys.stdout.write(f"the same values in the same order: {len(found)} rows\n")
    session.stop()
