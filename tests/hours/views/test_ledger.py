import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains
from python_calamine import CalamineWorkbook

from jejaring.registers.hours.models import Posting
from tests.factories.agencies import EmploymentFactory, MembershipFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return PersonFactory.create(pns=True)


@pytest.fixture
def page(client, person):
    client.force_login(person)

    def get(name="ledger-of-year", *args):
        return client.get(reverse(f"hours:{name}", args=args or (2026,)))

    return get


def test_the_ledger_shows_entries_and_what_is_missing(page, post, reverse_hours, person, now):
    post([person])
    post([person], source_id=2, started_at=now.replace(month=3), title="Bimtek <anggaran>")
    reverse_hours([person])

    response = page()

    assertContains(response, "Kurang 18 JP dari kewajiban 20 JP tahun 2026.")
    assertContains(response, "Bimtek &lt;anggaran&gt;")
    assertContains(response, "Ditarik: Salah impor")
    assertContains(
        response,
        "1 JP tiap 45 menit penuh, paling banyak 4 JP sehari: 120 menit menjadi 2 JP.",
        html=False,
    )
    assertContains(response, "<del>2</del>")


@pytest.mark.parametrize("number", [1, 3])
def test_the_ledger_costs_the_same_for_any_number_of_entries(
    page, post, person, number, django_assert_num_queries
):
    for month in range(1, number + 1):
        post([person], source_id=month, started_at=datetime(2026, month, 5, 1, tzinfo=UTC))

    with django_assert_num_queries(8):
        assert page().status_code == 200


def test_an_empty_year_says_what_belongs_here(page):
    assertContains(page("ledger-of-year", 2024), "Belum ada JP pada 2024")


def test_without_a_year_the_one_that_runs_is_shown(client, person):
    client.force_login(person)

    assertContains(client.get("/saya/jp/"), "Jam pelajaran 20")


def test_a_pppk_reads_their_contract_year(client, post, now):
    person = PersonFactory.create(pppk=True)
    EmploymentFactory.create(person=person, contract_started_on=date(2024, 2, 29))
    post([person], jp="26", started_at=now.replace(year=2025))
    client.force_login(person)

    response = client.get(reverse("hours:ledger-of-year", args=[2025]))

    assertContains(response, "2 JP di atas batas 24 JP")
    assertContains(response, "1 Maret 2025 sampai 28 Februari 2026")


def test_others_are_told_that_nothing_is_prescribed(client):
    client.force_login(PersonFactory.create())

    assertContains(client.get("/saya/jp/"), "Tidak ada jumlah JP yang diwajibkan")


def test_the_ledger_is_ones_own(page, post):
    post([PersonFactory.create()], title="Milik orang lain")

    assertNotContains(page(), "Milik orang lain")


def test_the_year_as_csv(page, post, person):
    post([person])

    response = page("as-csv")

    assert response["Content-Disposition"] == 'attachment; filename="jp-2026.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("2026-11-26,08:30,10:30,Pembelajaran mandiri,")


def test_the_year_as_workbook(page, post, person):
    post([person])

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(page("as-xlsx").content))

    assert sheet.get_sheet_by_index(0).to_python()[1][9:11] == [120.0, 2.0]


def test_the_statement_is_a_pdf_of_ones_own(page, post, person, django_assert_max_num_queries):
    post([person])

    response = page("statement")

    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    with django_assert_max_num_queries(10):
        assert page("statement").content == response.content


def test_strangers_are_sent_to_sign_in(client):
    for name in ("ledger-of-year", "statement", "as-csv", "as-xlsx"):
        response = client.get(reverse(f"hours:{name}", args=[2026]))
        assert response.status_code == 302
        assert response["Location"].startswith("/masuk/")


@pytest.mark.parametrize("year", ["0", "1999", "3000", "99999"])
def test_years_that_no_ledger_has_are_not_found(client, person, year):
    client.force_login(person)

    assert client.get(f"/saya/jp/{year}/").status_code == 404


def test_a_statement_of_a_year_to_come_is_refused_in_words(client, person):
    client.force_login(person)

    response = client.get("/saya/jp/2099/rekap.pdf")

    assertContains(response, "Tidak ada buku JP untuk 2099", status_code=404)


def test_whoever_may_correct_is_led_there_from_the_entry(page, post, person, agency):
    MembershipFactory.create(person=person, agency=agency)
    post([person])

    posting = Posting.objects.get()
    assertContains(page(), reverse("hours:correction", args=[posting.pk]))


@pytest.mark.parametrize("own", [True, False])
def test_auditors_and_neighbours_are_not_led_to_a_correction(page, post, person, agency, own):
    if own:
        MembershipFactory.create(person=person, agency=agency, auditor=True)
    else:
        MembershipFactory.create(person=person)
    post([person])

    assertNotContains(page(), "Perbaiki catatan ini")
