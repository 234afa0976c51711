"""The conversion table that ships, and tables for other programs."""

from jejaring.registers.hours.files.conversion import RuleRow, rules
from jejaring.registers.hours.files.tables import Cell, as_csv, as_xlsx

__all__ = ["Cell", "RuleRow", "as_csv", "as_xlsx", "rules"]
