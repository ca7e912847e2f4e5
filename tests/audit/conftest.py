"""A small pack, its matcher, and a record made with both."""

import pytest
from tiny_pack import write_pack

from matcher.river import Matcher
from tests.audit.recording import documents, make_record


@pytest.fixture(scope="session")
def small_pack(tmp_path_factory):
    return write_pack(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small(small_pack):
    return Matcher.load(small_pack)


@pytest.fixture(scope="session")
def recorded(small, small_pack, tmp_path_factory):
    """A record of forty documents, and its seal."""
    folder = tmp_path_factory.mktemp("recorded") / "record"
    return folder, make_record(folder, small, small_pack, documents(40))
