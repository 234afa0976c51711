"""A Thursday in a browser, from announcing to a certificate that a stranger verifies."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from jejaring.activities.live.models import LiveSession
from jejaring.config import worker
from jejaring.parties.people import queries as people
from jejaring.parties.places import actions as places
from jejaring.parties.places.rules import in_zone
from jejaring.registers.hours import actions as hours
from tests.factories.agencies import MembershipFactory
from tests.factories.live import ProgrammeFactory
from tests.journeys.test_look import violations

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("unguarded")]
SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "samples"


@pytest.fixture
def officer(unguarded):
    places.load(by=None, at=timezone.now())
    hours.load_rules(at=timezone.now())
    programme = ProgrammeFactory(slug="asn-belajar", agency__name="BPSDM Provinsi Contoh")
    return MembershipFactory(agency=programme.agency, person__name="Andi Contoh").person


def let_in(open_page, person, path, **options):
    """By a personal link: one press, no password."""
    link = people.personal_link(person, to=path, at=timezone.now())
    page = open_page(link[link.index("/masuk/") :], **options)
    press(page, "Lanjutkan")
    return page


def press(page, name) -> None:
    """Press the first button of this name, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def work() -> None:
    """What the workers of `jejaring up` do beside the server."""
    worker.drain(["letters", "default"])


def announce(page, *, title: str, minimum: str, rule: str = "windows") -> LiveSession:
    """Plan a session that began five minutes ago, and announce it."""
    begun = in_zone(timezone.now() - timedelta(minutes=5), "WIB")
    page.fill("[name=on]", begun.date().isoformat())
    page.fill("[name=title]", title)
    press(page, "Buat draf")
    page.check(f"[name=attendance_rule][value={rule}]")
    page.fill("[name=attendance_minimum]", minimum)
    rules = page.locator("form", has=page.locator("[name=attendance_rule]"))
    with page.expect_navigation():
        rules.get_by_role("button", name="Simpan").last.click()
    page.fill("[name=begins]", begun.strftime("%H:%M"))
    press(page, "Simpan dan umumkan")
    return LiveSession.objects.get(title=title)


def test_a_thursday_from_announcing_to_a_verified_certificate(open_page, officer):
    console = let_in(open_page, officer, "/kelola/sesi/baru/")
    session = announce(console, title="Uji coba Kamis", minimum="1")
    assert violations(console) == []

    learner = open_page(f"/asn-belajar/{session.slug}/", width=390, script=False)
    learner.fill("[name=code]", session.windows.order_by("position")[0].code.lower())
    press(learner, "Masuk dan catat kehadiran")
    learner.fill("[name=email]", "rara@contoh.example")
    press(learner, "Kirim kode")
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    learner.fill("[name=code]", code.group() if code else "")
    press(learner, "Lanjutkan")
    press(learner, "Daftar gratis")
    press(learner, "Catat kehadiran")
    learner.get_by_text("Kehadiran tercatat").first.wait_for()
    learner.get_by_role("link", name="Tulis nama Anda").click()
    learner.fill("[name=name]", "Rara Contoh")
    press(learner, "Simpan")
    learner.wait_for_url("**/asn-belajar/**")

    console.goto(f"/kelola/sesi/{session.pk}/tutup/")
    assert "1 orang mendapat JP dan sertifikat" in console.locator("h1").inner_text()
    assert violations(console) == []
    press(console, "Tutup dan terbitkan sertifikat")
    work()
    console.reload()
    assert "1 sertifikat terbit" in console.locator("main").inner_text()
    assert violations(console) == []

    learner.goto("/saya/sertifikat/")
    learner.locator("main a[href*='/saya/sertifikat/JJR']").first.click()
    shown = re.search(r"JJR(-\w{4}){3}", learner.locator("main").inner_text())
    assert shown is not None
    paper = learner.request.get(f"/saya/sertifikat/{shown.group()}.pdf")
    assert (paper.status, paper.body()[:5]) == (200, b"%PDF-")

    stranger = open_page("/v/")
    stranger.fill("[name=kode]", shown.group())
    with stranger.expect_navigation():
        stranger.keyboard.press("Enter")
    assert "Sertifikat ini sah" in stranger.locator("main").inner_text()
    assert "Rara Contoh" in stranger.locator("main").inner_text()
    assert violations(stranger) == []


def test_a_thursday_from_a_zoom_report_alone(open_page, officer):
    console = let_in(open_page, officer, "/kelola/sesi/baru/")
    session = announce(console, title="Dari laporan Zoom", minimum="60", rule="minutes")

    console.goto(f"/kelola/sesi/{session.pk}/impor/")
    console.set_input_files("[type=file]", str(SAMPLES / "zoom-durasi.csv"))
    press(console, "Unggah dan periksa")
    assert violations(console) == []
    press(console, "Catat mereka hadir")
    work()
    console.goto(f"/kelola/sesi/{session.pk}/tutup/")
    told = console.locator("h1").inner_text()
    assert int(told.split()[0]) > 0
    press(console, "Tutup dan terbitkan sertifikat")
    work()
    console.reload()

    assert f"{told.split()[0]} sertifikat terbit" in console.locator("main").inner_text()
