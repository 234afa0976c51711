import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse

from jejaring.registers.credentials import actions
from jejaring.registers.credentials.models import Certificate, Correction
from tests.factories import credentials as make
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    person = PersonFactory(name="Rara Contoh")
    client.force_login(person)
    return person


@pytest.fixture
def certificate(learner):
    return make.certificate(learner)


def address(name, certificate):
    return reverse(f"credentials:{name}", args=[certificate.shown_code])


def test_the_list_shows_ones_own_newest_first(client, learner):
    for number in (1, 2):
        make.certificate(learner, source_id=number, facts=make.facts(title=f"Kamis ke-{number}"))
    make.certificate(source_id=3, facts=make.facts(title="Milik orang lain"))

    html = client.get(reverse("credentials:mine")).content.decode()

    assert html.index("Kamis ke-2") < html.index("Kamis ke-1")
    assert "Milik orang lain" not in html


def test_an_empty_list_says_how_to_begin(client, learner):
    assert "Belum ada sertifikat" in client.get(reverse("credentials:mine")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, learner, count, django_assert_num_queries):
    for number in range(count):
        make.certificate(learner, source_id=number + 1)

    with django_assert_num_queries(4):
        client.get(reverse("credentials:mine"))


def test_the_list_goes_on_after_fifty(client, learner):
    agency = make.agency()
    by = make.member(agency)
    for number in range(51):
        batch = make.open_batch(
            agency, by, source_id=number, facts=make.facts(title=f"Kamis ke-{number}")
        )
        actions.issue(batch=batch, recipients=[make.recipient(learner)], at=make.ISSUED_AT)

    first = client.get(reverse("credentials:mine")).content.decode()
    oldest = Certificate.objects.order_by("pk")[1]
    second = client.get(reverse("credentials:mine"), {"sebelum": oldest.pk}).content.decode()

    assert f"?sebelum={oldest.pk}" in first
    assert ("Kamis ke-0<" in first, "Kamis ke-0<" in second) == (False, True)


def test_the_page_shows_the_certificate_as_printed(client, certificate):
    html = client.get(address("certificate", certificate)).content.decode()

    for words in ["Selamat, sertifikat Anda terbit", "Rara Contoh", certificate.shown_code, "<svg"]:
        assert words in html


def test_the_page_costs_few_queries(client, certificate, django_assert_num_queries):
    with django_assert_num_queries(7):
        client.get(address("certificate", certificate))


@pytest.mark.parametrize("name", ["certificate", "paper", "request-correction"])
def test_a_certificate_of_another_is_not_there(client, learner, name):
    other = make.certificate()

    assert client.get(address(name, other)).status_code == 404


@pytest.mark.parametrize("name", ["mine", "certificate", "paper"])
def test_everything_here_needs_sign_in(client, name):
    arguments = [] if name == "mine" else ["JJR-0000-0000-0000"]

    response = client.get(reverse(f"credentials:{name}", args=arguments))

    assert response.status_code == 302


def test_the_paper_is_a_sealed_pdf_with_a_readable_name(client, certificate):
    response = client.get(address("paper", certificate))
    content = b"".join(response.streaming_content)

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="Sertifikat ASN Belajar 2026-11-26 Rara Contoh.pdf"'
    )
    assert b"/ETSI.CAdES.detached" in content
    with pikepdf.open(make.as_file(content)) as pdf:
        assert certificate.shown_code in str(pdf.docinfo["/Keywords"])


def test_the_paper_is_rendered_once(client, certificate):
    first = b"".join(client.get(address("paper", certificate)).streaming_content)
    again = b"".join(client.get(address("paper", certificate) + "?cetak=1").streaming_content)

    assert first == again
    assert (settings.DATA_DIR / "papers").exists()


@pytest.mark.parametrize(
    "name", ["A" * 120, "محمد الفاتح", 'Nurul \'Aini / "Ina"', "../../etc/passwd"]
)
def test_papers_bear_unusual_names(client, learner, name):
    certificate = make.certificate(learner, name=name)

    response = client.get(address("paper", certificate))

    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert "/" not in response.headers["Content-Disposition"].replace("filename*=utf-8''", "")


def test_there_is_no_paper_of_a_revoked_certificate(client, certificate):
    by = make.member(certificate.batch.agency)
    actions.revoke(certificate=certificate, reason="Salah", by=by, at=make.ISSUED_AT)

    response = client.get(address("paper", certificate))
    html = client.get(address("certificate", certificate)).content.decode()

    assert response.status_code == 409
    assert "Sertifikat ini sudah dicabut" in html
    assert address("paper", certificate) not in html


def test_a_replaced_certificate_leads_to_the_new_one(client, certificate):
    by = make.member(certificate.batch.agency)
    new = actions.reissue(
        certificate=certificate, name="Rara Contoh, S.H.", by=by, at=make.ISSUED_AT
    )

    html = client.get(address("certificate", certificate)).content.decode()
    held = client.get(reverse("credentials:mine")).content.decode()

    assert address("certificate", new) in html
    assert (new.shown_code in held, certificate.shown_code in held) == (True, False)


def test_a_wrong_name_is_asked_to_be_corrected(client, learner):
    certificate = make.certificate(learner, name="Rara Kontoh")

    form = client.get(address("request-correction", certificate)).content.decode()
    response = client.post(address("request-correction", certificate), follow=True)

    assert ("Rara Kontoh" in form, "Rara Contoh" in form) == (True, True)
    assert "Anda meminta nama Rara Contoh" in response.content.decode()
    assert Correction.objects.get().name == "Rara Contoh"


def test_a_declined_correction_tells_why(client, learner):
    certificate = make.certificate(learner, name="Rara Kontoh")
    client.post(address("request-correction", certificate))
    actions.decline_correction(
        correction=Correction.objects.get(),
        reason="Nama sesuai SK",
        by=make.member(certificate.batch.agency),
        at=make.ISSUED_AT,
    )

    html = client.get(address("certificate", certificate)).content.decode()

    assert "Nama sesuai SK" in html
    assert address("request-correction", certificate) in html
