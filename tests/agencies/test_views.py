import pytest
from django.urls import reverse

from jejaring.parties.agencies import queries
from jejaring.parties.agencies.models import Membership
from tests.factories.agencies import AgencyFactory, MembershipFactory, UnitFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PROFILE = "/saya/profil/"
PAGES = ["agency", "letterhead", "members", "units", "trail"]


@pytest.fixture
def person(client):
    person = PersonFactory(new=True)
    client.force_login(person)
    return person


def member(client, **trait):
    membership = MembershipFactory(**trait)
    client.force_login(membership.person)
    return membership


def text(response):
    return response.content.decode()


def filled(**changes):
    return {
        "name": "Rara Contoh",
        "kind": "other",
        "employee_no": "",
        "search": "",
        "employer": "",
        "unit": "",
        "contract_started_on": "",
        "zone": "WITA",
        "language": "en",
    } | changes


def test_profile_is_saved_and_the_pages_follow_it(client, person):
    unit = UnitFactory()

    response = client.post(PROFILE, filled(employer=unit.agency_id, unit=unit.pk))

    assert response.headers["Location"] == PROFILE
    assert (response.cookies["bahasa"].value, response.cookies["zona"].value) == ("en", "WITA")
    employment = queries.current_employment(person)
    assert employment is not None
    assert (employment.agency, employment.unit) == (unit.agency, unit)
    assert "Your profile has been saved." in text(client.get(PROFILE))


@pytest.mark.usefixtures("person")
def test_profile_leads_on_to_where_one_was_going(client):
    assert client.post(PROFILE, filled(next="/saya/surel/")).headers["Location"] == "/saya/surel/"
    assert client.post(PROFILE, filled(next="//jahat.example")).headers["Location"] == PROFILE


def test_searching_keeps_what_was_typed_and_saves_nothing(client, person):
    AgencyFactory(name="BPSDM Provinsi Jambi")

    page = text(client.post(PROFILE, filled(search="jambi", find="1", name="Nama Setengah")))

    assert ("BPSDM Provinsi Jambi" in page, "Nama Setengah" in page) == (True, True)
    person.refresh_from_db()
    assert person.name == ""


@pytest.mark.usefixtures("person")
def test_searching_while_typing_gets_the_same_lines(client):
    unit = UnitFactory(agency__name="BPSDM Provinsi Jambi", name="Bidang Sertifikasi")

    found = text(client.get("/saya/profil/lembaga/", {"search": "jam"}))
    chosen = text(client.get("/saya/profil/lembaga/", {"search": "", "employer": unit.agency_id}))

    assert "BPSDM Provinsi Jambi" in found
    assert "Bidang Sertifikasi" in chosen
    assert "<html" not in found


@pytest.mark.parametrize("employer", ["x", "-1", "9" * 30, "1 OR 1"])
def test_made_up_employers_are_refused_in_words(client, person, employer):
    response = client.post(PROFILE, filled(employer=employer))

    assert response.status_code == 200
    assert queries.current_employment(person) is None


@pytest.mark.usefixtures("person")
def test_employee_number_of_another_person_stands_beside_its_field(client):
    PersonFactory(kind="pns", employee_no="199001012015011001")

    page = text(client.post(PROFILE, filled(kind="pns", employee_no="199001012015011001")))

    assert 'href="#id_employee_no"' in page
    assert "NIP ini dipakai akun lain" in page


@pytest.mark.usefixtures("person")
def test_missing_start_of_a_contract_stands_beside_its_field(client):
    given = filled(kind="pppk", employee_no="199001012023211001", employer=AgencyFactory().pk)

    assert 'href="#id_contract_started_on"' in text(client.post(PROFILE, given))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("trait", [{"owner": True}, {"auditor": True}])
def test_owner_and_auditor_read_every_page(client, page, trait):
    mine = member(client, **trait)

    assert client.get(reverse(f"agencies:{page}", args=[mine.agency.code])).status_code == 200


def test_organiser_reads_all_but_the_trail(client):
    mine = member(client)

    found = {
        page: client.get(reverse(f"agencies:{page}", args=[mine.agency.code])).status_code
        for page in PAGES
    }
    assert found == {"agency": 200, "letterhead": 200, "members": 200, "units": 200, "trail": 404}


