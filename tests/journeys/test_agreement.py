"""An agreement in a browser: from the template to two signatures, and the door that it opens."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from jejaring.activities.live.models import LiveSession, Registration
from jejaring.config import worker
from jejaring.parties.agreements.models import Agreement, Clause
from jejaring.parties.agreements.queries import waiting
from jejaring.parties.agreements.states import AgreementState, StepKind
from jejaring.parties.places import actions as places
from jejaring.parties.places.rules import in_zone
from jejaring.registers.hours import actions as hours
from tests.agreements.conftest import made_mou, made_network
from tests.factories.agencies import (
    AgencyFactory,
    EmploymentFactory,
    MembershipFactory,
    ServiceAreaFactory,
)
from tests.factories.live import ProgrammeFactory
from tests.factories.people import PersonFactory
from tests.journeys.test_look import violations
from tests.journeys.test_thursday import let_in, press
from tests.people.apps import enrolled

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("unguarded")]


@pytest.fixture
def network(unguarded):
    places.load(by=None, at=timezone.now())
    hours.load_rules(at=timezone.now())
    network = made_network()
    for learning, government in (
        (network.jatim, network.pemprov_jatim),
        (network.jambi, network.pemprov_jambi),
    ):
        ServiceAreaFactory(agency=learning, serves=government)
        ServiceAreaFactory(agency=government, serves=learning)
        network.head(learning)
        network.officer(learning)
    made_mou(network)
    return network


def draft(page, network) -> Agreement:
    """Begin from the template, with the partner, the term and one promise of live seats."""
    page.fill("[name=partners_named]", network.jambi.name)
    page.fill("[name=title]", "PKS Pengembangan Kompetensi")
    page.select_option("[name=parent]", index=1)
    press(page, "Usulkan")
    agreement = Agreement.objects.get(title="PKS Pengembangan Kompetensi")
    today = in_zone(timezone.now(), "WIB").date()
    page.goto(f"/kerja-sama/{agreement.code}/fakta/")
    page.fill("[name=purpose]", "Pengembangan kompetensi ASN kedua provinsi.")
    page.fill("[name=starts_on]", today.isoformat())
    page.fill("[name=ends_on]", (today + timedelta(days=1095)).isoformat())
    page.check("[name=burdens_people][value=no]")
    page.check("[name=is_unfunded][value=no]")
    press(page, "Simpan")
    page.goto(f"/kerja-sama/{agreement.code}/klausul/tambah/")
    page.select_option("[name=resource]", "live_sessions")
    page.select_option("[name=giver]", str(network.jatim.pk))
    page.select_option("[name=receiver]", str(network.jambi.pk))
    page.fill("[name=quantity]", "500")
    press(page, "Simpan")
    return agreement


def name_signatory(page, network, agency, agreement) -> None:
    """The head signs, the officer answers."""
    party = agreement.parties.get(agency=agency)
    page.goto(f"/kerja-sama/{agreement.code}/pihak/{party.pk}/")
    page.select_option("[name=signatory]", str(network.head(agency).pk))
    page.fill("[name=signatory_office]", f"Kepala {agency.name}")
    page.select_option("[name=person_in_charge]", str(network.officer(agency).pk))
    press(page, "Simpan")


def take(open_page, network, agreement, kind, *, button, width, **filled) -> None:
    """Whoever is next takes each open step of this kind, on the page of the stages."""
    for step in list(waiting.open_steps(agreement).filter(kind=kind)):
        page = let_in(
            open_page,
            network.taker(step),
            f"/kerja-sama/{agreement.code}/tahap/{step.pk}/ambil/",
            width=width,
        )
        for name, value in filled.items():
            page.fill(f"[name={name}]", value.format(step=step))
        press(page, button)


def work() -> None:
    """What the worker does; in a thread of its own, as the browser keeps a loop in this one."""

    def drained() -> None:
        worker.drain(["letters", "default"])
        connection.close()

    thread = Thread(target=drained)
    thread.start()
    thread.join()


def sign(open_page, network, agreement, *, width) -> None:
    """Each head signs the text they read, with the digits on their phone."""
    for party in agreement.parties.order_by("position"):
        app = enrolled(party.signatory, timezone.now())
        page = let_in(
            open_page,
            party.signatory,
            f"/kerja-sama/{agreement.code}/tanda-tangan/",
            width=width,
        )
        page.check("[name=has_read]")
        page.fill("[name=code]", app.digits(timezone.now()))
        press(page, "Tanda tangani")
        work()


def restrict(open_page, network, *, width) -> LiveSession:
    """Thursday's session of the giver becomes one for partners by agreement."""
    programme = ProgrammeFactory(slug="asn-belajar", agency=network.jatim)
    organiser = MembershipFactory(agency=programme.agency).person
    page = let_in(open_page, organiser, "/kelola/sesi/baru/", width=width)
    begun = in_zone(timezone.now() + timedelta(days=1), "WIB")
    page.fill("[name=on]", begun.date().isoformat())
    page.fill("[name=title]", "Kamis bersama mitra")
    press(page, "Buat draf")
    session = LiveSession.objects.get(title="Kamis bersama mitra")
    page.goto(f"/kelola/sesi/{session.pk}/ubah/")
    page.check("[name=registration_rule][value=partners]")
    rules = page.locator("form", has=page.locator("[name=registration_rule]"))
    with page.expect_navigation():
        rules.get_by_role("button", name="Simpan").last.click()
    page.goto(f"/kelola/sesi/{session.pk}/ubah/")
    guests = page.locator("form", has=page.locator(f"[name=invited_{network.jambi.pk}]"))
    guests.locator(f"[name=invited_{network.jambi.pk}]").check()
    guests.locator(f"[name=seats_{network.jambi.pk}]").fill("2")
    with page.expect_navigation():
        guests.get_by_role("button", name="Simpan").last.click()
    page.goto(f"/kelola/sesi/{session.pk}/ubah/")
    press(page, "Simpan dan umumkan")
    session.refresh_from_db()
    return session


