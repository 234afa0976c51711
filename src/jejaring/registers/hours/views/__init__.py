"""Pages of the ledger."""

from jejaring.registers.hours.views.correction import correction
from jejaring.registers.hours.views.ledger import as_csv, as_xlsx, ledger, statement
from jejaring.registers.hours.views.public import check, conversion

__all__ = ["as_csv", "as_xlsx", "check", "conversion", "correction", "ledger", "statement"]
