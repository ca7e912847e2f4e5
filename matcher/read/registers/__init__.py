"""Registers of impacts, risks and opportunities: tables or parts of project files, and files of sector priors."""

from matcher.read.registers.nodes import register_in
from matcher.read.registers.priors import read_priors
from matcher.read.registers.records import Wording
from matcher.read.registers.tables import read_register

__all__ = ["Wording", "read_priors", "read_register", "register_in"]
