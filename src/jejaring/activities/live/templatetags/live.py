"""Where a session stands, as a pill; days and sections by name."""

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import timeline
from jejaring.ground.ui import formats
from jejaring.ground.ui.templatetags.ui import pill

register = template.Library()


@register.simple_tag
def standing(session: LiveSession) -> SafeString:
    """The state people decided, or where the clock has brought it."""
    kind, text = timeline.standing(session, timezone.now())
    return pill(kind, text)


@register.filter
def weekday(number: int) -> str:
    """Monday is 0."""
    return formats.DAYS[formats.language()][number]


@register.filter
def anchor(section: str) -> str:
    """Where a section of the form stands on its page."""
    return {"basics": "dasar", "terms": "aturan", "windows": "jendela"}[section]
