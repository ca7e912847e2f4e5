"""YAML to a Pack: read strictly, checked against itself, compiled."""

from matcher.know.lint import lint_files
from matcher.know.pack import lint_pack, load_pack
from matcher.know.schema import schemas

__all__ = ["lint_files", "lint_pack", "load_pack", "schemas"]
