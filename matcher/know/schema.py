"""JSON Schema (draft 7) of every kind of file, for editors; from the same shapes that read the files."""

from typing import Any


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file by its name: activity, rule, exclusion, method, ..."""
    from matcher.know.shapes.draft7 import schema_of
    from matcher.know.shapes.sheets import SHAPES

    return {kind: schema_of(shape) for kind, shape in sorted(SHAPES.items())}
