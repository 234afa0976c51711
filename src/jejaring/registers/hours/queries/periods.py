"""Years as the ledger counts them, on the clock of WIB."""

from datetime import date, datetime, time, timedelta

from jejaring.parties.places.models import ZoneName
from jejaring.parties.places.rules import ZONES

WIB = ZONES[ZoneName.WIB]


def calendar_year(moment: datetime) -> int:
    """The year a posting counts in: that of its start in WIB."""
    return moment.astimezone(WIB).year


def day_of(moment: datetime) -> date:
    """The day in WIB."""
    return moment.astimezone(WIB).date()


def start_of(day: date) -> datetime:
    """Midnight in WIB, when the day begins."""
    return datetime.combine(day, time.min, tzinfo=WIB)


def days_between(started_at: datetime, ended_at: datetime) -> int:
    """How many days something lasts, the first and the last included."""
    return (ended_at.astimezone(WIB).date() - started_at.astimezone(WIB).date()).days + 1


def contract_year(started_on: date, on: date) -> tuple[date, date]:
    """First and last day of the contract year that holds `on` (LAN 15/2020: by contract year).

    A contract of 29 February turns on 1 March when there is no such day. Before the contract
    begins, its first year is meant.
    """
    first = started_on
    if on >= started_on:
        first = _turn(started_on, on.year)
        if first > on:
            first = _turn(started_on, on.year - 1)
    return first, _turn(started_on, first.year + 1) - timedelta(days=1)


def _turn(started_on: date, year: int) -> date:
    try:
        return started_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
