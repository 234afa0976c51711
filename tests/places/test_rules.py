from datetime import UTC, datetime

import pytest

from jejaring.parties.places import rules
from jejaring.parties.places.models import Province, ZoneName

EIGHT_IN_JAKARTA = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "letters"),
    [(ZoneName.WIB, 8, "WIB"), (ZoneName.WITA, 9, "WITA"), (ZoneName.WIT, 10, "WIT")],
)
def test_eight_in_jakarta_is_nine_in_makassar_and_ten_in_jayapura(zone, hour, letters):
    local = rules.in_zone(EIGHT_IN_JAKARTA, zone)

    assert (local.hour, local.tzname()) == (hour, letters)


def test_zone_of_a_province():
    assert rules.zone_of(Province(name="Maluku", zone="WIT")) is rules.ZONES[ZoneName.WIT]
