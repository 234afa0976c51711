"""Every write to the ledger."""

from jejaring.registers.hours.actions.conversion import load_rules
from jejaring.registers.hours.actions.posting import (
    CHUNK,
    AlreadyPosted,
    HoursOverlap,
    Line,
    Occasion,
    post,
)
from jejaring.registers.hours.actions.reversal import (
    NoReason,
    NotACorrection,
    NothingToTakeBack,
    correct,
    reverse,
)
from jejaring.registers.hours.actions.statements import make_statement

__all__ = [
    "CHUNK",
    "AlreadyPosted",
    "HoursOverlap",
    "Line",
    "NoReason",
    "NotACorrection",
    "NothingToTakeBack",
    "Occasion",
    "correct",
    "load_rules",
    "make_statement",
    "post",
    "reverse",
]
