"""Names of columns, compared as people mean them: not by case, width, spaces, underscores or units in brackets."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|【[^【】]*】|〔[^〔〕]*〕")
_GAPS = re.compile(r"[\s_\-./:*#]+")


def fold_name(name: str) -> str:
    """The name as it is compared: `Project_Name`, `project name` and `Project name (short)` are one.

    What stands in brackets is a unit or a remark; a name that is nothing else keeps it.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _GAPS.sub("", _BRACKETS.sub("", plain)) or _GAPS.sub("", plain)


def roles_by_name(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Folded names of columns, each with the role it stands for: the first that claims it."""
    roles = dict[str, str]()
    for role, names in columns.items():
        for name in names:
            roles.setdefault(fold_name(name), role)
    return roles
