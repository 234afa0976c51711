"""The organiser's pages in a browser: nothing in them, very long names, with and without script."""

import pytest

from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.live import (
    CheckInWindowFactory,
    LiveSessionFactory,
    ProgrammeFactory,
    RunDownItemFactory,
    SessionSpeakerFactory,
)
from tests.journeys.test_look import violations
from tests.journeys.test_thursday import let_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("unguarded")]
LONG = "Transformasi tata kelola pembelajaran aparatur sipil negara lintas provinsi dan kementerian"
PAGES = ["", "ubah/", "peserta/", "papan/", "impor/", "pratinjau/", "tunda/", "batalkan/"]


@pytest.fixture
def organiser(unguarded):
    return MembershipFactory.create().person


@pytest.fixture
def programme(organiser):
    agency = organiser.memberships.get().agency
    return ProgrammeFactory.create(agency=agency, name=LONG, slug="panjang")


@pytest.fixture
def filled(programme):
    """A session with long names, speakers, lines and windows."""
    session = LiveSessionFactory.create(programme=programme, title=LONG)
    for number in (1, 2, 3):
        CheckInWindowFactory(session=session, position=number)
        part = SessionSpeakerFactory(session=session, position=number)
        part.speaker.name = f"Prof. Dr. Ir. Raden Mas Suryaningrat Kusumadiningrat {number} Contoh"
        part.speaker.save()
        RunDownItemFactory(session=session, offset=number * 20, title=f"{LONG} {number}")
    return session


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_pages_of_a_session_stand_with_long_names_and_with_nothing(
    open_page, organiser, filled, width, theme
):
    empty = LiveSessionFactory.create(programme=filled.programme, title="", draft=True)
    own = [f"/kelola/sesi/{filled.pk}/{name}" for name in PAGES]
    own += [f"/kelola/sesi/{empty.pk}/{name}" for name in ("", "ubah/", "peserta/")]
    own += ["/kelola/", "/kelola/program/panjang/", "/kelola/sesi/", "/kelola/sesi/?cari=zzz"]
    page = let_in(open_page, organiser, "/kelola/program/", width=width, theme=theme)

    for path in own:
        page.goto(path)
        assert (path, violations(page)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)


def test_a_moved_row_keeps_the_focus_and_is_announced(open_page, organiser, filled):
    page = let_in(open_page, organiser, f"/kelola/sesi/{filled.pk}/ubah/")
    last = filled.speakers.last()

    page.locator(f"#pembicara-{last.pk} button[value=naik]").click()

    page.get_by_text(f"{last.speaker} kini di urutan 2.").wait_for(state="attached")
    assert page.evaluate("document.activeElement.value") == "naik"
    assert page.evaluate("document.activeElement.closest('li').id") == f"pembicara-{last.pk}"


def test_order_and_partners_are_settled_without_script(open_page, organiser, filled):
    AgencyFactory(name="BPSDM Provinsi Jambi")
    page = let_in(open_page, organiser, f"/kelola/sesi/{filled.pk}/ubah/", script=False)
    first = filled.run_down.first()

    page.locator(f"#susunan-{first.pk} button[value=turun]").click()
    assert [line.title[-1] for line in filled.run_down.all()] == ["2", "1", "3"]

    page.get_by_text("Bidang kerja sama dan mitra").click()
    page.get_by_label("Ketik sebagian nama").fill("jambi")
    page.get_by_role("button", name="Tambahkan", exact=True).first.click()
    assert page.get_by_label("BPSDM Provinsi Jambi").is_checked()
    assert filled.partners.get().name == "BPSDM Provinsi Jambi"
