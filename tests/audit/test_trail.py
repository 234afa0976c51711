import pytest
from django.db import DatabaseError, connection, transaction

from jejaring.ground.audit import trail
from jejaring.ground.audit.models import Chain, Entry
from jejaring.ground.kernel.records import RowsNeverChange
from jejaring.parties.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return Person.objects.create(name="Rara Contoh")


@pytest.fixture
def chain(person, now):
    for number in range(3):
        trail.record("people.renamed", thing=person, by=person, at=now, agency=7, number=number)
    return 7


def rewrite(statement: str, *values) -> None:
    """As someone with the database in hands: past the guard, then put it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
            cursor.execute(statement, values)
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        )
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, values)
        for _, sql in guards:
            cursor.execute(sql)


def test_an_untouched_chain_has_no_breaks(chain):
    assert list(trail.breaks(chain)) == []
    assert [entry.number for entry in Entry.objects.filter(agency=chain)] == [1, 2, 3]


def test_chains_of_agencies_are_apart(chain, person, now):
    trail.record("people.renamed", thing=person, by=None, at=now)

    assert trail.chains() == [0, 7]
    assert list(trail.breaks(0)) == []


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE audit_entry SET act = %s WHERE number = 2", ["people.renamex"]),
        ("UPDATE audit_entry SET details = %s WHERE number = 2", ['{"number": 9}']),
        ('UPDATE audit_entry SET "by" = %s WHERE number = 2', [999]),
        ("UPDATE audit_entry SET thing = %s WHERE number = 2", ["people.Person:1x"]),
    ],
)
def test_one_altered_byte_is_found(chain, statement, values):
    rewrite(statement, *values)

    assert list(trail.breaks(chain)) == [trail.Break(7, 2, "altered")]


def test_an_entry_taken_out_is_found(chain):
    rewrite("DELETE FROM audit_entry WHERE number = %s", 2)

    assert trail.Break(7, 2, "missing") in list(trail.breaks(chain))


def test_an_entry_taken_off_the_end_is_found(chain):
    rewrite("DELETE FROM audit_entry WHERE number = %s", 3)

    assert list(trail.breaks(chain)) == [trail.Break(7, 3, "cut off")]


def test_an_altered_head_is_found(chain):
    Chain.objects.filter(agency=chain).update(head=b"\x01" * 32)

    assert list(trail.breaks(chain)) == [trail.Break(7, 4, "cut off")]


def test_entries_refuse_to_change(chain):
    entry = Entry.objects.get(agency=chain, number=1)

    with pytest.raises(RowsNeverChange):
        entry.save()
    with pytest.raises(RowsNeverChange):
        entry.delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_too(chain, statement):
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        connection.cursor().execute(statement)

    assert list(trail.breaks(chain)) == []


def test_a_failed_change_leaves_no_entry(person, now):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        trail.record("people.renamed", thing=person, by=person, at=now, agency=3)
        raise ZeroDivisionError

    assert trail.chains() == []


def test_recording_takes_three_queries_once_the_chain_stands(
    chain, person, now, django_assert_num_queries
):
    with transaction.atomic(), django_assert_num_queries(3):
        trail.record("people.renamed", thing=person, by=person, at=now, agency=chain)


def test_an_entry_without_a_transaction_is_refused(unguarded, now):
    person = Person.objects.create(name="Rara Contoh")

    with pytest.raises(transaction.TransactionManagementError):
        trail.record("people.renamed", thing=person, by=person, at=now)
