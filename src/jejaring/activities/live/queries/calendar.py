"""On which dates a programme holds its session."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jejaring.activities.live.models import LiveSession, Programme
from jejaring.activities.live.states import SessionState
from jejaring.parties.places import queries as places
from jejaring.parties.places.models import ZoneName
from jejaring.parties.places.rules import ZONES

AHEAD = timedelta(days=366)
"""How far a free date is looked for."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A day of the calendar and the session that stands on it."""

    day: "Day"
    session: LiveSession | None


@dataclass(frozen=True, slots=True)
class Day:
    """One date of the rule or an extra one: whether it is held, and if not or extra, why."""

    date: date
    is_held: bool
    is_extra: bool = False
    reason: str = ""
    exception_id: int | None = None


def days_of(programme: Programme, start: date, end: date) -> list[Day]:
    """The rule's dates from `start` to `end`, both included, with what pauses or adds to it.

    An exception stands above a holiday: an extra date on a holiday is held.
    """
    found = {day.date: day for day in _weekly(programme, start, end)}
    if programme.pauses_on_holidays:
        for holiday in places.holidays_between(start, end):
            if holiday.date in found:
                found[holiday.date] = Day(holiday.date, is_held=False, reason=holiday.name)
    for exception in programme.exceptions.filter(date__range=(start, end)):
        found[exception.date] = Day(
            exception.date,
            is_held=exception.is_extra,
            is_extra=exception.is_extra,
            reason=exception.reason,
            exception_id=exception.pk,
        )
    return [found[key] for key in sorted(found)]


def dates_of(programme: Programme, start: date, end: date) -> list[date]:
    """The weekly rule less exceptions and holidays, plus the extra dates."""
    return [day.date for day in days_of(programme, start, end) if day.is_held]


def next_free_date(programme: Programme, after: date) -> date | None:
    """The first date from `after` on that has no session yet; none within a year."""
    dates = dates_of(programme, after, after + AHEAD)
    taken = dates_taken(programme, after, after + AHEAD)
    return next((day for day in dates if day not in taken), None)


def dates_taken(programme: Programme, start: date, end: date) -> dict[date, LiveSession]:
    """Sessions of the programme by their date on its own clock; cancelled ones free theirs."""
    zone = ZONES[ZoneName(programme.zone)]
    sessions = LiveSession.objects.filter(
        programme=programme,
        starts_at__gte=datetime.combine(start, datetime.min.time(), zone),
        starts_at__lt=datetime.combine(end + timedelta(days=1), datetime.min.time(), zone),
    ).exclude(state__in=[SessionState.CANCELLED, SessionState.POSTPONED])
    return {session.starts_at.astimezone(zone).date(): session for session in sessions}


def planned(programme: Programme, start: date, end: date) -> list[Planned]:
    """The calendar with its sessions; one on a date outside the rule has its line too."""
    taken = dates_taken(programme, start, end)
    days = {day.date: day for day in days_of(programme, start, end)}
    for on in taken.keys() - days.keys():
        days[on] = Day(on, is_held=True)
    return [Planned(days[on], taken.get(on)) for on in sorted(days)]


def slot(programme: Programme, on: date) -> tuple[datetime, datetime]:
    """When a session on this date begins and ends by the programme's rule."""
    zone = ZONES[ZoneName(programme.zone)]
    starts_at = datetime.combine(on, programme.starts_at, zone)
    return starts_at, starts_at + timedelta(minutes=programme.minutes)


def _weekly(programme: Programme, start: date, end: date) -> list[Day]:
    first = max(start, programme.started_on)
    last = min(end, programme.ended_on) if programme.ended_on else end
    first += timedelta(days=(programme.weekday - first.weekday()) % 7)
    weeks = range((last - first).days // 7 + 1) if first <= last else range(0)
    return [Day(first + timedelta(weeks=week), is_held=True) for week in weeks]
