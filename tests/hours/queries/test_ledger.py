from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import FieldFetchBlocked

from jejaring.parties.people.states import PersonKind
from jejaring.registers.hours import queries
from jejaring.registers.hours.states import LearningForm, StandingState
from tests.factories.hours import RuleFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

THURSDAY = date(2026, 11, 26)


@pytest.fixture
def person(people):
    return people[0]


@pytest.fixture
def earn(post, person, now):
    """Hours of the person on other days; each call another source."""
    sources = iter(range(10, 99))

    def run(jp, at=now, **changes):
        post([person], jp=jp, source_id=next(sources), started_at=at, **changes)

    return run


def test_a_year_shows_every_entry_and_sums_what_counts(post, reverse, person, now):
    post([person], source_id=1)
    post([person], source_id=2, started_at=now.replace(month=3), jp="4", minutes=200)
    reverse([person])

    ledger = queries.year_of(person, 2026)

    assert [row.jp for row in ledger.postings] == [4, 2, -2]
    assert [vars(row)["is_taken_back"] for row in ledger.postings] == [False, True, False]
    assert (ledger.jp, ledger.minutes) == (Decimal("4.00"), 200)
    assert [row.source_id for row in ledger.open_postings] == [2]


def test_a_year_is_summed_by_form(earn, person, now):
    workshop = RuleFactory.create(form=LearningForm.WORKSHOP)
    earn("2")
    earn("5", now.replace(month=3), rule=workshop)
    earn("2", now.replace(month=4))

    forms = queries.year_of(person, 2026).by_form

    assert [(total.form, total.postings, total.jp) for total in forms] == [
        (LearningForm.SEMINAR, 2, Decimal("4.00")),
        (LearningForm.WORKSHOP, 1, Decimal("5.00")),
    ]


def test_an_empty_year(person):
    ledger = queries.year_of(person, 2026)

    assert (ledger.postings, ledger.jp, ledger.by_form) == ((), Decimal(0), ())
    assert queries.years_of(person) == []


def test_years_are_listed_newest_first(earn, person):
    earn("2", datetime(2024, 5, 2, 1, tzinfo=UTC))
    earn("2")

    assert queries.years_of(person) == [2026, 2024]


@pytest.mark.parametrize("number", [1, 3])
def test_a_year_costs_one_query(earn, person, now, number, django_assert_num_queries):
    for month in range(1, number + 1):
        earn("2", now.replace(month=month))

    with django_assert_num_queries(1):
        ledger = queries.year_of(person, 2026)
        assert {row.issuer.name for row in ledger.postings}
    with pytest.raises(FieldFetchBlocked):
        _ = ledger.postings[0].unit


@pytest.mark.parametrize(
    ("jp", "missing", "sentence"),
    [
        ("19.99", "0.01", StandingState.BELOW_TARGET),
        ("20", "0", StandingState.AT_TARGET),
        ("24", "0", StandingState.AT_TARGET),
    ],
)
def test_pns_need_twenty_in_the_calendar_year(earn, person, jp, missing, sentence):
    earn(jp)
    earn("9", datetime(2025, 12, 31, 16, 0, tzinfo=UTC))

    standing = queries.standing(person, PersonKind.PNS, None, THURSDAY)

    assert (standing.jp, standing.missing) == (Decimal(jp), Decimal(missing))
    assert standing.sentence == sentence
    assert (standing.target, standing.ceiling) == (Decimal(20), None)
    assert (standing.first_day, standing.last_day) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("jp", "left", "sentence"),
    [
        ("23", ("1", "0"), StandingState.BELOW_CEILING),
        ("24", ("0", "0"), StandingState.AT_CEILING),
        ("26", ("0", "2"), StandingState.ABOVE_CEILING),
    ],
)
def test_pppk_have_a_ceiling_in_the_contract_year(earn, person, jp, left, sentence):
    room, over = left
    earn(jp)
    earn("9", datetime(2026, 2, 28, 16, 59, tzinfo=UTC))

    standing = queries.standing(person, PersonKind.PPPK, date(2024, 2, 29), THURSDAY)

    assert (standing.jp, standing.room, standing.over) == (
        Decimal(jp),
        Decimal(room),
        Decimal(over),
    )
    assert standing.sentence == sentence
    assert standing.is_contract_year
    assert (standing.first_day, standing.last_day) == (date(2026, 3, 1), date(2027, 2, 28))


def test_the_first_moment_of_a_contract_year_counts_and_the_last_too(earn, person):
    earn("1", datetime(2026, 2, 28, 17, 0, tzinfo=UTC))
    earn("1", datetime(2027, 2, 28, 16, 59, tzinfo=UTC))
    earn("1", datetime(2027, 2, 28, 17, 0, tzinfo=UTC).replace(hour=19))

    assert queries.standing(person, "pppk", date(2024, 2, 29), THURSDAY).jp == 2


def test_a_pppk_without_a_known_contract_counts_by_the_calendar_year(earn, person):
    earn("2", datetime(2026, 1, 8, 1, tzinfo=UTC))

    standing = queries.standing(person, PersonKind.PPPK, None, THURSDAY)

    assert (standing.jp, standing.is_contract_year, standing.ceiling) == (
        Decimal(2),
        False,
        Decimal(24),
    )


def test_others_have_neither_target_nor_ceiling(earn, person):
    earn("30")

    standing = queries.standing(person, PersonKind.OTHER, None, THURSDAY)

    assert (standing.target, standing.ceiling) == (None, None)
    assert (standing.missing, standing.over) == (Decimal(0), Decimal(0))
    assert standing.sentence == StandingState.NO_RULE


def test_standing_takes_one_query(person, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.standing(person, PersonKind.PNS, None, THURSDAY)


def test_hours_of_others_are_not_mine(post, people):
    post(people[1:])

    assert queries.year_of(PersonFactory.create(), 2026).postings == ()
    assert queries.standing(people[0], PersonKind.PNS, None, THURSDAY).jp == 0


def test_personal_data_holds_the_whole_ledger(post, reverse, person):
    post([person])
    reverse([person])

    held = queries.personal_data(person)

    assert [row["jp"] for row in held["learning_hours"]] == [2, -2]
    assert held["statements"] == []
