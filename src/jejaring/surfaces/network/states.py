from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """Where a signed agreement stands, as strangers are told."""

    IN_FORCE = "berlaku", _("In force")
    AHEAD = "menunggu", _("Signed, not yet in force")
    STOPPED = "terhenti", _("Stopped for now")
    ENDED = "berakhir", _("No longer in force")
    UNKNOWN = "tanpa-masa", _("Term not known")


class Flow(models.TextChoices):
    """Which way something went between two provinces in the last twelve months."""

    BOTH = "both", _("Both ways")
    ONE_SIDED = "one_sided", _("One way only")
    QUIET = "quiet", _("Nothing for a year")
