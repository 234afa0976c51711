import pytest
from django.urls import reverse

from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.states import AgreementState
from tests.agreements import walking
from tests.factories.agencies import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(network, agreement, now):
    walking.to_force(network, agreement, now)
    return agreement


def at(agreement, act):
    return reverse("agreements:standing", args=[agreement.code, act])


def offered(client, agreement):
    page = client.get(reverse("agreements:stages", args=[agreement.code])).text
    return [act for act in ACTS if at(agreement, act) in page]


ACTS = ["perpanjang", "adendum", "tangguhkan", "lanjutkan", "sengketa", "akhiri"]


def test_the_page_offers_what_a_person_may_do(client, network, standing):
    client.force_login(network.officer())
    assert offered(client, standing) == ["perpanjang", "adendum"]
    client.force_login(network.head())
    assert offered(client, standing) == ["tangguhkan", "sengketa", "akhiri"]
    client.force_login(MembershipFactory(agency=network.jatim, auditor=True).person)
    assert offered(client, standing) == []


def test_a_head_suspends_and_resumes_on_the_pages(client, network, standing):
    client.force_login(network.head())
    assert "Alasan" in client.post(at(standing, "tangguhkan"), {"reason": ""}).text

    client.post(at(standing, "tangguhkan"), {"reason": "Tunda."})
    standing.refresh_from_db()
    assert standing.state == AgreementState.SUSPENDED
    assert offered(client, standing) == ["lanjutkan", "sengketa", "akhiri"]
    client.post(at(standing, "lanjutkan"), {"reason": "Lanjut."})

    standing.refresh_from_db()
    assert standing.state == AgreementState.REGISTERED


@pytest.mark.parametrize("act", ["sengketa", "akhiri", "tarik-pemberitahuan"])
def test_each_act_has_a_page_and_a_refusal_stays_on_it(client, network, agreement, act):
    client.force_login(network.head())
    assert client.get(at(agreement, act)).status_code == 200

    answer = client.post(at(agreement, act), {"reason": "Coba."})

    assert (answer.status_code, "Coba." in answer.text) == (200, True)


def test_an_officer_renews_on_the_page(client, network, standing):
    client.force_login(network.officer())

    answer = client.post(at(standing, "perpanjang"), follow=True)

    made = Agreement.objects.get(renews=standing)
    assert answer.redirect_chain[0][0] == reverse("agreements:stages", args=[made.code])
    page = client.get(reverse("agreements:stages", args=[standing.code])).text
    assert "Perpanjangan" in page


def test_an_officer_amends_on_the_page(client, network, standing):
    client.force_login(network.officer())
    clause = standing.clauses.get()
    assert network.jambi.short_name in client.get(at(standing, "adendum")).text

    client.post(at(standing, "adendum"), {"reason": "Tambah.", "clauses": [clause.pk]})

    assert Agreement.objects.get(amends=standing).clauses.get().replaces == clause


def test_an_officer_does_not_suspend(client, network, standing):
    client.force_login(network.officer())

    answer = client.post(at(standing, "tangguhkan"), {"reason": "Tunda."})

    assert answer.status_code == 403


def test_a_neighbour_and_a_wrong_address_find_nothing(client, network, standing):
    client.force_login(network.head())
    assert client.get(at(standing, "lain")).status_code == 404
    client.force_login(MembershipFactory(head=True).person)
    assert client.get(at(standing, "akhiri")).status_code == 404
