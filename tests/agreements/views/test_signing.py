from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.ground.seals.fields import signed_fields
from jejaring.parties.agreements.models import Signature
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import pact
from tests.factories.uploads import jpeg_bytes

pytestmark = pytest.mark.django_db


def page(ready):
    return reverse("agreements:signatures", args=[ready.agreement.code])


def send(client, ready, side, **changes):
    said = {
        "seen": ready.version.sha256,
        "has_read": "on",
        "code": ready.apps[side].digits(timezone.now()),
    }
    address = reverse("agreements:sign", args=[ready.agreement.code, ready.parties[side].pk])
    return client.post(address, said | changes)


def test_a_signatory_reads_and_signs_in_the_browser(client, ready):
    client.force_login(ready.people[0])
    before = client.get(page(ready))
    assertContains(before, ready.version.sha256)
    assertContains(before, "Para pihak sepakat.")

    response = send(client, ready, 0)

    after = client.get(response.url)
    assertContains(after, "Anda telah menandatangani")
    assertNotContains(after, 'name="code"')
    assert Signature.objects.get().person == ready.people[0]


def test_what_is_missing_stands_beside_the_field(client, ready):
    client.force_login(ready.people[0])

    assertContains(send(client, ready, 0, code="12"), "enam angka")
    assertContains(send(client, ready, 0, has_read=""), "Nyatakan bahwa Anda telah membaca")
    assertContains(send(client, ready, 0, seen="0" * 64), "bukan yang dibaca tadi")
    wrong = ready.apps[0].wrong(timezone.now())
    assertContains(send(client, ready, 0, code=wrong), "Tinggal 4 kali")
    assert not Signature.objects.exists()


def test_a_member_who_is_not_the_signatory_gets_no_form_and_is_refused(client, ready, network):
    client.force_login(network.officer())

    assertNotContains(client.get(page(ready)), 'name="code"')
    assert send(client, ready, 0).status_code == 403


def test_a_neighbour_agency_finds_nothing(client, ready, now):
    ready.sign(0, now)
    ready.seal(now)
    client.force_login(MembershipFactory(owner=True).person)
    code, party = ready.agreement.code, ready.parties[0].pk

    for name, args in [
        ("signatures", [code]),
        ("signed-paper", [code]),
        ("text-paper", [code, 1, "pdf"]),
    ]:
        assert client.get(reverse(f"agreements:{name}", args=args)).status_code == 404
    for name in ("sign", "signed-scan"):
        assert client.post(reverse(f"agreements:{name}", args=[code, party])).status_code == 404


def test_a_party_of_another_agreement_is_not_found_here(client, ready, network):
    other = pact(network.jatim)
    client.force_login(ready.people[0])

    address = reverse("agreements:sign", args=[other.code, ready.parties[0].pk])
    assert client.post(address).status_code == 404


def test_without_a_second_factor_the_page_leads_there(client, ready, now):
    ready.people[0].second_factor.delete()
    client.force_login(ready.people[0])

    assertContains(client.get(page(ready)), reverse("people:second-factor"))


def test_the_text_is_taken_along_as_pdf_and_docx(client, ready, network):
    client.force_login(network.person(network.jambi, "auditor"))

    for kind, starts in (("pdf", b"%PDF-"), ("docx", b"PK")):
        address = reverse("agreements:text-paper", args=[ready.agreement.code, 1, kind])
        response = client.get(address)
        assert response.content.startswith(starts)
        assert response.headers["Content-Disposition"].startswith("attachment; ")
    missing = reverse("agreements:text-paper", args=[ready.agreement.code, 9, "pdf"])
    assert client.get(missing).status_code == 404


def test_the_signed_pdf_is_downloaded_once_it_is_sealed(client, ready, now):
    client.force_login(ready.people[1])
    address = reverse("agreements:signed-paper", args=[ready.agreement.code])
    assert client.get(address).status_code == 404
    ready.sign(0, now)
    ready.seal(now)

    assert len(signed_fields(client.get(address).content)) == 1
    assertContains(client.get(page(ready)), "Segel uji")


def test_a_scan_is_handed_in_and_labelled(client, ready, network):
    client.force_login(network.officer())
    party = ready.parties[0].pk
    file = SimpleUploadedFile("pindaian.jpg", BytesIO(jpeg_bytes()).read())
    address = reverse("agreements:signed-scan", args=[ready.agreement.code, party])

    response = client.post(address, {"seen": ready.version.sha256, "file": file}, follow=True)

    assertContains(response, "Ditandatangani dengan tinta")
    assertContains(response, "bukan tanda tangan elektronik")


def test_a_text_that_changed_says_so_and_has_no_form(client, ready):
    ready.agreement.title = "Judul lain"
    ready.agreement.save()
    client.force_login(ready.people[0])

    shown = client.get(page(ready))

    assertContains(shown, "Ada yang berubah sejak versi ini dibekukan")
    assertNotContains(shown, 'name="code"')


def test_without_a_text_the_page_says_what_will_stand_there(client, network, agreement):
    client.force_login(network.officer())

    address = reverse("agreements:signatures", args=[agreement.code])
    assertContains(client.get(address), "Belum ada naskah untuk ditandatangani")


def test_the_page_costs_the_same_however_many_have_signed(
    client, ready, now, django_assert_num_queries
):
    client.force_login(ready.people[0])
    client.get(page(ready))
    with django_assert_num_queries(20):
        client.get(page(ready))
    ready.sign(0, now)
    ready.sign(1, now + timedelta(seconds=30))
    with django_assert_num_queries(18):
        client.get(page(ready))
