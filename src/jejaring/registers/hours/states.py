from django.db import models
from django.utils.translation import gettext_lazy as _


class LearningForm(models.TextChoices):
    """Forms of competency development that the rule table values (domain E5-E7)."""

    SEMINAR = "seminar", _("Seminar, conference or webinar")
    SEMINAR_INTERNATIONAL = "seminar_international", _("International seminar")
    WORKSHOP = "workshop", _("Workshop")
    WORKSHOP_INTERNATIONAL = "workshop_international", _("International workshop")
    COURSE = "course", _("Course or training")
    COACHING = "coaching", _("Coaching")
    MENTORING = "mentoring", _("Mentoring")
    SELF_DEVELOPMENT = "self_development", _("Self-development")
    COMMUNITY = "community", _("Community of practice")
    BENCHMARKING = "benchmarking", _("Benchmarking")
    SECONDMENT = "secondment", _("Secondment")
    INTERNSHIP = "internship", _("Internship")
    EXCHANGE = "exchange", _("Exchange")


class Basis(models.TextChoices):
    """What one unit of the rule's JP is counted per."""

    MINUTES = "minutes", _("per 45 minutes, at most the cap a day")
    DAY = "day", _("per day")
    SESSION = "session", _("per session")
    ACTIVITY = "activity", _("per activity")
    CURRICULUM = "curriculum", _("as the curriculum says")
