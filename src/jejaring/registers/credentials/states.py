from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    """What a verifier is told."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class CorrectionState(models.TextChoices):
    """How far a request to correct a name has come."""

    REQUESTED = "requested", _("Waiting for an answer")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


TRANSITIONS = {
    CertificateState.VALID: {CertificateState.REPLACED, CertificateState.REVOKED},
    CertificateState.REPLACED: set(),
    CertificateState.REVOKED: set(),
}
"""A certificate that stopped being valid never becomes valid again: a new one is issued."""

FIELDS = (
    _("Digital learning"),
    _("Corp-U implementation"),
    _("Intensive training"),
    _("Field study"),
    _("Benchmarking"),
    _("Competency certification"),
    _("Instructor exchange"),
    _("Research and policy"),
)
"""The fields of cooperation 1 to 8, as a certificate names them (S0, and S2 for the eighth)."""
