import pytest

from jejaring.ground.rest.paging import CursorWrong, Wanted, part_of
from jejaring.parties.people.models import Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by", ["name", "-name", "-pk", "-profile_completed_at"])
def test_pages_hold_every_row_once_in_order(by):
    for name in ("b", "a", "b", "c", "b"):
        PersonFactory(name=name)
    after, found = "", []

    while True:
        part = part_of(Person.objects.all(), Wanted(after=after, limit=2), by)
        found += part.items
        if part.next is None:
            break
        after = part.next

    sign = "-" if by.startswith("-") else ""
    assert found == list(Person.objects.order_by(by, f"{sign}pk"))


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIiwgImIiXQ", "eyJhIjoxfQ", "%%", "bnVsbA"])
def test_a_cursor_that_no_page_gave_is_refused(cursor):
    PersonFactory()

    with pytest.raises(CursorWrong):
        part_of(Person.objects.all(), Wanted(after=cursor), "-profile_completed_at")


def test_a_page_costs_one_query(django_assert_num_queries):
    PersonFactory.create_batch(3)

    with django_assert_num_queries(1):
        assert len(part_of(Person.objects.all(), Wanted(limit=2)).items) == 2


def test_moments_of_the_database_are_no_order():
    with pytest.raises(ValueError, match="created_at"):
        part_of(Person.objects.all(), Wanted(), "-created_at")
