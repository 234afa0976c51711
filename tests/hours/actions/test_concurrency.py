"""Several at once: on PostgreSQL by row locks, on SQLite one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from jejaring.ground.kernel.refusals import Refusal
from jejaring.registers.hours import queries
from jejaring.registers.hours.actions import AlreadyPosted, HoursOverlap, NothingToTakeBack
from jejaring.registers.hours.models import Posting
from tests.factories.agencies import AgencyFactory, UnitFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.usefixtures("unguarded")


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """What each gave, or the refusal it met."""
    barrier = Barrier(len(tasks))

    def run(task):
        try:
            barrier.wait()
            return task()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_chunks_of_the_same_people_at_once_are_all_counted(post, now):
    people = PersonFactory.create_batch(60)
    employers = [(unit.agency_id, unit.pk) for unit in UnitFactory.create_batch(4)]
    agencies = [agency.pk for agency in AgencyFactory.create_batch(4)]

    posted = at_once(
        *(
            lambda number=number: post(
                people[:: 1 if number % 2 else -1],
                source_id=number,
                started_at=now + timedelta(days=number),
                employer=employers[number],
                agency_id=agencies[number],
                jp="5",
            )
            for number in range(4)
        )
    )

    assert posted == [60] * 4
    assert queries.rollup_differences() == []
    assert queries.total_of(people[0].pk, 2026) == 20
    assert sum(row.people_at_target for row in queries.recomputed(2026)) == 60


def test_the_same_hours_at_once_are_posted_once(post):
    people = PersonFactory.create_batch(20)

    results = at_once(*[lambda: post(people)] * 3)

    assert sorted(results, key=str) == sorted([20, AlreadyPosted, AlreadyPosted], key=str)
    assert Posting.objects.count() == 20
    assert queries.rollup_differences() == []


def test_hours_of_two_places_at_once_are_posted_for_one(post):
    people = PersonFactory.create_batch(20)

    results = at_once(lambda: post(people), lambda: post(people[::-1], source_id=2))

    assert sorted(results, key=str) == sorted([20, HoursOverlap], key=str)
    assert Posting.objects.count() == 20


def test_taken_back_at_once_is_taken_back_once(post, reverse):
    people = PersonFactory.create_batch(20)
    post(people)

    results = at_once(*[lambda: reverse(people)] * 3)

    assert sorted(results, key=str) == sorted([20, NothingToTakeBack, NothingToTakeBack], key=str)
    assert queries.rollup_differences() == []
