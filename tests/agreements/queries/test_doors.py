from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from jejaring.parties.agreements.models import Agreement, Clause
from jejaring.parties.agreements.queries import doors
from jejaring.parties.agreements.queries.doors import Reason
from jejaring.parties.agreements.states import AgreementState, Measure, Resource
from tests.factories.agencies import AgencyFactory, ServiceAreaFactory
from tests.factories.agreements import ClauseFactory, pact
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 26)


@pytest.fixture
def giver():
    return AgencyFactory(short_name="BPSDM Jatim", contact_email="ksd@jatim.example")


@pytest.fixture
def receiver():
    return AgencyFactory(short_name="BPSDM Jambi")


@pytest.fixture
def agreement(giver, receiver, now):
    return pact(
        giver, receiver, title="PKS Contoh", state=AgreementState.REGISTERED,
        state_changed_at=now - timedelta(days=30), starts_on=DAY - timedelta(days=300),
        ends_on=DAY + timedelta(days=300),
    )  # fmt: skip


@pytest.fixture
def clause(agreement, giver, receiver):
    return ClauseFactory(agreement=agreement, giver=giver, receiver=receiver, quantity=5)


def door(giver, to, at, **kwargs):
    return doors.clause_for(agency=giver, to=to, resource=Resource.LIVE_SESSIONS, at=at, **kwargs)


def change(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def test_a_clause_in_force_opens_its_door_until_its_last_day(
    clause, giver, receiver, now, django_assert_num_queries
):
    with django_assert_num_queries(1):
        found = door(giver, receiver, now)

    assert (found.reason, found.is_open, found.clause.id) == (Reason.OPEN, True, clause.pk)
    assert found.clause.until == DAY + timedelta(days=300)
    with translation.override("id"):
        assert found.told == (
            "Terbuka bagi BPSDM Jambi menurut “PKS Contoh”, sampai 22 September 2027."
        )


def test_without_a_clause_it_is_said_whom_to_ask(giver, receiver, now):
    found = door(giver, receiver, now)

    assert (found.reason, found.clause) == (Reason.NONE, None)
    with translation.override("id"):
        assert found.told.endswith(f"Tanyakan kepada {giver.name}: ksd@jatim.example.")


def test_the_person_in_charge_on_the_givers_side_is_named(clause, giver, receiver, now):
    side = clause.agreement.parties.get(agency=giver)
    change(side, person_in_charge=PersonFactory(name="Sari Contoh"))
    change(clause.agreement, state=AgreementState.SUSPENDED)

    found = door(giver, receiver, now)

    assert found.ask.endswith("Sari Contoh (BPSDM Jatim): ksd@jatim.example.")
    assert found.told == f"{found.why} {found.ask}"


def test_a_clause_opens_one_direction_and_one_resource(clause, giver, receiver, now):
    assert door(receiver, giver, now).reason == Reason.NONE
    catalogue = doors.clause_for(agency=giver, to=receiver, resource=Resource.CATALOGUE, at=now)
    assert catalogue.reason == Reason.NONE


def test_a_clause_opens_for_everybody_in_the_receivers_service_area(clause, giver, receiver, now):
    office = AgencyFactory()
    assert door(giver, office, now).reason == Reason.NONE

    ServiceAreaFactory(agency=receiver, serves=office)

    assert door(giver, office, now).clause.id == clause.pk


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"state": AgreementState.PROPOSED}, Reason.NONE),
        ({"state": AgreementState.APPROVED}, Reason.NONE),
        ({"state": AgreementState.WITHDRAWN}, Reason.NONE),
        ({"state": AgreementState.SIGNED}, Reason.NOT_YET),
        ({"starts_on": DAY + timedelta(days=1)}, Reason.NOT_YET),
        ({"starts_on": None}, Reason.NOT_YET),
        ({"starts_on": DAY, "ends_on": DAY}, Reason.OPEN),
        ({"ends_on": None}, Reason.OPEN),
        ({"ends_on": DAY - timedelta(days=1)}, Reason.ENDED),
        ({"terminates_on": DAY}, Reason.ENDED),
        ({"terminates_on": DAY + timedelta(days=1)}, Reason.OPEN),
        ({"state": AgreementState.TERMINATED}, Reason.ENDED),
        ({"state": AgreementState.TERMINATED, "ends_on": None}, Reason.ENDED),
        ({"state": AgreementState.SUSPENDED}, Reason.SUSPENDED),
        ({"state": AgreementState.DISPUTED}, Reason.DISPUTED),
    ],
)
def test_the_agreement_decides(clause, now, values, reason):
    change(clause.agreement, **values)

    found = door(clause.giver, clause.receiver, now)

    assert found.reason == reason
    assert found.is_open == Agreement.objects.get().is_in_force(DAY)
    assert found.told


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"starts_on": DAY + timedelta(days=1)}, Reason.NOT_YET),
        ({"ends_on": DAY - timedelta(days=1)}, Reason.ENDED),
        ({"scheduled": 5}, Reason.USED_UP),
        ({"scheduled": 5, "quantity": None}, Reason.OPEN),
    ],
)
def test_the_clause_decides(clause, now, values, reason):
    change(clause, **values)

    found = door(clause.giver, clause.receiver, now)

    assert (found.reason, found.clause.id) == (reason, clause.pk)
    assert found.told


