"""Every read: by code with its checks and proof, a person's own, an agency's lists."""

from jejaring.registers.credentials.queries.lists import (
    PAGE,
    batches_in_charge_of,
    batches_seen_by,
    certificate_of,
    certificates_in_charge_of,
    certificates_of,
    last_correction,
    open_corrections,
    roll,
    series_of,
)
from jejaring.registers.credentials.queries.verification import (
    Checks,
    EvidenceMissing,
    by_code,
    checks,
    checks_of,
    proof_from,
    proof_of,
    stored,
)

__all__ = [
    "PAGE",
    "Checks",
    "EvidenceMissing",
    "batches_in_charge_of",
    "batches_seen_by",
    "by_code",
    "certificate_of",
    "certificates_in_charge_of",
    "certificates_of",
    "checks",
    "checks_of",
    "last_correction",
    "open_corrections",
    "proof_from",
    "proof_of",
    "roll",
    "series_of",
    "stored",
]
