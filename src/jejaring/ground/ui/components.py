"""What the small components need to know, worked out before a template draws it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.ground.ui import formats, zones

PILLS = ("", "yes", "going", "warning", "refused", "info", "live")
NOTES = {
    "": "lightbulb",
    "yes": "check-circle-fill",
    "warning": "warning-circle",
    "refused": "warning-circle",
}
HOUR, DAY = 60, 60 * 24


class UnknownKindError(LookupError):
    """The design has no such variant."""


@dataclass(frozen=True, slots=True)
class Step:
    """A knot on a cord; `state` is done, now or nothing yet."""

    title: str
    state: str = ""
    when: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ZoneTime:
    """One column of the three zones."""

    name: str
    text: str
    is_own: bool


def zone_times(starts_at: datetime, ends_at: datetime | None, own: str = "") -> list[ZoneTime]:
    """The same moment, or the same span, on all three clocks."""
    lit = zones.named(own) if own else zones.current()
    return [
        ZoneTime(
            zone.name,
            formats.span(starts_at, ends_at, zone) if ends_at else formats.clock(starts_at, zone),
            zone == lit,
        )
        for zone in zones.ZONES.values()
    ]


def countdown(until: datetime, at: datetime) -> list[tuple[int, str]]:
    """Days, hours and minutes left, the last with "to go"; empty once the moment has come."""
    left = _minutes(until, at)
    if left <= 0:
        return []
    days, hours, minutes = left // DAY, left % DAY // HOUR, left % HOUR
    parts = []
    if days:
        parts.append((days, ngettext("day", "days", days)))
    if days or hours:
        parts.append((hours, ngettext("hour", "hours", hours)))
    parts.append((minutes, ngettext("minute to go", "minutes to go", minutes)))
    return parts


def remaining(until: datetime, at: datetime) -> str:
    """The largest unit in words: 3 hari lagi, 14 jam lagi, 22 menit lagi."""
    left = _minutes(until, at)
    if left <= 0:
        return _("now")
    if left >= DAY:
        words, count = (
            ngettext("%(count)s day to go", "%(count)s days to go", left // DAY),
            left // DAY,
        )
    elif left >= HOUR:
        words, count = (
            ngettext("%(count)s hour to go", "%(count)s hours to go", left // HOUR),
            left // HOUR,
        )
    else:
        words, count = ngettext("%(count)s minute to go", "%(count)s minutes to go", left), left
    return words % {"count": count}


def _minutes(until: datetime, at: datetime) -> int:
    """Whole minutes left, a begun one counted."""
    return math.ceil((until - at) / timedelta(minutes=1))


def share(value: float, total: float) -> float:
    """Per cent of the total, between 0 and 100, one decimal."""
    return round(min(100.0, max(0.0, value / total * 100)), 1) if total else 0.0


def pill_kind(kind: str) -> str:
    """One of the pills of the design."""
    if kind not in PILLS:
        raise UnknownKindError(kind)
    return kind


def note_icon(kind: str) -> str:
    """The icon that repeats in shape what a note says in colour."""
    if kind not in NOTES:
        raise UnknownKindError(kind)
    return NOTES[kind]


def focus_after_move(*, up: bool, loop: Mapping[str, Any]) -> str:
    """The button that was pressed; at the edge, where it can be pressed no more, the other."""
    if up:
        return "down" if loop["first"] else "up"
    return "up" if loop["last"] else "down"
