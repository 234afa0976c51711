from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    """Where a letter is on its way."""

    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept in the outbox")
    NOT_MAILED = "not_mailed", _("In the product only")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FAILED = "failed", _("Not delivered")


class EmailWish(models.TextChoices):
    """Which notices a person wants by e-mail; in the product they see all."""

    ALL = "all", _("All notices")
    IMPORTANT = "important", _("Only important ones: a session moves, a certificate is ready")
