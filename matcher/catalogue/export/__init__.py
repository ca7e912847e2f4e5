"""A taxonomy written for others: tables, mappings, concepts."""

from matcher.catalogue.export.skos import as_skos
from matcher.catalogue.export.sssom import as_sssom
from matcher.catalogue.export.tables import as_csv, as_workbook

__all__ = ["as_csv", "as_skos", "as_sssom", "as_workbook"]
