"""`taxomatch audit schema`: what the files of a record look like, for programs."""

from matcher.cli import give


def schema(output: give.OutputOption = None) -> None:
    """Print the JSON Schema (draft 7) of the manifest and of the lines of a record."""
    import json

    from matcher.audit.record import record_schema

    give.write(json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n", output)
