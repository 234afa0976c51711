"""After the hold: one person in or out, with a reason, and nothing overwritten."""

from datetime import timedelta

import pytest

from jejaring.activities.live.actions import closing, correction
from jejaring.activities.live.models import Attendance, Correction
from jejaring.activities.live.states import Verdict
from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.notices.models import Notice
from jejaring.registers.credentials import actions as credentials
from jejaring.registers.credentials.models import Batch, Certificate
from jejaring.registers.hours.models import PersonYear, Posting
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return LiveSessionFactory()


@pytest.fixture
def officer(session):
    return MembershipFactory(agency=session.agency).person


@pytest.fixture
def rara(session, officer, now):
    """Someone who was there and has hours; the session is closed and its hold is over."""
    person = PersonFactory(name="Rara Contoh")
    RegistrationFactory(
        session=session, person=person, vouched_at=now, vouched_by=officer, vouched_reason="Hadir."
    )
    begun = closing.close(session=session, by=officer, at=now)
    while closing.advance(closing=begun, at=now):
        pass
    return person


@pytest.fixture
def late(now):
    return now + timedelta(days=2)


def jp_of(person):
    return PersonYear.objects.get(person=person).jp


def test_someone_taken_out_loses_hours_and_certificate(session, officer, rara, late):
    correction.take_out(session=session, person=rara, reason="Salah orang.", by=officer, at=late)

    assert jp_of(rara) == 0
    assert [posting.jp for posting in Posting.objects.order_by("id")] == [2, -2]
    assert Certificate.objects.get().state == "revoked"
    assert Attendance.objects.get(person=rara).verdict == Verdict.REMOVED
    assert Notice.objects.get(kind="live.taken_out").person == rara


def test_someone_brought_in_gets_hours_and_a_certificate_of_their_own(session, officer, rara, late):
    sari = PersonFactory(name="Sari Contoh")

    correction.bring_in(session=session, person=sari, reason="Terlewat.", by=officer, at=late)

    assert jp_of(sari) == 2
    certificate = Certificate.objects.get(person=sari)
    assert (certificate.serial, certificate.batch.count, certificate.state) == (2, 1, "valid")
    assert certificate.batch.sealed_at == late
    assert Notice.objects.get(kind="live.brought_in").person == sari


def test_someone_taken_out_can_be_brought_in_and_taken_out_again(session, officer, rara, late):
    for act in (correction.take_out, correction.bring_in, correction.take_out):
        act(session=session, person=rara, reason="Diperiksa lagi.", by=officer, at=late)
        late += timedelta(minutes=1)

    assert jp_of(rara) == 0
    assert [certificate.state for certificate in Certificate.objects.all()] == ["revoked"] * 2
    assert Correction.objects.count() == 3


def test_a_reissued_certificate_is_revoked_too(session, officer, rara, late):
    credentials.reissue(
        certificate=Certificate.objects.get(), name="Rara Contoh, S.E.", by=officer, at=late
    )

    correction.take_out(session=session, person=rara, reason="Salah orang.", by=officer, at=late)

    assert sorted(certificate.state for certificate in Certificate.objects.all()) == [
        "replaced",
        "revoked",
    ]


def test_the_same_correction_twice_is_refused(session, officer, rara, late):
    correction.take_out(session=session, person=rara, reason="Salah.", by=officer, at=late)

    with pytest.raises(correction.NothingToCorrect):
        correction.take_out(session=session, person=rara, reason="Salah.", by=officer, at=late)

    assert Correction.objects.count() == 1


def test_whoever_is_in_cannot_be_brought_in(session, officer, rara, late):
    with pytest.raises(correction.NothingToCorrect):
        correction.bring_in(session=session, person=rara, reason="Hadir.", by=officer, at=late)


def test_nobody_is_brought_in_without_a_name(session, officer, rara, late):
    with pytest.raises(correction.NameMissing):
        correction.bring_in(
            session=session, person=PersonFactory(new=True), reason="Hadir.", by=officer, at=late
        )


def test_hours_elsewhere_at_the_same_time_are_refused(session, officer, rara, late, now):
    other = LiveSessionFactory(programme=session.programme, starts_at=session.starts_at)
    begun = closing.close(session=other, by=officer, at=now)
    while closing.advance(closing=begun, at=now):
        pass

    with pytest.raises(correction.HoursElsewhere):
        correction.bring_in(session=other, person=rara, reason="Hadir.", by=officer, at=late)

    assert Posting.objects.count() == 1


def test_an_open_session_is_not_corrected(officer, session, late):
    with pytest.raises(correction.NotClosedYet):
        correction.bring_in(
            session=session, person=PersonFactory(), reason="Hadir.", by=officer, at=late
        )


def test_a_reason_is_owed(session, officer, rara, late):
    with pytest.raises(correction.ReasonMissing):
        correction.take_out(session=session, person=rara, reason="  ", by=officer, at=late)


def test_the_neighbour_and_the_auditor_may_not_correct(session, rara, late):
    before = (Entry.objects.count(), Batch.objects.count())
    auditor = MembershipFactory(agency=session.agency, role=Role.AUDITOR).person

    for person in (MembershipFactory().person, auditor, rara):
        with pytest.raises(NotPermitted):
            correction.take_out(session=session, person=rara, reason="Iri.", by=person, at=late)
        with pytest.raises(NotPermitted):
            correction.bring_in(session=session, person=rara, reason="Iri.", by=person, at=late)

    assert before == (Entry.objects.count(), Batch.objects.count())
