"""YAML to a Pack: read strictly, checked against itself, compiled."""

from matcher.know.export import export_pack, text_of
from matcher.know.lint import lint_files
from matcher.know.pack import lint_pack, load_pack
from matcher.know.schema import schemas

__all__ = ["export_pack", "lint_files", "lint_pack", "load_pack", "schemas", "text_of"]
