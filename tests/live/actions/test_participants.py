from datetime import timedelta

import pytest

from jejaring.activities.live.actions.participants import (
    ReasonForVouchingMissing,
    VouchingClosed,
    note_export,
    vouch,
    withdraw_vouching,
)
from jejaring.activities.live.models import Registration
from jejaring.activities.live.states import SessionState
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from tests.factories.live import RegistrationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def say(session, person, by, at, reason="Terlihat di aula."):
    return vouch(session=session, person=person, reason=reason, by=by, at=at)


def acts() -> list[str]:
    return [entry.act for entry in Entry.objects.order_by("pk")]


def test_someone_is_counted_on_an_officers_word(session, organiser, now):
    person = PersonFactory.create()

    place = say(session, person, organiser, now)

    assert (place.vouched_by, place.vouched_reason) == (organiser, "Terlihat di aula.")
    assert (place.registered_at, place.cancelled_at) == (now, None)
    assert acts() == ["live.vouched"]


def test_a_registration_that_was_given_back_stands_again(session, organiser, now):
    given_back = RegistrationFactory.create(session=session, cancelled_at=now)

    say(session, given_back.person, organiser, now)

    place = Registration.objects.get()
    assert (place.cancelled_at, place.registered_at) == (None, given_back.registered_at)


def test_the_word_can_be_taken_back(session, organiser, now):
    place = say(session, PersonFactory.create(), organiser, now)

    for _time in range(2):
        withdraw_vouching(place=place, by=organiser, at=now)

    place.refresh_from_db()
    assert (place.vouched_at, place.vouched_by, place.vouched_reason) == (None, None, "")
    assert acts() == ["live.vouched", "live.vouching_withdrawn"]


def test_a_word_has_a_reason(session, organiser, now):
    with pytest.raises(ReasonForVouchingMissing):
        say(session, PersonFactory.create(), organiser, now, reason="  ")
    assert not Registration.objects.exists()


def test_a_word_counts_from_the_start_until_the_closing(session, organiser, now):
    person = PersonFactory.create()
    with pytest.raises(VouchingClosed):
        say(session, person, organiser, session.starts_at - timedelta(minutes=1))
    place = say(session, person, organiser, now)
    session.state = SessionState.CLOSED
    session.save()
    with pytest.raises(VouchingClosed):
        say(session, PersonFactory.create(), organiser, now)
    with pytest.raises(VouchingClosed):
        withdraw_vouching(place=place, by=organiser, at=now)


def test_taking_the_list_out_leaves_an_entry(session, auditor, now):
    note_export(session=session, by=auditor, at=now)

    assert acts() == ["live.participants_exported"]


def test_only_organisers_of_the_agency_vouch(session, organiser, neighbour, auditor, now):
    place = say(session, PersonFactory.create(), organiser, now)
    for person in (neighbour, auditor):
        with pytest.raises(NotPermitted):
            say(session, PersonFactory.create(), person, now)
        with pytest.raises(NotPermitted):
            withdraw_vouching(place=place, by=person, at=now)
    with pytest.raises(NotPermitted):
        note_export(session=session, by=neighbour, at=now)
    assert acts() == ["live.vouched"]
