from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.registers.hours import queries
from jejaring.registers.hours.models import Posting
from tests.factories.agencies import MembershipFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(post, people):
    post(people[:1])
    return Posting.objects.get()


@pytest.fixture
def address(posting):
    return reverse("hours:correction", args=[posting.pk])


@pytest.fixture
def as_member(client, agency):
    def sign_in(**traits):
        client.force_login(MembershipFactory.create(**{"agency": agency, **traits}).person)
        return client

    return sign_in


def test_an_organiser_puts_hours_right(as_member, address, people):
    client = as_member()
    assertContains(client.get(address), "Yang seharusnya tercatat")

    response = client.post(
        address, {"minutes": 60, "jp": "1", "reason": "Pulang lebih awal"}, follow=True
    )

    assertContains(response, "JP sudah diperbaiki.")
    assertContains(response, "Catatan ini sudah diganti.")
    assertContains(response, "Ditarik: Pulang lebih awal")
    assert queries.total_of(people[0].pk, 2026) == Decimal(1)


def test_hours_taken_back_altogether_leave_nothing_to_correct(as_member, address):
    response = as_member().post(
        address, {"minutes": 0, "jp": "0", "reason": "Tidak hadir"}, follow=True
    )

    assertContains(response, "tidak ada yang perlu diperbaiki")
    assertNotContains(response, "Yang seharusnya tercatat")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"minutes": 120, "jp": "2", "reason": "x"}, "Tidak ada yang diubah."),
        ({"minutes": 60, "jp": "2000", "reason": "x"}, "JP berkisar dari 0 sampai 1000."),
        ({"minutes": 60, "jp": "1", "reason": " "}, "Alasan"),
    ],
)
def test_a_refused_correction_keeps_what_was_typed(as_member, address, given, sentence):
    response = as_member().post(address, given)

    assertContains(response, sentence)
    assertContains(response, f'value="{given["minutes"]}"')
    assert Posting.objects.count() == 1


def test_an_auditor_reads_and_does_not_correct(as_member, address):
    client = as_member(auditor=True)

    assertContains(client.get(address), "Hanya pemilik dan penyelenggara")
    client.post(address, {"minutes": 60, "jp": "1", "reason": "x"})

    assert Posting.objects.count() == 1


def test_a_neighbour_agency_and_the_person_themselves_find_nothing(client, address, people):
    for person in (MembershipFactory.create(owner=True).person, people[0], PersonFactory.create()):
        client.force_login(person)
        assert client.get(address).status_code == 404
