"""Libraries that are installed only where they are wanted."""

from importlib import import_module
from types import ModuleType

from matcher.model.problems import Place, Problem, Refusal


def extra(module: str, name: str, place: Place, what: str) -> ModuleType:
    """A module of the extra `name`; a Refusal that says what to install where it is not there."""
    try:
        return import_module(module)
    except ImportError:
        hint = f"Install it with: pip install 'taxomatch[{name}]'"
        raise Refusal([Problem(place=place, message=f"{what} needs the extra `{name}`", hint=hint)]) from None
