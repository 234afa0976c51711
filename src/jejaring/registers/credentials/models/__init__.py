"""Numbers, batches, certificates, and requests to correct a name."""

from jejaring.registers.credentials.models.batch import Batch, NumberSeries, Recipient
from jejaring.registers.credentials.models.certificate import CODE_PREFIX, Certificate, code_in
from jejaring.registers.credentials.models.correction import Correction

__all__ = [
    "CODE_PREFIX",
    "Batch",
    "Certificate",
    "Correction",
    "NumberSeries",
    "Recipient",
    "code_in",
]
