from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction

from jejaring.ground.audit import trail
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.records import RowsNeverChange
from jejaring.registers.hours import actions, queries
from jejaring.registers.hours.actions import AlreadyPosted, HoursOverlap, Line
from jejaring.registers.hours.models import PersonYear, Posting, UnitYear
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_post_writes_postings_and_totals(post, people, agency, unit, now):
    assert post(people) == 3

    posting = Posting.objects.filter(person=people[0]).get()
    assert (posting.jp, posting.minutes, posting.year) == (Decimal("2.00"), 120, 2026)
    assert (posting.agency, posting.unit, posting.issuer) == (agency, unit, agency)
    assert (posting.started_at, posting.posted_at) == (now, now)
    assert [year.jp for year in PersonYear.objects.all()] == [Decimal("2.00")] * 3
    total = UnitYear.objects.get()
    assert (total.agency_id, total.unit_id, total.year) == (agency.pk, unit.pk, 2026)
    assert (total.people, total.people_at_target, total.jp) == (3, 0, Decimal("6.00"))


def test_post_leaves_one_entry_in_the_agencys_chain(post, people, agency, officer):
    post(people, by=officer)

    entry = Entry.objects.get()
    rows = sorted(f"{person.pk} 120 200\n" for person in people)
    assert (entry.act, entry.agency, entry.by) == ("hours.posted", agency.pk, officer.pk)
    assert '"people": 3' in entry.details
    assert '"jp": "6.00"' in entry.details
    assert sha256("".join(rows).encode()).hexdigest() in entry.details
    assert list(trail.breaks(agency.pk)) == []


def test_post_of_nobody_writes_nothing(post):
    assert post([]) == 0

    assert not Entry.objects.exists()


def test_post_counts_the_year_of_the_start_in_wib(post, people):
    post(people, started_at=datetime(2026, 12, 31, 17, 0, tzinfo=UTC))

    assert queries.years_of(people[0]) == [2027]


def test_post_without_employer_counts_for_no_agency(post, people):
    post(people, employer=(None, None))

    assert UnitYear.objects.get().pk == (0, 2026, 0)


def test_post_refuses_who_has_these_hours(post, people):
    post(people[:2])

    with pytest.raises(AlreadyPosted, match=r"^2 ") as refusal:
        post(people)

    assert refusal.value.people == {people[0].pk, people[1].pk}
    assert Posting.objects.count() == 2
    assert queries.rollup_differences() == []


def test_post_refuses_a_second_revision_while_the_first_is_open(post, people, reverse):
    post(people)
    with pytest.raises(AlreadyPosted):
        post(people, revision=2)

    reverse()

    assert post(people, revision=2) == 3
    with pytest.raises(AlreadyPosted):
        post(people, revision=1)


def test_post_refuses_the_same_person_twice_in_one_call(post, people):
    with pytest.raises(AlreadyPosted, match=r"^1 "):
        post([*people, people[0]])


def test_post_refuses_hours_at_the_same_time(post, people, now):
    post(people[:1], title="Bimtek anggaran")

    with pytest.raises(HoursOverlap, match="Bimtek anggaran") as refusal:
        post(people, source_id=2, started_at=now + timedelta(minutes=119))

    assert refusal.value.overlaps == {people[0].pk: "Bimtek anggaran"}
    assert Posting.objects.count() == 1
    assert queries.rollup_differences() == []


@pytest.mark.parametrize("hours", [-2, 2])
def test_touching_ends_do_not_overlap(post, people, now, hours):
    post(people)

    assert post(people, source_id=2, started_at=now + timedelta(hours=hours)) == 3


def test_hours_taken_back_do_not_overlap(post, people, reverse):
    post(people)
    reverse()

    assert post(people, source_id=2) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"ended_at": datetime(2026, 11, 26, 1, 30, tzinfo=UTC)},
        {"ended_at": datetime(2028, 11, 26, 1, 30, tzinfo=UTC)},
        {"jp": "-1"},
        {"minutes": -1},
        {"jp": "0.001"},
    ],
)
def test_post_stops_at_a_programmers_mistake(post, people, wrong):
    with pytest.raises(ValueError, match=r"within a year|counter-entry|hundredth"):
        post(people, **wrong)


def test_post_takes_one_chunk(occasion, now, people):
    line = Line(people[0].pk, None, None, 120, Decimal(2))

    with pytest.raises(ValueError, match="at most 50000"):
        actions.post(occasion=occasion(), lines=[line] * 50_001, by=None, at=now)


def test_sums_are_exact(post, people, now):
    for number in range(10):
        post(people, jp="0.10", source_id=number, started_at=now + timedelta(days=number))

    assert queries.total_of(people[0].pk, 2026) == Decimal("1.00")
    assert queries.year_of(people[0], 2026).jp == Decimal("1.00")


@pytest.mark.parametrize("number", [1, 40])
def test_post_costs_the_same_for_any_number_of_lines(post, number, django_assert_num_queries):
    people = PersonFactory.create_batch(number)
    post(PersonFactory.create_batch(1), source_id=9)

    with django_assert_num_queries(11):
        post(people)


def test_postings_refuse_to_change(post, people):
    post(people)
    posting = Posting.objects.earliest("pk")

    with pytest.raises(RowsNeverChange):
        posting.save()
    with pytest.raises(RowsNeverChange):
        posting.delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE hours_posting SET jp = 9", "DELETE FROM hours_posting"]
)
def test_the_database_refuses_too(post, people, statement):
    post(people)

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        connection.cursor().execute(statement)

    assert queries.total_of(people[0].pk, 2026) == 2
