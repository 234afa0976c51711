from datetime import date

import pytest

from jejaring.parties.agreements.queries import simulation
from tests.factories.agencies import AgencyFactory, EmploymentFactory, ServiceAreaFactory
from tests.factories.agreements import ClauseFactory, pact

pytestmark = pytest.mark.django_db


def test_it_says_what_would_open_for_whom_and_until_when():
    giver, receiver = AgencyFactory(), AgencyFactory()
    served = AgencyFactory()
    ServiceAreaFactory(agency=receiver, serves=served)
    EmploymentFactory.create_batch(2, agency=served)
    EmploymentFactory(agency=receiver)
    EmploymentFactory()
    first, last = date(2026, 12, 1), date(2028, 12, 1)
    agreement = pact(giver, receiver, starts_on=first, ends_on=last)
    ClauseFactory(agreement=agreement, giver=giver, receiver=receiver, ends_on=date(2027, 6, 30))

    [opening] = simulation.openings(agreement)

    assert (opening.starts_on, opening.ends_on) == (first, date(2027, 6, 30))
    assert (opening.agencies, opening.people, opening.is_dated) == (2, 3, True)


def test_without_a_first_day_nothing_opens():
    giver, receiver = AgencyFactory(), AgencyFactory()
    ClauseFactory(agreement=pact(giver, receiver), giver=giver, receiver=receiver)

    [opening] = simulation.openings(ClauseFactory._meta.model.objects.get().agreement)

    assert (opening.is_dated, opening.starts_on, opening.ends_on) == (False, None, None)


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_any_number(number, django_assert_num_queries):
    giver, receiver = AgencyFactory(), AgencyFactory()
    agreement = pact(giver, receiver)
    for _ in range(number):
        ClauseFactory(agreement=agreement, giver=giver, receiver=receiver)

    with django_assert_num_queries(2):
        assert len(simulation.openings(agreement)) == number
