"""How random examples are drawn: the same ones on every run of the tests, many more and new ones for `make proof`."""

from hypothesis import settings

settings.register_profile("desk", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("proof", deadline=None, derandomize=False, max_examples=3000)
settings.load_profile("desk")
