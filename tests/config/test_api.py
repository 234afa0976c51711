"""The published schema, and what holds for every address of it."""

import re

import pytest
from django.urls import reverse
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from pytest_django.asserts import assertContains

from jejaring.config.api import PREFIX
from tests.config.rest import Programme
from tests.factories.agencies import EmploymentFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, pact
from tests.factories.live import LiveSessionFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(client):
    return client.get(reverse("api:schema")).json()


def operations(schema):
    return [
        (method, address)
        for address, item in schema["paths"].items()
        for method in item
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def test_the_schema_is_openapi_3_1_and_anybody_may_read_it(schema):
    validate(schema, cls=OpenAPIV31SpecValidator)

    assert schema["openapi"] == "3.1.0"


def test_every_address_asks_for_a_token(client, schema):
    answers = {
        (method, address): client.generic(method.upper(), re.sub(r"{\w+}", "1", address))
        for method, address in operations(schema)
    }

    assert len(answers) > 40
    assert {response.status_code for response in answers.values()} == {401}
    assert {response.json()["refusal"] for response in answers.values()} == {"TokenNeeded"}


def test_a_session_in_a_browser_is_no_token(client):
    client.force_login(PersonFactory())

    assert client.get(f"/{PREFIX}me").status_code == 401


def test_every_operation_tells_its_refusals_and_its_name(schema):
    found = [schema["paths"][address][method] for method, address in operations(schema)]

    assert len({one["operationId"] for one in found}) == len(found)
    assert [
        one["operationId"] for one in found if not {"401", "422"} <= set(one["responses"])
    ] == []
    assert [one["operationId"] for one in found if not one.get("description")] == []


def test_the_reference_is_a_page_without_foreign_parts(client, schema):
    response = client.get(reverse("api:reference"))

    assertContains(response, "Antarmuka REST")
    text = response.content.decode()
    assert [address for _method, address in operations(schema) if address not in text] == []
    assert re.findall(r'(?:src|href)="(https?://[^"]+)', text) == []


def test_me_names_the_person_their_employer_and_their_roles():
    role = MembershipFactory()
    EmploymentFactory(person=role.person, agency=role.agency)

    said = Programme(role.person, scope="read").get("/me")

    assert (said["handle"], said["may_write"]) == (role.person.handle, False)
    assert said["employer"]["code"] == role.agency.code
    assert [one["role"] for one in said["roles"]] == ["organiser"]


def test_moments_have_a_zone_days_do_not_and_money_is_whole():
    officer = MembershipFactory(officer=True)
    agreement = pact(officer.agency, MembershipFactory().agency, in_force=True)
    first, second = [party.agency for party in agreement.parties.order_by("position")]
    ClauseFactory(
        agreement=agreement, giver=first, receiver=second, price_rule="per_head", price=150_000
    )
    session = LiveSessionFactory(programme__agency=officer.agency)
    programme = Programme(officer.person)

    clause = programme.get(f"/agreements/{agreement.code}/clauses")[0]
    shown = programme.get(f"/agreements/{agreement.code}")

    assert clause["price"] == 150_000
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", shown["starts_on"])
    starts_at = programme.get(f"/sessions/{session.slug}")["starts_at"]
    assert starts_at == "2026-11-26T01:00:00Z"


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_any_number_of_rows(count, django_assert_num_queries):
    officer = MembershipFactory(officer=True)
    for _number in range(count):
        made = pact(officer.agency, MembershipFactory().agency, in_force=True)
        sides = [party.agency for party in made.parties.order_by("position")]
        ClauseFactory(agreement=made, giver=sides[0], receiver=sides[1])
        LiveSessionFactory(programme__agency=officer.agency)
    programme = Programme(officer.person)
    programme.get("/me")

    with django_assert_num_queries(3):
        assert len(programme.get("/agreements")["items"]) == count
    with django_assert_num_queries(2):
        assert len(programme.get("/sessions", mine=True)["items"]) == count
    with django_assert_num_queries(2):
        assert len(programme.get("/agencies")["items"]) >= count


def test_lists_go_on_where_the_page_before_ended():
    officer = MembershipFactory(officer=True)
    made = [pact(officer.agency, MembershipFactory().agency).code for _number in range(3)]
    programme = Programme(officer.person)

    first = programme.get("/agreements", limit=2)
    second = programme.get("/agreements", limit=2, after=first["next"])

    assert [one["code"] for one in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None
    assert programme.get("/agreements", 422, limit=0)["fields"] == {
        "limit": "“limit” must be 1 or more."
    }


def test_starting_names_each_wrong_field():
    officer = MembershipFactory(officer=True)
    given = {"kind": "treaty", "lead": officer.agency.code, "partners": ["x"], "colour": 1}

    said = Programme(officer.person).post("/agreements", given, 422)
    other = Programme(officer.person).post(
        "/agreements", given | {"kind": "mou", "title": "MoU", "colour": None}, 422
    )

    assert set(said["fields"]) == {"kind", "title", "colour"}
    assert set(other["fields"]) == {"colour"}
    given = {"kind": "mou", "title": "MoU", "lead": officer.agency.code, "partners": ["x"]}
    unknown = Programme(officer.person).post("/agreements", given, 422)
    assert unknown["fields"] == {"partners": "“partners”: there is no “x” to choose."}
