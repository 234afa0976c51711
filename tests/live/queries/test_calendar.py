from datetime import date, datetime, timedelta

import pytest

from jejaring.activities.live.models import ProgrammeException
from jejaring.activities.live.queries import calendar
from jejaring.activities.live.states import SessionState
from jejaring.parties.places.models import Holiday
from tests.factories.live import LiveSessionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def thursdays(*days: int) -> list[date]:
    return [date(2026, 11, day) for day in days]


@pytest.fixture
def programme():
    Holiday.objects.all().delete()
    return ProgrammeFactory.create()


def test_the_rule_gives_every_thursday(programme):
    assert calendar.dates_of(programme, *NOVEMBER) == thursdays(5, 12, 19, 26)


def test_holidays_pause_a_programme_that_says_so(programme):
    Holiday.objects.create(date=date(2026, 11, 12), name="Hari Contoh")

    assert calendar.dates_of(programme, *NOVEMBER) == thursdays(5, 19, 26)
    paused = calendar.days_of(programme, *NOVEMBER)[1]
    assert (paused.is_held, paused.reason) == (False, "Hari Contoh")
    programme.pauses_on_holidays = False
    assert calendar.dates_of(programme, *NOVEMBER) == thursdays(5, 12, 19, 26)


def test_exceptions_take_dates_away_and_add_others(programme):
    Holiday.objects.create(date=date(2026, 11, 12), name="Hari Contoh")
    for day, is_extra in [(5, False), (12, True), (24, True)]:
        ProgrammeException.objects.create(
            programme=programme, date=date(2026, 11, day), is_extra=is_extra, reason="Alasan"
        )

    assert calendar.dates_of(programme, *NOVEMBER) == thursdays(12, 19, 24, 26)


def test_the_rule_holds_from_its_first_to_its_last_date(programme):
    programme.started_on, programme.ended_on = date(2026, 11, 6), date(2026, 11, 25)

    assert calendar.dates_of(programme, *NOVEMBER) == thursdays(12, 19)
    assert calendar.dates_of(programme, date(2026, 12, 1), date(2026, 12, 31)) == []


def test_the_next_free_date_skips_what_is_taken(programme):
    LiveSessionFactory.create(programme=programme)

    assert calendar.next_free_date(programme, date(2026, 11, 20)) == date(2026, 12, 3)


def test_a_cancelled_session_frees_its_date(programme):
    LiveSessionFactory.create(programme=programme, state=SessionState.CANCELLED)

    assert calendar.next_free_date(programme, date(2026, 11, 20)) == date(2026, 11, 26)


def test_an_ended_programme_has_no_free_date(programme):
    programme.ended_on = date(2026, 11, 1)

    assert calendar.next_free_date(programme, date(2026, 11, 20)) is None


def test_a_slot_is_on_the_clock_of_the_programme(programme):
    programme.zone = "WIT"

    starts_at, ends_at = calendar.slot(programme, date(2026, 11, 26))

    assert starts_at == datetime.fromisoformat("2026-11-25T23:00:00+00:00")
    assert ends_at - starts_at == timedelta(hours=2)
