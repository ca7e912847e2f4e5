"""Problems of rules as SARIF 2.1.0, which code hosts show beside the lines. Every text is made plain first."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from matcher.model.problems import Problem, printable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RULE = "pack"


def sarif(problems: Sequence[Problem], tool: tuple[str, str]) -> str:
    """The problems as one run of the tool, by name and version; ends in a line break."""
    name, version = tool
    about = {"id": _RULE, "shortDescription": {"text": "A file of the taxonomy or the rules cannot be right."}}
    run = {
        "tool": {"driver": {"name": name, "version": version, "rules": [about]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in problems],
    }
    told = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(told, ensure_ascii=True, indent=2) + "\n"


def _result(problem: Problem) -> dict[str, Any]:
    place = problem.place
    text = ". ".join(printable(part) for part in (problem.message, *problem.hint.splitlines()) if part)
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"), errors="replace")}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    known = f"{place.file}\n{problem.message}".encode("utf-8", "surrogatepass")
    return {
        "ruleId": _RULE,
        "level": "error",
        "message": {"text": text},
        "locations": [{"physicalLocation": physical}],
        "partialFingerprints": {"message/v1": hashlib.sha256(known).hexdigest()},
    }
