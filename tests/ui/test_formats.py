from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from jejaring.ground.ui import formats, zones

MORNING = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
END = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (18432, "18.432", "18,432"),
        (Decimal("1.50"), "1,5", "1.5"),
        (0, "0", "0"),
        (-1234.567, "-1.234,57", "-1,234.57"),
    ],
)
def test_numbers(value, indonesian, english):
    assert formats.number(value) == indonesian
    with translation.override("en"):
        assert formats.number(value) == english


@pytest.mark.parametrize(
    ("octets", "written"),
    [(10, "1 KB"), (125_000, "125 KB"), (1_240_000, "1,2 MB"), (12_000_000, "12 MB")],
)
def test_sizes(octets, written):
    assert formats.size(octets) == written


@pytest.mark.parametrize(
    ("value", "written"), [(48, "48"), (1027, "1,0rb"), (3860, "3,9rb"), (1_250_000, "1,2jt")]
)
def test_compact_numbers(value, written):
    assert formats.compact(value) == written


def test_hours_are_jp_in_both_languages():
    assert formats.hours(Decimal("1.5")) == "1,5 JP"
    with translation.override("en"):
        assert formats.hours(2) == "2 JP"


def test_dates():
    day = date(2026, 11, 26)

    assert formats.long_date(day) == "Kamis, 26 November 2026"
    assert formats.plain_date(day) == "26 November 2026"
    assert formats.short_date(date(2026, 5, 3)) == "3 Mei 2026"
    with translation.override("en"):
        assert formats.long_date(day) == "Thursday, 26 November 2026"
        assert formats.short_day(date(2026, 5, 3)) == "3 May"


def test_times_are_in_the_zone_of_the_reader_or_the_one_named():
    assert formats.clock_zone(MORNING) == "08.00 WIB"
    assert formats.clock_zone(MORNING, "WIT") == "10.00 WIT"
    assert formats.moment(MORNING) == "26 November 2026 pukul 08.00 WIB"
    with timezone.override(zones.WITA.tz):
        assert formats.clock_zone(MORNING) == "09.00 WITA"
        assert formats.span(MORNING, END) == "09.00–11.00"


def test_a_date_follows_the_zone_over_midnight():
    late = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)

    assert formats.plain_date(late) == "26 November 2026"
    with timezone.override(zones.WIT.tz):
        assert formats.plain_date(late) == "27 November 2026"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Rara Contoh", "RC"),
        ("Sukarno", "S"),
        ("Dr. H. Budi Contoh, M.Si.", "BC"),
        ("Prof. Dr.", "PD"),
        ("  ", "?"),
        ("'Aisyah", "?"),
    ],
)
def test_initials(name, letters):
    assert formats.initials(name) == letters


@pytest.mark.parametrize(
    ("given", "name"), [("wita", "WITA"), ("WIT", "WIT"), ("Mars", "WIB"), (None, "WIB")]
)
def test_a_zone_is_one_of_three(given, name):
    assert zones.named(given).name == name
