"""What anyone and what learners see: no page scrolls sideways, and a page follows its session."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jejaring.parties.places import actions as places
from jejaring.registers.hours import actions as hours
from tests.factories.agencies import AgencyFactory, EmploymentFactory
from tests.factories.credentials import certificate
from tests.factories.live import (
    CheckInWindowFactory,
    LiveSessionFactory,
    RegistrationFactory,
    RunDownItemFactory,
    SessionSpeakerFactory,
)
from tests.factories.people import PersonFactory
from tests.journeys.test_look import violations
from tests.journeys.test_thursday import let_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("unguarded")]
NAME = "Prof. Dr. Ir. Hj. Siti Nurhaliza Contoh Prawirohardjokusumo, S.Sos., M.Si., M.A."
AGENCY = (
    "Badan Pengembangan Sumber Daya Manusia dan Pendidikan Pelatihan Provinsi Contoh Jauh Sekali"
)
TITLE = "Penguatan kapasitas aparatur daerah kepulauan, perbatasan, dan tertinggal " * 2
ANYONE = [
    "/", "/asn-belajar/", "/asn-belajar/nanti/", "/asn-belajar/kini/", "/asn-belajar/usai/",
    "/asn-belajar/batal/", "/asn-belajar/tunda/", "/v/", "/v/jp/", "/v/jp/AAAA/", "/aturan-jp/",
    "/menu/", "/bantuan/", "/privasi/", "/aksesibilitas/", "/masuk/", "/tidak-ada/",
]  # fmt: skip
OWN = [
    "/saya/", "/saya/kamis/", "/saya/jp/", "/saya/sertifikat/", "/saya/profil/", "/saya/akun/",
    "/saya/surel/", "/pemberitahuan/", "/menu/", "/asn-belajar/nanti/", "/asn-belajar/kini/",
    "/asn-belajar/usai/",
]  # fmt: skip
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def learner(unguarded):
    """Somebody with long names, in sessions of every state."""
    at = timezone.now()
    places.load(by=None, at=at)
    hours.load_rules(at=at)
    agency = AgencyFactory.create(name=AGENCY, contact_email="sekretariat@contohjauhsekali.example")
    person = PersonFactory.create(pns=True, name=NAME)
    EmploymentFactory.create(person=person, agency=agency)
    for slug, starts_at, state in (
        ("nanti", at + DAY, "announced"),
        ("kini", at - HOUR, "announced"),
        ("usai", at - DAY, "announced"),
        ("batal", at + DAY, "cancelled"),
        ("tunda", at + DAY, "postponed"),
    ):
        session = LiveSessionFactory.create(
            slug=slug,
            starts_at=starts_at,
            state=state,
            title=TITLE.strip(),
            programme__agency=agency,
        )
        RunDownItemFactory.create(session=session, title=TITLE.strip())
        SessionSpeakerFactory.create(session=session, speaker__name=NAME, speaker__office=AGENCY)
        CheckInWindowFactory.create(session=session, opens_at=starts_at + 50 * MINUTE)
        RegistrationFactory.create(session=session, person=person)
    certificate(person, agency=agency)
    return person


def wide(page, paths):
    """Paths and languages whose page is wider than the window."""
    found = []
    for language in ("id", "en"):
        page.goto(f"/bahasa/?pilih={language}&kembali=/menu/")
        for path in paths:
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append((language, path))
    return found


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_that_learners_see_scrolls_sideways(open_page, learner, width):
    anyone = open_page("/", width=width, hears_errors=False)
    assert wide(anyone, ANYONE) == []

    own = let_in(open_page, learner, "/saya/", width=width)
    assert wide(own, OWN) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_somebody_new_sees(open_page, learner, theme):
    newcomer = PersonFactory.create(new=True)
    page = let_in(open_page, newcomer, "/saya/", width=390, theme=theme)
    for path in OWN:
        page.goto(path)
        assert violations(page) == [], path


def test_a_page_follows_the_windows_and_leaves_the_typing_alone(open_page, learner):
    page = let_in(open_page, learner, "/asn-belajar/kini/")
    window = learner.registrations.get(session__slug="kini").session.windows.get()
    page.locator("[name=code]").type("4K7")
    was = page.locator("#code-window").inner_text()

    window.closes_at += 20 * MINUTE
    window.save()
    with page.expect_response("**/hadir/jendela/**"):
        page.evaluate("htmx.trigger('#code-window', 'every')")
    page.wait_for_function(
        "was => document.querySelector('#code-window').innerText !== was", arg=was
    )

    assert page.evaluate("document.activeElement.name") == "code"
    assert page.locator("[name=code]").input_value() == "4K7"


def test_whoever_arrived_is_offered_the_next_code(open_page, learner):
    page = let_in(open_page, learner, "/asn-belajar/kini/")
    session = learner.registrations.get(session__slug="kini").session
    first = session.windows.get()
    page.fill("[name=code]", first.code)
    page.get_by_role("button", name="Catat kehadiran").click()
    page.get_by_text("Kehadiran tercatat").wait_for()

    first.closes_at = first.opens_at + MINUTE
    first.save()
    CheckInWindowFactory.create(
        session=session, position=2, opens_at=timezone.now() - MINUTE, code="AB3456"
    )
    page.evaluate("htmx.trigger('#code-window', 'every')")

    page.locator("[name=code]").wait_for()
    assert page.get_by_text("1 dari 2 kode tercatat").is_visible()
