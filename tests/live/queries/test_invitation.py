from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from jejaring.activities.live.queries.invitation import invitation, sequence
from jejaring.activities.live.states import SessionState
from tests.factories.agencies import AgencyFactory
from tests.factories.live import STARTS_AT, LiveSessionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
ADDRESS = "https://jejaring.example/asn-belajar/2026-11-26/"


def event_of(session):
    calendar = icalendar.Calendar.from_ical(invitation(session, ADDRESS, "jejaring.example"))
    return calendar, calendar.events[0]


def test_the_event_keeps_the_clock_of_its_programme():
    session = LiveSessionFactory(programme=ProgrammeFactory(zone="WITA"))

    calendar, event = event_of(session)

    assert event["DTSTART"].params["TZID"] == "Asia/Makassar"
    assert event.start.astimezone(UTC) == STARTS_AT
    assert event.end.astimezone(UTC) == STARTS_AT + timedelta(hours=2)
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Asia/Makassar"]
    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], event["STATUS"]) == (
        f"session-{session.pk}@jejaring.example",
        "CONFIRMED",
    )
    assert event["SUMMARY"] == f"ASN Belajar: {session.title}"


def test_every_move_raises_the_sequence_and_a_cancellation_once_more():
    session = LiveSessionFactory()
    seen = [sequence(session)]
    for days in (1, 2):
        session.moved_at = session.announced_at + timedelta(days=days)
        seen.append(sequence(session))
    session.state = SessionState.CANCELLED
    seen.append(sequence(session))

    assert seen[0] == 0
    assert seen == sorted(set(seen))


@pytest.mark.parametrize(
    ("state", "status", "method"),
    [
        (SessionState.CANCELLED, "CANCELLED", "CANCEL"),
        (SessionState.POSTPONED, "TENTATIVE", "PUBLISH"),
    ],
)
def test_what_is_called_off_is_called_off_in_calendars_too(state, status, method):
    calendar, event = event_of(LiveSessionFactory(state=state))

    assert (event["STATUS"], calendar["METHOD"]) == (status, method)
    assert event.subcomponents == []


def test_a_hostile_title_stays_text():
    session = LiveSessionFactory(
        title="Rapat; akhir, tahun\nDTSTART:19700101T000000Z",
        programme=ProgrammeFactory(agency=AgencyFactory(contact_email="a@contoh.example")),
    )

    _calendar, event = event_of(session)

    assert event["SUMMARY"] == f"ASN Belajar: {session.title}"
    assert event.start.astimezone(UTC) == STARTS_AT
    assert str(event["ORGANIZER"]) == "mailto:a@contoh.example"


def test_the_stamp_is_of_the_last_change():
    moved = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

    assert event_of(LiveSessionFactory(moved_at=moved))[1]["DTSTAMP"].dt == moved
