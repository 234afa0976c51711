"""Every write: numbering, issuing, sealing, revoking, reissuing, correcting names."""

from jejaring.registers.credentials.actions.correcting import (
    AlreadyAsked,
    AlreadyDecided,
    NameUnchanged,
    approve_correction,
    decline_correction,
    request_correction,
)
from jejaring.registers.credentials.actions.issuing import (
    BatchSealed,
    issue,
    open_batch,
    seal,
)
from jejaring.registers.credentials.actions.numbering import (
    NumbersTaken,
    PatternFaulty,
    set_number_pattern,
)
from jejaring.registers.credentials.actions.revoking import (
    NotValid,
    ReasonMissing,
    reissue,
    revoke,
    revoke_batch,
)
from jejaring.registers.credentials.files.proof import BatchFacts
from jejaring.registers.credentials.models import Recipient

__all__ = [
    "AlreadyAsked",
    "AlreadyDecided",
    "BatchFacts",
    "BatchSealed",
    "NameUnchanged",
    "NotValid",
    "NumbersTaken",
    "PatternFaulty",
    "ReasonMissing",
    "Recipient",
    "approve_correction",
    "decline_correction",
    "issue",
    "open_batch",
    "reissue",
    "request_correction",
    "revoke",
    "revoke_batch",
    "seal",
    "set_number_pattern",
]
