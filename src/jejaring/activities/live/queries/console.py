"""What an organiser sees first, and the lists behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from jejaring.activities.live.models import (
    FileImport,
    LiveSession,
    Programme,
    Registration,
    SessionSpeaker,
)
from jejaring.activities.live.queries import calendar
from jejaring.activities.live.queries import programme as programmes
from jejaring.activities.live.queries import session as sessions
from jejaring.activities.live.states import ImportState, RowVerdict, SessionState
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import ZoneName
from jejaring.parties.places.rules import ZONES

PAGE = 50
SOON = timedelta(days=14)
COMING = 5
YEAR_DIGITS = 4
BEFORE_START = timedelta(hours=2)
"""From this long before its start a session stands on top of the desk."""


class Filter(StrEnum):
    """Which sessions a list shows; the values stand in its address."""

    ALL = ""
    DRAFT = "konsep"
    COMING = "akan-datang"
    TO_CLOSE = "perlu-ditutup"
    DONE = "selesai"
    OFF = "batal"


FILTERS = [
    (Filter.ALL, _("All")),
    (Filter.DRAFT, _("Drafts")),
    (Filter.COMING, _("Coming")),
    (Filter.TO_CLOSE, _("To be closed")),
    (Filter.DONE, _("Done")),
    (Filter.OFF, _("Cancelled")),
]


class Task(StrEnum):
    """What waits for an organiser."""

    SETTLE = "settle"
    CLOSE = "close"
    ANNOUNCE = "announce"
    RESCHEDULE = "reschedule"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: about a session, or about a programme's date without one."""

    task: Task
    at: datetime
    session: LiveSession | None = None
    programme: Programme | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """The console's first page."""

    at: datetime
    may_plan: bool
    now: list[LiveSession]
    coming: list[LiveSession]
    todo: list[Todo]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of sessions was asked for; what cannot be read is not asked."""

    chosen: Filter = Filter.ALL
    year: int | None = None
    text: str = ""
    after: str = ""

    @classmethod
    def read(cls, address: Mapping[str, str]) -> "Wanted":
        """From the query of an address."""
        chosen, year = address.get("keadaan", ""), address.get("tahun", "")
        return cls(
            chosen=Filter(chosen) if chosen in list(Filter) else Filter.ALL,
            year=int(year) if len(year) == YEAR_DIGITS and year.isdecimal() else None,
            text=address.get("cari", "").strip()[:100],
            after=address.get("sesudah", ""),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the whole list was asked for."""
        return bool(self.chosen or self.year or self.text)


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One page of sessions, and where the next one begins."""

    rows: list[LiveSession]
    next_page: str


def desk(person: Person, at: datetime) -> Desk:
    """What is on now, what comes next, and what waits to be done, the most pressing first."""
    readable = with_places(sessions.read_by(person))
    running = readable.filter(
        state=SessionState.ANNOUNCED, starts_at__lte=at + BEFORE_START, ends_at__gt=at
    ).order_by("starts_at")
    coming = readable.filter(
        state__in=[SessionState.ANNOUNCED, SessionState.DRAFT], starts_at__gt=at + BEFORE_START
    ).order_by("starts_at", "pk")
    return Desk(
        at=at,
        may_plan=may_plan(person),
        now=list(running),
        coming=list(coming[:COMING]),
        todo=todo(person, at),
    )


def may_plan(person: Person) -> bool:
    """Whether there is an agency for which this person runs sessions."""
    return programmes.agencies_run_by(person).exists()


def todo(person: Person, at: datetime) -> list[Todo]:
    """What only this person's agencies can do; an auditor has nothing to do."""
    own = sessions.run_by(person)
    waiting = own.filter(
        Q(state=SessionState.ANNOUNCED, ends_at__lte=at)
        | Q(state=SessionState.POSTPONED)
        | Q(state=SessionState.DRAFT, starts_at__lte=at + SOON)
    ).order_by("starts_at")
    found = [Todo(_task_of(session), session.starts_at, session=session) for session in waiting]
    found += [Todo(Task.SETTLE, row.starts_at, session=row) for row in doubtful(person)]
    for programme in programmes.run_by(person):
        day = unplanned(programme, at)
        if day:
            begins = calendar.slot(programme, day)[0]
            found.append(Todo(Task.PLAN, begins, programme=programme, on=day))
    return sorted(found, key=lambda item: (list(Task).index(item.task), item.at))


