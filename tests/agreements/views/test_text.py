import pytest
from django.urls import reverse

from jejaring.parties.agreements.actions import text
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import SectionFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return pact(AgencyFactory(), AgencyFactory(), negotiated=True)


@pytest.fixture
def officer(client, agreement):
    person = officer_of(agreement, 1)
    client.force_login(person)
    return person


def officer_of(agreement, position):
    agency = agreement.parties.get(position=position).agency
    return MembershipFactory(agency=agency, officer=True).person


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.code, *more])


@pytest.mark.parametrize("number", [1, 3])
def test_the_text_costs_the_same_for_any_number(
    client, agreement, officer, number, django_assert_num_queries
):
    SectionFactory.create_batch(number, agreement=agreement, body="Sejak {mulai}.")

    with django_assert_num_queries(14):
        page = client.get(url("text", agreement)).text

    assert page.count("Sejak tanggal penandatanganan.") == number


def test_a_section_comes_from_the_library_and_from_own_words(client, agreement, officer):
    add = url("section-add", agreement)
    offered = client.get(add + "?pustaka=lokus").context["form"].initial
    assert offered["heading"] == "Lokus Studi Lapangan dan Tolok Ukur"

    client.post(add, offered | {"seen": 0})

    assert agreement.sections.get().part == "scope"
    assert "Pasal memerlukan" not in client.get(url("text", agreement)).text


def test_the_second_officer_sees_both_texts_and_nothing_is_lost(client, agreement, officer):
    section = SectionFactory(agreement=agreement, heading="Objek", body="Semula.")
    text.change_section(
        section=section,
        heading="Objek",
        body="Kata mitra.",
        seen=1,
        by=officer_of(agreement, 2),
        at=NOW,
    )

    change = url("section", agreement, section.pk)
    answer = client.post(change, {"seen": 1, "heading": "Objek", "body": "Kata kami."})

    assert "Kata mitra." in answer.text
    assert "Kata kami." in answer.text
    assert "<ins>kami.</ins>" in answer.text
    assert 'name="seen" value="2"' in answer.text
    client.post(change, {"seen": 2, "heading": "Objek", "body": "Kata bersama."})
    section.refresh_from_db()
    assert section.body == "Kata bersama."


def test_a_section_is_moved_taken_out_and_put_back(client, agreement, officer):
    first, second = (SectionFactory(agreement=agreement) for _ in range(2))

    client.post(url("section-move", agreement, second.pk), {"ke": "naik"})
    rows = agreement.sections.order_by("position").values_list("pk", flat=True)
    assert list(rows) == [second.pk, first.pk]
    page = client.post(url("section-remove", agreement, first.pk), follow=True).text
    assert f"/naskah/{first.pk}/pulihkan/" in page
    client.post(url("section-restore", agreement, first.pk))

    assert agreement.sections.filter(removed_at__isnull=True).count() == 2


def test_earlier_words_stand_again(client, agreement, officer):
    section = text.add_section(
        agreement=agreement, heading="Objek", body="Lama.", by=officer, at=NOW
    )
    change = url("section", agreement, section.pk)
    client.post(change, {"seen": 1, "heading": "Objek", "body": "Baru."})
    assert "Lama." in client.get(change).text

    client.post(url("section-restore", agreement, section.pk), {"revisi": "1"})

    section.refresh_from_db()
    assert (section.body, section.revision) == ("Lama.", 3)


def test_a_comment_is_made_and_settled(client, agreement, officer):
    section = SectionFactory(agreement=agreement)
    address = url("section-comment", agreement, section.pk)
    assert "Catatan belum diisi." in client.post(address, {"body": ""}).text

    client.post(address, {"body": "Mohon batas waktu."})
    remark = section.comments.get()
    assert "1 catatan" in client.get(url("text", agreement)).text
    client.post(url("comment-settle", agreement, section.pk, remark.pk))

    remark.refresh_from_db()
    assert remark.settled_by == officer


def test_an_auditor_reads_and_finds_no_form(client, agreement):
    section = SectionFactory(agreement=agreement)
    agency = agreement.parties.get(position=1).agency
    client.force_login(MembershipFactory(agency=agency, auditor=True).person)

    pages = client.get(url("text", agreement)).text
    pages += client.get(url("section", agreement, section.pk)).text

    assert "<textarea" not in pages
    assert "/keluarkan/" not in pages
    assert client.post(url("section-remove", agreement, section.pk)).status_code == 403


@pytest.mark.parametrize("name", ["text", "section-add", "versions", "clauses", "clause-add"])
def test_a_neighbour_finds_no_page(client, agreement, name):
    client.force_login(MembershipFactory(officer=True).person)

    assert client.get(url(name, agreement)).status_code == 404


def test_the_section_of_another_agreement_is_not_found(client, agreement, officer):
    section = SectionFactory()

    assert client.get(url("section", agreement, section.pk)).status_code == 404
