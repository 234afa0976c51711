"""Closing counts under each clause who came, and gives back what was not used."""

from datetime import timedelta

import pytest

from jejaring.activities.live.actions import admission, closing, correction
from jejaring.activities.live.models import Attendance, Closing, LiveSession, Registration
from jejaring.activities.live.states import RegistrationRule, Verdict
from jejaring.parties.agreements.models import Agreement, Clause
from jejaring.parties.agreements.states import AgreementState, Measure, RunOut
from tests.factories.agencies import AgencyFactory, EmploymentFactory
from tests.factories.agreements import ClauseFactory, pact
from tests.factories.live import ArrivalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(now):
    return now + timedelta(hours=3)


@pytest.fixture
def restricted(session):
    LiveSession.objects.filter(pk=session.pk).update(registration_rule=RegistrationRule.PARTNERS)
    session.refresh_from_db()
    return session


@pytest.fixture
def clause(restricted, now):
    day, partner = now.date(), AgencyFactory()
    agreement = pact(
        restricted.agency, partner, state=AgreementState.REGISTERED,
        state_changed_at=now - timedelta(days=90), starts_on=day - timedelta(days=90),
        ends_on=day + timedelta(days=300),
    )  # fmt: skip
    return ClauseFactory(
        agreement=agreement, giver=restricted.agency, receiver=partner, quantity=100
    )


@pytest.fixture
def places(restricted, clause, now):
    """Three of the partner's people hold places; the first two pressed twice."""
    early = now - timedelta(days=1)
    people = [
        EmploymentFactory(agency=clause.receiver, started_at=early, person__name=f"P{n} Contoh")
        for n in range(3)
    ]
    held = [join(restricted, one.person, clause, early) for one in people]
    for place in held[:2]:
        press(restricted, place.person)
    return held


def join(session, person, clause, at):
    place = Registration.objects.create(
        session=session, person=person, registered_at=at, clause=clause
    )
    found = admission.clause_letting_in(session, person, at)
    assert found is not None
    admission.enter(place, found, person, at)
    return place


def press(session, person):
    for window in session.windows.all()[:2]:
        ArrivalFactory(session_id=session.pk, window_id=window.pk, person_id=person.pk)


def close(session, by, at):
    opened = closing.close(session=session, by=by, at=at)
    while closing.advance(closing=opened, at=at):
        pass
    return Closing.objects.get(pk=opened.pk)


def sums(clause):
    row = Clause.objects.get(pk=clause.pk)
    return row.scheduled, row.delivered


def verdict(place):
    return Attendance.objects.get(session=place.session, person=place.person).verdict


def test_who_came_is_delivered_and_the_rest_comes_back(restricted, clause, places, organiser, over):
    assert sums(clause) == (3, 0)

    close(restricted, organiser, over)

    assert sums(clause) == (2, 2)


def test_taken_back_and_closed_again_it_counts_once(restricted, clause, places, organiser, over):
    close(restricted, organiser, over)
    closing.take_back(session=restricted, reason="Salah.", by=organiser, at=over)
    assert sums(clause) == (3, 0)

    press(restricted, places[2].person)
    close(restricted, organiser, over)

    assert sums(clause) == (3, 3)


@pytest.mark.parametrize("case", [(Measure.SESSIONS, (1, 1)), (Measure.JP, (4, 4))])
def test_other_units(restricted, clause, organiser, over, case):
    unit, expected = case
    Clause.objects.update(unit=unit)
    early = over - timedelta(days=1)
    for came in (True, True, False):
        person = EmploymentFactory(
            agency=clause.receiver, started_at=early, person__name="P Contoh"
        ).person
        join(restricted, person, clause, early)
        if came:
            press(restricted, person)

    close(restricted, organiser, over)

    assert sums(clause) == expected


