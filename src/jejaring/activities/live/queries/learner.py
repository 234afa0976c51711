"""What one learner has joined: ahead, and behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery

from jejaring.activities.live.models import Attendance, LiveSession, Registration
from jejaring.activities.live.queries import public
from jejaring.activities.live.states import SessionState, Verdict
from jejaring.parties.people.models import Person

PAGE = 20
"""Sessions on one page of what was."""
NOT_OVER = (SessionState.ANNOUNCED, SessionState.POSTPONED, SessionState.CANCELLED)
"""Before its date, such a session is not behind anyone."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A session the learner has a place in, and what came of it."""

    session: LiveSession
    standing: public.Standing
    registration: Registration
    verdict: Verdict | None

    @property
    def was_present(self) -> bool:
        """Counted as there, with hours and a certificate."""
        return self.verdict == Verdict.PRESENT


@dataclass(frozen=True, slots=True)
class JoinedPage:
    """Sessions ahead, one page of those behind, and the way to the next."""

    ahead: Sequence[Joined]
    behind: Sequence[Joined]
    older: str


def joined_ahead(person: Person, at: datetime) -> list[Joined]:
    """Places in sessions that are on or ahead and will take place, soonest first."""
    places = _places(person).filter(session__ends_at__gt=at, session__state=SessionState.ANNOUNCED)
    return _joined(places.order_by("session__starts_at", "id"), at)


def joined(person: Person, at: datetime, before: str = "") -> JoinedPage:
    """All of the learner's sessions; only their own. Those called off stay until their date."""
    over = _places(person).filter(Q(session__ends_at__lte=at) | ~Q(session__state__in=NOT_OVER))
    mark = public.mark_in(before)
    if mark:
        starts_at, pk = mark
        over = over.filter(
            Q(session__starts_at__lt=starts_at) | Q(session__starts_at=starts_at, session_id__lt=pk)
        )
    rows = _joined(over.order_by("-session__starts_at", "-session_id")[: PAGE + 1], at)
    older = public.mark_of(rows[PAGE - 1].session) if len(rows) > PAGE else ""
    ahead = _places(person).filter(session__ends_at__gt=at, session__state__in=NOT_OVER)
    coming = [] if before else _joined(ahead.order_by("session__starts_at", "id"), at)
    return JoinedPage(coming, rows[:PAGE], older)


def _places(person: Person) -> QuerySet[Registration]:
    """Current places, each with the verdict of the closing if there was one."""
    verdict = Attendance.objects.filter(session_id=OuterRef("session_id"), person=person)
    return (
        Registration.objects.filter(person=person, cancelled_at__isnull=True)
        .select_related("session__agency", "session__programme")
        .annotate(verdict=Subquery(verdict.values("verdict")[:1]))
        .fetch_mode(models.FETCH_RAISE)
    )


def _joined(places: QuerySet[Registration], at: datetime) -> list[Joined]:
    return [
        Joined(
            session=place.session,
            standing=public.standing(place.session, at),
            registration=place,
            verdict=Verdict(place.verdict) if place.verdict else None,  # type: ignore[attr-defined]
        )
        for place in places
    ]
