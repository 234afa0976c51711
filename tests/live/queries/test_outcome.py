from datetime import timedelta
from decimal import Decimal

import pytest

from jejaring.activities.live.models import Attendance
from jejaring.activities.live.queries.session_page import session_page
from jejaring.activities.live.states import AttendanceSource, SessionState, Verdict
from jejaring.registers.hours import actions as hours
from tests.factories import credentials
from tests.factories.agencies import EmploymentFactory
from tests.factories.live import STARTS_AT, LiveSessionFactory, RegistrationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LATER = STARTS_AT + timedelta(hours=5)


def attended(person, verdict=Verdict.PRESENT):
    """A closed session with everything a closing writes for one person."""
    session = LiveSessionFactory(state=SessionState.CERTIFICATES_ISSUED)
    RegistrationFactory(session=session, person=person)
    Attendance.objects.create(
        session=session,
        person=person,
        source=AttendanceSource.WINDOWS,
        verdict=verdict,
        reconciled_at=LATER,
    )
    return session


def post(session, person):
    hours.post(
        occasion=hours.Occasion(
            source="live.session",
            source_id=session.pk,
            revision=1,
            title=session.title,
            started_at=session.starts_at,
            ended_at=session.ends_at,
            rule=session.hours_rule,
            agency_id=session.agency_id,
        ),
        lines=[hours.Line(person.pk, None, None, 120, session.jp)],
        by=None,
        at=LATER,
    )


def test_after_the_closing_the_year_and_the_certificate_are_shown():
    person = PersonFactory(pns=True)
    session = attended(person)
    post(session, person)
    certificate = credentials.certificate(person, source_id=session.pk)
    credentials.certificate(person, source_id=session.pk + 1)

    outcome = session_page(session.slug, LATER, person).outcome

    assert outcome.certificate == certificate
    assert (outcome.before, outcome.added, outcome.after) == (Decimal(0), Decimal(2), Decimal(2))
    assert outcome.beads == [(1, 0.0), (4, 2.0)]
    assert (outcome.total, outcome.of_total) == (20, "dari 20 JP")
    assert outcome.sentence == "0 JP sebelumnya, ditambah 2 JP dari sesi ini."


@pytest.mark.parametrize(
    ("kind", "total", "words"),
    [("pns", 20, "dari 20 JP"), ("pppk", 24, "batas 24 JP"), (None, 20, "JP tahun ini")],
)
def test_the_ring_follows_how_someone_serves(kind, total, words):
    person = PersonFactory(**({kind: True} if kind else {}))
    EmploymentFactory(person=person)

    outcome = session_page(attended(person).slug, LATER, person).outcome

    assert (outcome.total, outcome.of_total) == (total, words)


def test_whoever_was_not_counted_sees_why_and_no_ring():
    person = PersonFactory()
    session = attended(person, Verdict.NO_NAME)

    shown = session_page(session.slug, LATER, person)

    assert shown.outcome is None
    assert shown.conclusion == str(Verdict.NO_NAME.label)


def test_someone_registered_whom_no_evidence_shows_is_told_after_the_closing():
    session = LiveSessionFactory(state=SessionState.CERTIFICATES_ISSUED)
    person = RegistrationFactory(session=session).person

    shown = session_page(session.slug, LATER, person)

    assert shown.conclusion == "Kehadiran Anda tidak ditemukan"
    assert shown.outcome is None
