"""The live board: who is here, by minute and by province, and what each window has brought."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMinute
from django.utils.translation import gettext as _

from jejaring.activities.live.models import Arrival, CheckInWindow, LiveSession, Registration
from jejaring.activities.live.queries import session as sessions
from jejaring.ground.ui.components import share
from jejaring.ground.ui.glyphs.minutes_chart import Mark, Minute
from jejaring.parties.agencies.models import Employment
from jejaring.parties.places import queries as places
from jejaring.parties.places.models import Province

ENDS_OF_LIST = 4


class WindowState(StrEnum):
    """Where a window stands by the server's clock."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class WindowTally:
    """A window and how many arrived in it."""

    window: CheckInWindow
    state: WindowState
    arrivals: int


@dataclass(frozen=True, slots=True)
class ProvinceTally:
    """A province and how many of its people are here."""

    province: Province
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the live board shows at one moment."""

    at: datetime
    registered: int
    present: int
    minutes: list[Minute]
    marks: list[Mark]
    windows: list[WindowTally]
    provinces: list[ProvinceTally]
    elsewhere: int
    fingerprint: str

    @property
    def share_present(self) -> float:
        """Per cent of the registered who have arrived at least once."""
        return share(self.present, self.registered)

    @property
    def presses(self) -> int:
        """Arrivals in all windows together."""
        return sum(tally.arrivals for tally in self.windows)

    @property
    def peak(self) -> Minute | None:
        """The minute in which most arrived."""
        return max(self.minutes, key=lambda minute: minute.count, default=None)

    @property
    def tiles(self) -> dict[str, float]:
        """Counts by the two letters of ISO 3166-2, for the tile map."""
        return {tally.province.iso: tally.count for tally in self.provinces}

    @property
    def levels(self) -> list[int]:
        """Four steps for the tile map: quarters of the largest province."""
        most = max((tally.count for tally in self.provinces), default=0)
        return [max(1, most * step // 4) for step in (1, 2, 3, 4)] if most > 3 else [1]  # noqa: PLR2004

    @property
    def most(self) -> list[ProvinceTally]:
        """Where most come from."""
        return sorted(self.provinces, key=lambda tally: -tally.count)[:ENDS_OF_LIST]

    @property
    def fewest(self) -> list[ProvinceTally]:
        """Who should be invited again."""
        return sorted(self.provinces, key=lambda tally: tally.count)[:ENDS_OF_LIST]


def board(session: LiveSession, at: datetime) -> Board:
    """Six queries, whatever the number of people."""
    arrivals = Arrival.objects.filter(session_id=session.pk).order_by()
    present = arrivals.aggregate(n=Count("person_id", distinct=True))["n"]
    by_window = dict(arrivals.values_list("window_id").annotate(Count("person_id")))
    windows = [_tally(window, by_window, at) for window in sessions.windows_of(session)]
    registered = Registration.objects.filter(session=session, cancelled_at__isnull=True).count()
    provinces = _provinces(arrivals)
    states = "".join(tally.state[0] for tally in windows)
    pressed = sum(by_window.values())
    return Board(
        at=at,
        registered=registered,
        present=present,
        minutes=_minutes(arrivals),
        marks=_marks(windows, at),
        windows=windows,
        provinces=provinces,
        elsewhere=present - sum(tally.count for tally in provinces),
        fingerprint=f"{pressed}-{present}-{registered}-{states}-{session.state}",
    )


def window_of(session: LiveSession, window_id: int) -> QuerySet[CheckInWindow]:
    """One window of the session, as a set, so that a stranger's is not found."""
    return sessions.windows_of(session).filter(pk=window_id)


def window_to_show(session: LiveSession, at: datetime) -> CheckInWindow | None:
    """The window whose code the room should see: open now, else next, else the last."""
    windows = list(sessions.windows_of(session))
    ahead = (window for window in windows if at < window.closes_at)
    return next(ahead, windows[-1] if windows else None)


def state_of(window: CheckInWindow, at: datetime) -> WindowState:
    """A code is shown from its opening to its end; the grace belongs to those who type."""
    if at < window.opens_at:
        return WindowState.AHEAD
    return WindowState.OPEN if at < window.closes_at else WindowState.CLOSED


def _tally(window: CheckInWindow, by_window: dict[int, int], at: datetime) -> WindowTally:
    return WindowTally(window, state_of(window, at), by_window.get(window.pk, 0))


def _minutes(arrivals: QuerySet[Arrival]) -> list[Minute]:
    counted = (
        arrivals.annotate(minute=TruncMinute("at"))
        .values_list("minute")
        .annotate(many=Count("person_id"))
        .order_by("minute")
    )
    return [Minute(minute, many) for minute, many in counted]


def _marks(windows: list[WindowTally], at: datetime) -> list[Mark]:
    return [
        Mark(tally.window.opens_at, _("Code %(number)d") % {"number": tally.window.position})
        for tally in windows
        if tally.window.opens_at <= at + timedelta(minutes=1)
    ]


def _provinces(arrivals: QuerySet[Arrival]) -> list[ProvinceTally]:
    """By where the present work now; provinces without anyone count too."""
    counts = dict(
        Employment.objects.filter(
            ended_at__isnull=True, person_id__in=arrivals.values("person_id").distinct()
        )
        .exclude(agency__province=None)
        .order_by()
        .values_list("agency__province_id")
        .annotate(Count("person_id"))
    )
    most = max(counts.values(), default=0)
    return [
        ProvinceTally(province, many := counts.get(province.pk, 0), f"{share(many, most)}")
        for province in places.provinces()
    ]
