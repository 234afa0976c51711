"""Pages of owners and auditors in a browser: nothing in them, very long names, many rows."""

import pytest

from jejaring.ground.access.permissions import Role
from tests.factories.agencies import AgencyFactory, MembershipFactory, UnitFactory
from tests.factories.credentials import sealed_batch
from tests.factories.people import PersonFactory
from tests.journeys.test_look import violations
from tests.journeys.test_thursday import let_in

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("unguarded")]
NAME = "Prof. Dr. Ir. Raden Mas Suryaningrat Kusumadiningrat Wahyuningrat Contoh, S.Sos., M.Si."
AGENCY = (
    "Badan Pengembangan Sumber Daya Manusia, Perencanaan, Penelitian, dan Inovasi Daerah "
    "Provinsi Kepulauan Contoh Jauh Sekali"
)
PAGES = ["", "anggota/", "anggota/?halaman=2", "unit/", "kop/", "jejak/"]


@pytest.fixture
def agency(unguarded):
    agency = AgencyFactory.create(
        code="panjang", name=AGENCY, short_name="BPSDM-Bapperida Provinsi Kepulauan Contoh Jauh"
    )
    MembershipFactory.create_batch(51, agency=agency, person__name=NAME)
    UnitFactory.create(agency=agency, name=f"Bidang Sertifikasi {AGENCY}"[:200])
    sealed_batch(agency=agency)
    return agency


@pytest.mark.parametrize("role", [Role.OWNER, Role.AUDITOR])
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_pages_of_an_agency_stand_with_long_names_and_with_nothing(
    open_page, agency, role, width, theme
):
    person = PersonFactory.create(name=NAME)
    empty = AgencyFactory.create(code="kosong")
    for one in (agency, empty):
        MembershipFactory.create(agency=one, person=person, role=role)
    batch = agency.batches.get()
    own = [f"/kelola/lembaga/{code}/{name}" for code in ("panjang", "kosong") for name in PAGES]
    own += [f"/kelola/sertifikat/nomor/{code}/" for code in ("panjang", "kosong")]
    own += ["/kelola/lembaga/", "/kelola/sertifikat/", "/kelola/sertifikat/perbaikan/"]
    own += [f"/kelola/sertifikat/{batch.pk}/", f"/kelola/sertifikat/{batch.pk}/?cari=zzz"]
    page = let_in(open_page, person, "/pemberitahuan/", width=width, theme=theme)

    for path in own:
        page.goto(path)
        assert (path, violations(page)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, width)
