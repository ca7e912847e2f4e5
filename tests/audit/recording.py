"""Records of a small pack, made in a moment, and what may happen to them."""

import hashlib
import shutil
from pathlib import Path

from hypothesis import settings

from matcher.audit.record import RecordPlan, RecordWriter, RunOptions
from matcher.model.document import Document, Options
from matcher.river import Matcher

SAYINGS = (
    "A new corn mill in place {at}.",
    "Building of mill number {at} with a roof; a large mill.",
    "A corn mill with an intensity of {at} g/kWh, without an oven.",
    "Roads and bridges of district {at}.",
    "A pepper mill for canteen {at}; nothing like a corn mill.",
    "新建电磨坊{at}座。",
)


def is_proof():
    """Whether these are the long checks of `make proof`; known once pytest is configured."""
    return settings.get_current_profile_name() == "proof"


def documents(number):
    """Documents of many kinds, each with an id of its own."""
    return [
        Document(
            id=f"D{at}",
            title="Corn mill" if at % 5 == 0 else "",
            text=SAYINGS[at % len(SAYINGS)].format(at=at),
            data={"intensity": f"{at} g/kWh"} if at % 7 == 0 else {},
        )
        for at in range(1, number + 1)
    ]


def make_record(folder, matcher: Matcher, pack, given, *, redact=False, options=None):
    """A record of these documents; its seal."""
    asked = options or Options()
    writer = RecordWriter(
        Path(folder),
        command="classify",
        pack_folder=pack,
        identity=matcher.pack.identity,
        options=RunOptions(answers=asked, redact=redact),
    )
    line_of = RecordPlan(redact=redact).lines(matcher.pack)
    try:
        for answer in matcher.classify_many(given, asked):
            writer.take([line_of(answer, 0, 0, 0)])
        return writer.close((), read=len(given))
    finally:
        writer.discard()


def copy_of(record, folder):
    """A copy of a record that may be spoilt."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(record, folder)
    return folder


def hashes(folder):
    """The hash of every file of a record but the one that tells when and where it was made."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and path.name != "run.json"
    }
