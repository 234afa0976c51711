from django.db import models
from django.utils.translation import gettext_lazy as _

from jejaring.ground.ui.fields import FIELDS


class AgencyKind(models.TextChoices):
    """What an agency is (domain (a))."""

    LEARNING_AGENCY = "learning_agency", _("Learning agency")
    REGIONAL_GOVERNMENT = "regional_government", _("Regional government")
    GOVERNMENT_UNIT = "government_unit", _("Government unit")
    MINISTRY = "ministry", _("Ministry or central agency")
    REGIONAL_CENTRE = "regional_centre", _("Regional centre")
    UNIVERSITY = "university", _("University")
    CERTIFICATION_BODY = "certification_body", _("Certification body (LSP)")
    REGION_OWNED = "region_owned", _("Region-owned enterprise (BUMD)")
    BUSINESS = "business", _("Business")
    ASSOCIATION = "association", _("Association")
    SCHOOL = "school", _("School")


class StatementKind(models.TextChoices):
    """Which way an agency could work with others (S1-7)."""

    STRENGTH = "strength", _("We are good at")
    NEED = "need", _("We need")


class AliasKind(models.TextChoices):
    """Why an agency is also known by another name."""

    FORMER = "former", _("Former name")
    OTHER = "other", _("Also known as")


OTHER_FIELD = 9
FIELD_CHOICES = [*((field.number, field.name) for field in FIELDS), (OTHER_FIELD, _("Other field"))]
"""The eight petals, and what has none."""
