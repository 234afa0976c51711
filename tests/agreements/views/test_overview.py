import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = MembershipFactory(officer=True)
    client.force_login(person.person)
    return person


def test_one_agreement_names_its_sides(client, officer):
    agreement = pact(officer.agency, AgencyFactory(name="BPSDM Provinsi Jambi"))

    page = client.get(reverse("agreements:agreement", args=[agreement.code])).text

    assert "BPSDM Provinsi Jambi" in page


def test_a_neighbour_finds_nothing(client, officer):
    agreement = pact(AgencyFactory(), AgencyFactory())

    assert client.get(reverse("agreements:agreement", args=[agreement.code])).status_code == 404
