from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonKind(models.TextChoices):
    """How someone serves: it decides which rule counts their hours (domain E2, E3)."""

    PNS = "pns", _("Permanent civil servant (PNS)")
    PPPK = "pppk", _("Contract civil servant (PPPK)")
    OTHER = "other", _("Not a civil servant")


class CodePurpose(models.TextChoices):
    """What a one-time code proves an address for."""

    SIGN_IN = "sign_in", _("Sign in")
    ADD_ADDRESS = "add_address", _("Add an e-mail address")


class TokenScope(models.TextChoices):
    """What a programme with a personal access token may do in the person's name."""

    READ = "read", _("Read only")
    WRITE = "write", _("Read and write")
