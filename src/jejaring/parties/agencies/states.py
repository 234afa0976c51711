from django.db import models
from django.utils.translation import gettext_lazy as _


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
