"""Programmes and the series they counted through the years."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, QuerySet

from jejaring.activities.live.models import LiveSession, Programme, ProgrammeYear
from jejaring.activities.live.queries import calendar
from jejaring.activities.live.states import SessionState
from jejaring.ground.access.permissions import Permission
from jejaring.ground.ui.components import share
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agencies.queries import agencies_where
from jejaring.parties.people.models import Person


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a programme: series counted by a source, and sessions kept here."""

    year: int
    counted: int
    kept: int
    views: int | None
    note: str
    source: str
    width: str = "0"
    series_width: str = "0"

    @property
    def series(self) -> int:
        """Counted before and kept here, together."""
        return self.counted + self.kept


@dataclass(frozen=True, slots=True)
class Totals:
    """Series held and views counted, through all years."""

    series: int
    views: int


def read_by(person: Person) -> QuerySet[Programme]:
    """Programmes of every agency whose records this person reads."""
    agencies = agencies_where(person, Permission.READ_RECORDS)
    return Programme.objects.filter(agency__in=agencies).select_related("agency")


def run_by(person: Person) -> QuerySet[Programme]:
    """Programmes in which this person may announce sessions, those still running first."""
    agencies = agencies_where(person, Permission.RUN_LIVE_SESSIONS)
    return (
        Programme.objects.filter(agency__in=agencies)
        .select_related("agency")
        .order_by("name", "pk")
    )


def agencies_run_by(person: Person) -> QuerySet[Agency]:
    """Agencies for which this person may begin a programme."""
    return agencies_where(person, Permission.RUN_LIVE_SESSIONS).order_by("name")


def with_figures(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Adds `sessions_kept`, how many sessions each has here, for a list."""
    return programmes.annotate(sessions_kept=Count("sessions")).order_by("name", "pk")


def years_of(programme: Programme) -> list[Year]:
    """Every year with counted series or kept sessions, the first year first."""
    counted = {row.year: row for row in ProgrammeYear.objects.filter(programme=programme)}
    kept = dict(
        LiveSession.objects.filter(programme=programme)
        .exclude(state=SessionState.CANCELLED)
        .order_by()
        .values_list("year")
        .annotate(Count("pk"))
    )
    years = [
        _year(number, counted.get(number), kept.get(number, 0))
        for number in sorted({*counted, *kept})
    ]
    views = max((row.views or 0 for row in years), default=0)
    series = max((row.series for row in years), default=0)
    return [
        replace(
            row,
            width=f"{share(row.views or 0, views)}",
            series_width=f"{share(row.series, series)}",
        )
        for row in years
    ]


def totals_of(years: list[Year]) -> Totals:
    """All years together."""
    return Totals(sum(row.series for row in years), sum(row.views or 0 for row in years))


def next_number(programme: Programme, year: int) -> int:
    """The series number that follows in this year, after what a source counted before."""
    last = LiveSession.objects.filter(programme=programme, year=year).aggregate(n=Max("number"))[
        "n"
    ]
    counted = ProgrammeYear.objects.filter(programme=programme, year=year).values_list(
        "series", flat=True
    )
    return max(last or 0, counted.first() or 0) + 1


def session_on(programme: Programme, on: date) -> LiveSession | None:
    """The session that stands on this date of the programme's own clock."""
    return calendar.dates_taken(programme, on, on).get(on)


def free_slug(wanted: str) -> str:
    """The address of a new programme: the wanted one, else with the next number behind it."""
    taken = set(Programme.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return first_free(wanted, taken)


def free_session_slug(on: date) -> str:
    """The address of a session: its date, then the date with -2, -3."""
    wanted = on.isoformat()
    taken = set(LiveSession.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return first_free(wanted, taken)


def first_free(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the smallest number from 2 on that nobody has."""
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _year(year: int, row: ProgrammeYear | None, kept: int) -> Year:
    if row is None:
        return Year(year, 0, kept, None, "", "")
    return Year(year, row.series, kept, row.views, row.note, row.source)
