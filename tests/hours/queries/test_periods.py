from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jejaring.registers.hours.queries import calendar_year, contract_year


@pytest.mark.parametrize(
    ("started", "on", "first", "last"),
    [
        ("2024-03-01", "2024-03-01", "2024-03-01", "2025-02-28"),
        ("2024-03-01", "2025-02-28", "2024-03-01", "2025-02-28"),
        ("2024-03-01", "2025-03-01", "2025-03-01", "2026-02-28"),
        ("2024-02-29", "2025-02-28", "2024-02-29", "2025-02-28"),
        ("2024-02-29", "2025-03-01", "2025-03-01", "2026-02-28"),
        ("2024-02-29", "2028-02-28", "2027-03-01", "2028-02-28"),
        ("2024-02-29", "2028-02-29", "2028-02-29", "2029-02-28"),
        ("2024-02-29", "2024-01-01", "2024-02-29", "2025-02-28"),
        ("2026-12-31", "2027-12-30", "2026-12-31", "2027-12-30"),
    ],
)
def test_contract_year(started, on, first, last):
    days = [date.fromisoformat(day) for day in (started, on, first, last)]

    assert contract_year(days[0], days[1]) == (days[2], days[3])


@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.dates(date(2000, 1, 1), date(2060, 12, 31))
)
def test_every_day_of_a_contract_is_in_one_contract_year(started_on, on):
    first, last = contract_year(started_on, on)

    assert 365 <= (last - first).days + 1 <= 366
    if on >= started_on:
        assert first <= on <= last
        assert contract_year(started_on, last + timedelta(days=1))[0] == last + timedelta(days=1)


def test_the_calendar_year_turns_at_midnight_in_wib():
    assert calendar_year(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)) == 2026
    assert calendar_year(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == 2027
