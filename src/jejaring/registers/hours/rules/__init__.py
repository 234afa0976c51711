"""What hours mean: by rule, against a duty, on paper."""

from jejaring.registers.hours.rules.conversion import explained, in_words, jp_for
from jejaring.registers.hours.rules.exports import ledger_table
from jejaring.registers.hours.rules.pages import (
    CorrectionPage,
    LedgerPage,
    RuleLine,
    as_it_stands,
    correction_page,
    ledger_page,
    rule_lines,
)
from jejaring.registers.hours.rules.papers import paper_of, statement_pdf
from jejaring.registers.hours.rules.standing import may_correct, standing_sentence
from jejaring.registers.hours.rules.statements import (
    CODE_LENGTH,
    PREFIX,
    StatementCheck,
    facts_of,
    is_genuine,
    signed_bytes,
    statement_check,
)

__all__ = [
    "CODE_LENGTH",
    "PREFIX",
    "CorrectionPage",
    "LedgerPage",
    "RuleLine",
    "StatementCheck",
    "as_it_stands",
    "correction_page",
    "explained",
    "facts_of",
    "in_words",
    "is_genuine",
    "jp_for",
    "ledger_page",
    "ledger_table",
    "may_correct",
    "paper_of",
    "rule_lines",
    "signed_bytes",
    "standing_sentence",
    "statement_check",
    "statement_pdf",
]
