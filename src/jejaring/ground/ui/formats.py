"""Numbers, dates and times as they are written here: 18.432; Kamis, 26 November 2026; 08.00 WIB."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

from jejaring.ground.ui import zones

# fmt: off
MONTHS = {
    "id": [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
        "Oktober", "November", "Desember",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ],
}
SHORT_MONTHS = {
    "id": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
DAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
# fmt: on
THOUSAND = {"id": "rb", "en": "k"}
MILLION = {"id": "jt", "en": "M"}
AT = {"id": "pukul", "en": "at"}
KB, MB = 1000, 1000 * 1000


def language() -> str:
    """The language the reader reads now: id or en."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def number(value: float | Decimal, places: int = 2) -> str:
    """With at most `places` decimals: 18.432 and 1,5, in English 18,432 and 1.5."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    written = f"{rounded:,f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    if language() == "en":
        return written
    return written.translate(str.maketrans(",.", ".,"))


def compact(value: float) -> str:
    """For a small tile: 3,9rb from 1.000 on, 1,2jt from 1.000.000 on."""
    if value >= MB:
        return _one_place(value / MB) + MILLION[language()]
    if value >= KB:
        return _one_place(value / KB) + THOUSAND[language()]
    return number(value)


def size(octets: int) -> str:
    """Bytes as 125 KB or 1,2 MB, so that cost is shown before it is spent."""
    if octets >= MB:
        return f"{number(octets / MB, 1)} MB"
    return f"{max(1, round(octets / KB))} KB"


def hours(value: float | Decimal) -> str:
    """Learning hours: 2 JP."""
    return f"{number(value)} JP"


def long_date(value: date | datetime) -> str:
    """Kamis, 26 November 2026."""
    day = _day(value)
    return f"{DAYS[language()][day.weekday()]}, {plain_date(day)}"


def plain_date(value: date | datetime) -> str:
    """26 November 2026."""
    day = _day(value)
    return f"{day.day} {MONTHS[language()][day.month - 1]} {day.year}"


def short_date(value: date | datetime) -> str:
    """26 Nov 2026."""
    day = _day(value)
    return f"{short_day(day)} {day.year}"


def short_day(value: date | datetime) -> str:
    """26 Nov."""
    day = _day(value)
    return f"{day.day} {SHORT_MONTHS[language()][day.month - 1]}"


def clock(moment: datetime, zone: str | zones.Zone | None = None) -> str:
    """08.00, in the named zone or the reader's own."""
    return zones.local(moment, zone).strftime("%H.%M")


def clock_zone(moment: datetime, zone: str | None = None) -> str:
    """08.00 WIB, in the named zone or the reader's own."""
    shown = zones.named(zone) if zone else zones.current()
    return f"{clock(moment, shown)} {shown.name}"


def span(starts_at: datetime, ends_at: datetime, zone: str | zones.Zone | None = None) -> str:
    """08.00–10.00."""
    return f"{clock(starts_at, zone)}–{clock(ends_at, zone)}"


def moment(value: datetime, zone: str | None = None) -> str:
    """26 November 2026 pukul 08.00 WIB."""
    local = zones.local(value, zone)
    return f"{plain_date(local.date())} {AT[language()]} {clock_zone(value, zone)}"


def initials(name: str) -> str:
    """At most two letters for a face without a picture; titles have none."""
    bare = [word for word in name.partition(",")[0].split() if not word.endswith(".")]
    words = [word for word in bare or name.split() if word[0].isalnum()]
    picked = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper() or "?"


def _one_place(value: float) -> str:
    written = f"{value:.1f}"
    return written if language() == "en" else written.replace(".", ",")


def _day(value: date | datetime) -> date:
    return zones.local(value).date() if isinstance(value, datetime) else value
