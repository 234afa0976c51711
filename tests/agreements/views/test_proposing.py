import pytest
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from jejaring.parties.agreements.models import Agreement
from tests.factories.agencies import AgencyFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ADDRESS = reverse("agreements:start-proposed")


@pytest.fixture
def officer(client):
    member = MembershipFactory(officer=True)
    client.force_login(member.person)
    return member


def said(officer, **changes):
    return {
        "lead": officer.agency.code,
        "partner": AgencyFactory().code,
        "field": "1",
        "giver": "mitra",
    } | changes


def test_a_proposal_becomes_a_draft(client, officer):
    response = client.post(ADDRESS, said(officer))

    agreement = Agreement.objects.get()
    assertRedirects(response, reverse("agreements:parties", args=[agreement.code]))
    assert agreement.clauses.get().receiver == officer.agency


@pytest.mark.parametrize(
    "changes", [{"lead": "orang-lain"}, {"field": "77"}, {"giver": "siapa"}, {"partner": ""}]
)
def test_what_no_longer_fits_leads_to_the_templates(client, officer, changes):
    assertRedirects(client.post(ADDRESS, said(officer, **changes)), reverse("agreements:start"))
    assert not Agreement.objects.exists()


def test_a_neighbours_agency_is_not_offered(client, officer):
    response = client.post(ADDRESS, said(officer, lead=AgencyFactory().code))

    assertRedirects(response, reverse("agreements:start"))
    assert not Agreement.objects.exists()
