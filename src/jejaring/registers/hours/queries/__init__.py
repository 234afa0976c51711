"""What the ledger says."""

from jejaring.registers.hours.queries.conversion import rule_in_force, rule_table, rules_on
from jejaring.registers.hours.queries.ledger import (
    FormTotal,
    Ledger,
    Standing,
    jp_between,
    latest_statement,
    standing,
    statement_by_code,
    year_of,
    years_of,
)
from jejaring.registers.hours.queries.periods import calendar_year, contract_year
from jejaring.registers.hours.queries.postings import (
    history_of,
    next_revision,
    open_postings,
    overlapping_people,
    posted_people,
    postings_seen_by,
    unpostable_people,
)
from jejaring.registers.hours.queries.rollups import (
    Coverage,
    Difference,
    UnitCoverage,
    coverage,
    recomputed,
    rollup_differences,
    total_of,
)

__all__ = [
    "Coverage",
    "Difference",
    "FormTotal",
    "Ledger",
    "Standing",
    "UnitCoverage",
    "calendar_year",
    "contract_year",
    "coverage",
    "history_of",
    "jp_between",
    "latest_statement",
    "next_revision",
    "open_postings",
    "overlapping_people",
    "posted_people",
    "postings_seen_by",
    "recomputed",
    "rollup_differences",
    "rule_in_force",
    "rule_table",
    "rules_on",
    "standing",
    "statement_by_code",
    "total_of",
    "unpostable_people",
    "year_of",
    "years_of",
]