@pytest.mark.parametrize("width", [1280, 390])
def test_the_next_agreement_opens_a_thursday(open_page, network, width):
    officer = let_in(open_page, network.officer(), "/kerja-sama/mulai/pks-lembaga/", width=width)
    agreement = draft(officer, network)
    name_signatory(officer, network, network.jatim, agreement)
    assert violations(officer) == []

    def take_all(kind, button, **filled):
        take(open_page, network, agreement, kind, button=button, width=width, **filled)

    take_all(StepKind.TERMS, "Usulkan")
    take_all(StepKind.TKKSD, "Loloskan")
    take_all(StepKind.LEGAL, "Paraf")
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.NEGOTIATION

    partner = let_in(
        open_page,
        network.officer(network.jambi),
        f"/kerja-sama/{agreement.code}/naskah/",
        width=width,
    )
    section = agreement.sections.get(part="object")
    partner.goto(f"/kerja-sama/{agreement.code}/naskah/{section.pk}/")
    partner.fill("[name=body]", "Pengembangan kompetensi ASN secara timbal balik.")
    press(partner, "Simpan")
    name_signatory(partner, network, network.jambi, agreement)
    step = waiting.open_steps(agreement).get(kind=StepKind.NEGOTIATE, agency=network.jambi)
    partner.goto(f"/kerja-sama/{agreement.code}/tahap/{step.pk}/tawarkan/")
    press(partner, "Tawarkan dan setujui")

    take_all(StepKind.NEGOTIATE, "Setujui naskah ini")
    take_all(StepKind.APPROVE, "Setujui kerja sama")
    sign(open_page, network, agreement, width=width)
    take_all(StepKind.REGISTER, "Registrasikan", number="119/{step.agency_id}/2026")
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.REGISTERED
    assert [row.document_id is not None for row in agreement.signatures.all()] == [True, True]

    session = restrict(open_page, network, width=width)
    learner, stranger = PersonFactory(pns=True), PersonFactory(pns=True)
    EmploymentFactory(person=learner, agency=network.pemprov_jambi)
    EmploymentFactory(person=stranger, agency=AgencyFactory(name="Pemprov Contoh Utara"))
    page = let_in(open_page, learner, f"/asn-belajar/{session.slug}/", width=width)
    press(page, "Daftar gratis")
    clause = Clause.objects.get(agreement=agreement)
    assert Registration.objects.get(session=session).clause_id == clause.pk
    assert clause.scheduled == 1

    path = f"/asn-belajar/{session.slug}/"
    page = let_in(open_page, stranger, path, width=width, hears_errors=False)
    refused = page.locator("main").inner_text()
    assert "Sesi ini tidak terbuka bagi Anda" in refused
    assert f"Tanyakan kepada {network.jatim.name}" in refused
    assert not Registration.objects.filter(person=stranger).exists()

    officer.goto(f"/kerja-sama/{agreement.code}/rencana/")
    assert officer.locator("td[data-l=Dijadwalkan]").first.inner_text() == "1"