@pytest.mark.parametrize("page", PAGES)
def test_owner_of_the_neighbour_agency_finds_nothing(client, page):
    other = AgencyFactory()
    member(client, owner=True)

    assert client.get(reverse(f"agencies:{page}", args=[other.code])).status_code == 404


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("letterhead", {"name": "X", "short_name": "X"}),
        ("members", {"email": "a@contoh.example", "role": "owner"}),
        ("units", {"name": "Bidang"}),
    ],
)
def test_auditor_may_not_write_and_reads_whom_to_ask(client, page, given):
    mine = member(client, auditor=True)

    response = client.post(reverse(f"agencies:{page}", args=[mine.agency.code]), given)

    assert response.status_code == 403
    assert "Hanya pemilik lembaga ini" in text(response)


def test_owner_gives_and_ends_a_role(client):
    mine, other = member(client, owner=True), PersonFactory(name="Rara Contoh")
    page = reverse("agencies:members", args=[mine.agency.code])

    client.post(page, {"email": other.addresses.get().email, "role": "organiser"})
    assert "Rara Contoh" in text(client.get(page))

    client.post(reverse("agencies:end-role", args=[mine.agency.code, other.handle]))
    assert Membership.objects.filter(ended_at__isnull=True).get() == mine


def test_last_owner_reads_why_they_cannot_leave(client):
    mine = member(client, owner=True)

    response = client.post(
        reverse("agencies:end-role", args=[mine.agency.code, mine.person.handle])
    )

    assert response.status_code == 409
    assert "Ini pemilik terakhir" in text(response)


def test_units_and_letterhead_are_changed_by_the_owner(client):
    mine = member(client, owner=True)
    code = mine.agency.code

    client.post(reverse("agencies:units", args=[code]), {"name": "<b>Bidang</b>"})
    client.post(
        reverse("agencies:letterhead", args=[code]),
        {
            "name": "BPSDM Baru",
            "short_name": "Baru",
            "city": "Jambi",
            "head_office": "",
            "contact_email": "",
        },
    )

    assert "&lt;b&gt;Bidang&lt;/b&gt;" in text(client.get(reverse("agencies:units", args=[code])))
    assert "BPSDM Baru" in text(client.get(reverse("agencies:agency", args=[code])))
    trail = text(client.get(reverse("agencies:trail", args=[code])))
    assert "Unit &lt;b&gt;Bidang&lt;/b&gt; ditambahkan." in trail
    assert "Kop surat diubah." in trail


def test_second_unit_of_a_name_stands_beside_its_field(client):
    mine = member(client, owner=True)
    UnitFactory(agency=mine.agency, name="Bidang")

    page = text(client.post(reverse("agencies:units", args=[mine.agency.code]), {"name": "bidang"}))

    assert "Unit dengan nama ini sudah ada" in page


@pytest.mark.parametrize("count", [1, 3])
def test_members_cost_the_same_for_any_number(client, count, django_assert_num_queries):
    mine = member(client, owner=True)
    MembershipFactory.create_batch(count - 1, agency=mine.agency)

    with django_assert_num_queries(8):
        client.get(reverse("agencies:members", args=[mine.agency.code]))


@pytest.mark.parametrize(("part", "rows"), [("", 50), ("?halaman=2", 2), ("?halaman=x", 50)])
def test_members_are_paged_by_fifty(client, part, rows):
    mine = member(client, owner=True)
    MembershipFactory.create_batch(51, agency=mine.agency)

    page = client.get(reverse("agencies:members", args=[mine.agency.code]) + part)

    assert page.content.count(b'<th scope="row">') == rows


def test_units_are_paged_by_fifty(client):
    mine = member(client, owner=True)
    UnitFactory.create_batch(52, agency=mine.agency)

    page = client.get(reverse("agencies:units", args=[mine.agency.code]) + "?halaman=2")

    assert page.content.count(b'<th scope="row">') == 2


def test_employee_numbers_are_masked_to_others(client):
    mine = member(client, owner=True)
    number = "199001012015011001"
    MembershipFactory(agency=mine.agency, person__kind="pns", person__employee_no=number)

    page = text(client.get(reverse("agencies:members", args=[mine.agency.code])))

    assert (number in page, "1990•••• •••••• • 001" in page) == (False, True)


@pytest.mark.usefixtures("person")
def test_who_acts_for_no_agency_is_told_so(client):
    assert "belum bertugas" in text(client.get("/kelola/lembaga/"))
