import pytest

from jejaring.activities.live.models import ProgrammeYear
from jejaring.activities.live.queries import programme as queries
from jejaring.activities.live.states import SessionState
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def counted(programme, year: int, series: int) -> None:
    ProgrammeYear.objects.create(
        programme=programme, year=year, series=series, views=1000, source="https://contoh.example"
    )


def test_numbers_follow_what_a_source_counted_before():
    programme = ProgrammeFactory.create()
    counted(programme, 2026, 7)

    assert queries.next_number(programme, 2026) == 8
    LiveSessionFactory.create(programme=programme, year=2026, number=8)
    assert queries.next_number(programme, 2026) == 9
    assert queries.next_number(programme, 2027) == 1


def test_years_join_what_was_counted_and_what_is_kept():
    programme = ProgrammeFactory.create()
    counted(programme, 2022, 49)
    counted(programme, 2026, 7)
    LiveSessionFactory.create(programme=programme, year=2026, number=8)
    LiveSessionFactory.create(
        programme=programme, year=2026, number=9, state=SessionState.CANCELLED
    )

    years = [
        (year.year, year.series, year.kept, year.views) for year in queries.years_of(programme)
    ]

    assert years == [(2022, 49, 0, 1000), (2026, 8, 1, 1000)]


def test_an_organiser_sees_and_runs_the_programmes_of_the_own_agency():
    programme = ProgrammeFactory.create()
    ProgrammeFactory.create()
    organiser = MembershipFactory.create(agency=programme.agency).person

    assert list(queries.read_by(organiser)) == [programme]
    assert list(queries.run_by(organiser)) == [programme]
    assert list(queries.agencies_run_by(organiser)) == [programme.agency]


def test_an_auditor_sees_and_runs_nothing():
    programme = ProgrammeFactory.create()
    auditor = MembershipFactory.create(agency=programme.agency, auditor=True).person

    assert list(queries.read_by(auditor)) == [programme]
    assert list(queries.run_by(auditor)) == []


def test_the_list_costs_one_query_for_any_number(django_assert_num_queries):
    first = ProgrammeFactory.create()
    organiser = MembershipFactory.create(agency=first.agency).person
    ProgrammeFactory.create_batch(2, agency=first.agency)

    with django_assert_num_queries(1):
        rows = list(queries.with_figures(queries.read_by(organiser)))
        assert [row.agency.name for row in rows] == [first.agency.name] * 3


def test_addresses_count_on_when_taken():
    assert queries.first_free("2026-11-26", set()) == "2026-11-26"
    assert queries.first_free("2026-11-26", {"2026-11-26", "2026-11-26-2"}) == "2026-11-26-3"
