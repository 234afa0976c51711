import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, LineFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = MembershipFactory(officer=True)
    client.force_login(person.person)
    return person


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, officer, number, django_assert_num_queries):
    for _ in range(number):
        agreement = pact(officer.agency, AgencyFactory(), announced_lines=8)
        LineFactory(agreement=agreement)
        ClauseFactory(agreement=agreement, giver=officer.agency)

    with django_assert_num_queries(9):
        page = client.get(reverse("agreements:agreements")).text

    assert page.count("Perjanjian Kerja Sama Contoh") == number
    assert page.count("8 diumumkan, 1 tercatat") == number


def test_an_empty_list_says_how_to_begin(client, officer):
    page = client.get(reverse("agreements:agreements")).text

    assert "Belum ada kerja sama. Mulai dari satu bidang." in page


def test_a_filter_that_finds_nothing_offers_to_be_cleared(client, officer):
    page = client.get(reverse("agreements:agreements") + "?tahap=berlaku&cari=kakao").text

    assert "Tidak ada yang cocok dengan saringan ini" in page


def test_the_older_page_follows_by_key(client, officer):
    first, *_rest = [pact(officer.agency, AgencyFactory(), title=f"PKS {n}") for n in range(51)]

    page = client.get(reverse("agreements:agreements"))
    older = page.context["page_of_rows"].older
    assert f"?sebelum={older}" in page.text
    second = client.get(reverse("agreements:agreements") + f"?sebelum={older}")

    assert [row.agreement for row in second.context["page_of_rows"].rows] == [first]
    assert second.context["page_of_rows"].older is None
