import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agencies import actions
from jejaring.parties.people.queries import second_factor as queries
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.people import PersonFactory
from tests.people.apps import enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def head(agency, now):
    person = MembershipFactory(agency=agency, head=True).person
    enrolled(person, now)
    return person


def reset(agency, person, by, at):
    return actions.reset_second_factor(agency=agency, person=person, by=by, at=at)


def test_an_owner_resets_a_members(agency, head, now):
    owner = MembershipFactory(agency=agency, owner=True).person

    reset(agency, head, owner, now)

    assert not queries.has_second_factor(head)
    assert Entry.objects.get(agency=agency.pk).act == "agencies.second_factor_reset"


def test_nobody_else_does(agency, head, now):
    neighbour = MembershipFactory(owner=True).person
    for by in (neighbour, head, MembershipFactory(agency=agency, auditor=True).person):
        with pytest.raises(NotPermitted):
            reset(agency, head, by, now)
    assert queries.has_second_factor(head)


def test_an_owner_does_not_reset_their_own(agency, now):
    owner = MembershipFactory(agency=agency, owner=True).person
    enrolled(owner, now)

    with pytest.raises(NotPermitted):
        reset(agency, owner, owner, now)


def test_an_owner_does_not_reset_a_strangers(agency, now):
    stranger = PersonFactory()
    enrolled(stranger, now)
    owner = MembershipFactory(agency=agency, owner=True).person

    with pytest.raises(actions.NotAMember):
        reset(agency, stranger, owner, now)
