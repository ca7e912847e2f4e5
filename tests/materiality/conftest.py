"""What the tests of materiality share."""

import sys
from pathlib import Path

import pytest

from matcher import Matcher
from matcher.judge.materiality import Rater
from matcher.model.rules import Pack
from matcher.model.topics import MaterialityBook

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def rater(pack: Pack) -> Rater:
    """The rater of the shipped pack."""
    return Rater(pack)


@pytest.fixture(scope="session")
def book(matcher: Matcher) -> MaterialityBook:
    """What the shipped pack holds for materiality."""
    assert matcher.pack.materiality is not None
    return matcher.pack.materiality
