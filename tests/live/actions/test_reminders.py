from datetime import UTC, datetime, timedelta

import pytest

from jejaring.activities.live import tasks
from jejaring.activities.live.actions import reminders
from jejaring.activities.live.states import SessionState
from jejaring.ground.audit.models import Entry
from jejaring.parties.notices.models import Notice
from jejaring.parties.notices.queries import words_of
from tests.factories.live import (
    STARTS_AT,
    LiveSessionFactory,
    ProgrammeFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""Wednesday 25 November 2026, 16.00 WIB."""
MINUTE = timedelta(minutes=1)


def test_whoever_wants_it_is_reminded_the_afternoon_before():
    session = LiveSessionFactory()
    wanting = RegistrationFactory(session=session).person
    RegistrationFactory(session=session, wants_reminder=False)
    RegistrationFactory(session=session, cancelled_at=DUE)

    assert reminders.remind_due(at=DUE - MINUTE) == 0
    assert reminders.remind_due(at=DUE) == 1

    notice = Notice.objects.get()
    assert notice.person == wanting
    words = words_of(notice, wanting)
    assert words.subject == f"Besok pukul 08.00 WIB: {session.title}"
    assert words.path == f"/asn-belajar/{session.slug}/"
    assert [entry.act for entry in Entry.objects.all()] == ["live.reminded"]


def test_reminding_again_tells_nobody_twice():
    RegistrationFactory()

    told = [reminders.remind_due(at=DUE + n * MINUTE) for n in range(3)]

    assert told == [1, 0, 0]
    assert Notice.objects.count() == 1


def test_a_moved_session_is_reminded_of_at_its_new_time():
    session = RegistrationFactory().session
    reminders.remind_due(at=DUE)
    session.refresh_from_db()
    session.starts_at += timedelta(days=7)
    session.ends_at += timedelta(days=7)
    session.save()

    assert reminders.remind_due(at=DUE + MINUTE) == 0
    assert reminders.remind_due(at=DUE + timedelta(days=7)) == 1


@pytest.mark.parametrize(
    "state",
    [SessionState.DRAFT, SessionState.POSTPONED, SessionState.CANCELLED, SessionState.CLOSED],
)
def test_what_does_not_take_place_is_not_brought_to_mind(state):
    RegistrationFactory(session=LiveSessionFactory(state=state))

    assert reminders.remind_due(at=DUE) == 0


def test_once_a_session_has_started_it_is_too_late():
    session = RegistrationFactory().session

    assert reminders.remind(session=session, at=STARTS_AT) == 0


def test_the_afternoon_is_that_of_the_programme():
    RegistrationFactory(session=LiveSessionFactory(programme=ProgrammeFactory(zone="WIT")))

    assert reminders.remind_due(at=DUE - timedelta(hours=2)) == 1


def test_the_workers_clock_reminds():
    assert tasks.remind() == 0
