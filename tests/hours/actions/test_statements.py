from datetime import timedelta
from decimal import Decimal

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotFound, NotPermitted
from jejaring.parties.agencies import actions as agencies
from jejaring.registers.hours import actions, rules
from jejaring.registers.hours.models import Statement
from tests.factories.agencies import AgencyFactory, EmploymentFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def found(code: str) -> rules.StatementCheck:
    check = rules.statement_check(code)
    assert check is not None
    return check


@pytest.fixture
def person(people):
    return people[0]


@pytest.fixture
def make(person, now):
    def run(**changes):
        usual = {"person": person, "year": 2026, "by": person, "at": now}
        return actions.make_statement(**{**usual, **changes})

    return run


@pytest.fixture
def key(agency, now):
    return agencies.ensure_key(agency=agency, by=None, at=now)


def test_a_statement_freezes_the_year(post, make, person, key, now):
    post([person])

    statement = make()

    assert (statement.facts["name"], statement.facts["jp"]) == (person.name, "2.00")
    assert statement.facts["postings"][0]["title"] == "Pembelajaran mandiri"
    assert statement.facts["postings"][0]["on"] == "2026-11-26"
    assert (statement.agency, statement.key, statement.made_at) == (key.agency, key, now)
    assert len(statement.code) == 12
    assert rules.is_genuine(statement)
    entry = Entry.objects.get(act="hours.statement_made")
    assert (entry.agency, entry.by) == (key.agency_id, person.pk)


def test_while_nothing_changes_it_is_the_same(post, make, person, now):
    post([person])
    first = make()

    assert make(at=now + timedelta(days=1)) == first
    assert Statement.objects.count() == 1
    assert Entry.objects.filter(act="hours.statement_made").count() == 1


def test_another_ledger_is_another_statement(post, reverse, make, person):
    post([person])
    first = make()
    post([person], source_id=2, started_at=first.made_at + timedelta(days=1))
    second = make()
    reverse(source_id=2)

    third = make()

    assert (third.facts, third.digest) == (first.facts, first.digest)
    assert len({first.code, second.code, third.code}) == 3
    assert not found(second.code).still_holds
    assert found(first.code).still_holds


def test_another_employer_is_another_statement(post, make, person):
    post([person])
    first = make()
    EmploymentFactory(person=person)

    assert make() != first


def test_without_a_key_it_is_left_unsigned_and_says_so(post, make, person):
    post([person])

    statement = make()

    assert (statement.agency, statement.key, statement.signature) == (None, None, None)
    assert rules.is_genuine(statement)
    assert "tanpa tanda tangan" in rules.paper_of(statement)["signed"]


def test_it_is_signed_by_who_posted_most_of_those_with_a_key(post, make, person, key, now):
    keyless = AgencyFactory.create()
    post([person])
    post([person], jp="4", source_id=2, started_at=now.replace(month=3), agency_id=keyless.pk)

    assert make().key == key


@pytest.mark.parametrize(
    "forge",
    [
        {"facts": {"name": "Orang Lain", "jp": "20.00"}},
        {"code": "0" * 12},
        {"made_at": None},
    ],
)
def test_a_forged_statement_is_found(post, make, person, key, forge):
    assert key
    post([person])
    statement = make()
    if "facts" in forge:
        statement.facts = {**statement.facts, **forge["facts"]}
    elif "code" in forge:
        statement.code = forge["code"]
    else:
        statement.made_at += timedelta(seconds=1)

    assert not rules.is_genuine(statement)


def test_nobody_makes_a_statement_of_another(make, people):
    with pytest.raises(NotPermitted):
        make(by=people[1])


@pytest.mark.parametrize("year", [1999, 2027])
def test_years_that_cannot_be_are_refused(make, year):
    with pytest.raises(NotFound):
        make(year=year)


def test_an_empty_year_is_a_statement_too(make):
    statement = make(year=2025)

    assert statement.facts["postings"] == []
    assert rules.paper_of(statement)["rows"] == []


def test_a_code_is_found_however_it_is_typed(post, make, person):
    post([person])
    code = make().code
    typed = f"jps-{code[:4]}-{code[4:8]} {code[8:]}".lower()

    assert found(typed).statement.code == code
    assert found(typed).jp == Decimal(2)
    assert rules.statement_check("JPS-0000-0000-0000") is None


def test_the_paper_of_a_pns_shows_the_ring(post, make, now):
    pns = PersonFactory.create(pns=True)
    post([pns], jp="21.50")

    paper = rules.paper_of(make(person=pns, by=pns))

    assert paper["ring"] == {"done": 20, "of": 20, "big": "21,5", "small": "dari 20 JP"}
    assert "terpenuhi" in paper["conclusion"]


def test_the_pdf_is_sealed_by_the_agency_and_kept(post, make, person, key):
    assert key
    post([person])
    statement = make()

    pdf = rules.statement_pdf(statement)

    assert pdf.startswith(b"%PDF")
    assert b"ETSI.CAdES.detached" in pdf
    assert rules.statement_pdf(statement) == pdf
