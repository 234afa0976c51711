"""A session as a calendar file: one event, on the clock of its programme, kept up to date."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.states import SessionState
from jejaring.ground.ui import zones

if TYPE_CHECKING:
    from icalendar import Alarm, Event

STATUS = {SessionState.CANCELLED: "CANCELLED", SessionState.POSTPONED: "TENTATIVE"}
REMIND_BEFORE = timedelta(minutes=15)


def invitation(session: LiveSession, address: str, host: str) -> bytes:
    """An RFC 5545 calendar; whoever imports it again gets the new time or the cancellation."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Jejaring//ASN Belajar//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if session.state == SessionState.CANCELLED else "PUBLISH")
    calendar.add_component(_event(session, address, host))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def sequence(session: LiveSession) -> int:
    """Raised by every change of time and by a cancellation; never falls."""
    moved = session.moved_at or session.announced_at
    since = (moved - session.announced_at) if moved and session.announced_at else timedelta(0)
    called_off = session.state in STATUS
    return max(0, int(since.total_seconds())) + (1 if called_off else 0)


def _event(session: LiveSession, address: str, host: str) -> "Event":
    from icalendar import Event, vCalAddress

    zone = zones.named(session.programme.zone).tz
    event = Event()
    event.add("uid", f"session-{session.pk}@{host}")
    event.add("sequence", sequence(session))
    event.add("dtstamp", _stamp(session))
    event.add("dtstart", session.starts_at.astimezone(zone))
    event.add("dtend", session.ends_at.astimezone(zone))
    event.add("summary", f"{session.programme.name}: {session.title}")
    event.add("description", "\n\n".join(part for part in (session.summary, address) if part))
    event.add("url", address)
    event.add("status", STATUS.get(SessionState(session.state), "CONFIRMED"))
    if session.agency.contact_email:
        organiser = vCalAddress(f"mailto:{session.agency.contact_email}")
        event.add("organizer", organiser, parameters={"CN": session.agency.short_name})
    if session.state == SessionState.ANNOUNCED:
        event.add_component(_alarm(session))
    return event


def _alarm(session: LiveSession) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", session.title)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm


def _stamp(session: LiveSession) -> datetime:
    return (session.moved_at or session.announced_at or session.created_at).astimezone(UTC)
