"""One session and what hangs on it, for those who run or read it."""

from datetime import datetime

from django.db import models
from django.db.models import QuerySet

from jejaring.activities.live.models import (
    Arrival,
    CheckInWindow,
    LiveSession,
    Programme,
    Registration,
    Speaker,
)
from jejaring.activities.live.states import SessionState
from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agencies.queries import agencies_where
from jejaring.parties.people.models import Person

OVER = (SessionState.CANCELLED, SessionState.ARCHIVED)


def read_by(person: Person) -> QuerySet[LiveSession]:
    """Sessions of every agency whose records this person reads; others do not exist for them."""
    agencies = agencies_where(person, Permission.READ_RECORDS)
    return LiveSession.objects.filter(agency__in=agencies).select_related(
        "programme", "agency", "hours_rule"
    )


def run_by(person: Person) -> QuerySet[LiveSession]:
    """Sessions of every agency for which this person runs sessions."""
    agencies = agencies_where(person, Permission.RUN_LIVE_SESSIONS)
    return LiveSession.objects.filter(agency__in=agencies).select_related(
        "programme", "agency", "hours_rule"
    )


def latest(programme: Programme) -> LiveSession | None:
    """The last session that was really planned: what next week's is copied from."""
    return (
        LiveSession.objects.filter(programme=programme)
        .exclude(state=SessionState.CANCELLED)
        .exclude(title="")
        .select_related("programme")
        .order_by("-starts_at")
        .first()
    )


def overlapping(
    programme: Programme, starts_at: datetime, ends_at: datetime, except_for: int | None = None
) -> LiveSession | None:
    """Another session of the programme that stands in this time."""
    return (
        LiveSession.objects.filter(
            programme=programme, starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        .exclude(state__in=[SessionState.CANCELLED, SessionState.POSTPONED])
        .exclude(pk=except_for or 0)
        .first()
    )


def windows_of(session: LiveSession) -> QuerySet[CheckInWindow]:
    """Check-in windows in the order of time."""
    return CheckInWindow.objects.filter(session=session).order_by("opens_at", "pk")


def registered_ids(session: LiveSession) -> list[int]:
    """Everyone who has a place: whom a message about the session goes to."""
    return list(
        Registration.objects.filter(session=session, cancelled_at__isnull=True)
        .order_by()
        .values_list("person_id", flat=True)
    )


def has_arrivals(session: LiveSession) -> bool:
    """Whether somebody has already pressed."""
    return Arrival.objects.filter(session_id=session.pk).exists()


def has_arrivals_in(window: CheckInWindow) -> bool:
    """Whether somebody has already pressed in this window."""
    return Arrival.objects.filter(session_id=window.session_id, window_id=window.pk).exists()


def speakers_of(agency: Agency) -> QuerySet[Speaker]:
    """Everyone the agency has invited before, by name."""
    return Speaker.objects.filter(agency=agency).order_by("name")


def speaker_named(agency: Agency, name: str) -> Speaker | None:
    """The speaker of the agency with this name, however it is capitalised."""
    return Speaker.objects.filter(agency=agency, name__iexact=name).order_by("pk").first()


def possible_partners(agency: Agency) -> QuerySet[Agency]:
    """Every other agency; names of the network are no secret inside it."""
    return Agency.objects.exclude(pk=agency.pk).order_by("name").fetch_mode(models.FETCH_RAISE)
