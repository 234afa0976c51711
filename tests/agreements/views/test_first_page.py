from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.ground.audit import trail
from jejaring.ground.audit.models import Entry
from jejaring.parties.agreements.actions import doors, lines
from jejaring.parties.agreements.queries.overview import overview_of
from jejaring.parties.agreements.states import AgreementState
from tests.agreements.planned import line_of, paper_of, planned
from tests.conftest import NOW
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import AgreementFactory, ClauseFactory, OccasionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture
def pact():
    return planned(
        occasion=OccasionFactory(name="Misi Dagang", venue="RCC", on=date(2025, 12, 31)),
        parent=AgreementFactory(mou=True, title="MoU Pembangunan", signed_on=date(2025, 12, 31)),
    )


def clause_of(pact, **wanted):
    sides = {"giver": pact.ours.agency, "receiver": pact.theirs.agency, "quantity": 200}
    return ClauseFactory(agreement=pact.agreement, **(sides | wanted))


def deliver(clause, quantity, number=1):
    said = {"clause_id": clause.pk, "source": f"live.LiveSession:{number}", "title": "Seri 12"}
    doors.take(**said, quantity=quantity, by=None, at=NOW)
    doors.deliver(**said, quantity=quantity, address="/asn-belajar/", by=None, at=NOW)


def knots(pact, on=TODAY):
    return [(step.title, step.state) for step in overview_of(pact.agreement, on).journey]


def test_the_journey_stands_where_it_is(pact):
    assert knots(pact) == [
        ("Misi Dagang", "done"),
        ("MoU", "done"),
        ("PKS", "done"),
        ("Pelaksanaan", "now"),
        ("Laporan", ""),
        ("Perpanjangan", ""),
    ]
    deliver(clause_of(pact), 5)
    assert knots(pact)[3:5] == [("Pelaksanaan", "done"), ("Laporan", "now")]


def test_a_proposal_stands_at_its_signing():
    draft = planned(state=AgreementState.PROPOSED, signed_on=None)
    assert knots(draft) == [("PKS", "now"), ("Pelaksanaan", ""), ("Perpanjangan", "")]


def test_figures_of_different_units_are_never_added(pact):
    deliver(clause_of(pact), 60)
    clause_of(pact, quantity=100)
    clause_of(pact, quantity=2, unit="visits", giver=pact.theirs.agency, receiver=pact.ours.agency)

    bars = overview_of(pact.agreement, TODAY).bars

    assert [(bar.kind, bar.value, bar.per_cent) for bar in bars] == [
        ("promised", 300, 100.0),
        ("scheduled", 60, 20.0),
        ("delivered", 60, 20.0),
    ]


def test_a_promise_without_limit_is_no_bar(pact):
    clause_of(pact, quantity=None)

    assert [bar.kind for bar in overview_of(pact.agreement, TODAY).bars] == [
        "scheduled",
        "delivered",
    ]


def test_the_page_of_a_living_agreement(client):
    day = localdate()
    pact = planned(starts_on=day - timedelta(days=300), ends_on=day + timedelta(days=66))
    line = line_of(
        pact.agreement, year=day.year, due_on=day - timedelta(days=12), title="Dua lokus"
    )
    deliver(clause_of(pact), 60)
    paper_of(pact.agreement, name="Notula.pdf", party=pact.ours)
    lines.start(line=line, by=pact.officer, at=now())
    client.force_login(pact.officer)

    page = client.get(reverse("agreements:agreement", args=[pact.agreement.code]))

    for said in (
        "66 hari menuju akhir masa",
        "1 bidang disepakati",
        "Lewat 12 hari",
        "Seri 12",
        "Notula.pdf",
        "Rantai utuh",
        "Program dimulai: Dua lokus.",
    ):
        assertContains(page, said)


def test_what_has_nothing_says_so(client):
    pact = planned(state=AgreementState.PROPOSED, signed_on=None, starts_on=None, ends_on=None)
    client.force_login(pact.officer)

    page = client.get(reverse("agreements:agreement", args=[pact.agreement.code]))

    for said in (
        "Belum ada bidang",
        "Belum ada program yang direncanakan.",
        "Belum ada klausul yang menjanjikan jumlah",
        "Belum ada berkas.",
        "Belum ada catatan.",
        "Belum ditandatangani",
    ):
        assertContains(page, said)
    assertNotContains(page, "Rantai utuh")


def test_settled_obligations_stand_apart(client, pact):
    line_of(pact.agreement, title="Kelas selesai", state="done")
    line_of(pact.agreement, title="Lokus terbuka")
    client.force_login(pact.officer)
    first = reverse("agreements:agreement", args=[pact.agreement.code])

    assertNotContains(client.get(first), "Kelas selesai")
    assertContains(client.get(first, {"kewajiban": "selesai"}), "Kelas selesai")


def test_an_altered_entry_breaks_the_chain(client, pact):
    line = line_of(pact.agreement)
    lines.start(line=line, by=pact.officer, at=NOW)
    entry = Entry.objects.get()
    assert trail.follows([entry])
    entry.details = entry.details.replace(line.title, "Lain")

    assert not trail.follows([entry])
    assert trail.follows([])


def test_the_history_goes_on_page_by_page(client, pact):
    for number in range(26):
        line = line_of(pact.agreement, title=f"Program ke-{number}.", position=number)
        lines.start(line=line, by=pact.officer, at=NOW)
        lines.undo(line=line, by=pact.officer, at=NOW)
    client.force_login(MembershipFactory(agency=pact.ours.agency, auditor=True).person)
    address = reverse("agreements:history", args=[pact.agreement.code])

    first = client.get(address)

    assertContains(first, "Program ke-25.")
    assertNotContains(first, "Program ke-0.")
    older = first.context["past"].older
    assertContains(client.get(address, {"sebelum": older}), "Program ke-0.")
    assert client.get(address, {"sebelum": "x"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much(client, pact, rows, django_assert_num_queries):
    for number in range(rows):
        made = line_of(pact.agreement, clause=clause_of(pact), position=number)
        made.owners.create(party=pact.ours, person=pact.officer)
        deliver(made.clause, 1, number)
        paper_of(pact.agreement, party=pact.ours)
    client.force_login(pact.officer)
    lines.start(line=made, by=pact.officer, at=NOW)

    with django_assert_num_queries(20):
        client.get(reverse("agreements:agreement", args=[pact.agreement.code]))
