import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jejaring.parties.agencies.models import Agency, Alias, Statement, Succession
from tests.factories.agencies import (
    AgencyFactory,
    AliasFactory,
    MembershipFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    member = MembershipFactory(owner=True)
    client.force_login(member.person)
    return member


def address(name, agency, *more):
    return reverse(f"agencies:{name}", args=[agency.code, *more])


def test_a_statement_is_shown_and_taken_back(client, owner):
    page = address("statements", owner.agency)

    response = client.post(page, {"kind": "need", "field": "7", "text": "Pengajar data"})
    assertRedirects(response, page)
    assertContains(client.get(page), "Pengajar data")

    statement = Statement.objects.get()
    client.post(address("withdraw-statement", owner.agency, statement.pk))
    assert not Statement.objects.exists()


def test_a_refused_statement_stays_typed(client, owner):
    StatementFactory(agency=owner.agency, text="Pengajar data")

    response = client.post(
        address("statements", owner.agency),
        {"kind": "strength", "field": "1", "text": "pengajar data"},
    )

    assertContains(response, "Ini sudah tercantum.")
    assertContains(response, 'value="pengajar data"')


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_any_number(client, owner, django_assert_num_queries, rows):
    StatementFactory.create_batch(rows, agency=owner.agency)
    AliasFactory.create_batch(rows, agency=owner.agency)

    with django_assert_num_queries(8):
        client.get(address("statements", owner.agency))
    with django_assert_num_queries(9):
        client.get(address("publicity", owner.agency))


def test_the_switch_hides_and_shows(client, owner):
    page, switch = address("publicity", owner.agency), address("show", owner.agency)

    assertRedirects(client.post(switch, {"shown": "0"}), page)
    assertContains(client.get(page), "Tersembunyi dari umum")
    client.post(switch, {"shown": "1"})
    assert Agency.objects.get(pk=owner.agency_id).shows_agreements


def test_names_come_and_go(client, owner):
    page = address("publicity", owner.agency)

    assertRedirects(client.post(page, {"name": "Badan Diklat", "kind": "former"}), page)
    assertContains(client.get(page), "Badan Diklat")
    client.post(address("remove-alias", owner.agency, Alias.objects.get().pk))
    assert not Alias.objects.exists()


def test_a_successor_is_chosen_by_name(client, owner):
    brin = AgencyFactory(name="Badan Riset dan Inovasi Nasional", short_name="BRIN")
    told = address("tell-succession", owner.agency)

    client.post(told, {"after": str(brin.pk), "on": "2021-09-01", "note": ""})
    assert Succession.objects.get().after == brin
    assertContains(client.get(address("publicity", owner.agency)), "1 September 2021")

    again = client.post(told, {"after": str(brin.pk), "on": "2021-09-01", "note": ""})
    assertContains(again, "Penerusan ini sudah tercatat.")


def test_an_auditor_reads_and_changes_nothing(client, owner):
    statement = StatementFactory(agency=owner.agency)
    client.force_login(MembershipFactory(agency=owner.agency, auditor=True).person)

    assertNotContains(client.get(address("statements", owner.agency)), "Tampilkan</button>")
    response = client.post(address("withdraw-statement", owner.agency, statement.pk))
    assert response.status_code == 403
    assert client.post(address("show", owner.agency), {"shown": "0"}).status_code == 403


def test_a_neighbour_finds_nothing(client, owner):
    statement, alias = StatementFactory(agency=owner.agency), AliasFactory(agency=owner.agency)
    client.force_login(MembershipFactory(owner=True).person)

    for page in ("statements", "publicity"):
        assert client.get(address(page, owner.agency)).status_code == 404
    for name, more in (
        ("withdraw-statement", [statement.pk]),
        ("show", []),
        ("remove-alias", [alias.pk]),
        ("tell-succession", []),
    ):
        assert client.post(address(name, owner.agency, *more)).status_code == 404
