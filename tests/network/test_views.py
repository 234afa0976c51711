import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.activities.live.states import RegistrationRule
from jejaring.parties.agreements.models import Movement
from jejaring.parties.agreements.states import MovementKind
from tests.factories.agencies import (
    AliasFactory,
    MembershipFactory,
    StatementFactory,
    SuccessionFactory,
)
from tests.factories.agreements import ClauseFactory, LineFactory, PartyFactory, pact, today
from tests.factories.live import LiveSessionFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PAGE, LIST = reverse("network:network"), reverse("network:agreements")


def lively(one, other):
    """An agreement in force under which something went both ways."""
    agreement = pact(one, other, in_force=True)
    for giver, receiver in ((one, other), (other, one)):
        clause = ClauseFactory(agreement=agreement, giver=giver, receiver=receiver)
        Movement.objects.create(
            clause=clause, kind=MovementKind.DELIVERED, quantity=3, source=f"test:{clause.pk}",
            title="Kegiatan Contoh", at=agreement.created_at,
        )  # fmt: skip
    LineFactory(agreement=agreement)
    return agreement


def streamed(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("agreements", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    client, agency_in, django_assert_num_queries, agreements
):
    for iso in ["JA", "BT", "AC"][:agreements]:
        lively(agency_in("JI"), agency_in(iso))

    with django_assert_num_queries(11):
        response = client.get(PAGE)

    assertContains(response, "Jawa Timur")
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("agreements", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client, agency_in, django_assert_num_queries, agreements
):
    made = [lively(agency_in("JI"), agency_in("JA")) for _number in range(agreements)]

    with django_assert_num_queries(6):
        response = client.get(LIST)

    for agreement in made:
        assertContains(response, agreement.title)


@pytest.mark.parametrize("address", [PAGE, LIST])
def test_an_empty_network_says_so(client, address):
    assertContains(client.get(address), "Tidak ada kerja sama yang cocok")


def test_a_hidden_agreement_is_seen_by_members_alone(client, agency_in):
    silent, other = agency_in("JI", shows_agreements=False), agency_in("JA")
    hidden = pact(silent, other, in_force=True)
    own = reverse("network:agreement", args=[hidden.code])

    assertNotContains(client.get(LIST), hidden.title)
    assert client.get(own).status_code == 404
    assert hidden.code not in streamed(client.get(reverse("network:json")))

    client.force_login(MembershipFactory(agency=silent).person)
    response = client.get(LIST)
    assertContains(response, hidden.title)
    assert "public" not in response.get("Cache-Control", "")
    assertContains(client.get(own), reverse("agreements:agreement", args=[hidden.code]))
    assert hidden.code not in streamed(client.get(reverse("network:json")))

    client.force_login(MembershipFactory(agency=agency_in("BT")).person)
    assert client.get(own).status_code == 404


def test_an_agreement_not_yet_signed_has_no_public_page(client, agency_in):
    draft = pact(agency_in("JI"), agency_in("JA"), negotiated=True)

    assert client.get(reverse("network:agreement", args=[draft.code])).status_code == 404


def test_no_person_stands_on_the_page_of_an_agreement(client, agency_in):
    signatory = PersonFactory(name="Nama Rahasia Contoh")
    agreement = lively(agency_in("JI"), agency_in("JA"))
    PartyFactory(
        agreement=agreement, agency=agency_in("BT"), signatory=signatory,
        person_in_charge=signatory, signatory_name="Nama Rahasia Contoh",
        signatory_office="Kepala BPSDM Contoh", mandate_number="KUASA-7",
    )  # fmt: skip

    texts = [
        client.get(reverse("network:agreement", args=[agreement.code])).content.decode(),
        streamed(client.get(reverse("network:json"))),
        streamed(client.get(reverse("network:csv"))),
    ]

    assert "Kepala BPSDM Contoh" in texts[0]
    for text in texts:
        assert "Nama Rahasia" not in text
        assert "KUASA-7" not in text


@pytest.mark.parametrize("clauses", [1, 3])
def test_one_agreement_costs_the_same_for_any_number_of_clauses(
    client, agency_in, django_assert_num_queries, clauses
):
    one, other = agency_in("JI"), agency_in("JA")
    agreement = pact(one, other, in_force=True)
    for _number in range(clauses):
        ClauseFactory(agreement=agreement, giver=one, receiver=other)
        LineFactory(agreement=agreement)

    with django_assert_num_queries(9):
        client.get(reverse("network:agreement", args=[agreement.code]))


def test_what_was_announced_and_not_named_is_said(client, agency_in):
    agreement = pact(agency_in("JI"), agency_in("JA"), in_force=True, announced_lines=8)
    LineFactory(agreement=agreement)

    response = client.get(reverse("network:agreement", args=[agreement.code]))

    assertContains(response, "8 diumumkan, 1 tercatat")


def test_open_data_says_the_same_twice(client, agency_in):
    agreement = lively(agency_in("JI"), agency_in(""))

    told = json.loads(streamed(client.get(reverse("network:json"))))
    lines = list(csv.DictReader(io.StringIO(streamed(client.get(reverse("network:csv"))))))

    assert [row["code"] for row in told["agreements"]] == [agreement.code]
    assert [row["code"] for row in lines] == [agreement.code]
    assert [side["province"] for side in told["agreements"][0]["parties"]] == ["JI", None]
    assert lines[0]["provinces"] == "JI; "
    assert lines[0]["signed_on"] == agreement.signed_on.isoformat()
    assert told["agreements"][0]["fields"] == [1]


def test_a_cell_is_never_a_formula(client, agency_in):
    pact(agency_in("JI"), agency_in("JA"), in_force=True, title='=HYPERLINK("x")')

    assert "'=HYPERLINK" in streamed(client.get(reverse("network:csv")))


def test_open_data_follows_the_filter(client, agency_in):
    pact(agency_in("JI"), agency_in("JA"), in_force=True)

    for year, count in ((today().year - 1, 1), (1999, 0)):
        response = client.get(reverse("network:json"), {"tahun": year})
        assert len(json.loads(streamed(response))["agreements"]) == count


def public_agency(agency):
    return reverse("network:agency", args=[agency.code])


@pytest.mark.parametrize("rows", [1, 3])
def test_an_agency_costs_the_same_for_any_number(
    client, agency_in, django_assert_num_queries, rows
):
    agency = agency_in("JI")
    StatementFactory.create_batch(rows, agency=agency)
    StatementFactory.create_batch(rows, agency=agency, need=True)
    AliasFactory.create_batch(rows, agency=agency)
    sessions = [
        LiveSessionFactory(agency=agency, starts_at=timezone.now() + timedelta(days=n + 1))
        for n in range(rows)
    ]
    made = [lively(agency, agency_in("JA")) for _number in range(rows)]

    with django_assert_num_queries(11):
        response = client.get(public_agency(agency))

    for agreement in made:
        assertContains(response, agreement.title)
    assertContains(response, "Keunggulan Contoh", count=2 * rows)
    assertContains(response, "Nama Lama Contoh", count=rows)
    assertContains(response, reverse("live:session", args=[sessions[0].slug]))


def test_an_agency_that_hides_its_agreements_says_so(client, agency_in):
    silent, other = agency_in("JI", shows_agreements=False), agency_in("JA")
    hidden = pact(silent, other, in_force=True)

    response = client.get(public_agency(silent))
    assertContains(response, "tidak menampilkan kerja samanya")
    assertNotContains(response, hidden.title)
    assertNotContains(client.get(public_agency(other)), hidden.title)

    client.force_login(MembershipFactory(agency=other).person)
    assertContains(client.get(public_agency(silent)), hidden.title)


def test_sessions_for_partners_alone_are_not_open(client, agency_in):
    agency = agency_in("JI")
    session = LiveSessionFactory(
        agency=agency,
        starts_at=timezone.now() + timedelta(days=1),
        registration_rule=RegistrationRule.PARTNERS,
    )

    assertNotContains(client.get(public_agency(agency)), session.title)


def test_an_old_agreement_keeps_the_old_name_and_says_who_that_is_today(client, agency_in):
    lipi, brin = agency_in("", name="LIPI Contoh"), agency_in("", name="BRIN Contoh")
    jatim = agency_in("JI")
    SuccessionFactory(before=lipi, after=brin)
    agreement = pact(lipi, jatim, in_force=True)

    page = client.get(reverse("network:agreement", args=[agreement.code]))
    assertContains(page, "LIPI Contoh kini")
    assertContains(page, public_agency(brin))
    assertContains(client.get(public_agency(lipi)), "diteruskan pada 1 September 2021")
    assertContains(client.get(public_agency(brin)), "meneruskan tugas")


def test_an_agency_that_does_not_exist_has_no_page(client):
    assert client.get("/lembaga/tidak-ada/").status_code == 404


def test_proposals_lead_to_a_draft(client, agency_in):
    officer = MembershipFactory(officer=True, agency=agency_in("JI"))
    StatementFactory(agency=officer.agency, need=True, text="Butuh Contoh")
    other = StatementFactory(agency=agency_in("JA"), text="Unggul Contoh").agency
    page = reverse("network:proposals")

    assert client.get(page).status_code == 302
    client.force_login(officer.person)
    response = client.get(page)

    assertContains(response, "Butuh Contoh")
    assertContains(response, "Unggul Contoh")
    assertContains(response, f'name="partner" value="{other.code}"')
    assertContains(response, reverse("agreements:start-proposed"))


def test_proposals_say_why_there_are_none(client):
    client.force_login(MembershipFactory(officer=True).person)
    assertContains(client.get(reverse("network:proposals")), "Belum ada usulan")

    client.force_login(PersonFactory())
    assertContains(client.get(reverse("network:proposals")), "Belum ada lembaga Anda")
