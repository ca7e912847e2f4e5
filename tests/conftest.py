"""How random examples are drawn: the same ones on every run of the tests, many more and new ones for `make proof`."""

import pytest
from hypothesis import settings

from matcher import Matcher
from matcher.model.rules import Pack

settings.register_profile("desk", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("proof", deadline=None, derandomize=False, max_examples=3000)
settings.load_profile("desk")


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    """The matcher of the shipped pack."""
    return Matcher.load()


@pytest.fixture(scope="session")
def pack(matcher: Matcher) -> Pack:
    """The shipped pack."""
    return matcher.pack
