from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    """Where a letter is on its way."""

    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept in the outbox")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FAILED = "failed", _("Not delivered")
