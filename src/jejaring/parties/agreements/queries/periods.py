"""For which spans a report of delivery is due (domain E21): the calendar year in equal parts."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from jejaring.parties.agreements.models import Agreement

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """From its first to its last day, cut to the agreement's term."""

    first: date
    last: date

    @property
    def slug(self) -> str:
        """Its first day, as it stands in an address."""
        return self.first.isoformat()


def period_of(agreement: Agreement, day: date) -> Period | None:
    """The period in which this day lies; none outside the term, or while the term is unknown."""
    if agreement.starts_on is None or agreement.is_drafted or day < agreement.starts_on:
        return None
    last_day = agreement.last_day
    if last_day is not None and last_day < day:
        return None
    months = agreement.report_months or MONTHS
    begins = (day.month - 1) // months * months + 1
    ends = min(begins + months - 1, MONTHS)
    first = max(date(day.year, begins, 1), agreement.starts_on)
    last = date(day.year, ends, monthrange(day.year, ends)[1])
    return Period(first, min(last, last_day) if last_day else last)


def periods_until(agreement: Agreement, on: date) -> list[Period]:
    """Every period that has begun by this day, the newest first."""
    last = agreement.last_day
    found = period_of(agreement, min(on, last) if last else on)
    periods = []
    while found is not None:
        periods.append(found)
        found = period_of(agreement, date.fromordinal(found.first.toordinal() - 1))
    return periods
