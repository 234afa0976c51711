import gzip
import json

import pytest
from django.db import OperationalError, connection
from django.urls import resolve, reverse

from jejaring.registers.credentials import actions
from jejaring.registers.credentials.files import proof
from jejaring.registers.credentials.models import Certificate
from tests.factories import credentials as make
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return PersonFactory(pns=True, name="Rara Contoh")


@pytest.fixture
def certificate(learner):
    return make.certificate(learner, agency=make.agency(contact_email="tanya@contoh.example"))


def page(client, certificate, **headers):
    response = client.get(reverse("credentials:result", args=[certificate.shown_code]), **headers)
    return response, response.content.decode()


def act(action, certificate, **given):
    by = make.member(certificate.batch.agency)
    call = getattr(actions, action)
    return call(certificate=certificate, by=by, at=make.ISSUED_AT, **given)


def test_a_valid_certificate_is_told_so(client, certificate):
    response, html = page(client, certificate)

    assert response.status_code == 200
    for words in [
        "Sertifikat ini sah",
        "Rara Contoh",
        "UPT Contoh, Pemerintah Provinsi Kalimantan Selatan",
        "ASN Belajar: Pembelajaran mandiri dan terintegrasi: pengalaman Jatim Corp-U",
        "Kamis, 26 November 2026, 08.00–10.00 WIB",
        "2 JP",
        certificate.number,
        "BPSDM Provinsi Jawa Timur, bersama BPSDM Provinsi Jambi",
        "Isi</b> tidak berubah sejak terbit",
        "2 jam pelajaran",
        "mailto:tanya@contoh.example",
    ]:
        assert words in html


def test_the_page_speaks_english_but_the_sheet_is_as_printed(client, certificate):
    client.cookies["bahasa"] = "en"

    _, html = page(client, certificate)

    assert "This certificate is valid" in html
    assert "Thursday, 26 November 2026, 08.00–10.00 WIB" in html
    assert "diberikan kepada" in html
    assert "telah mengikuti" in html


def test_nothing_private_is_shown(client, certificate, learner):
    address = learner.addresses.get().email

    response, html = page(client, certificate)
    told = client.get(reverse("credentials:proof", args=[certificate.shown_code])).content.decode()

    for secret in [learner.employee_no, address, learner.handle]:
        assert secret not in html + told
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "محمد الفاتح", 'Nurul \'Aini "Ina"', "{{ name }}", "A" * 120],
)
def test_hostile_and_unusual_names_are_shown_as_they_are(client, name):
    certificate = make.certificate(name=name)

    _, html = page(client, certificate)

    assert "<script>alert" not in html
    assert (
        name.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;").replace('"', "&quot;")
        in html
    )


def test_two_certificates_of_a_batch_do_not_mix(client):
    batch = make.sealed_batch(2)
    first, second = batch.certificates.order_by("position")

    _, one = page(client, first)
    _, other = page(client, second)

    assert (first.name in one, second.name in one) == (True, False)
    assert (second.name in other, first.name in other) == (True, False)
    assert first.shown_code not in other
    assert "0x" not in one


def test_a_signed_in_reader_sees_the_same_in_their_own_frame(client, certificate):
    reader = PersonFactory(name="Pemeriksa Contoh")
    client.force_login(reader)

    _, html = page(client, certificate)

    assert "Sertifikat ini sah" in html
    assert "Pemeriksa Contoh" in html


def test_a_revoked_certificate_tells_when_and_why(client, certificate):
    act("revoke", certificate, reason="Terbit dua kali")

    _, html = page(client, certificate)

    assert "Sertifikat ini sudah dicabut" in html
    assert "26 November 2026" in html
    assert "Terbit dua kali" in html


@pytest.mark.parametrize(
    ("action", "given", "told"),
    [
        ("revoke", {"reason": "Terbit dua kali"}, "Sertifikat ini sudah dicabut"),
        ("reissue", {"name": "Rara Contoh, S.H."}, "Sertifikat ini sudah diganti"),
    ],
)
def test_a_change_shows_at_once_to_who_looked_before(client, certificate, action, given, told):
    assert "Sertifikat ini sah" in page(client, certificate)[1]

    act(action, certificate, **given)

    assert told in page(client, certificate)[1]


def test_a_replaced_certificate_leads_to_the_new_one(client, certificate):
    new = act("reissue", certificate, name="Rara Contoh, S.H.")

    _, html = page(client, certificate)

    assert "Sertifikat ini sudah diganti" in html
    assert reverse("credentials:result", args=[new.shown_code]) in html
    assert "Sertifikat ini sah" in page(client, new)[1]


def test_a_forged_certificate_is_not_trusted(client, certificate):
    Certificate.objects.filter(pk=certificate.pk).update(name="Orang Lain")

    _, html = page(client, certificate)

    assert "Jangan percaya sertifikat ini" in html
    assert "Isi</b> bukan yang ditandatangani" in html


