from datetime import timedelta
from decimal import Decimal

import pytest

from jejaring.registers.hours import queries
from jejaring.registers.hours.models import Posting
from tests.factories.agencies import MembershipFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_posted_people_are_those_with_open_hours(post, reverse, people):
    post(people)
    reverse(people[:1])
    ids = [person.pk for person in people]

    assert queries.posted_people("live.session", 1, 1, ids) == set(ids[1:])
    assert queries.posted_people("live.session", 1, 1, ids[:2]) == {ids[1]}
    assert queries.posted_people("live.session", 1, None) == set(ids[1:])
    assert queries.posted_people("live.session", 1, 2, ids) == set()


def test_overlapping_people_are_named_with_a_title(post, people, now):
    post(people[:2], title="Bimtek anggaran")
    found = queries.overlapping_people(
        person_ids=[person.pk for person in people],
        started_at=now + timedelta(minutes=60),
        ended_at=now + timedelta(minutes=180),
        besides=("live.session", 2),
    )

    assert found == {people[0].pk: "Bimtek anggaran", people[1].pk: "Bimtek anggaran"}


def test_the_next_revision_is_one_that_nobody_had(post, reverse, people):
    assert queries.next_revision("live.session", 1) == 1

    post(people)
    reverse(people)

    assert queries.next_revision("live.session", 1) == 2


def test_an_agencys_postings_are_seen_by_those_who_read_its_records(post, people, agency):
    post(people)

    assert (
        queries.postings_seen_by(
            MembershipFactory.create(agency=agency, auditor=True).person
        ).count()
        == 3
    )
    assert queries.postings_seen_by(MembershipFactory.create(owner=True).person).count() == 0
    assert queries.postings_seen_by(PersonFactory.create()).count() == 0


def test_the_history_of_a_posting_is_its_persons_and_sources(post, reverse, people):
    post(people)
    reverse(people[:1])
    post(people[:1], revision=2)

    rows = queries.history_of(Posting.objects.filter(person=people[0]).earliest("pk"))

    assert [(row.jp, vars(row)["is_taken_back"]) for row in rows] == [
        (Decimal(2), True),
        (Decimal(-2), False),
        (Decimal(2), False),
    ]
