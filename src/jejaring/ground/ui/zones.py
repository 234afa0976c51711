"""The three time zones of Indonesia, always shown side by side, the reader's own lit."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone by its Indonesian name."""

    name: str
    tz: ZoneInfo


WIB = Zone("WIB", ZoneInfo("Asia/Jakarta"))
WITA = Zone("WITA", ZoneInfo("Asia/Makassar"))
WIT = Zone("WIT", ZoneInfo("Asia/Jayapura"))
ZONES = {zone.name: zone for zone in (WIB, WITA, WIT)}
_BY_KEY = {zone.tz.key: zone for zone in ZONES.values()}


def named(name: str | None) -> Zone:
    """The zone of that name, else WIB."""
    return ZONES.get((name or "").upper(), WIB)


def current() -> Zone:
    """The zone in force for this request; WIB when it is none of the three."""
    return _BY_KEY.get(timezone.get_current_timezone_name(), WIB)


def of(request: HttpRequest) -> Zone:
    """The zone the reader chose, else WIB."""
    chosen = getattr(request, "zone", WIB)
    return chosen if isinstance(chosen, Zone) else WIB


def local(moment: datetime, zone: str | Zone | None = None) -> datetime:
    """The moment on a clock of that zone, or of the reader's."""
    tz: tzinfo = current().tz
    if zone:
        tz = zone.tz if isinstance(zone, Zone) else named(zone).tz
    return timezone.localtime(moment, tz)
