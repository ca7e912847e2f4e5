"""taxomatch: which activity of a green-finance taxonomy a project description is, on what evidence.

`Matcher.load().classify(text)` gives an `Assessment`; README.md shows one.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.model.assessment import Assessment
    from matcher.model.document import Document, Options
    from matcher.model.problems import Refusal
    from matcher.river import Matcher

__version__ = "0.1.0"
__all__ = ["Assessment", "Document", "Matcher", "Options", "Refusal", "__version__"]

_HOMES = {
    "Assessment": "matcher.model.assessment",
    "Document": "matcher.model.document",
    "Matcher": "matcher.river",
    "Options": "matcher.model.document",
    "Refusal": "matcher.model.problems",
}


def __getattr__(name: str) -> object:
    """Public names are fetched when they are asked for, so that `import matcher` and `--help` stay quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'matcher' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
