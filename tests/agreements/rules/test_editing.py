import pytest

from jejaring.parties.agreements.rules import editing
from jejaring.parties.agreements.states import AgreementState
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import pact

pytestmark = pytest.mark.django_db
DRAFTS = {
    AgreementState.PROPOSED: (True, False),
    AgreementState.NEGOTIATION: (True, True),
}


@pytest.mark.parametrize("state", AgreementState)
def test_the_lead_edits_a_proposal_every_side_a_negotiation_nobody_else(state):
    agreement = pact(AgencyFactory(), AgencyFactory(), state=state)
    officers = [
        MembershipFactory(agency=side.agency, officer=True).person
        for side in agreement.parties.order_by("position")
    ]
    neighbour = MembershipFactory(officer=True).person

    found = tuple(editing.may_edit(officer, agreement) for officer in officers)
    assert found == DRAFTS.get(state, (False, False))
    assert not editing.may_edit(neighbour, agreement)
    assert not editing.may_comment(neighbour, agreement)
    assert not editing.may_withdraw(neighbour, agreement)
    assert not editing.may_withdraw(officers[1], agreement)
