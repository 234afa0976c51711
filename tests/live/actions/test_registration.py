from datetime import timedelta

import pytest

from jejaring.activities.live import actions
from jejaring.activities.live.models import Registration
from jejaring.activities.live.states import RegistrationRule, SessionState
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotFound, NotPermitted
from tests.factories.agencies import MembershipFactory
from tests.factories.live import STARTS_AT, LiveSessionFactory, RegistrationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
DAY_BEFORE = STARTS_AT - timedelta(days=1)


def register(session, person, **changes):
    usual = {"seen_starts_at": session.starts_at, "by": person, "at": DAY_BEFORE}
    return actions.register(session=session, person=person, **{**usual, **changes})


def acts():
    return [entry.act for entry in Entry.objects.order_by("number")]


def test_register_gives_a_place_and_leaves_an_entry_in_the_agencys_chain():
    session, person = LiveSessionFactory(), PersonFactory()

    registration = register(session, person, wants_reminder=False)

    assert (registration.session, registration.person) == (session, person)
    assert registration.registered_at == DAY_BEFORE
    assert not registration.wants_reminder
    entry = Entry.objects.get()
    assert (entry.act, entry.agency, entry.by) == ("live.registered", session.agency_id, person.pk)


def test_registering_twice_changes_nothing():
    session, person = LiveSessionFactory(), PersonFactory()
    first = register(session, person)

    again = register(session, person, wants_reminder=False, at=STARTS_AT)

    assert again == first
    assert again.registered_at == DAY_BEFORE
    assert again.wants_reminder
    assert acts() == ["live.registered"]


def test_registering_again_after_cancelling_takes_the_place_back():
    session, person = LiveSessionFactory(), PersonFactory()
    first = register(session, person)
    actions.cancel_registration(session=session, person=person, by=person, at=DAY_BEFORE)

    again = register(session, person, at=DAY_BEFORE + timedelta(hours=1))

    assert again.pk == first.pk
    assert again.cancelled_at is None
    assert acts() == ["live.registered", "live.registration_cancelled", "live.registered"]


@pytest.mark.parametrize(
    ("state", "refusal", "sentence"),
    [
        (SessionState.CANCELLED, actions.SessionCancelled, "Sesi ini dibatalkan."),
        (SessionState.POSTPONED, actions.SessionPostponed, "Sesi ini ditunda."),
        (SessionState.DRAFT, NotFound, "Sesi ini belum diumumkan."),
        (SessionState.CLOSED, actions.RegistrationClosed, "Pendaftaran sudah ditutup."),
        (SessionState.CERTIFICATES_ISSUED, actions.RegistrationClosed, "Pendaftaran"),
    ],
)
def test_a_session_that_does_not_stand_open_takes_nobody(state, refusal, sentence):
    session = LiveSessionFactory(state=state, state_reason="Contoh")

    with pytest.raises(refusal, match=sentence):
        register(session, PersonFactory())

    assert not Registration.objects.exists()
    assert not Entry.objects.exists()


def test_registration_says_when_it_opens():
    session = LiveSessionFactory(registration_opens_at=DAY_BEFORE + timedelta(hours=2))

    with pytest.raises(
        actions.RegistrationNotOpen, match=r"dibuka 25 November 2026 pukul 10\.00 WIB"
    ):
        register(session, PersonFactory())


@pytest.mark.parametrize(
    ("rule", "minutes", "is_open"),
    [
        (RegistrationRule.OPEN, 119, True),
        (RegistrationRule.OPEN, 120, False),
        (RegistrationRule.UNTIL_START, -1, True),
        (RegistrationRule.UNTIL_START, 0, False),
    ],
)
def test_registration_closes_as_its_rule_says(rule, minutes, is_open):
    session, person = LiveSessionFactory(registration_rule=rule), PersonFactory()
    at = STARTS_AT + timedelta(minutes=minutes)

    if is_open:
        assert register(session, person, at=at).registered_at == at
    else:
        with pytest.raises(actions.RegistrationClosed):
            register(session, person, at=at)


def test_a_session_moved_meanwhile_tells_the_new_time_and_asks_to_confirm():
    session, person = LiveSessionFactory(), PersonFactory()
    seen = session.starts_at - timedelta(days=7)

    with pytest.raises(
        actions.SessionMoved, match=r"Kamis, 26 November 2026, 08\.00 WIB.*konfirmasi"
    ):
        register(session, person, seen_starts_at=seen)

    assert not Registration.objects.exists()
    assert register(session, person).person == person


def test_someone_registered_before_the_move_keeps_the_place():
    registration = RegistrationFactory()
    seen = registration.session.starts_at - timedelta(days=7)

    assert register(registration.session, registration.person, seen_starts_at=seen) == registration


def test_civil_servants_sessions_ask_for_a_whole_profile_and_a_kind():
    session = LiveSessionFactory(registration_rule=RegistrationRule.CIVIL_SERVANTS)

    with pytest.raises(actions.ProfileIncomplete, match="Lengkapi profil"):
        register(session, PersonFactory(new=True))
    with pytest.raises(actions.CivilServantsOnly, match="PNS dan PPPK"):
        register(session, PersonFactory())
    assert register(session, PersonFactory(pns=True)).pk
    assert register(session, PersonFactory(pppk=True)).pk


def test_an_open_session_takes_anyone_without_a_profile():
    assert register(LiveSessionFactory(), PersonFactory(new=True)).pk


def test_an_officer_registers_someone_and_a_neighbour_may_not():
    session, person = LiveSessionFactory(), PersonFactory()
    officer = MembershipFactory(agency=session.agency).person

    for stranger in (
        MembershipFactory().person,
        MembershipFactory(agency=session.agency, auditor=True).person,
        PersonFactory(),
    ):
        with pytest.raises(NotPermitted):
            register(session, person, by=stranger)
    assert register(session, person, by=officer).person == person


def test_cancelling_gives_the_place_back_once():
    registration = RegistrationFactory()
    person = registration.person

    for at in (DAY_BEFORE, DAY_BEFORE + timedelta(hours=1)):
        given = actions.cancel_registration(
            session=registration.session, person=person, by=person, at=at
        )

    assert given.cancelled_at == DAY_BEFORE
    assert acts() == ["live.registration_cancelled"]


def test_cancelling_needs_a_place_a_start_ahead_and_leave():
    registration = RegistrationFactory()
    session, person = registration.session, registration.person
    stranger, neighbour = PersonFactory(), MembershipFactory().person

    with pytest.raises(NotFound, match="belum terdaftar"):
        actions.cancel_registration(session=session, person=stranger, by=stranger, at=DAY_BEFORE)
    with pytest.raises(actions.AlreadyStarted, match="sudah dimulai"):
        actions.cancel_registration(session=session, person=person, by=person, at=STARTS_AT)
    with pytest.raises(NotPermitted):
        actions.cancel_registration(session=session, person=person, by=neighbour, at=DAY_BEFORE)
    registration.refresh_from_db()
    assert registration.cancelled_at is None


def test_the_wish_to_be_reminded_changes_once():
    registration = RegistrationFactory()
    session, person = registration.session, registration.person

    for _press in range(2):
        kept = actions.prefer_reminder(
            session=session, person=person, wants_reminder=False, by=person, at=DAY_BEFORE
        )

    assert not kept.wants_reminder
    assert acts() == ["live.reminder_chosen"]
    with pytest.raises(NotPermitted):
        actions.prefer_reminder(
            session=session,
            person=person,
            wants_reminder=True,
            by=MembershipFactory().person,
            at=DAY_BEFORE,
        )