def test_a_session_to_which_no_partner_came_delivers_nothing(
    restricted, clause, now, organiser, over
):
    Clause.objects.update(unit=Measure.SESSIONS)
    person = EmploymentFactory(agency=clause.receiver, started_at=now - timedelta(days=1)).person
    join(restricted, person, clause, now)

    close(restricted, organiser, over)

    assert sums(clause) == (0, 0)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (RunOut.FINISH, Verdict.PRESENT),
        (RunOut.FREEZE, Verdict.WAITS),
        (RunOut.END, Verdict.LEFT),
    ],
)
def test_when_the_agreement_stopped_before_the_end_the_run_out_rule_decides(
    places, organiser, over, rule, expected
):
    session = places[0].session
    Clause.objects.update(run_out=rule)
    Agreement.objects.update(
        state=AgreementState.SUSPENDED, state_changed_at=session.ends_at - timedelta(minutes=1)
    )

    close(session, organiser, over)

    assert verdict(places[0]) == expected
    assert verdict(places[2]) == Verdict.NOT_SEEN


@pytest.mark.parametrize("rule", list(RunOut))
def test_when_it_stopped_after_the_end_nobody_loses_anything(places, organiser, over, rule):
    session = places[0].session
    Clause.objects.update(run_out=rule)
    Agreement.objects.update(
        state=AgreementState.SUSPENDED, state_changed_at=session.ends_at + timedelta(minutes=1)
    )

    close(session, organiser, over)

    assert verdict(places[0]) == Verdict.PRESENT


def test_whom_no_agreement_let_in_gets_nothing(restricted, clause, now, organiser, over):
    """They stand in a file of the platform, which gives them a place and no clause."""
    early = now - timedelta(days=1)
    stranger = EmploymentFactory(started_at=early, person__name="Asing Contoh").person
    own = EmploymentFactory(
        agency=restricted.agency, started_at=early, person__name="Sendiri Contoh"
    ).person
    held = [
        Registration.objects.create(session=restricted, person=person, registered_at=now)
        for person in (stranger, own)
    ]
    for place in held:
        press(restricted, place.person)

    close(restricted, organiser, over)

    assert [verdict(place) for place in held] == [Verdict.NOT_ADMITTED, Verdict.PRESENT]
    assert sums(clause) == (0, 0)


class TestCorrection:
    def change(self, act, place, by, at):
        return act(session=place.session, person=place.person, reason="Keliru.", by=by, at=at)

    def test_one_person_more_or_less_is_counted(self, clause, places, organiser, over):
        close(places[0].session, organiser, over)

        self.change(correction.bring_in, places[2], organiser, over)
        assert sums(clause) == (3, 3)
        self.change(correction.take_out, places[0], organiser, over)
        assert sums(clause) == (2, 2)
        self.change(correction.bring_in, places[0], organiser, over)
        assert sums(clause) == (3, 3)

    def test_nobody_is_brought_in_without_a_clause(self, places, organiser, over):
        session = places[0].session
        close(session, organiser, over)
        stranger = EmploymentFactory(person__name="Asing Contoh").person
        late = EmploymentFactory(agency=places[0].clause.receiver, person__name="L Contoh").person

        for person in (stranger, late):
            with pytest.raises(admission.NotAdmitted):
                correction.bring_in(
                    session=session, person=person, reason="Hadir.", by=organiser, at=over
                )

    def test_own_people_are(self, places, organiser, over):
        session = places[0].session
        close(session, organiser, over)
        own = EmploymentFactory(agency=session.agency, person__name="Sendiri Contoh").person

        assert correction.bring_in(
            session=session, person=own, reason="Hadir.", by=organiser, at=over
        )

    def test_whoever_waits_is_brought_in_once_the_agreement_is_resumed(
        self, clause, places, organiser, over
    ):
        session = places[0].session
        Clause.objects.update(run_out=RunOut.FREEZE)
        Agreement.objects.update(state=AgreementState.SUSPENDED, state_changed_at=session.starts_at)
        close(session, organiser, over)
        with pytest.raises(admission.PlaceWaits):
            self.change(correction.bring_in, places[0], organiser, over)

        Agreement.objects.update(state=AgreementState.REGISTERED)
        self.change(correction.bring_in, places[0], organiser, over)

        assert sums(clause) == (1, 1)
