import pytest
from django.db import connection

from jejaring.ground.kernel import bulk
from jejaring.ground.kernel.bulk import Among
from jejaring.parties.people.models import Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids():
    return [person.pk for person in PersonFactory.create_batch(3)]


def test_among_finds_rows_however_many_ids_are_given(ids):
    many = [*ids[:2], *range(10_000_000, 10_040_000)]

    assert set(Person.objects.filter(Among("pk", many)).values_list("pk", flat=True)) == {*ids[:2]}
    assert set(
        Person.objects.filter(pk__in=bulk.among(many[:100])).values_list("pk", flat=True)
    ) == {*ids[:2]}
    assert Person.objects.filter(Among("pk", [])).count() == 0


def test_among_serves_written_statements(ids):
    condition, values = bulk.is_among("id", ids[1:])

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM people_person WHERE {condition} ORDER BY id", [values])
        assert [row[0] for row in cursor.fetchall()] == ids[1:]
