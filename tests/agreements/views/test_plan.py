from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.parties.agreements.actions import doors
from jejaring.parties.agreements.models import CooperationField, Evidence, Line
from jejaring.parties.agreements.states import AgreementState, LineState
from tests.agreements.planned import line_of, paper_of, planned
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import ClauseFactory
from tests.factories.uploads import pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    day = localdate()
    return planned(
        starts_on=day - timedelta(days=400), ends_on=day + timedelta(days=500), announced_lines=8
    )


@pytest.fixture
def line(pact):
    return line_of(pact.agreement, year=localdate().year)


@pytest.fixture
def officer(client, pact):
    client.force_login(pact.officer)
    return pact.officer


def address(name, pact, *rest):
    return reverse(f"agreements:{name}", args=[pact.agreement.code, *rest])


def clause_of(pact):
    return ClauseFactory(
        agreement=pact.agreement, giver=pact.ours.agency, receiver=pact.theirs.agency
    )


def delivered(clause, number=1):
    said = {"clause_id": clause.pk, "source": f"live.LiveSession:{number}", "title": "Seri 12"}
    doors.take(**said, quantity=40, by=None, at=now())
    doors.deliver(**said, quantity=40, by=None, at=now())


@pytest.mark.usefixtures("officer")
def test_the_plan_says_the_gap_and_offers_the_first_programme(client, pact):
    page = client.get(address("plan", pact))

    assertContains(page, "8 program diumumkan, 0 tercatat.")
    assertContains(page, "Belum ada program")
    assertContains(page, address("line-add", pact))


@pytest.mark.usefixtures("officer")
def test_a_programme_is_added_changed_and_named(client, pact):
    field = CooperationField.objects.get(number=4)
    said = {"title": "Menyiapkan lokus", "field": field.pk, "year": localdate().year}

    made = client.post(address("line-add", pact), said)

    line = Line.objects.get()
    assert made.url == address("line", pact, line.pk)
    client.post(address("line-change", pact, line.pk), said | {"title": "Menyiapkan dua lokus"})
    person = {"person": pact.officer.pk}
    client.post(address("line-answer", pact, line.pk, pact.ours.pk), person)
    assertContains(client.get(address("plan", pact)), "Menyiapkan dua lokus")
    assert line.owners.get().person == pact.officer


@pytest.mark.usefixtures("officer")
def test_what_was_typed_stays_with_the_refusal(client, pact):
    said = {"title": "Terlalu jauh", "field": 1, "year": localdate().year + 9}

    page = client.post(address("line-add", pact), said)

    assertContains(page, "Terlalu jauh")
    assertContains(page, "perpanjang dengan adendum")


@pytest.mark.usefixtures("officer", "own_vault")
def test_a_programme_goes_its_way_by_the_page(client, pact, line):
    due = line.agreement.starts_on.replace(year=line.year, month=12, day=30)
    client.post(address("line-move", pact, line.pk, "jadwalkan"), {"due_on": due.isoformat()})
    client.post(address("line-move", pact, line.pk, "mulai"))
    refused = client.post(address("line-move", pact, line.pk, "selesai"))
    assertContains(refused, "Belum ada bukti pelaksanaan.")

    file = SimpleUploadedFile("laporan.pdf", pdf_bytes(), content_type="application/pdf")
    client.post(address("line-file", pact, line.pk), {"file": file})
    assertContains(client.get(address("line", pact, line.pk)), "laporan.pdf")
    client.post(address("line-move", pact, line.pk, "selesai"))

    line.refresh_from_db()
    assert line.state == LineState.DONE
    client.post(address("line-move", pact, line.pk, "urungkan"))
    line.refresh_from_db()
    assert line.state == LineState.RUNNING


@pytest.mark.usefixtures("officer")
def test_a_known_file_or_event_is_linked(client, pact, line):
    delivered(clause_of(pact))
    movement = pact.agreement.clauses.get().movements.get(kind="delivered")
    paper = paper_of(pact.agreement)

    client.post(address("line-known", pact, line.pk), {"movement": movement.pk})
    client.post(address("line-known", pact, line.pk), {"document": paper.pk})
    none = client.post(address("line-known", pact, line.pk), {})

    assertContains(none, "Pilih berkas atau kegiatan")
    assert Evidence.objects.count() == 2


@pytest.mark.usefixtures("officer", "own_vault")
def test_a_file_that_is_refused_leaves_nothing_behind(client, pact, line):
    file = SimpleUploadedFile("laporan.pdf", b"MZ not a paper")

    page = client.post(address("line-file", pact, line.pk), {"file": file})

    assert page.status_code == 200
    assert not pact.agreement.documents.exists()


@pytest.mark.usefixtures("officer")
def test_carried_over_leads_to_the_new_programme(client, pact, line):
    said = {"year": line.year + 1, "reason": "Lokus belum siap"}

    made = client.post(address("line-move", pact, line.pk, "alihkan"), said)

    assert made.url == address("line", pact, Line.objects.get(carried_from=line).pk)
    assertContains(client.get(address("line", pact, line.pk)), "Lokus belum siap")


@pytest.mark.usefixtures("officer")
def test_a_move_that_is_none_is_not_found(client, pact, line):
    assert client.post(address("line-move", pact, line.pk, "hilang")).status_code == 404


@pytest.mark.usefixtures("officer")
def test_a_draft_loses_a_programme_by_the_page(client, pact, line):
    pact.agreement.state = AgreementState.PROPOSED
    pact.agreement.save()

    client.post(address("line-remove", pact, line.pk))

    assert not Line.objects.exists()


def test_an_auditor_reads_and_moves_nothing(client, pact, line):
    client.force_login(MembershipFactory(agency=pact.ours.agency, auditor=True).person)

    page = client.get(address("line", pact, line.pk))

    assertNotContains(page, address("line-move", pact, line.pk, "mulai"))
    assertNotContains(client.get(address("plan", pact)), address("line-add", pact))
    for name in ("mulai", "batalkan", "urungkan"):
        moved = client.post(address("line-move", pact, line.pk, name), {"reason": "Ya"})
        assert moved.status_code == 403
    known = {"document": paper_of(pact.agreement).pk}
    assert client.post(address("line-known", pact, line.pk), known).status_code == 403
    person = {"person": pact.officer.pk}
    answered = client.post(address("line-answer", pact, line.pk, pact.ours.pk), person)
    assert answered.status_code == 403


def test_neighbours_find_nothing(client, pact, line):
    client.force_login(MembershipFactory(officer=True).person)

    for name in ("agreement", "plan", "line-add", "reports", "history"):
        assert client.get(address(name, pact)).status_code == 404
    assert client.get(address("line", pact, line.pk)).status_code == 404
    assert client.post(address("line-move", pact, line.pk, "mulai")).status_code == 404


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_costs_the_same_however_long(client, pact, rows, django_assert_num_queries):
    for number in range(rows):
        made = line_of(pact.agreement, clause=clause_of(pact), position=number)
        made.owners.create(party=pact.ours, person=pact.officer)
        delivered(made.clause, number)

    with django_assert_num_queries(13):
        client.get(address("plan", pact))
