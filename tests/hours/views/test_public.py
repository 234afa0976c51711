import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from jejaring.registers.hours import actions
from jejaring.registers.hours.models import Statement
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(post, now):
    person = PersonFactory.create(pns=True, name="Rara Contoh")
    post([person])
    return actions.make_statement(person=person, year=2026, by=person, at=now)


@pytest.fixture
def check(client):
    return lambda code: client.get(reverse("hours:check", args=[code]))


def test_a_stranger_checks_a_statement(check, statement):
    response = check(statement.code)

    assertContains(response, "Rekap ini sah")
    assertContains(response, "Rara Contoh")
    assertContains(response, "<dd>2 JP</dd>", html=True)
    assertNotContains(response, statement.person.employee_no)


def test_a_statement_that_the_ledger_left_behind_says_so(check, statement, reverse_hours):
    reverse_hours([statement.person])

    response = check(f"JPS-{statement.code}")

    assertContains(response, "Asli, tetapi buku JP sudah berubah")
    assertContains(response, "kini berisi 0 JP")


def test_an_altered_statement_is_not_to_be_relied_on(check, statement):
    Statement.objects.update(facts={**statement.facts, "jp": "20.00"})

    response = check(statement.code)

    assertContains(response, "Jangan percayai rekap ini")
    assertNotContains(response, "20 JP")


def test_a_code_that_is_none_is_not_found(check):
    assertContains(check("JPS-0000-0000-0000"), "Tidak ditemukan", status_code=404)


def test_a_code_may_be_typed(client, statement):
    response = client.get(reverse("hours:check-a-code"), {"kode": f"jps {statement.code.lower()}"})

    assertContains(response, "Rekap ini sah")
    assertContains(client.get(reverse("hours:check-a-code")), "diawali JPS")


def test_a_check_takes_few_queries(check, statement, django_assert_num_queries):
    with django_assert_num_queries(2):
        check(statement.code)


def test_checks_are_limited(check):
    answers = [check("0" * 12).status_code for _ in range(31)]

    assert answers == [404] * 30 + [429]


def test_the_rules_are_public(client, now, django_assert_num_queries):
    actions.load_rules(at=now)

    with django_assert_num_queries(1):
        response = client.get(reverse("hours:conversion"))

    assertContains(response, "1 JP tiap 45 menit penuh, paling banyak 4 JP sehari")
    assertContains(response, "Peraturan LAN 10/2018")
    assertContains(response, 'class="pill yes"', count=14)


def test_no_rules_yet(client):
    assertContains(client.get(reverse("hours:conversion")), "Belum ada aturan")