def test_days_are_those_of_jakarta_wherever_the_reader_is(clause, giver, receiver):
    change(clause.agreement, ends_on=DAY - timedelta(days=1))
    late = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)

    with timezone.override("Asia/Jayapura"):
        assert door(giver, receiver, late).is_open
        assert not door(giver, receiver, late + timedelta(hours=1)).is_open


def test_an_open_clause_explains_more_than_an_ended_one(clause, giver, receiver, now):
    over = pact(
        giver, receiver, state=AgreementState.REGISTERED, starts_on=DAY - timedelta(days=900),
        ends_on=DAY - timedelta(days=400),
    )  # fmt: skip
    ClauseFactory(agreement=over, giver=giver, receiver=receiver)

    assert door(giver, receiver, now).clause.id == clause.pk
    change(clause.agreement, state=AgreementState.SUSPENDED)
    assert door(giver, receiver, now).reason == Reason.SUSPENDED


def test_only_clauses_of_the_receivers_asked_for(clause, giver, receiver, now):
    assert door(giver, receiver, now, among=[receiver.pk]).is_open
    assert door(giver, receiver, now, among=[giver.pk]).reason == Reason.NONE


class TestAddendum:
    @pytest.fixture
    def addendum(self, agreement, giver, receiver, now):
        return pact(
            giver, receiver, amends=agreement, title="Addendum Contoh",
            state=AgreementState.REGISTERED, state_changed_at=now - timedelta(days=9),
            starts_on=DAY - timedelta(days=9), ends_on=DAY + timedelta(days=600),
        )  # fmt: skip

    @pytest.fixture
    def successor(self, addendum, clause, giver, receiver):
        return ClauseFactory(
            agreement=addendum, giver=giver, receiver=receiver, replaces=clause, quantity=9
        )

    def test_its_clause_stands_in_for_the_one_it_replaces(self, successor, giver, receiver, now):
        found = door(giver, receiver, now)

        assert (found.clause.id, found.clause.quantity) == (successor.pk, 9)

    @pytest.mark.parametrize(
        "values",
        [{"state": AgreementState.NEGOTIATION}, {"starts_on": DAY + timedelta(days=1)}],
    )
    def test_until_it_begins_the_old_clause_opens(self, successor, now, values):
        change(successor.agreement, **values)

        found = door(successor.giver, successor.receiver, now)
        assert found.clause.id == successor.replaces_id

    def test_suspended_it_does_not_bring_the_old_clause_back(self, successor, now):
        change(successor.agreement, state=AgreementState.SUSPENDED)

        assert door(successor.giver, successor.receiver, now).reason == Reason.SUSPENDED

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"state": AgreementState.SUSPENDED}, Reason.SUSPENDED),
            ({"state": AgreementState.DISPUTED}, Reason.DISPUTED),
            ({"state": AgreementState.TERMINATED}, Reason.ENDED),
            ({"terminates_on": DAY}, Reason.ENDED),
            ({"ends_on": DAY - timedelta(days=1)}, Reason.OPEN),
        ],
    )
    def test_it_stands_while_the_amended_agreement_stands(self, successor, now, values, reason):
        change(successor.agreement.amends, **values)

        assert door(successor.giver, successor.receiver, now).reason == reason

    def test_those_inside_under_the_old_clause_stand_as_the_new_one(self, successor, now):
        clause = successor.replaces
        assert doors.standings([clause.pk], now)[clause.pk][0] == Reason.OPEN
        change(successor.agreement, state=AgreementState.DISPUTED)

        reason, promise = doors.standings([clause.pk], now)[clause.pk]

        assert (reason, promise.id) == (Reason.DISPUTED, clause.pk)


def test_for_those_inside_used_up_is_still_open(clause, now, django_assert_num_queries):
    change(clause, scheduled=5)

    with django_assert_num_queries(1):
        assert doors.standings([clause.pk], now)[clause.pk][0] == Reason.OPEN
    with django_assert_num_queries(0):
        assert doors.standings([], now) == {}


def test_a_later_suspension_does_not_reach_an_earlier_moment(clause, now):
    change(clause.agreement, state=AgreementState.SUSPENDED, state_changed_at=now)

    assert doors.standings([clause.pk], now)[clause.pk][0] == Reason.SUSPENDED
    before = now - timedelta(seconds=1)
    assert doors.standings([clause.pk], before)[clause.pk][0] == Reason.OPEN


@pytest.mark.parametrize("more", [0, 2])
def test_all_doors_of_an_agency_and_to_an_agency(clause, now, django_assert_num_queries, more):
    giver, receiver = clause.giver, clause.receiver
    for _each in range(more):
        ClauseFactory(giver=giver, receiver=AgencyFactory(), agreement=clause.agreement)
        ClauseFactory(giver=AgencyFactory(), receiver=receiver, agreement=clause.agreement)
    ask = {"resource": Resource.LIVE_SESSIONS, "at": now}

    with django_assert_num_queries(2):
        given = doors.doors_of(agency=giver, **ask)
    with django_assert_num_queries(2):
        gotten = doors.doors_to(to=receiver, **ask)

    assert (len(given), len(gotten)) == (1 + more, 1 + more)
    assert all(one.is_open for one in [*given, *gotten])
    assert giver in [one.giver for one in gotten]


def test_units_are_said(clause, giver, receiver, now):
    change(clause, scheduled=5, unit=Measure.SESSIONS)
    with translation.override("id"):
        why = door(giver, receiver, now).why
    assert why == "Seluruh 5 sesi yang dijanjikan “PKS Contoh” sudah terpakai."
    assert Clause.objects.get().unit == Measure.SESSIONS
