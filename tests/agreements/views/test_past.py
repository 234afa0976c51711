import pytest
from django.urls import reverse

from jejaring.parties.agreements.models import Agreement, Occasion
from tests.factories.agencies import AgencyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(client):
    agency = AgencyFactory()
    client.force_login(MembershipFactory(agency=agency, officer=True).person)
    return agency


def test_an_agreement_from_the_past_is_recorded(client, agency):
    AgencyFactory(name="BPSDM Provinsi Jambi")
    url = reverse("agreements:record")
    values = {"kind": "implementing", "title": "PKS 2022", "source": "Arsip 12", "lead": agency.pk}

    refused = client.post(url, values | {"partner": "jambi", "signed_on": "2999-01-01"}).text
    assert "Hari itu belum tiba." in refused
    client.post(url, values | {"partner": "jambi", "signed_on": "2022-01-27"})

    agreement = Agreement.objects.get()
    assert agreement.parties.count() == 2
    listed = client.get(reverse("agreements:agreements")).text
    assert "dicatat dari masa lalu" in listed
    assert "hari terakhir tidak diketahui" in listed


def test_an_occasion_is_kept(client, agency):
    client.post(
        reverse("agreements:occasion-new"),
        {"agency": agency.pk, "name": "Misi Dagang", "on": "2026-11-26", "city": "Jambi"},
    )

    assert Occasion.objects.get().city == "Jambi"
