from datetime import timedelta

import pytest

from jejaring.parties.agencies.states import AgencyKind, StatementKind
from jejaring.surfaces.network.queries import proposals
from tests.factories.agencies import AgencyFactory, MembershipFactory, StatementFactory
from tests.factories.agreements import pact, today
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def government(**wanted):
    return AgencyFactory(kind=AgencyKind.REGIONAL_GOVERNMENT, **wanted)


@pytest.fixture
def officer():
    return MembershipFactory(officer=True, agency=AgencyFactory(parent=government()))


def proposed(officer, code=""):
    return proposals.proposals(officer.person, code, today())


def partners(officer):
    return [row.partner for row in proposed(officer).rows]


def test_a_need_meets_a_strength_of_the_same_field_and_both_ways_come_first(officer):
    StatementFactory(agency=officer.agency, need=True, field=7)
    StatementFactory(agency=officer.agency, field=1)
    gives = StatementFactory(field=7).agency
    other_field = StatementFactory(field=6).agency
    both = StatementFactory(field=7).agency
    StatementFactory(agency=both, need=True, field=1)
    asks = StatementFactory(need=True, field=1).agency

    rows = proposed(officer).rows

    assert rows[0].partner == both
    assert {row.partner for row in rows} == {both, gives, asks}
    assert other_field not in {row.partner for row in rows}
    assert [(m.need.field, m.strength.agency) for m in rows[0].gets] == [(7, both)]
    assert [(m.need.agency, m.strength.field) for m in rows[0].gives] == [(both, 1)]
    assert (rows[0].first_field, rows[0].giver) == (7, "mitra")
    asking = next(row for row in rows if row.partner == asks)
    assert (asking.first_field, asking.giver) == (1, "kami")


@pytest.mark.parametrize(
    ("terms", "is_proposed"),
    [
        ({"in_force": True}, False),
        ({"negotiated": True}, False),
        ({"ended": True}, True),
        ({"in_force": True, "mou": True}, True),
    ],
)
def test_who_has_an_agreement_already_is_not_proposed(officer, terms, is_proposed):
    StatementFactory(agency=officer.agency, need=True)
    other = StatementFactory().agency
    pact(officer.agency, other, **terms)

    assert partners(officer) == ([other] if is_proposed else [])


def test_an_mou_of_the_governments_asks_for_an_agreement_of_the_agencies(officer):
    theirs = government()
    learning = AgencyFactory(parent=theirs)
    AgencyFactory(parent=theirs, kind=AgencyKind.SCHOOL)
    AgencyFactory(parent=government())
    mou = pact(officer.agency.parent, theirs, in_force=True, mou=True)

    row = proposed(officer).rows[0]

    assert partners(officer) == [learning]
    assert row.governments == (officer.agency.parent, theirs)
    assert row.parent is None, "the officer is no member of the government and cannot read it"

    MembershipFactory(person=officer.person, agency=officer.agency.parent, auditor=True)
    assert proposed(officer).rows[0].parent == mou


def test_an_mou_that_is_over_asks_for_nothing(officer):
    theirs = government()
    AgencyFactory(parent=theirs)
    pact(
        officer.agency.parent, theirs, in_force=True, mou=True,
        ends_on=today() - timedelta(days=1),
    )  # fmt: skip

    assert partners(officer) == []


def test_only_those_who_start_agreements_are_proposed_to():
    for person in (PersonFactory(), MembershipFactory(auditor=True).person):
        assert proposals.proposals(person, "", today()).agency is None


def test_one_of_several_agencies_is_chosen_and_a_neighbour_is_not(officer):
    second = MembershipFactory(person=officer.person, officer=True)
    neighbour = AgencyFactory()

    assert proposed(officer, second.agency.code).agency == second.agency
    assert proposed(officer, neighbour.code).agency in {officer.agency, second.agency}


@pytest.mark.parametrize("agencies", [1, 3])
def test_proposals_cost_the_same_for_any_number(officer, django_assert_num_queries, agencies):
    StatementFactory(agency=officer.agency, need=True)
    for _number in range(agencies):
        theirs = government()
        StatementFactory(agency=AgencyFactory(parent=theirs), kind=StatementKind.STRENGTH)
        pact(officer.agency.parent, theirs, in_force=True, mou=True)

    with django_assert_num_queries(7):
        assert len(proposed(officer).rows) == agencies
