import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import PartyFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(client):
    agency = AgencyFactory()
    client.force_login(MembershipFactory(agency=agency, officer=True).person)
    return pact(agency, AgencyFactory())


@pytest.mark.parametrize("number", [2, 4])
def test_parties_cost_the_same_for_any_number(client, agreement, number, django_assert_num_queries):
    PartyFactory.create_batch(number - 2, agreement=agreement)

    with django_assert_num_queries(10):
        page = client.get(reverse("agreements:parties", args=[agreement.code])).text

    assert page.count("/keluarkan/") == (number - 1 if number > 2 else 0)


def test_a_party_is_invited_changed_and_taken_out(client, agreement):
    AgencyFactory(name="Universitas Contoh")
    parties = reverse("agreements:parties", args=[agreement.code])

    client.post(parties, {"agency": "universitas contoh"})
    side = agreement.parties.get(position=3)
    url = reverse("agreements:party", args=[agreement.code, side.pk])
    client.post(url, {"signatory_name": "Rektor Contoh", "capacity": "acting"})
    assert "Rektor Contoh" in client.get(parties).text
    assert 'value="Rektor Contoh"' in client.get(url).text

    client.post(reverse("agreements:party-remove", args=[agreement.code, side.pk]))

    assert agreement.parties.count() == 2


def test_what_is_refused_stands_beside_the_form(client, agreement):
    page = client.post(
        reverse("agreements:parties", args=[agreement.code]), {"agency": "Tidak ada"}
    ).text

    assert "Tidak ada" in page
    assert agreement.parties.count() == 2


def test_the_party_of_another_agreement_is_not_found(client, agreement):
    side = PartyFactory()

    url = reverse("agreements:party", args=[agreement.code, side.pk])

    assert client.get(url).status_code == 404
