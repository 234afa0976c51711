import json

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from jejaring.parties.people import queries
from jejaring.parties.people.models import EmailAddress, OneTimeCode, Person
from tests.factories.people import EmailAddressFactory, PersonFactory
from tests.people.letters import another, code_in

pytestmark = pytest.mark.django_db
SIGN_IN, CODE = "/masuk/", "/masuk/kode/"


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def text(response):
    return response.content.decode()


def test_joining_takes_two_steps_and_leads_where_one_was_going(client):
    assert client.get("/saya/surel/").headers["Location"] == "/masuk/?next=/saya/surel/"
    client.post(SIGN_IN, {"email": "rara@contoh.example", "next": "/saya/surel/"})

    response = client.post(
        CODE, {"code": f" {code_in(mail.outbox[0])[:3]}-{code_in(mail.outbox[0])[3:]}"}
    )

    assert (response.status_code, response.headers["Location"]) == (302, "/saya/surel/")
    assert "rara@contoh.example" in text(client.get("/saya/surel/"))
    assert (response.cookies["bahasa"].value, response.cookies["zona"].value) == ("id", "WIB")


@pytest.mark.parametrize(
    "wanted", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", "/\\jahat"]
)
def test_signing_in_never_leads_to_another_host(client, wanted):
    client.post(SIGN_IN, {"email": "rara@contoh.example", "next": wanted})

    response = client.post(CODE, {"code": code_in(mail.outbox[0])})

    assert response.headers["Location"] == "/mulai/"


def test_sign_in_page_says_the_same_of_known_and_unknown_addresses(client):
    EmailAddressFactory(email="ada@contoh.example")
    known = client.post(SIGN_IN, {"email": "ada@contoh.example"})
    first = text(client.get(CODE)).replace("ada@", "x@")
    unknown = client.post(SIGN_IN, {"email": "tiada@contoh.example"})
    second = text(client.get(CODE)).replace("tiada@", "x@")

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert _without_tokens(first) == _without_tokens(second)


def _without_tokens(page):
    return [line.split('name="csrfmiddlewaretoken"')[0] for line in page.splitlines()]


def test_wrong_address_stands_beside_its_field_and_keeps_what_was_typed(client):
    page = text(client.post(SIGN_IN, {"email": "rara@"}))

    assert "Ini bukan alamat surel" in page
    assert 'value="rara@"' in page
    assert OneTimeCode.objects.count() == 0


def test_wrong_code_stands_beside_its_field(client):
    client.post(SIGN_IN, {"email": "rara@contoh.example"})

    page = text(client.post(CODE, {"code": another(code_in(mail.outbox[0]))}))

    assert "Kode belum cocok" in page
    assert "tersisa 4 percobaan" in page


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef"])
def test_code_of_another_length_costs_no_try(client, typed):
    client.post(SIGN_IN, {"email": "rara@contoh.example"})

    client.post(CODE, {"code": typed})

    assert OneTimeCode.objects.get().tries == 0


def test_code_page_without_an_address_goes_back(client):
    assert client.get(CODE).headers["Location"] == SIGN_IN


def test_fifth_letter_in_ten_minutes_is_refused_with_a_page(client):
    for _ in range(4):
        client.post(SIGN_IN, {"email": "rara@contoh.example"})

    response = client.post(SIGN_IN, {"email": "rara@contoh.example"})

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "600"


@pytest.mark.usefixtures("person")
def test_who_is_signed_in_needs_no_door(client):
    assert client.get("/masuk/?next=/saya/surel/").headers["Location"] == "/saya/surel/"


def test_letter_cannot_be_addressed_twice(client):
    client.post(SIGN_IN, {"email": "a@contoh.example\r\nBcc: b@contoh.example"})

    assert mail.outbox == []


def test_personal_link_is_read_without_signing_in_and_pressed_to_enter(client):
    person = PersonFactory(name="Rara Contoh")
    link = queries.personal_link(person, to="/saya/surel/", at=now()).removeprefix(
        "http://127.0.0.1:8000"
    )

    page = client.get(link)
    assert "Lanjutkan sebagai Rara Contoh" in text(page)
    assert "_auth_user_id" not in client.session

    assert client.post(link).headers["Location"] == "/saya/surel/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get(link).headers["Location"] == "/saya/surel/"


def test_damaged_link_says_so(client):
    response = client.get(reverse("people:sign-in-by-link", args=["rusak"]))

    assert response.status_code == 404
    assert "Tautan ini rusak" in text(response)