def test_an_unsigned_certificate_is_to_be_checked_later(client):
    batch = make.open_batch(make.agency())
    actions.issue(batch=batch, recipients=[make.recipient()], at=make.ISSUED_AT)

    response, html = page(client, Certificate.objects.get())

    assert response.status_code == 200
    assert "Belum dapat diperiksa" in html


def test_an_unknown_code_is_not_found(client):
    response = client.get("/v/JJR-0000-0000-0000/")

    assert response.status_code == 404
    assert "Tidak ditemukan" in response.content.decode()


def test_records_that_cannot_be_reached_are_said_to_be_so(client):
    def broken(*_):
        raise OperationalError

    with connection.execute_wrapper(broken):
        response = client.get("/v/JJR-0000-0000-0000/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "Belum dapat diperiksa" in response.content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the driver of SQLite is asked directly")
def test_a_read_that_the_driver_gives_up_is_told_as_such(client, certificate):
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: 1, 1)
    try:
        response = client.get(f"/v/{certificate.shown_code}/")
    finally:
        connection.connection.set_progress_handler(None, 1)

    assert response.status_code == 503


def test_a_network_that_guesses_is_refused_even_for_what_exists(client, certificate):
    for _ in range(31):
        client.get("/v/JJR-0000-0000-0000/")

    assert client.get("/v/JJR-0000-0000-0000/").status_code == 429
    assert page(client, certificate)[0].status_code == 429
    assert page(client, certificate, REMOTE_ADDR="192.0.2.7")[0].status_code == 200


def test_checking_what_exists_is_never_refused(client, certificate):
    assert {page(client, certificate)[0].status_code for _ in range(40)} == {200}


@pytest.mark.parametrize("typed", ["{code}", "jjr{code}", "JJR {code}"])
def test_other_spellings_lead_to_the_one_address(client, certificate, typed):
    response = client.get(f"/v/{typed.format(code=certificate.code.lower())}/")

    assert response.headers["Location"] == f"/v/{certificate.shown_code}/"


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("jjr 9r4p 26nv 7k2m", "/v/JJR-9R4P-26NV-7K2M/"),
        ("9R4P26NV7K2M", "/v/JJR-9R4P-26NV-7K2M/"),
        ("JJR-9R4P-26NV-7KZO", "/v/JJR-9R4P-26NV-7KZ0/"),
        ("https://lain.example/v/JJR-9R4P-26NV-7K2M/", "/v/JJR-9R4P-26NV-7K2M/"),
        ("JPS-9R4P-26NV-7K2M", "/v/jp/JPS-9R4P-26NV-7K2M/"),
    ],
)
def test_the_form_leads_to_the_page_of_a_code(client, typed, target):
    response = client.get(reverse("credentials:verify"), {"kode": typed})

    assert response.headers["Location"] == target


@pytest.mark.parametrize("typed", ["", "JJR", "9R4P", "x" * 300])
def test_the_form_says_what_a_code_looks_like(client, typed):
    response = client.get(reverse("credentials:verify"), {"kode": typed})

    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()


def test_the_proof_can_be_checked_by_a_stranger(client, certificate):
    response = client.get(reverse("credentials:proof", args=[certificate.shown_code]))

    assert response.headers["Content-Type"] == "application/json"
    assert proof.findings(proof.read(response.content)).is_whole
    assert json.loads(response.content)["facts"]["name"] == certificate.name


def test_the_proof_is_had_by_format_too(client, certificate):
    by_query = client.get(f"/v/{certificate.shown_code}/?format=json")

    assert json.loads(by_query.content)["facts"]["code"] == certificate.code


def test_a_proof_of_nothing_is_not_found(client):
    assert client.get("/v/JJR-0000-0000-0000.json").status_code == 404


def test_pages_and_proofs_are_not_sent_twice(client, certificate):
    for path in [f"/v/{certificate.shown_code}/", f"/v/{certificate.shown_code}.json"]:
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    act("revoke", certificate, reason="Salah")
    etag = first.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_the_packed_page_is_the_plain_one(client, certificate):
    address = reverse("credentials:result", args=[certificate.shown_code])
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content)[-5000:] == plain.content[-5000:]
    assert len(packed.content) < 20_000


def test_the_symbol_leads_to_the_page(client, certificate):
    response = client.get(reverse("credentials:symbol", args=[certificate.shown_code]))

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")


def test_a_check_asks_the_database_once(client, certificate, django_assert_num_queries):
    page(client, certificate)

    with django_assert_num_queries(1):
        page(client, certificate)


def test_a_watched_check_shows_what_an_unwatched_one_does(client, certificate):
    unwatched = page(client, certificate)[1]

    with connection.execute_wrapper(lambda execute, *asked: execute(*asked)):
        assert page(client, certificate)[1] == unwatched


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v/jp/", "hours:check-a-code"),
        ("/v/jp/JPS-9R4P-26NV-7K2M/", "hours:check"),
        ("/v/JPAA-9R4P-26NV/", "credentials:result"),
        ("/v/apa saja/", "credentials:result"),
    ],
)
def test_every_address_of_a_code_leads_to_the_one_who_knows_it(path, name):
    assert resolve(path).view_name == name
