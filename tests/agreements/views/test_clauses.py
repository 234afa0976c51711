import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(client):
    agency = AgencyFactory()
    client.force_login(MembershipFactory(agency=agency, officer=True).person)
    return pact(agency, AgencyFactory(), negotiated=True)


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.code, *more])


def said(agreement, **wanted):
    giver, receiver = agreement.parties.order_by("position").values_list("agency", flat=True)
    return {
        "field": 1,
        "giver": giver,
        "receiver": receiver,
        "resource": "live_sessions",
        "quantity": 500,
        "unit": "people",
        "price_rule": "free",
        "shares": ["name"],
        "run_out": "finish",
    } | wanted


def test_a_clause_is_promised_changed_and_taken_out(client, agreement):
    client.post(url("clause-add", agreement), said(agreement))
    clause = agreement.clauses.get()
    page = client.get(url("clauses", agreement)).text
    assert "500 <span" in page
    assert "Perjanjian belum memiliki hari pertama" in page

    change = url("clause", agreement, clause.pk)
    assert 'value="500"' in client.get(change).text
    client.post(change, said(agreement, price_rule="per_head", price=150_000))
    assert "Rp150.000" in client.get(url("clauses", agreement)).text
    client.post(url("clause-remove", agreement, clause.pk))

    assert not agreement.clauses.exists()


def test_what_cannot_hold_is_refused_beside_the_form(client, agreement):
    page = client.post(url("clause-add", agreement), said(agreement, price=1)).text

    assert "Kontribusi per peserta menyebut rupiahnya" in page
    assert 'value="500"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_clauses_cost_the_same_for_any_number(client, agreement, number, django_assert_num_queries):
    giver, receiver = (side.agency for side in agreement.parties.order_by("position"))
    for _ in range(number):
        ClauseFactory(agreement=agreement, giver=giver, receiver=receiver)

    with django_assert_num_queries(8):
        page = client.get(url("clauses", agreement)).text

    assert page.count('class="card c6 stack clause"') == number
