from django.db import models
from django.utils.translation import gettext_lazy as _


class LearningForm(models.TextChoices):
    """Forms of competency development that the rule table values (domain E5-E7)."""

    SEMINAR = "seminar", _("Seminar, conference or webinar")
    SEMINAR_INTERNATIONAL = "seminar_international", _("International seminar")
    WORKSHOP = "workshop", _("Workshop")
    WORKSHOP_INTERNATIONAL = "workshop_international", _("International workshop")
    COURSE = "course", _("Course or training")
    COURSE_INTERNATIONAL = "course_international", _("Course or training abroad")
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
    CURRICULUM = "curriculum", _("per learning hour of the curriculum")


class StandingState(models.TextChoices):
    """Where someone stands against the rule of their kind (domain E2, E3)."""

    BELOW_TARGET = "below_target"
    AT_TARGET = "at_target"
    BELOW_CEILING = "below_ceiling"
    AT_CEILING = "at_ceiling"
    ABOVE_CEILING = "above_ceiling"
    NO_RULE = "no_rule"
