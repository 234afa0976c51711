import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.parties.agreements.actions import documents
from jejaring.parties.agreements.models import Document
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import pact
from tests.factories.uploads import pdf_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_vault")]


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def agreement(agency):
    return pact(agency, AgencyFactory())


@pytest.fixture
def officer(agency):
    return MembershipFactory(agency=agency, officer=True).person


def handed_in(agreement, by, now, number=1):
    return documents.upload(
        agreement=agreement,
        kind="minutes",
        content=pdf_bytes(b"%d" % number),
        name=f"Notula “{number}”.pdf",
        by=by,
        at=now,
    )


def post(client, agreement, content, name="KAK.pdf"):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(
        reverse("agreements:documents", args=[agreement.code]), {"kind": "terms", "file": file}
    )


def test_an_officer_hands_in_a_document(client, agreement, officer):
    client.force_login(officer)

    response = post(client, agreement, pdf_bytes())

    assert response.status_code == 302
    assertContains(client.get(response.url), "KAK.pdf")


def test_a_program_named_pdf_is_refused_beside_the_form(client, agreement, officer):
    client.force_login(officer)

    assertContains(post(client, agreement, b"MZ" * 99), "Hanya PDF, JPEG, PNG, dan DOCX")
    assert not Document.objects.exists()


def test_twelve_megabytes_are_refused_in_words(client, agreement, officer):
    client.force_login(officer)

    assertContains(post(client, agreement, pdf_bytes(b"x" * 12_000_000)), "melebihi 10 MB")


def test_sixty_megabytes_are_refused_before_they_are_read(client, agreement, officer):
    client.force_login(officer)

    assert post(client, agreement, b"x" * 60_000_000).status_code == 413
    assert not Document.objects.exists()


def test_an_empty_file_is_refused(client, agreement, officer):
    client.force_login(officer)

    assertContains(post(client, agreement, b""), "Berkas kosong")


def test_readers_download_the_very_bytes_and_no_browser_shows_them(
    client, agreement, agency, officer, now
):
    document = handed_in(agreement, officer, now)
    client.force_login(MembershipFactory(agency=agency, auditor=True).person)

    response = client.get(reverse("agreements:document", args=[agreement.code, document.pk]))

    assert response.content == pdf_bytes(b"1")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_neighbour_agency_sees_and_downloads_nothing(client, agreement, officer, now):
    document = handed_in(agreement, officer, now)
    client.force_login(MembershipFactory(owner=True).person)

    for name, args in [
        ("documents", [agreement.code]),
        ("document", [agreement.code, document.pk]),
    ]:
        assert client.get(reverse(f"agreements:{name}", args=args)).status_code == 404
    withdraw = reverse("agreements:withdraw-document", args=[agreement.code, document.pk])
    assert client.post(withdraw).status_code == 404


def test_a_document_of_another_agreement_is_not_found_here(client, agency, officer, now):
    one, other = pact(agency), pact(agency)
    document = handed_in(one, officer, now)
    client.force_login(officer)

    address = reverse("agreements:document", args=[other.code, document.pk])
    assert client.get(address).status_code == 404


def test_an_auditor_reads_and_has_no_form(client, agreement, agency):
    client.force_login(MembershipFactory(agency=agency, auditor=True).person)

    page = client.get(reverse("agreements:documents", args=[agreement.code]))

    assertNotContains(page, 'type="file"')
    assert post(client, agreement, pdf_bytes()).status_code == 403


def test_the_side_withdraws_what_it_added(client, agreement, officer, now):
    document = handed_in(agreement, officer, now)
    client.force_login(officer)

    address = reverse("agreements:withdraw-document", args=[agreement.code, document.pk])
    page = client.post(address, follow=True)

    assertContains(page, "Dokumen telah ditarik")
    assertContains(page, "1 dokumen ditarik")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_documents(
    client, agreement, officer, count, django_assert_num_queries
):
    for number in range(count):
        handed_in(agreement, officer, NOW, number)
    client.force_login(officer)

    with django_assert_num_queries(9):
        client.get(reverse("agreements:documents", args=[agreement.code]))


def test_members_of_a_side_take_the_audit_file_and_nobody_else(client, agreement, agency):
    address = reverse("agreements:audit-file", args=[agreement.code])
    client.force_login(MembershipFactory(agency=agency, auditor=True).person)
    response = client.get(address)
    assert b"".join(response.streaming_content).startswith(b"PK")
    assert response.headers["Content-Disposition"].startswith("attachment; ")

    client.force_login(MembershipFactory(owner=True).person)
    assert client.get(address).status_code == 404
