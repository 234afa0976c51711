"""Whom to remind of what, and when."""

from datetime import datetime, time, timedelta

from django.db.models import F, Q

from jejaring.activities.live.models import LiveSession, Registration
from jejaring.activities.live.states import SessionState
from jejaring.ground.ui import zones

AFTERNOON = time(16, 0)
"""On the clock of the programme, the day before."""
LOOK_AHEAD = timedelta(hours=48)


def sessions_ahead(at: datetime) -> list[LiveSession]:
    """Sessions of the next two days that were not yet reminded of at their present start."""
    ahead = LiveSession.objects.filter(
        Q(reminded_for__isnull=True) | ~Q(reminded_for=F("starts_at")),
        state=SessionState.ANNOUNCED,
        starts_at__gt=at,
        starts_at__lte=at + LOOK_AHEAD,
    ).select_related("programme")
    return [session for session in ahead.order_by("starts_at") if is_due(session, at)]


def is_due(session: LiveSession, at: datetime) -> bool:
    """The afternoon before has come, the start has not, and nobody was told of this start."""
    stands = session.state == SessionState.ANNOUNCED and session.reminded_for != session.starts_at
    return stands and remind_at(session) <= at < session.starts_at


def remind_at(session: LiveSession) -> datetime:
    """Four in the afternoon of the day before."""
    zone = zones.named(session.programme.zone).tz
    day_before = session.starts_at.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day_before, AFTERNOON, tzinfo=zone)


def people_to_remind(session: LiveSession) -> list[int]:
    """Everyone with a place who wants to be reminded."""
    places = Registration.objects.filter(
        session=session, cancelled_at__isnull=True, wants_reminder=True
    )
    return list(places.order_by("person_id").values_list("person_id", flat=True))
