import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.parties.people.queries import second_factor as queries
from tests.factories.people import PersonFactory
from tests.people.apps import App, enrolled

pytestmark = pytest.mark.django_db
PAGE = "people:second-factor"


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_it_is_turned_on_and_off_in_the_browser(client, person):
    client.post(reverse("people:begin-second-factor"))
    page = client.get(reverse(PAGE))
    assertContains(page, "<svg")
    code = App(person).digits(timezone.now())

    page = client.post(reverse(PAGE), {"code": f"{code[:3]} {code[3:]}"}, follow=True)

    assertContains(page, "Faktor kedua Anda aktif")
    assertNotContains(page, '<path d="M0 0h7')
    page = client.post(reverse("people:remove-second-factor"), {"code": code})
    assertContains(page, "sudah dipakai")
    assert queries.has_second_factor(person)


def test_wrong_digits_stand_beside_the_field(client, person):
    client.post(reverse("people:begin-second-factor"))

    assertContains(client.post(reverse(PAGE), {"code": "12345"}), "enam angka")
    page = client.post(reverse(PAGE), {"code": App(person).wrong(timezone.now())})
    assertContains(page, "Tinggal 4 kali")


def test_the_page_is_kept_nowhere(client, person):
    assert "no-store" in client.get(reverse(PAGE)).headers["Cache-Control"]


def test_codes_of_examples_are_no_page_of_an_ordinary_installation(client, settings):
    assert client.get(reverse("people:example-codes")).status_code == 404
    settings.DEMONSTRATION = True
    example = PersonFactory(is_demonstration=True, name="Kepala Contoh")
    app = enrolled(example, timezone.now())

    page = client.get(reverse("people:example-codes"))

    assertContains(page, "Kepala Contoh")
    assertContains(page, app.digits(timezone.now()))
