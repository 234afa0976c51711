import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.parties.people.actions import tokens
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PAGE = "people:tokens"


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_a_token_is_shown_once_and_revoked_on_its_page(client, person):
    assertContains(client.get(reverse("people:account")), reverse(PAGE))
    posted = {"name": "Sistem kepegawaian", "scope": "write", "days": "90"}

    page = client.post(reverse(PAGE), posted)

    found = re.search(r"jjr_[0-9A-Z]{32}", page.content.decode())
    assert found is not None
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    again = client.get(reverse(PAGE))
    assertNotContains(again, found[0])
    assertContains(again, "Baca dan tulis")
    token = tokens.recognise(found[0], timezone.now())
    page = client.post(reverse("people:revoke-token", args=[token.pk]), follow=True)
    assertContains(page, "Dicabut")


def test_what_is_missing_stands_on_the_page(client, person):
    page = client.post(reverse(PAGE), {"name": " ", "scope": "read", "days": "7"})

    assertContains(page, "aria-invalid")


def test_nobody_revokes_the_token_of_somebody_else(client, person):
    made = tokens.make_token(
        name="Lain", scope="read", days=30, by=PersonFactory(), at=timezone.now()
    )

    assert client.post(reverse("people:revoke-token", args=[made.token.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_tokens(
    client, person, count, django_assert_num_queries
):
    for _number in range(count):
        tokens.make_token(name="Contoh", scope="read", days=30, by=person, at=timezone.now())
    client.get(reverse(PAGE))

    with django_assert_num_queries(4):
        client.get(reverse(PAGE))
