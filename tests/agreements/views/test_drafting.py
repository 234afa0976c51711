import pytest
from django.urls import reverse

from jejaring.parties.agreements.models import Agreement
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def jatim():
    return AgencyFactory(name="BPSDM Provinsi Jawa Timur")


@pytest.fixture
def officer(client, jatim):
    person = MembershipFactory(agency=jatim, officer=True).person
    client.force_login(person)
    return person


def test_the_templates_are_offered(client, officer):
    page = client.get(reverse("agreements:start")).text

    assert "PKS antarlembaga pembelajaran" in page
    assert page.count('href="/kerja-sama/mulai/') == 4


def test_an_agreement_is_started_from_a_template_with_a_typed_name(client, officer, jatim):
    AgencyFactory(name="BPSDM Provinsi Jambi")
    url = reverse("agreements:start-from", args=["pks-lembaga"])
    assert client.get(url).text.count('name="fields_touched"') == 9

    values = {"lead": jatim.pk, "partners_named": "jambi", "title": "PKS Kamis"}
    answer = client.post(url, values | {"fields_touched": [], "announced_lines": "8"})

    agreement = Agreement.objects.get()
    assert answer.url == reverse("agreements:parties", args=[agreement.code])
    page = client.get(answer.url).text
    assert "BPSDM Provinsi Jambi" in page
    assert (
        "8 diumumkan, 0 tercatat"
        in client.get(reverse("agreements:facts-edit", args=[agreement.code])).text
    )


def test_adding_a_partner_starts_nothing_yet(client, officer, jatim):
    AgencyFactory(name="BPSDM Provinsi Jambi")
    url = reverse("agreements:start-from", args=["mou-daerah"])

    page = client.post(url, {"partners_named": "jambi", "partners_more": "1"}).text

    assert "BPSDM Provinsi Jambi</span>" in page
    assert Agreement.objects.count() == 0


def test_a_start_without_a_title_says_so_and_keeps_what_was_typed(client, officer, jatim):
    partner = AgencyFactory(name="BPSDM Provinsi Jambi")
    url = reverse("agreements:start-from", args=["sinergi"])

    page = client.post(url, {"lead": jatim.pk, "partners": partner.pk}).text

    assert "Judul belum diisi." in page
    assert "BPSDM Provinsi Jambi</span>" in page


def test_there_is_no_other_template(client, officer):
    assert client.get(reverse("agreements:start-from", args=["apa-saja"])).status_code == 404


def test_two_officers_storing_facts_see_both(client, officer, jatim):
    agreement = pact(jatim, AgencyFactory())
    url = reverse("agreements:facts-edit", args=[agreement.code])
    form = client.get(url).context["form"]
    values = {name: value for name, value in form.initial.items() if value is not None}
    client.post(url, values | {"title": "Judul pertama"})

    page = client.post(url, values | {"title": "Judul kedua"}).text

    assert "Judul pertama" in page
    assert 'value="Judul kedua"' in page
    agreement.refresh_from_db()
    assert agreement.title == "Judul pertama"


def test_a_proposal_is_cloned_and_withdrawn(client, officer, jatim):
    agreement, riau = pact(jatim, AgencyFactory()), AgencyFactory(name="BPSDM Provinsi Riau")

    client.post(reverse("agreements:clone", args=[agreement.code]), {"partner": riau.name})
    client.post(reverse("agreements:withdraw", args=[agreement.code]), {"reason": "Beralih"})

    states = dict(Agreement.objects.values_list("code", "state"))
    assert states.pop(agreement.code) == "withdrawn"
    assert list(states.values()) == ["proposed"]


@pytest.mark.parametrize("name", ["facts-edit", "clone", "parties"])
def test_a_neighbour_finds_no_page(client, officer, name):
    agreement = pact(AgencyFactory(), AgencyFactory())

    assert client.get(reverse(f"agreements:{name}", args=[agreement.code])).status_code == 404
