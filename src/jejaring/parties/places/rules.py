"""Which clock a province goes by."""

from datetime import datetime
from zoneinfo import ZoneInfo

from jejaring.parties.places.models import Province, ZoneName

ZONES = {
    ZoneName.WIB: ZoneInfo("Asia/Jakarta"),
    ZoneName.WITA: ZoneInfo("Asia/Makassar"),
    ZoneName.WIT: ZoneInfo("Asia/Jayapura"),
}
"""UTC+7, +8 and +9, without daylight saving (Keppres 41/1987)."""


def zone_of(province: Province) -> ZoneInfo:
    """The time zone of a province; of its capital, should it ever have two."""
    return ZONES[ZoneName(province.zone)]


def in_zone(moment: datetime, zone: ZoneName | str) -> datetime:
    """The same moment on the clocks of WIB, WITA or WIT."""
    return moment.astimezone(ZONES[ZoneName(zone)])
