import pytest

from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import proposing
from jejaring.parties.agreements.models import Agreement, CooperationField
from jejaring.parties.agreements.states import AgreementKind, AgreementState, Resource
from tests.factories.agencies import AgencyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def start(officer, partner, at, **changes):
    given = {
        "lead": officer.agency,
        "partner": partner,
        "field": CooperationField.objects.get(number=7),
        "giver": partner,
        "by": officer.person,
    }
    return proposing.start_proposed(at=at, **given | changes)


def test_the_draft_stands_with_its_first_clause(now):
    officer, partner = MembershipFactory(officer=True), AgencyFactory()

    agreement = start(officer, partner, now)

    assert (agreement.kind, agreement.state) == (
        AgreementKind.IMPLEMENTING,
        AgreementState.PROPOSED,
    )
    assert "Pertukaran" in agreement.title
    clause = agreement.clauses.get()
    assert (clause.giver, clause.receiver) == (partner, officer.agency)
    assert (clause.resource, clause.quantity) == (Resource.INSTRUCTORS, None)
    assert agreement.lines.get().field == clause.field


@pytest.mark.parametrize("number", range(1, 10))
def test_every_field_has_something_usual(now, number):
    officer, partner = MembershipFactory(officer=True), AgencyFactory()
    field = CooperationField.objects.get(number=number)

    agreement = start(officer, partner, now, field=field, giver=officer.agency)

    assert agreement.clauses.get().giver == officer.agency


def test_a_neighbour_starts_nothing(now):
    officer, partner = MembershipFactory(officer=True), AgencyFactory()

    for member in (
        MembershipFactory(officer=True),
        MembershipFactory(agency=officer.agency, auditor=True),
    ):
        with pytest.raises(NotPermitted):
            start(officer, partner, now, by=member.person)
    assert not Agreement.objects.exists()