def doubtful(person: Person) -> QuerySet[LiveSession]:
    """Sessions not yet closed in whose files a row waits for a person to decide."""
    waiting = FileImport.objects.filter(
        state__in=[ImportState.DRY_RUN, ImportState.APPLIED], rows__verdict=RowVerdict.UNRESOLVED
    )
    return sessions.run_by(person).filter(
        state=SessionState.ANNOUNCED, pk__in=waiting.values("session_id")
    )


def unplanned(programme: Programme, at: datetime) -> date | None:
    """The next date of the programme, if it comes soon and no session stands on it."""
    today = at.astimezone(ZONES[ZoneName(programme.zone)]).date()
    dates = calendar.dates_of(programme, today + timedelta(days=1), today + SOON)
    taken = calendar.dates_taken(programme, today, today + SOON)
    return next((day for day in dates if day not in taken), None)


def listed(person: Person, wanted: Wanted, at: datetime) -> SessionPage:
    """Sessions the person reads, the latest first, fifty a page."""
    rows = with_places(sessions.read_by(person)).filter(_condition(wanted.chosen, at))
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.text:
        named = SessionSpeaker.objects.filter(speaker__name__icontains=wanted.text)
        rows = rows.filter(
            Q(title__icontains=wanted.text)
            | Q(slug__startswith=wanted.text)
            | Q(pk__in=named.values("session_id"))
        )
    last = _cursor(wanted.after)
    if last:
        moment, key = last
        rows = rows.filter(Q(starts_at__lt=moment) | Q(starts_at=moment, pk__lt=key))
    found = list(rows.order_by("-starts_at", "-pk").fetch_mode(models.FETCH_RAISE)[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return SessionPage(found[:PAGE], f"{more.starts_at.timestamp()}-{more.pk}" if more else "")


def years_read_by(person: Person) -> list[int]:
    """Years in which the person's agencies have sessions, the latest first."""
    return list(
        sessions.read_by(person).order_by("-year").values_list("year", flat=True).distinct()
    )


def with_places(rows: QuerySet[LiveSession]) -> QuerySet[LiveSession]:
    """Adds `places_taken`, how many are registered."""
    places = (
        Registration.objects.filter(session=OuterRef("pk"), cancelled_at__isnull=True)
        .order_by()
        .values("session")
        .annotate(many=Count("pk"))
        .values("many")
    )
    return rows.annotate(
        places_taken=Coalesce(Subquery(places, output_field=IntegerField()), 0),
    )


def _condition(chosen: Filter, at: datetime) -> Q:
    announced = Q(state=SessionState.ANNOUNCED)
    return {
        Filter.ALL: Q(),
        Filter.DRAFT: Q(state=SessionState.DRAFT),
        Filter.COMING: (announced & Q(ends_at__gt=at)) | Q(state=SessionState.POSTPONED),
        Filter.TO_CLOSE: announced & Q(ends_at__lte=at),
        Filter.DONE: Q(
            state__in=[
                SessionState.CLOSED,
                SessionState.CERTIFICATES_ISSUED,
                SessionState.ARCHIVED,
            ]
        ),
        Filter.OFF: Q(state=SessionState.CANCELLED),
    }[chosen]


def _task_of(session: LiveSession) -> Task:
    return {
        SessionState.ANNOUNCED: Task.CLOSE,
        SessionState.POSTPONED: Task.RESCHEDULE,
    }.get(SessionState(session.state), Task.ANNOUNCE)


def _cursor(after: str) -> tuple[datetime, int] | None:
    moment, _dash, key = after.partition("-")
    try:
        return datetime.fromtimestamp(float(moment), ZONES[ZoneName.WIB]), int(key)
    except (ValueError, OverflowError, OSError):
        return None