def test_name_with_script_is_shown_as_text(client):
    person = PersonFactory(name="<script>alert(1)</script>")
    link = queries.personal_link(person, to="/saya/", at=now()).removeprefix(
        "http://127.0.0.1:8000"
    )

    assert "<script>alert(1)" not in text(client.get(link))


def test_ready_accounts_are_shown_and_pressed_in_a_demonstration(client, settings):
    settings.DEMONSTRATION = True
    person = PersonFactory(
        name="Oki Contoh", is_demonstration=True, demonstration_note="Penyelenggara"
    )
    page = text(client.get(SIGN_IN))

    assert ("Oki Contoh" in page, "Penyelenggara" in page) == (True, True)
    response = client.post(
        reverse("people:sign-in-as-example", args=[person.handle]), {"next": "/saya/surel/"}
    )
    assert response.headers["Location"] == "/saya/surel/"


def test_ready_accounts_are_refused_elsewhere(client):
    person = PersonFactory(is_demonstration=True, demonstration_note="Penyelenggara")

    assert person.name not in text(client.get(SIGN_IN))
    assert (
        client.post(reverse("people:sign-in-as-example", args=[person.handle])).status_code == 404
    )


def test_ready_account_is_not_entered_by_reading(client, settings):
    settings.DEMONSTRATION = True
    person = PersonFactory(is_demonstration=True, demonstration_note="Penyelenggara")

    assert client.get(reverse("people:sign-in-as-example", args=[person.handle])).status_code == 405


def test_sign_out_ends_this_session_only(client, person):
    other = client.__class__()
    other.force_login(person)

    client.post("/keluar/")

    assert client.get("/saya/akun/").status_code == 302
    assert other.get("/saya/akun/").status_code == 200


def test_sign_out_everywhere_ends_every_session(client, person):
    other = client.__class__()
    other.force_login(person)

    client.post("/keluar/semua/")

    assert client.get("/saya/akun/").status_code == 302
    assert other.get("/saya/akun/").status_code == 302


@pytest.mark.usefixtures("person")
def test_signing_out_needs_a_press(client):
    assert (client.get("/keluar/").status_code, client.get("/keluar/semua/").status_code) == (
        405,
        405,
    )


def test_address_is_added_in_two_steps(client, person):
    client.post("/saya/surel/", {"email": "kedua@contoh.example"})

    response = client.post("/saya/surel/kode/", {"code": code_in(mail.outbox[0])}, follow=True)

    assert "kedua@contoh.example sudah ditambahkan" in text(response)
    assert EmailAddress.objects.filter(person=person).count() == 2


@pytest.mark.usefixtures("person")
def test_address_of_another_account_is_refused_beside_the_code(client):
    EmailAddressFactory(email="lain@contoh.example")
    client.post("/saya/surel/", {"email": "lain@contoh.example"})

    page = text(client.post("/saya/surel/kode/", {"code": code_in(mail.outbox[0])}))

    assert "Alamat ini milik akun lain" in page


def test_address_is_chosen_and_removed(client, person):
    first = person.addresses.get()
    second = EmailAddressFactory(person=person, is_primary=False)

    client.post(reverse("people:make-primary", args=[second.pk]))
    client.post(reverse("people:remove-address", args=[first.pk]))

    assert [(a.pk, a.is_primary) for a in person.addresses.all()] == [(second.pk, True)]


@pytest.mark.parametrize("page", ["people:make-primary", "people:remove-address"])
@pytest.mark.usefixtures("person")
def test_address_of_someone_else_is_not_found(client, page):
    other = PersonFactory().addresses.get()

    assert client.post(reverse(page, args=[other.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_addresses_cost_the_same_for_any_number(client, person, count, django_assert_num_queries):
    EmailAddressFactory.create_batch(count - 1, person=person, is_primary=False)

    with django_assert_num_queries(4):  # session, person, roles for the rail, addresses
        client.get("/saya/surel/")


def test_my_data_is_a_file_with_all_that_is_kept(client, person):
    response = client.get("/saya/data/")

    record = json.loads(response.content)
    assert response.headers["Content-Disposition"].startswith(
        f'attachment; filename="jejaring-{person.handle}'
    )
    assert record["person"]["name"] == person.name
    assert [address["email"] for address in record["addresses"]] == [person.addresses.get().email]


def test_pages_of_the_account_are_only_for_who_is_signed_in(client):
    for page in ("/saya/akun/", "/saya/data/", "/saya/surel/", "/saya/surel/kode/"):
        assert client.get(page).headers["Location"].startswith("/masuk/")
    assert Person.objects.count() == 0
