"""Random histories: what is stored is always what the ledger says."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jejaring.ground.kernel.refusals import Refusal
from jejaring.registers.hours import queries
from jejaring.registers.hours.models import PersonYear, Posting, UnitYear
from tests.factories.agencies import UnitFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=False)

PEOPLE, UNITS = 4, 3
SOME = st.sets(st.integers(0, PEOPLE - 1), min_size=1)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("post"),
            SOME,
            st.integers(1, 5),
            st.integers(0, 60),
            st.integers(0, UNITS),
            st.integers(0, 2500),
        ),
        st.tuples(st.just("reverse"), st.none() | SOME, st.integers(1, 5), st.integers(1, 2)),
    ),
    max_size=14,
)


@pytest.fixture
def world(db):
    units = [(unit.agency_id, unit.pk) for unit in UnitFactory.create_batch(UNITS)]
    return PersonFactory.create_batch(PEOPLE), [*units, (None, None)]


def play(step, world, post, reverse, now):
    people, employers = world
    if step[0] == "post":
        _, some, source_id, days, employer, jp = step
        post(
            [people[number] for number in some],
            source_id=source_id,
            revision=queries.next_revision("live.session", source_id),
            started_at=now + timedelta(days=days),
            employer=employers[employer],
            jp=Decimal(jp).scaleb(-2),
        )
    else:
        _, some, source_id, revision = step
        reverse(
            None if some is None else [people[number] for number in some],
            source_id=source_id,
            revision=revision,
        )


def stored():
    return (
        Posting.objects.count(),
        list(PersonYear.objects.order_by("pk").values_list("pk", "jp", "minutes", "postings")),
        list(UnitYear.objects.order_by("pk").values_list("pk", "jp", "people", "people_at_target")),
    )


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_totals_are_what_the_ledger_says(steps, world, post, reverse, now):
    for step in steps:
        before = stored()
        try:
            play(step, world, post, reverse, now)
        except Refusal:
            assert stored() == before
        assert queries.rollup_differences() == []
    for year in (2026, 2027):
        expected = {row.pk: (row.jp, row.people) for row in queries.recomputed(year)}
        rows = UnitYear.objects.filter(year=year, people__gt=0)
        assert {row.pk: (row.jp, row.people) for row in rows} == expected


def test_a_wrong_total_is_found(post, people, agency, unit):
    post(people)
    UnitYear.objects.update(people=2)

    ledger, kept = queries.rollup_differences(2026)

    assert (ledger.rollup, ledger.origin, kept.origin) == ("UnitYear", "ledger", "stored")
    assert ledger.row == (agency.pk, unit.pk, 2026, 360, 600, 3, 3, 0)
    assert kept.row == (agency.pk, unit.pk, 2026, 360, 600, 3, 2, 0)
    assert queries.rollup_differences(2025) == []
