"""The record of a run: every decision with what led to it, in a chain of hashes, beside the pack as it was used."""

from matcher.audit.record.facts import Facts, JsonObject
from matcher.audit.record.fields import document_of, fields_of, hash_of
from matcher.audit.record.lines import Line, RecordPlan, record_schema
from matcher.audit.record.manifest import InputFile, Manifest, RunOptions
from matcher.audit.record.reading import Record, open_record
from matcher.audit.record.writing import RecordWriter

__all__ = [
    "Facts",
    "InputFile",
    "JsonObject",
    "Line",
    "Manifest",
    "Record",
    "RecordPlan",
    "RecordWriter",
    "RunOptions",
    "document_of",
    "fields_of",
    "hash_of",
    "open_record",
    "record_schema",
]
