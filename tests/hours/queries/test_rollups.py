from decimal import Decimal

import pytest

from jejaring.registers.hours import queries
from tests.factories.agencies import UnitFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(post, people, agency, now):
    """Two in a unit, one at 20 JP; one without a unit."""
    post(people[:2])
    post(people[:1], jp="18", source_id=2, started_at=now.replace(month=3))
    post(people[2:], employer=(agency.pk, None))
    return queries.coverage(agency.pk, 2026)


def test_coverage_tells_each_unit_and_the_agency(full, unit):
    nobody, some = full.units

    assert (nobody.unit_id, nobody.name, nobody.people) == (None, "", 1)
    assert (some.unit_id, some.name) == (unit.pk, unit.name)
    assert (some.people, some.people_at_target, some.postings) == (2, 1, 3)
    assert (full.people, full.people_at_target, full.jp) == (3, 1, Decimal("24.00"))


def test_coverage_of_a_year_without_hours(agency):
    empty = queries.coverage(agency.pk, 2026)

    assert (empty.units, empty.people, empty.jp) == ((), 0, Decimal(0))


@pytest.mark.parametrize("number", [1, 3])
def test_coverage_takes_two_queries(post, agency, number, django_assert_num_queries):
    for unit in UnitFactory.create_batch(number, agency=agency):
        post([PersonFactory.create()], employer=(agency.pk, unit.pk))

    with django_assert_num_queries(2):
        assert len(queries.coverage(agency.pk, 2026).units) == number


def test_recomputed_is_one_agencys_when_asked(full, agency, post):
    elsewhere = UnitFactory.create()
    post([PersonFactory.create()], employer=(elsewhere.agency_id, elsewhere.pk))

    assert len(queries.recomputed(2026)) == 3
    own = queries.recomputed(2026, agency.pk)
    assert [(row.people, row.jp) for row in own] == [(1, Decimal(2)), (2, Decimal(22))]
    assert full.people == 3
