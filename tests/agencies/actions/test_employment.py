from datetime import date, timedelta

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agencies import actions, queries
from jejaring.parties.agencies.models import Employment
from jejaring.parties.people.actions import NameMissing
from tests.factories.agencies import AgencyFactory, UnitFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(days=40)


def employ(person, agency, at, **changes):
    return actions.set_employer(
        person=person, agency=agency, by=changes.pop("by", person), at=at, **changes
    )


def test_employer_is_kept_with_its_unit(now):
    person, unit = PersonFactory(), UnitFactory()

    row = employ(person, unit.agency, now, unit=unit)

    assert (row.agency, row.unit, row.started_at, row.ended_at) == (unit.agency, unit, now, None)
    assert [entry.act for entry in Entry.objects.all()] == ["agencies.employer_set"]


def test_same_employer_again_changes_nothing(now):
    person, agency = PersonFactory(), AgencyFactory()
    first = employ(person, agency, now)

    assert employ(person, agency, now + LATER) == first
    assert Entry.objects.count() == 1


def test_new_employer_ends_the_one_before(now):
    person = PersonFactory()
    first = employ(person, AgencyFactory(), now)

    second = employ(person, AgencyFactory(), now + LATER)

    first.refresh_from_db()
    assert first.ended_at == now + LATER
    assert queries.current_employment(person) == second


def test_leaving_an_employer_ends_it(now):
    person = PersonFactory()
    employ(person, AgencyFactory(), now)

    assert employ(person, None, now + LATER) is None
    assert queries.current_employment(person) is None
    assert employ(person, None, now + LATER) is None
    assert Entry.objects.count() == 2


def test_unit_of_another_agency_is_refused(now):
    with pytest.raises(actions.UnitElsewhere):
        employ(PersonFactory(), AgencyFactory(), now, unit=UnitFactory())
    with pytest.raises(actions.UnitElsewhere):
        employ(PersonFactory(), None, now, unit=UnitFactory())
    assert Employment.objects.count() == 0


def test_pppk_names_the_start_of_the_contract(now):
    person = PersonFactory(pppk=True)

    with pytest.raises(actions.ContractStartMissing):
        employ(person, AgencyFactory(), now)
    with pytest.raises(actions.ContractStartInFuture):
        employ(person, AgencyFactory(), now, contract_started_on=date(2026, 11, 27))
    row = employ(person, AgencyFactory(), now, contract_started_on=date(2026, 11, 26))
    assert row.contract_started_on == date(2026, 11, 26)


def test_others_have_no_contract_year(now):
    row = employ(
        PersonFactory(pns=True), AgencyFactory(), now, contract_started_on=date(2026, 1, 1)
    )

    assert row.contract_started_on is None


def test_employer_of_someone_else_is_not_mine_to_say(now):
    with pytest.raises(NotPermitted):
        employ(PersonFactory(), AgencyFactory(), now, by=PersonFactory())


def test_profile_is_saved_whole_or_not_at_all(now):
    person = PersonFactory(new=True)
    given = {
        "person": person,
        "kind": "pppk",
        "employee_no": "199001012023211001",
        "zone": "WIT",
        "language": "id",
        "employer": AgencyFactory(),
        "unit": None,
        "by": person,
        "at": now,
    }

    with pytest.raises(NameMissing):
        actions.complete_profile(**given, name="", contract_started_on=date(2026, 1, 1))
    with pytest.raises(actions.ContractStartMissing):
        actions.complete_profile(**given, name="Rara", contract_started_on=None)
    person.refresh_from_db()
    assert (person.name, Entry.objects.count()) == ("", 0)

    actions.complete_profile(**given, name="Rara", contract_started_on=date(2026, 1, 1))
    person.refresh_from_db()
    assert (person.name, person.zone) == ("Rara", "WIT")
    employment = queries.current_employment(person)
    assert employment is not None
    assert employment.contract_started_on == date(2026, 1, 1)


def test_only_invented_people_are_employed_in_bulk(now):
    agency = AgencyFactory()
    rows = [
        (PersonFactory(is_demonstration=True), agency, None, None),
        (PersonFactory(), agency, None, None),
    ]

    assert actions.employ_examples(people=rows, at=now) == 1
    assert queries.employees_count(agency) == 1
