"""How often a fault is tried: twice on every run of the tests, thirty times for `make proof`."""

from hypothesis import settings

AT_LENGTH = settings.default.max_examples == settings.get_profile("proof").max_examples
MOMENTS = 30 if AT_LENGTH else 2
