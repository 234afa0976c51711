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


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, officer, number, django_assert_num_queries):
    for _ in range(number):
        pact(officer.agency, AgencyFactory())

    with django_assert_num_queries(5):
        page = client.get(reverse("agreements:agreements")).text

    assert page.count("Perjanjian Kerja Sama Contoh") == number


def test_an_empty_list_says_how_to_begin(client, officer):
    page = client.get(reverse("agreements:agreements")).text

    assert "Belum ada kerja sama. Mulai dari satu bidang." in page


def test_one_agreement_names_its_sides(client, officer):
    agreement = pact(officer.agency, AgencyFactory(name="BPSDM Provinsi Jambi"))

    page = client.get(reverse("agreements:agreement", args=[agreement.code])).text

    assert "BPSDM Provinsi Jambi" in page


def test_a_neighbour_finds_nothing(client, officer):
    agreement = pact(AgencyFactory(), AgencyFactory())

    assert client.get(reverse("agreements:agreement", args=[agreement.code])).status_code == 404
