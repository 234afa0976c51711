"""Dates and times as exports write them; what a date means is decided over its whole column."""

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from statistics import median
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from jejaring.activities.live.files.refusals import DateOrderUnclear

SAMPLE = 20_000
"""Dates of a column that are looked at to find their order."""
NOON = 12
_CENTURY = 2000
_YEARS = range(2000, 2100)
"""Nothing that this product counts happened outside them."""
_LONGEST = 80
"""Characters of a date with its time."""

_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})(?:[T ,]+(?P<time>.+))?"
)
_YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})[-/. ](?P<b>\d{1,2})[-/. ](?P<year>\d{4}|\d{2})(?:[T ,]+(?P<time>.+))?"
)
_NAMED_MONTH = re.compile(
    r"(?:[^\W\d]+,?\s+)?"
    r"(?:(?P<a>\d{1,2})[- ]+(?P<m1>[^\W\d]+)\.?|(?P<m2>[^\W\d]+)\.?\s+(?P<b>\d{1,2}),?)"
    r"[- ,]+(?P<year>\d{4})(?:[T ,]+(?P<time>.+))?"
)
_TIME = re.compile(
    r"(?:pukul\s+|at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AP]\.?M\.?)?"
    r"\s*(?P<zone>Z|WIB|WITA|WIT|GMT|UTC)?"
    r"\s*(?:(?P<hours_off>[+-]\d{1,2})(?::?(?P<minutes_off>\d{2}))?)?",
    re.IGNORECASE,
)
_HOURS_FROM_UTC = {"Z": 0, "GMT": 0, "UTC": 0, "WIB": 7, "WITA": 8, "WIT": 9}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan", "feb", "mar", "apr", "mei may", "jun", "jul", "agu ags aug", "sep", "okt oct",
            "nov", "des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


class DateOrder(StrEnum):
    """Which of the first two numbers of a date is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def order_of(
    texts: Iterable[str], *, near: dt.date | None, chosen: DateOrder | None = None
) -> DateOrder:
    """The order of day and month in a column.

    A number above 12 tells it; else the day the session was held tells it (`near`); else the
    organiser has to say (`chosen`). A choice that the column contradicts is not followed.
    """
    pairs = list(islice(_pairs(texts), SAMPLE))
    days_first = sum(a > NOON >= b for a, b, _year in pairs)
    months_first = sum(b > NOON >= a for a, b, _year in pairs)
    if days_first or months_first:
        return DateOrder.DAY_FIRST if days_first >= months_first else DateOrder.MONTH_FIRST
    if chosen or all(a == b for a, b, _year in pairs):
        return chosen or DateOrder.DAY_FIRST
    distances = {order: _distance(pairs, order, near) for order in DateOrder} if near else {}
    if len(set(distances.values())) > 1:
        return min(distances, key=distances.__getitem__)
    a, b, year = next(pair for pair in pairs if pair[0] != pair[1])
    raise DateOrderUnclear(
        _("It is not clear whether %(date)s is day-month or month-day. Choose which it is.")
        % {"date": f"{a:02}/{b:02}/{year}"},
        example=f"{a:02}/{b:02}/{year}",
    )


def moment(text: str, *, order: DateOrder, zone: ZoneInfo) -> dt.datetime | None:
    """The moment a text means on the clocks of `zone`, or none if it means none."""
    found = _date_part(text.strip(), order) if len(text) <= _LONGEST else None
    if found is None:
        return None
    day, time_text = found
    clock = _TIME.fullmatch((time_text or "0:00").strip())
    if clock is None:
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % NOON + (NOON if clock["half"][0] in "pP" else 0)
    try:
        time = dt.time(hour, int(clock["minute"]), int(clock["second"] or 0))
        return dt.datetime.combine(day, time, tzinfo=_told_zone(clock) or zone)
    except ValueError:
        return None


def _told_zone(clock: re.Match[str]) -> dt.timezone | None:
    """A text that names its zone, or its distance to UTC, needs no other."""
    if clock["hours_off"]:
        minutes = int(clock["minutes_off"] or 0)
        distance = dt.timedelta(hours=int(clock["hours_off"][1:]), minutes=minutes)
        return dt.timezone(-distance if clock["hours_off"][0] == "-" else distance)
    if clock["zone"]:
        return dt.timezone(dt.timedelta(hours=_HOURS_FROM_UTC[clock["zone"].upper()]))
    return None


def _date_part(text: str, order: DateOrder) -> tuple[dt.date, str | None] | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _dated(int(found["year"]), int(found["a"]), int(found["b"]), found["time"])
    if found := _YEAR_LAST.fullmatch(text):
        a, b, year = int(found["a"]), int(found["b"]), _full_year(found["year"])
        month, day = (b, a) if order is DateOrder.DAY_FIRST else (a, b)
        return _dated(year, month, day, found["time"])
    if found := _NAMED_MONTH.fullmatch(text):
        month = _MONTHS.get((found["m1"] or found["m2"])[:3].lower(), 0)
        return _dated(int(found["year"]), month, int(found["a"] or found["b"]), found["time"])
    return None


def _dated(year: int, month: int, day: int, time: str | None) -> tuple[dt.date, str | None] | None:
    try:
        return (dt.date(year, month, day), time) if year in _YEARS else None
    except ValueError:
        return None


def _full_year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) == len("26") else 0)


def _pairs(texts: Iterable[str]) -> Iterable[tuple[int, int, int]]:
    for text in texts:
        if len(text) <= _LONGEST and (found := _YEAR_LAST.fullmatch(text.strip())):
            yield int(found["a"]), int(found["b"]), _full_year(found["year"])


def _distance(pairs: list[tuple[int, int, int]], order: DateOrder, near: dt.date) -> float:
    """Days between the session and the middle of the column, if it is read in this order."""
    days = []
    for a, b, year in pairs:
        month, day = (b, a) if order is DateOrder.DAY_FIRST else (a, b)
        if found := _dated(year, month, day, None):
            days.append(abs((found[0] - near).days))
    return median(days) if days else float("inf")
