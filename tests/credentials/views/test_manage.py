import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from jejaring.ground.access.permissions import Role
from jejaring.registers.credentials import actions
from jejaring.registers.credentials.models import Certificate, Correction, NumberSeries
from jejaring.registers.credentials.states import CertificateState, CorrectionState
from tests.factories import credentials as make
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.agency(code="bpsdm-contoh")


@pytest.fixture
def officer(agency, client):
    person = make.member(agency)
    client.force_login(person)
    return person


@pytest.fixture
def batch(agency, officer):
    return make.sealed_batch(3, agency=agency, by=officer)


@pytest.fixture
def correction(agency, officer):
    learner = PersonFactory(name="Rara Contoh")
    certificate = make.certificate(learner, agency=agency, source_id=9, name="Rara Kontoh")
    return actions.request_correction(certificate=certificate, by=learner, at=make.ISSUED_AT)


def text(response):
    return response.content.decode()


def test_batches_of_ones_agencies_are_listed(client, batch):
    make.sealed_batch(1, facts=make.facts(title="Lembaga lain"))

    html = text(client.get(reverse("credentials:batches")))

    assert "Jatim Corp-U" in html
    assert "Lembaga lain" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_batches_cost_the_same_for_any_number(
    client, agency, officer, count, django_assert_num_queries
):
    for revision in range(count):
        make.open_batch(agency, officer, revision=revision + 1)

    with django_assert_num_queries(5):
        client.get(reverse("credentials:batches"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_roll_costs_the_same_for_any_number(
    client, agency, officer, count, django_assert_num_queries
):
    batch = make.sealed_batch(count, agency=agency, by=officer)

    with django_assert_num_queries(6):
        client.get(reverse("credentials:batch", args=[batch.pk]))


def test_a_roll_is_in_order_and_goes_on_after_fifty(client, agency, officer):
    batch = make.sealed_batch(51, agency=agency, by=officer)
    address = reverse("credentials:batch", args=[batch.pk])
    first, last = Certificate.objects.order_by("position")[0], Certificate.objects.get(position=50)

    html = text(client.get(address))
    rest = text(client.get(address, {"sesudah": 49}))

    assert "sesudah=49" in html
    assert (first.number in html, last.number in html) == (True, False)
    assert (first.number in rest, last.number in rest) == (False, True)


@pytest.mark.parametrize("word", ["PESERTA contoh", "00002"])
def test_a_roll_is_searched_by_name_and_number(client, batch, word):
    second = batch.certificates.get(position=1)
    if word != "00002":
        word = second.name.lower()

    html = text(client.get(reverse("credentials:batch", args=[batch.pk]), {"cari": word}))

    assert second.number in html
    assert "00003/" not in html


def test_a_search_without_result_offers_everybody(client, batch):
    html = text(client.get(reverse("credentials:batch", args=[batch.pk]), {"cari": "<b>zz"}))

    assert "Tidak ada yang cocok" in html
    assert "<b>zz" not in html


def test_a_roll_can_be_taken_away_as_csv(client, agency, officer):
    batch = make.open_batch(agency, officer)
    recipients = [make.recipient(name="=HYPERLINK(1)"), make.recipient(name='Ina; "Aini"')]
    actions.issue(batch=batch, recipients=recipients, at=make.ISSUED_AT)

    response = client.get(reverse("credentials:batch-csv", args=[batch.pk]))
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert lines[0] == "Nomor,Kode,Nama,Instansi,JP,Keadaan,Alasan"
    assert "'=HYPERLINK(1)" in lines[1]
    assert '"Ina; ""Aini"""' in lines[2]
    assert "Sertifikat 2026-11-26" in response.headers["Content-Disposition"]


def test_revoking_asks_why_and_then_does_it(client, batch):
    certificate = batch.certificates.get(position=0)
    address = reverse("credentials:revoke", args=[certificate.shown_code])

    asked = client.get(address)
    empty = client.post(address, {"alasan": " "})
    done = client.post(address, {"alasan": "Terbit dua kali"})

    assert (asked.status_code, empty.status_code, done.status_code) == (200, 422, 302)
    assert Certificate.objects.get(pk=certificate.pk).state == CertificateState.REVOKED
    roll = text(client.get(done.headers["Location"]))
    assert "Dicabut" in roll


def test_corrections_wait_and_are_approved(client, correction):
    listed = text(client.get(reverse("credentials:corrections")))
    response = client.post(reverse("credentials:approve-correction", args=[correction.pk]))

    assert ("Rara Contoh" in listed, "Rara Kontoh" in listed) == (True, True)
    assert response.status_code == 302
    correction.refresh_from_db()
    assert correction.state == CorrectionState.APPROVED
    assert "Tidak ada yang menunggu" in text(client.get(reverse("credentials:corrections")))


def test_corrections_are_declined_with_a_reason(client, correction):
    address = reverse("credentials:decline-correction", args=[correction.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {"alasan": ""}).status_code == 422
    assert client.post(address, {"alasan": "Sesuai SK"}).status_code == 302
    correction.refresh_from_db()
    assert (correction.state, correction.reason) == (CorrectionState.DECLINED, "Sesuai SK")


def test_an_owner_sets_how_numbers_are_written(client, agency):
    client.force_login(make.member(agency, owner=True))
    address = reverse("credentials:numbers", args=[agency.code])

    wrong = client.post(address, {"pola": "{serial.__class__}"})
    right = client.post(address, {"pola": "893.3/{serial:05d}/204.5/{year}"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "tidak dikenal" in text(wrong)
    assert NumberSeries.objects.get().pattern == "893.3/{serial:05d}/204.5/{year}"
    assert "893.3" in text(client.get(address))


@pytest.fixture
def things(agency, batch, correction):
    return {
        "agency": agency,
        "batch": batch.pk,
        "batch-csv": batch.pk,
        "revoke": batch.certificates.first().shown_code,
        "decline-correction": correction.pk,
        "numbers": agency.code,
    }


def outsiders(agency):
    return {
        "neighbour": make.member(),
        "learner": PersonFactory(),
        "auditor": make.member(agency, role=Role.AUDITOR),
        "organiser": make.member(agency),
    }


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("neighbour", "batch", 404),
        ("learner", "batch", 404),
        ("auditor", "batch", 200),
        ("neighbour", "batch-csv", 404),
        ("auditor", "batch-csv", 200),
        ("neighbour", "revoke", 404),
        ("auditor", "revoke", 404),
        ("neighbour", "decline-correction", 404),
        ("auditor", "decline-correction", 404),
        ("neighbour", "numbers", 404),
        ("organiser", "numbers", 200),
        ("auditor", "numbers", 200),
    ],
)
def test_who_may_see_what(client, things, who, name, status):
    client.force_login(outsiders(things["agency"])[who])

    response = client.get(reverse(f"credentials:{name}", args=[things[name]]))

    assert response.status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("organiser", 403), ("auditor", 403), ("neighbour", 404)]
)
def test_only_an_owner_sets_how_numbers_are_written(client, things, who, status):
    client.force_login(outsiders(things["agency"])[who])
    address = reverse("credentials:numbers", args=[things["numbers"]])

    response = client.post(address, {"pola": "1/{serial}/{year}"})

    assert response.status_code == status
    assert not NumberSeries.objects.filter(pattern__startswith="1/").exists()


def test_the_pattern_of_a_begun_year_is_not_offered_for_change(client, agency, batch):
    NumberSeries.objects.update(year=localdate().year, last=5)
    client.force_login(make.member(agency, owner=True))

    html = text(client.get(reverse("credentials:numbers", args=[agency.code])))

    assert ('name="pola"' in html, "sudah terpakai" in html) == (False, True)


def test_an_auditor_reads_who_waits_and_decides_nothing(client, agency, correction):
    client.force_login(outsiders(agency)["auditor"])

    html = text(client.get(reverse("credentials:corrections")))

    assert (correction.name in html, "setujui" in html) == (True, False)


@pytest.mark.parametrize("who", ["neighbour", "auditor", "learner"])
def test_outsiders_approve_nothing(client, agency, correction, who):
    client.force_login(outsiders(agency)[who])

    response = client.post(reverse("credentials:approve-correction", args=[correction.pk]))

    assert response.status_code == 404
    assert Correction.objects.get().state == CorrectionState.REQUESTED


def test_an_auditor_sees_no_button_that_would_be_refused(client, agency, batch):
    client.force_login(outsiders(agency)["auditor"])

    html = text(client.get(reverse("credentials:batch", args=[batch.pk])))

    assert "/kelola/sertifikat/cabut/" not in html
