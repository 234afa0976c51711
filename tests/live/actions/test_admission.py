from datetime import timedelta

import pytest
from django.utils import translation

from jejaring.activities.live import actions
from jejaring.activities.live.actions import participants
from jejaring.activities.live.actions.guests import NoAgreementWith, SeatsTaken, edit_guests
from jejaring.activities.live.actions.session import (
    ChangedMeanwhile,
    OthersRegistered,
    edit_terms,
)
from jejaring.activities.live.models import LiveSession, Registration
from jejaring.activities.live.queries import section
from jejaring.activities.live.queries.section import Guests
from jejaring.activities.live.states import RegistrationRule
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.models import Agreement, Clause, Movement
from jejaring.parties.agreements.states import AgreementState, Measure, RunOut
from tests.factories.agencies import AgencyFactory, EmploymentFactory, ServiceAreaFactory
from tests.factories.agreements import ClauseFactory, pact
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

BRACKET = 2
"""A savepoint and its release."""


@pytest.fixture
def partner():
    return AgencyFactory(short_name="BPSDM Jambi")


@pytest.fixture
def restricted(session):
    LiveSession.objects.filter(pk=session.pk).update(registration_rule=RegistrationRule.PARTNERS)
    session.refresh_from_db()
    return session


@pytest.fixture
def clause(restricted, partner, now):
    return opened(restricted.agency, partner, now)


@pytest.fixture
def learner(partner):
    return EmploymentFactory(agency=partner, person__name="Budi Contoh").person


def opened(giver, receiver, now, **values):
    day = now.date()
    agreement = pact(
        giver, receiver, title="PKS Contoh", state=AgreementState.REGISTERED,
        state_changed_at=now - timedelta(days=90), starts_on=day - timedelta(days=90),
        ends_on=day + timedelta(days=300),
    )  # fmt: skip
    wanted = {"quantity": 2} | values
    return ClauseFactory(agreement=agreement, giver=giver, receiver=receiver, **wanted)


def register(session, person, at, **by):
    return actions.register(
        session=session, person=person, seen_starts_at=session.starts_at, at=at,
        **({"by": person} | by),
    )  # fmt: skip


def cancel(session, person, at):
    return actions.cancel_registration(session=session, person=person, by=person, at=at)


def used(clause):
    return Clause.objects.get(pk=clause.pk).scheduled


def invite(session, shares, by, at):
    seen = section.mark_of(section.guests_of(session))
    return edit_guests(session=session, guests=Guests(tuple(shares)), seen=seen, by=by, at=at)


def test_a_partners_person_is_let_in_by_the_clause_which_is_kept(restricted, clause, learner, now):
    place = register(restricted, learner, now)

    assert (place.clause_id, used(clause)) == (clause.pk, 1)
    moved = Movement.objects.get()
    assert (moved.source, moved.title) == (f"live.Registration:{place.pk}", restricted.title)
    assert moved.address.endswith(f"/{restricted.slug}/")


def test_own_people_need_no_clause(restricted, now):
    office = AgencyFactory()
    ServiceAreaFactory(agency=restricted.agency, serves=office)
    person = EmploymentFactory(agency=office).person

    assert register(restricted, person, now).clause_id is None


def test_a_stranger_is_refused_with_the_reason_and_whom_to_ask(restricted, clause, now):
    stranger = EmploymentFactory().person

    with pytest.raises(actions.NotAdmitted) as refused, translation.override("id"):
        register(restricted, stranger, now)

    assert str(refused.value).startswith("Tidak ada kerja sama dengan")
    assert "Tanyakan kepada" in str(refused.value)
    assert (Registration.objects.count(), used(clause)) == (0, 0)


def test_an_organiser_of_a_neighbour_lets_nobody_in(restricted, clause, learner, neighbour, now):
    with pytest.raises(NotPermitted):
        register(restricted, learner, now, by=neighbour)


def test_without_an_employer_the_profile_is_asked_for(restricted, clause, now):
    with pytest.raises(actions.NotAdmitted), translation.override("id"):
        register(restricted, PersonFactory(), now)


@pytest.mark.parametrize(
    "state", [AgreementState.SUSPENDED, AgreementState.DISPUTED, AgreementState.TERMINATED]
)
def test_a_stopped_agreement_closes_the_door_at_once(restricted, clause, learner, now, state):
    Agreement.objects.update(state=state, state_changed_at=now)

    with pytest.raises(actions.NotAdmitted) as refused:
        register(restricted, learner, now)

    assert "PKS Contoh" in str(refused.value)


def test_when_the_promise_is_used_up_nobody_more_comes_in(restricted, clause, partner, now):
    for _each in range(2):
        register(restricted, EmploymentFactory(agency=partner).person, now)

    with pytest.raises(actions.NotAdmitted):
        register(restricted, EmploymentFactory(agency=partner).person, now)


def test_a_place_given_back_is_free_again_and_can_be_taken_again(restricted, clause, learner, now):
    early = restricted.starts_at - timedelta(hours=1)
    register(restricted, learner, early)

    assert cancel(restricted, learner, early).clause_id is None
    assert used(clause) == 0
    assert register(restricted, learner, early).clause_id == clause.pk
    assert used(clause) == 1


def test_repeating_takes_nothing_more(restricted, clause, learner, now):
    assert register(restricted, learner, now) == register(restricted, learner, now)
    assert used(clause) == 1


def test_a_session_counts_once_however_many_come(restricted, clause, partner):
    Clause.objects.update(unit=Measure.SESSIONS, quantity=1)
    early = restricted.starts_at - timedelta(hours=1)
    people = [EmploymentFactory(agency=partner).person for _each in range(3)]
    for person in people:
        register(restricted, person, early)
    assert used(clause) == 1

    for person in people[:2]:
        cancel(restricted, person, early)
    assert used(clause) == 1
    cancel(restricted, people[2], early)
    assert used(clause) == 0


