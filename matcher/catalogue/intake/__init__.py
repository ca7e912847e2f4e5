"""An official table taken into a pack: read, placed under our activities, set into the YAML."""

from matcher.catalogue.intake.pack import Taken, importable, take_in
from matcher.catalogue.intake.table import OfficialTable, read_official_table

__all__ = ["OfficialTable", "Taken", "importable", "read_official_table", "take_in"]
