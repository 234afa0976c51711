"""Obligations as a calendar that programs subscribe to (RFC 5545): one whole day each."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.parties.agreements.queries.plan import Programme


def calendar_of(programmes: Iterable[Programme], host: str, at: datetime) -> bytes:
    """Each due date as an event of a whole day that leaves the person free."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Jejaring//Kerja sama//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Obligations"))
    calendar.add("refresh-interval;value=duration", "P1D")
    for one in programmes:
        line = one.line
        if line.due_on is None:
            continue
        path = reverse("agreements:line", args=[line.agreement.code, line.pk])
        event = Event()
        event.add("uid", f"line-{line.pk}@{host}")
        event.add("dtstamp", at.astimezone(UTC))
        event.add("last-modified", line.moved_at.astimezone(UTC))
        event.add("dtstart", line.due_on)
        event.add("dtend", line.due_on + timedelta(days=1))
        event.add("summary", line.title)
        event.add("description", f"{line.agreement.title}\n{one.words}")
        event.add("url", f"{settings.PUBLIC_ADDRESS}{path}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