def test_jp_are_counted_per_head(restricted, clause, learner, now):
    Clause.objects.update(unit=Measure.JP, quantity=3)
    register(restricted, learner, now)
    assert used(clause) == 2

    with pytest.raises(actions.NotAdmitted):
        register(restricted, EmploymentFactory(agency=clause.receiver).person, now)


class TestGuests:
    @pytest.mark.usefixtures("clause")
    def test_only_named_partners_come_in(self, restricted, learner, organiser, now):
        other = opened(restricted.agency, AgencyFactory(), now)
        invite(restricted, [(other.receiver_id, None)], organiser, now)

        with pytest.raises(actions.NotAdmitted) as refused:
            register(restricted, learner, now)

        assert other.receiver.short_name in str(refused.value)

    def test_no_more_than_its_share(self, restricted, clause, learner, organiser, now):
        invite(restricted, [(clause.receiver_id, 1)], organiser, now)
        register(restricted, learner, now)

        with pytest.raises(actions.NotAdmitted):
            register(restricted, EmploymentFactory(agency=clause.receiver).person, now)

    def test_a_share_is_never_smaller_than_what_is_taken(
        self, restricted, clause, learner, organiser, now
    ):
        register(restricted, learner, now)
        register(restricted, EmploymentFactory(agency=clause.receiver).person, now)
        other = opened(restricted.agency, AgencyFactory(), now)

        with pytest.raises(SeatsTaken):
            invite(restricted, [(clause.receiver_id, 1)], organiser, now)
        with pytest.raises(SeatsTaken):
            invite(restricted, [(other.receiver_id, 1)], organiser, now)

        invite(restricted, [(clause.receiver_id, 2)], organiser, now)
        assert section.guests_of(restricted) == Guests(((clause.receiver_id, 2),))

    def test_a_guest_has_an_agreement(self, restricted, organiser, now):
        with pytest.raises(NoAgreementWith):
            invite(restricted, [(AgencyFactory().pk, None)], organiser, now)

    def test_a_neighbour_names_nobody(self, restricted, clause, neighbour, now):
        with pytest.raises(NotPermitted):
            invite(restricted, [(clause.receiver_id, None)], neighbour, now)

    def test_the_second_editor_sees_both(self, restricted, organiser, now):
        with pytest.raises(ChangedMeanwhile):
            edit_guests(session=restricted, guests=Guests(()), seen="another", by=organiser, at=now)


class TestRestricting:
    def edit(self, session, by, at):
        stored = section.terms_of(session)
        terms = section.Terms(
            RegistrationRule.PARTNERS, stored.registration_opens_at, stored.attendance_rule,
            stored.attendance_minimum, stored.form, stored.jp,
        )  # fmt: skip
        seen = section.mark_of(stored)
        return edit_terms(session=session, terms=terms, seen=seen, by=by, at=at)

    def test_people_from_elsewhere_are_not_put_out(self, session, organiser, now):
        register(session, EmploymentFactory().person, now)

        with pytest.raises(OthersRegistered):
            self.edit(session, organiser, now)

    def test_own_people_are_no_hindrance(self, session, organiser, now):
        register(session, EmploymentFactory(agency=session.agency).person, now)

        assert self.edit(session, organiser, now).is_restricted


class TestRunOut:
    @pytest.fixture
    def place(self, restricted, clause, learner, now):
        assert clause.pk
        return register(restricted, learner, now)

    def press(self, session, person, at):
        return actions.check_in(
            session=session, person=person, code=session.windows.get(position=1).code, by=person,
            at=at,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("rule", "refusal"),
        [(RunOut.FREEZE, actions.PlaceWaits), (RunOut.END, actions.PlaceLost)],
    )
    def test_those_inside_wait_or_leave(self, place, now, rule, refusal):
        Clause.objects.update(run_out=rule)
        Agreement.objects.update(state=AgreementState.SUSPENDED, state_changed_at=now)

        with pytest.raises(refusal):
            self.press(place.session, place.person, now)

        Agreement.objects.update(state=AgreementState.REGISTERED)
        self.press(place.session, place.person, now)

    def test_or_finish(self, place, now):
        Agreement.objects.update(state=AgreementState.SUSPENDED, state_changed_at=now)

        assert self.press(place.session, place.person, now)

    def test_an_open_session_is_not_asked_about_clauses(
        self, session, now, django_assert_num_queries
    ):
        person = PersonFactory()
        register(session, person, now)
        code = session.windows.get(position=1).code
        with django_assert_num_queries(5 + BRACKET):
            actions.check_in(session=session, person=person, code=code, by=person, at=now)


def test_registration_of_an_open_session_asks_no_more_than_before(
    session, now, django_assert_num_queries
):
    register(session, PersonFactory(), now)
    person = PersonFactory()
    with django_assert_num_queries(6 + BRACKET):
        register(session, person, now)


class TestAdding:
    def add(self, session, person, by, at):
        return participants.vouch(
            session=session, person=person, reason="Hadir di ruang.", by=by, at=at
        )

    def test_an_officer_adds_under_the_clause(self, restricted, clause, learner, organiser, now):
        for _twice in range(2):
            assert self.add(restricted, learner, organiser, now).clause_id == clause.pk
        assert used(clause) == 1

    @pytest.mark.usefixtures("clause")
    def test_an_officer_adds_no_stranger(self, restricted, organiser, now):
        with pytest.raises(actions.NotAdmitted):
            self.add(restricted, EmploymentFactory().person, organiser, now)
