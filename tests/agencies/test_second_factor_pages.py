import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.parties.people.queries import second_factor as queries
from tests.factories.agencies import AgencyFactory, MembershipFactory
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


def test_an_owner_resets_a_members_on_the_page_of_members(client, agency, head):
    client.force_login(MembershipFactory(agency=agency, owner=True).person)
    address = reverse("agencies:reset-second-factor", args=[agency.code, head.handle])
    assertContains(client.get(reverse("agencies:members", args=[agency.code])), address)

    page = client.post(address, follow=True)

    assertNotContains(page, address)
    assert not queries.has_second_factor(head)


def test_a_member_has_no_button_and_is_refused(client, agency, head):
    client.force_login(MembershipFactory(agency=agency).person)
    address = reverse("agencies:reset-second-factor", args=[agency.code, head.handle])

    assertNotContains(client.get(reverse("agencies:members", args=[agency.code])), address)
    assert client.post(address).status_code == 403


def test_a_neighbour_agency_finds_nobody(client, agency, head):
    client.force_login(MembershipFactory(owner=True).person)

    address = reverse("agencies:reset-second-factor", args=[agency.code, head.handle])
    assert client.post(address).status_code == 404
