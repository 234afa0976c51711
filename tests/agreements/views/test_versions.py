import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import SectionFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(client):
    agency = AgencyFactory()
    client.force_login(MembershipFactory(agency=agency, officer=True).person)
    return pact(agency, AgencyFactory(), negotiated=True)


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.code, *more])


def test_a_version_is_kept_and_compared(client, agreement):
    section = SectionFactory(agreement=agreement, body="Kelas Kamis pagi.")
    client.post(url("versions", agreement), {"note": "Untuk mitra"})
    client.post(
        url("section", agreement, section.pk),
        {"seen": 1, "heading": section.heading, "body": "Kelas Jumat pagi."},
    )

    since = client.get(url("versions", agreement)).text
    assert "<del>Kamis</del><ins>Jumat</ins>" in since
    assert "Untuk mitra" in since
    client.post(url("versions", agreement))
    page = client.get(url("version", agreement, 2)).text

    assert "<del>Kamis</del><ins>Jumat</ins>" in page
    assert "<del>" not in client.get(url("version", agreement, 2) + "?dari=0").text
    assert client.get(url("version", agreement, 3)).status_code == 404


def test_the_same_text_is_not_kept_twice(client, agreement):
    SectionFactory(agreement=agreement)
    client.post(url("versions", agreement))

    page = client.post(url("versions", agreement)).text

    assert agreement.versions.count() == 1
    assert "error-summary" in page


@pytest.mark.parametrize("number", [1, 3])
def test_versions_cost_the_same_for_any_number(
    client, agreement, number, django_assert_num_queries
):
    for turn in range(number):
        SectionFactory(agreement=agreement, heading=f"Pasal {turn}")
        client.post(url("versions", agreement))

    with django_assert_num_queries(15):
        page = client.get(url("versions", agreement)).text

    assert page.count("SHA-256") == number
